"""A survey on paper."""

from collections.abc import Sequence
from itertools import pairwise

from cadence.blocks.block import Block, Callout, Grid, Heading, Lines, Paragraph, Prose
from cadence.model import Survey

ON_PAPER = (
    "On paper this is different in one way: whoever types the pages in reads them. So write no name on them, "
    "put them into the envelope yourself, and close it. The pages are destroyed once they are typed in."
)
_NUMBERS = {3: "three", 4: "four", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten"}
_ROWS = 17  # more statements than this do not fit on a page with its scale


def promise(survey: Survey, *, respondents: int = 5, low_trust: bool = False) -> str:
    """Return who sees what, with the number of people that this institute asks for."""
    words = survey.confidentiality_low_trust if low_trust else survey.confidentiality
    number = _NUMBERS.get(respondents, str(respondents))
    return words if respondents == 5 else words.replace("five or more", f"{number} or more")


def paper_survey(
    survey: Survey, *, respondents: int = 5, low_trust: bool = False, level: int = 2
) -> list[Block]:
    """Return the survey as pages to mark; conditions are not named, so that none colors its items."""
    confidential = promise(survey, respondents=respondents, low_trust=low_trust)
    blocks: list[Block] = [
        Heading(survey.title, level),
        Paragraph(f"{len(list(survey.items()))} statements, about {survey.minutes} minutes."),
        Callout("note", "Who sees what", confidential, remedy=ON_PAPER),
        Prose(survey.instructions),
    ]
    if survey.roster_question:
        blocks.append(Lines(survey.roster_question, 4, "Names side by side, with commas."))
    return [*blocks, *_grids(survey), *(Lines(q.text, q.lines) for q in survey.open_questions)]


def _grids(survey: Survey) -> list[Block]:
    statements = [f"{number}. {item.text}" for number, item in enumerate(survey.items(), start=1)]
    options = (*survey.scale.points, survey.scale.cannot_say)
    return [
        Grid(f"Mark one answer in each row ({_range(part)})", part, options)
        for part in _parts(statements, _ROWS)
    ]


def _range(rows: Sequence[str]) -> str:
    first, last = (row.partition(".")[0] for row in (rows[0], rows[-1]))
    return first if first == last else f"{first} to {last}"


def _parts(rows: Sequence[str], most: int) -> list[tuple[str, ...]]:
    """Return rows in groups of nearly equal length, none longer than `most`."""
    groups = -(-len(rows) // most)
    edges = [round(len(rows) * n / groups) for n in range(groups + 1)]
    return [tuple(rows[low:high]) for low, high in pairwise(edges)]
