"""The one thread of a team: from a need to the evidence, as a picture, as a list, and beside a number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import pandas as pd

from cadence.analysis import orphans, strands, trace, visits
from cadence.blocks import Block, Bullets, Callout, Table
from cadence.charts import thread_picture
from cadence.charts.boxes import Words
from cadence.model import Card, Clause, Evidence, Goal, Observation
from cadence.publish import latest
from cadence.workbook.baseline import drawn
from cadence.workbook.context import Context
from cadence.workbook.plan import board_of, columns_of, goals_of
from cadence.workbook.tables import rows_of
from cadence.workbook.vision import clauses, metric_of
from cadence.workbook.words import listed, many, percent

LEADS = {"need": "answers the need", "clause": "serves", "indicator": "is seen in", "goal": "goal"}
NOTE = "A dash: the thread goes no further, or nothing leads here."


@dataclass(frozen=True)
class Thread:
    """The ways from need to evidence on the day of the page, and what is written of each record."""

    ways: pd.DataFrame
    words: dict[str, Words]
    done: frozenset[str]

    @classmethod
    def of(cls, context: Context) -> Self:
        """Return a team's thread; ideas that serve no goal are only ideas."""
        cards = [card for card in board_of(context) if card.goal or card.column != "ideas"]
        pieces = _evidence(context)
        looks = metric_of(context).indicators
        found = strands(clauses(context), looks, goals_of(context), cards, pieces)
        done = frozenset(card.id for card in cards if card.column == "done")
        return cls(found, _words(context, cards, pieces), done)

    def text(self, kind: str, name: str, *, noted: bool = False) -> str:
        """Return what is written of a record, with its note if that is wanted."""
        found = self.words.get(f"{kind}:{name}")
        if found is None:
            return "-"
        return f"{found.text} ({found.note})" if noted and found.note else found.text

    def belongs(self, kind: str, record: str) -> str:
        """Return what a number of this record answers and what is done about it, '' if nothing."""
        found = trace(self.ways, kind, record)
        named = {name: self._named(found, name) for name in LEADS if name != kind}
        parts = [f"{LEADS[name]} {listed(texts)}" for name, texts in named.items() if texts]
        cards = {str(card) for card in found["card"] if card}
        if cards:
            parts.append(f"{len(cards & self.done)} of {many(len(cards), 'card')} done")
        return f"{'; '.join(parts)}." if parts else ""

    def _named(self, found: pd.DataFrame, kind: str) -> list[str]:
        return [f"“{self.text(kind, str(name))}”" for name in found[kind].unique() if name]


def thread(context: Context) -> Sequence[Block]:
    """Return the thread as a picture, the same as a list, and the loose ends."""
    found = Thread.of(context)
    if found.ways.empty:
        return []
    return [drawn(thread_picture(found.ways, found.words)), _list(found), *_loose(context)]


def of_conditions(context: Context) -> Sequence[Block]:
    """Return what was made of each condition whose numbers are shown."""
    return _belonging(context, "need", _published(context)) if clauses(context) else []


def of_baseline(context: Context) -> Sequence[Block]:
    """Return where each number of the baseline belongs, once it is shown."""
    if latest(context.view, "baseline", context.cycle, context.team.id) is None:
        return []
    return _belonging(context, "indicator", (look.id for look in metric_of(context).indicators))


def of_goals(context: Context) -> Sequence[Block]:
    """Return where the number of each look-for that a goal is read off belongs."""
    return _belonging(
        context, "indicator", dict.fromkeys(g.indicator for g in goals_of(context) if g.indicator)
    )


def _belonging(context: Context, kind: str, records: Iterable[str]) -> list[Block]:
    found = Thread.of(context)
    points = [f"{found.text(kind, name)}: {told}" for name in records if (told := found.belongs(kind, name))]
    return [Bullets(tuple(points), lead="Where these numbers belong")] if points else []


def _evidence(context: Context) -> list[Evidence]:
    found = context.view.all(Evidence, team=context.team.id)
    return [piece for piece in found if piece.added <= context.today]


def _words(context: Context, cards: Sequence[Card], pieces: Sequence[Evidence]) -> dict[str, Words]:
    """Return what is written of each record, by 'kind:id'."""
    stated = clauses(context)
    found = {f"clause:{c.id}": Words(c.text) for c in stated}
    found |= {f"indicator:{i.id}": Words(i.title) for i in metric_of(context).indicators}
    found |= {f"goal:{g.id}": Words(*_goal(g)) for g in goals_of(context)}
    titles = columns_of(context)
    found |= {f"card:{c.id}": _card(c, titles[c.column], pieces) for c in cards}
    return found | _needs(context, stated)


def _goal(goal: Goal) -> tuple[str, str]:
    span = f"{percent(goal.baseline)} to {percent(goal.target)}" if goal.target is not None else ""
    return goal.statement, span.strip()


def _card(card: Card, column: str, pieces: Iterable[Evidence]) -> Words:
    shown = any(piece.card == card.id for piece in pieces)
    notes = [
        column.lower(),
        "with evidence" if shown else "",
        "on the trend" if card.mark and card.started else "",
    ]
    return Words(card.title, ", ".join(filter(None, notes)), settled=card.column == "done")


def _needs(context: Context, stated: Iterable[Clause]) -> dict[str, Words]:
    """Return the conditions by their titles, with what is published of them, and needs in a team's words."""
    titles = {c.id: c.title for c in context.content.survey("conditions").conditions}
    counted = _published(context)
    needs = dict.fromkeys(clause.need for clause in stated if clause.need)
    return {f"need:{need}": Words(titles.get(need, need), counted.get(need, "")) for need in needs}


def _published(context: Context) -> dict[str, str]:
    found = latest(context.view, "conditions", context.cycle, context.team.id)
    rows = found.body.get("conditions", []) if found else []
    return {
        row["condition"]: f"{row['favorable']} of {row['n']} favorable" for row in rows if "unsaid" not in row
    }


def _list(found: Thread) -> Table:
    """Return the thread as a list: a row for each clause, look-for and goal, with its cards."""
    kinds = ["need", "clause", "indicator", "goal"]
    rows = []
    for place, part in found.ways.groupby(kinds, sort=False):
        named = [found.text(kind, str(name)) for kind, name in zip(kinds, place, strict=True)]
        cards = [found.text("card", str(card), noted=True) for card in part["card"].unique() if card]
        rows.append((*named, "; ".join(cards) or "-"))
    return Table(
        caption="The same thread as a list",
        columns=("Need", "Clause of the vision", "Look-for", "Goal", "Cards"),
        widths=(1.2, 2, 1.6, 1.8, 2.4),
        rows=tuple(rows),
        row_header=False,
        note=NOTE,
    )


def _loose(context: Context) -> list[Block]:
    found = context.view.all(Observation, team=context.team.id, cycle=context.cycle)
    loose = orphans(
        clauses(context),
        metric_of(context).indicators,
        visits(metric_of(context), found),
        goals_of(context),
        [c for c in board_of(context) if c.column != "ideas"],
    )
    if loose.empty:
        return []
    points = tuple(f"{row['text']}: {row['words']}" for row in rows_of(loose))
    return [Callout("caution", many(len(points), "loose end"), "Tie it in, or let it go.", points)]
