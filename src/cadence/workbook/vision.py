"""Session 2: the vision, its clauses, and the words the team shares."""

from collections.abc import Sequence

import pandas as pd

from cadence.analysis import changes_in_words, vision_check
from cadence.analysis.visioncheck import PLAIN
from cadence.blocks import Block, Bullets, Callout, Heading, Paragraph, Statement, Table
from cadence.model import Clause, Metric, Priority, Term, Vision
from cadence.workbook.context import Context
from cadence.workbook.frame import missing
from cadence.workbook.tables import rows_of
from cadence.workbook.words import listed, many, short_date

ELEMENTS = ("student", "teacher", "content")


def versions(context: Context) -> list[Vision]:
    """Return the team's versions of its vision in this cycle, the newest first."""
    found = context.view.all(Vision, team=context.team.id, cycle=context.cycle)
    return sorted(found, key=lambda v: v.version, reverse=True)


def clauses(context: Context) -> list[Clause]:
    """Return the clauses of the vision that stands, in order."""
    standing = versions(context)
    if not standing:
        return []
    found = context.view.all(Clause, team=context.team.id, vision=standing[0].id)
    return sorted(found, key=lambda c: (c.order, c.id))


def metric_of(context: Context) -> Metric:
    """Return the metric that institute.toml names."""
    return context.content.metric(context.settings.metric)


def vision(context: Context) -> Sequence[Block]:
    """Return the vision that stands, or what is missing."""
    standing = versions(context)
    if not standing:
        return [
            missing(
                "No vision yet",
                "Your team writes its first version in this session.",
                "The drafting page follows; write on it alone before you share.",
            )
        ]
    newest, *older = standing
    agreed = f"agreed {short_date(newest.agreed)}" if newest.agreed else "a draft, not yet agreed"
    blocks: list[Block] = [Statement(newest.text, f"Version {newest.version}, {agreed}")]
    if older:
        pairs = zip(older, standing, strict=False)
        blocks.append(Bullets(tuple(_before(old, new) for old, new in pairs), lead="How it has changed"))
    return blocks


def _before(old: Vision, new: Vision) -> str:
    """Return an earlier version, and what the next one made of it."""
    changed = changes_in_words(old.text, new.text)
    return f"Version {old.version}: {old.text}" + (f" (Then {changed}.)" if changed else "")


def clause_map(context: Context) -> Sequence[Block]:
    """Return each clause with its elements, look-fors and priorities, and what hangs loose."""
    found = clauses(context)
    if not found:
        return []
    return [
        Table(
            caption="Clause map: what each part of the vision speaks of, and what would show it",
            columns=("Clause", "Speaks of", "Look-fors", "District priority"),
            widths=(2.6, 1.2, 2, 1.6),
            rows=tuple(_row(context, clause) for clause in found),
        ),
        *_loose_ends(context, found),
    ]


def _row(context: Context, clause: Clause) -> tuple[str, ...]:
    metric = metric_of(context)
    known = {p.id: p.title for p in context.view.all(Priority)}
    looks = [found.title for name in clause.indicators if (found := metric.indicator(name))]
    return (
        clause.text,
        listed(clause.elements) or "not said yet",
        "; ".join(looks) or "none yet",
        "; ".join(known[p] for p in clause.priorities if p in known) or "none named",
    )


def _loose_ends(context: Context, found: Sequence[Clause]) -> list[Block]:
    points = [f"No look-for yet: “{c.text}”" for c in found if not c.indicators]
    spoken = {element for clause in found for element in clause.elements}
    points += [f"No clause speaks of the {element}." for element in ELEMENTS if element not in spoken]
    if not points:
        return []
    title = many(len(points), "loose end")
    return [Callout("caution", title, "Worth a minute before you move on.", tuple(points))]


def check(context: Context) -> Sequence[Block]:
    """Return what the team may want to ask of its vision; a conversation starter, never a grade."""
    found = clauses(context)
    if not found:
        return []
    text = {c.id: c.text for c in found}
    terms = [t.term for t in context.view.all(Term) if t.team in (None, context.team.id)]
    asked = vision_check(pd.DataFrame({"clause": list(text), "text": list(text.values())}), terms)
    if asked.empty:
        return []
    points = tuple(
        f"“{text[row['clause']]}”: {row['words']}" if row["clause"] else row["words"]
        for row in rows_of(asked)
    )
    return [Callout("note", "Questions for the vision", PLAIN, points)]


def glossary(context: Context) -> Sequence[Block]:
    """Return the agreed words, the team's own after the institute's."""
    terms = context.view.all(Term)
    rows = sorted(
        (t.term, t.meaning, "this team" if t.team else "all teams")
        for t in terms
        if t.team in (None, context.team.id)
    )
    if not rows:
        return [Paragraph("No shared words yet. Note the ones you had to explain to each other today.")]
    return [
        Heading("Words we use the same way", 3),
        Table(
            caption="Shared glossary",
            columns=("Word", "What we mean by it", "Used by"),
            widths=(1.2, 4, 0.9),
            rows=tuple(rows),
        ),
    ]
