"""What a plan rests on, from the pages of Session 4: theory, the why, doubts, what stops, days, carriers."""

from collections.abc import Iterable

from cadence.blocks import Block, Statement, Table
from cadence.workbook.context import Context
from cadence.workbook.written import rows, words

NOBODY = "nobody second yet"


def theory(context: Context) -> list[Block]:
    """Return the theory of action as one sentence, from the if-then page; nothing while that is empty."""
    goal, cause, effect, because = words(context, "if-then", "goal", "if", "then", "because")
    if not (cause and effect):
        return []
    reason = f", because {_inside(because)}" if because else "; because of what, is not written yet"
    return [Statement(f"If we {_inside(cause)}, then {_inside(effect)}{reason}.", goal or "Theory of action")]


def _inside(text: str) -> str:
    """Return words as they stand inside a sentence."""
    return text.strip().rstrip(".").removeprefix("...").strip()


def rests_on(context: Context) -> list[Block]:
    """Return what else the plan rests on, as far as it is written."""
    why, doubt = words(context, "stakeholders", "why", "resistance")
    carried = rows(context, "routines-and-succession", "routines", 3)
    told = (
        ("The why", why),
        ("The strongest doubt", doubt),
        ("What stops", _listed(_stop(*row) for row in rows(context, "what-we-stop", "stops", 6))),
        ("Six steps", _listed(_step(*row) for row in rows(context, "timeline-and-resources", "steps", 6))),
        ("When somebody leaves", _listed(_carried(*row) for row in carried)),
    )
    known = tuple((name, text) for name, text in told if text)
    if not known:
        return []
    return [Table(caption="What the plan rests on", columns=("", ""), widths=(1.2, 5), rows=known)]


def _listed(parts: Iterable[str]) -> str:
    return "; ".join(filter(None, parts))


def _stop(what: str, frees: str, missed: str, honored: str, who: str, on: str) -> str:
    details = ", ".join(filter(None, (frees and f"frees {frees}", who and f"said by {who}", on)))
    return f"{what} ({details})" if what and details else what


def _step(step: str, first: str, last: str, leads: str, means: str, lacking: str) -> str:
    """Return a step with its days, who leads it and what is missing; nothing where none of it is written."""
    span = " to ".join(filter(None, (first, last)))
    details = ", ".join(filter(None, (span, leads, lacking and f"missing: {lacking}")))
    return f"{step}: {details}" if details else ""


def _carried(routine: str, first: str, second: str) -> str:
    return f"{routine}: {first or 'nobody yet'}, then {second or NOBODY}" if routine else ""
