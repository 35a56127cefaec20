"""The page that opens every session: what happened since last time."""

from collections.abc import Sequence

from cadence.analysis import since_last
from cadence.blocks import Block, Facts, Paragraph, Table
from cadence.model import Ask, Commitment, Evidence, Verification
from cadence.workbook.context import Context
from cadence.workbook.frame import missing
from cadence.workbook.people import name_of
from cadence.workbook.plan import cards_of
from cadence.workbook.tables import rows_of
from cadence.workbook.words import short_date

KINDS = {
    "win": "Confirmed",
    "kept commitment": "Kept",
    "overdue commitment": "Overdue",
    "overdue card": "Overdue",
    "open commitment": "Open",
    "returned card": "Returned",
}


def since_last_time(context: Context) -> Sequence[Block]:
    """Return what was confirmed, kept, left open or late since the last session, and the asks."""
    team, cycle, view = context.team.id, context.cycle, context.view
    promised = view.all(Commitment, team=team, cycle=cycle)
    happened = since_last(
        context.previous_meeting,
        context.today,
        commitments=[c for c in promised if c.session < context.session.number],
        cards=[c for c in cards_of(context) if c.started is None or c.started <= context.today],
        evidence=view.all(Evidence, team=team),
        verifications=view.all(Verification, team=team),
    )
    rows = happened[happened["kind"].isin(list(KINDS))]
    asks = [a for a in view.all(Ask, team=team, cycle=cycle) if a.session < context.session.number]
    if rows.empty and not asks:
        return [_nothing_yet(context)]
    counts = rows["kind"].value_counts()
    late = int(counts.get("overdue commitment", 0) + counts.get("overdue card", 0))
    facts = (
        (str(counts.get("win", 0)), "cards confirmed by a peer", ""),
        (str(counts.get("kept commitment", 0)), "commitments kept", ""),
        (str(counts.get("open commitment", 0)), "still open", ""),
        (str(late), "overdue", ""),
    )
    order = list(KINDS)
    events = sorted(rows_of(rows), key=lambda e: (order.index(e["kind"]), str(e["on"])))
    table = Table(
        caption=f"Since {short_date(context.previous_meeting)}",
        columns=("What", "Where it stands", "Who", "When"),
        widths=(3.2, 1, 1.4, 1.1),
        rows=tuple(
            (e["text"], KINDS[e["kind"]], name_of(context, e["who"]), short_date(e["on"])) for e in events
        ),
    )
    return [Facts(facts), *([table] if events else []), *_asks(asks)]


def _nothing_yet(context: Context) -> Block:
    if context.session.number <= 1:
        return Paragraph(
            "This is where every later session starts: what we said we would do, and what came of it."
        )
    return missing(
        "Nothing recorded since last time",
        "No commitment, card or ask is on record before this session.",
        "Say from memory what was promised, and write it on the commitments page.",
    )


def _asks(asks: Sequence[Ask]) -> list[Block]:
    if not asks:
        return []
    rows = tuple(
        (
            a.text,
            a.owner or "nobody yet",
            a.answer or f"due {short_date(a.answer_by)}".removesuffix("due ") or "open",
        )
        for a in asks
    )
    return [
        Table(
            caption="What we asked for",
            columns=("Ask", "With", "Answer"),
            widths=(3, 1.6, 2),
            rows=rows,
        )
    ]


def _waiting(ask: Ask) -> str:
    return f"none yet, due {short_date(ask.answer_by)}" if ask.answer_by else "none yet"
