"""A question in the room as a form to answer alone, and as blocks once it is revealed."""

from collections.abc import Mapping
from typing import Any

from cadence.analysis.answers import favorable_from
from cadence.blocks.block import Block, Bullets, Heading, Paragraph, Table
from cadence.forms.worksheet import worksheet
from cadence.model import Question, Round
from cadence.model.form import ChoiceField, Form, FormPart, NumberField, TextField

Names = Mapping[str, str]  # of people, by id
Groups = Mapping[str, Any]
LETTERS = "ABCDEFGH"
GOING = 3  # from this number of fingers on somebody goes along
_SHOWN = {
    "fist": "how many chose each number, and the reasons in mixed order",
    "dots": "how many chose each option",
    "brainstorm": "all ideas in mixed order",
    "predict": "how many expect what, in five bands",
}


def form_of(question: Question) -> Form:
    """Return what one person fills in."""
    return Form(
        id=question.id,
        title=question.title,
        purpose=question.text,
        minutes=question.minutes,
        parts=_parts(question),
    )


def _parts(question: Question) -> tuple[FormPart, ...]:
    match question.kind:
        case "fist":
            why = "Asked of everybody below 3, and welcome from all. Shown to your team as you write it."
            reason = TextField(id="reason", label="What would have to change first?", help=why, lines=3)
            number = ChoiceField(
                id="fingers", label="How far do you go along?", options=question.options, required=True
            )
            return (number, reason)
        case "dots":
            label = f"You have {question.dots} dots: one on an option at most"
            options = ChoiceField(id="dots", label=label, options=question.options, many=True, required=True)
            return (options,)
        case "brainstorm":
            return (TextField(id="ideas", label="Your ideas, one on each line", lines=8, required=True),)
        case "predict":
            bounds: dict[str, Any] = {"low": question.low, "high": question.high, "unit": question.unit}
            return tuple(
                NumberField(id=f"expected-{n}", label=label, required=True, **bounds)
                for n, label in enumerate(question.options, start=1)
            )


def notice(question: Question, round: Round) -> str:
    """Return who will see what, in words for whoever is about to answer."""
    shown = _SHOWN[question.kind]
    if not round.private:
        named = " with your name" if question.kind == "fist" else ""
        return f"An open round: your answer is shown to your team{named} once somebody of it shows the round."
    return (
        f"Nobody sees your own answer, nor does your facilitator. Your team sees {shown}, never a name, "
        f"once {round.threshold} or more have handed in and somebody shows it."
    )


def paper(
    question: Question, round: Round, names: Names | None = None, groups: Groups | None = None
) -> list[Block]:
    """Return the paper twin: a slip to fill in, or what was said once it is revealed."""
    if round.state == "revealed":
        return [Heading(question.title, 3), *result(question, round, names or {}, groups or {})]
    return [*worksheet(form_of(question), level=3), Paragraph(_slip(round))]


def _slip(round: Round) -> str:
    """Return how the slip is used on paper, where nobody counts for the team."""
    if not round.private:
        return "One copy of this page for each person, with a name on it: an open round."
    return (
        "One copy of this page for each person, and no name on it. All are mixed before anybody reads one; "
        f"those of fewer than {round.threshold} people hide nobody."
    )


def result(question: Question, round: Round, names: Names, groups: Groups) -> list[Block]:
    """Return what was said, in the words that the question had when it was put."""
    shown = round.shown
    blocks: list[Block] = [Paragraph(shown["text"], lead=True)]
    match question.kind:
        case "fist":
            blocks += _fist(shown, names)
        case "dots":
            blocks += [_dots(shown)]
        case "brainstorm":
            blocks += _ideas(shown, groups)
        case "predict":
            blocks += _expected(shown)
    return [*blocks, *([Paragraph(question.after)] if question.after else [])]


def _fist(shown: Mapping[str, Any], names: Names) -> list[Block]:
    (row,) = shown["items"]
    blocks: list[Block] = [Paragraph(_verdict(row, shown["n"]))]
    if "unsaid" in row:
        blocks.append(Paragraph(row["unsaid"]))
    elif not any(row["sides"]):
        rows = tuple((words, str(n)) for words, n in zip(shown["options"], row["counts"], strict=True))
        blocks.append(_counts(f"What {shown['n']} people chose", "Fingers", rows[::-1]))
    if shown["named"]:
        said = tuple((names.get(each["person"], ""), str(each["fingers"])) for each in shown["named"])
        blocks.append(Table("Who chose what", ("Name", "Fingers"), said, widths=(2, 4)))
    if shown["reasons"]:
        blocks.append(Bullets(tuple(shown["reasons"]), lead="What would have to change first"))
    return blocks


def _verdict(row: Mapping[str, Any], n: int) -> str:
    """Return in a sentence how far the team goes along."""
    if "unsaid" in row:
        return f"{n} people have answered."
    below = sum(row["counts"][:GOING]) + row["sides"][0]
    if not below:
        return f"All {n} are at {GOING} or more: agreed, to be tried."
    are = "is" if below == 1 else "are"
    draft = f"{below} {are} below: a working draft. Hear the doubt first."
    return f"{n - below} of {n} are at {GOING} or more, and {draft}"


def _counts(caption: str, first: str, rows: tuple[tuple[str, ...], ...]) -> Table:
    return Table(caption, (first, "People"), rows, widths=(4, 1), align=("left", "right"))


def _dots(shown: Mapping[str, Any]) -> Block:
    caption = f"Where {shown['n']} people put their dots"
    if not shown["exact"]:
        order = tuple(each["option"] for each in shown["dots"])
        why = "The most first. Numbers would tell what single people chose, and are not shown."
        return Bullets(order, lead=f"{caption}. {why}")
    return _counts(caption, "Option", tuple((e["option"], str(e["people"])) for e in shown["dots"]))


def _ideas(shown: Mapping[str, Any], groups: Groups) -> list[Block]:
    """Return the ideas by the groups that they were put into, the rest last."""
    where, called = groups.get("in") or {}, groups.get("names") or {}
    blocks: list[Block] = []
    for letter in LETTERS:
        inside = tuple(each["text"] for each in shown["ideas"] if where.get(each["id"]) == letter)
        if inside:
            blocks.append(Bullets(inside, lead=called.get(letter) or f"Group {letter}"))
    rest = tuple(each["text"] for each in shown["ideas"] if where.get(each["id"]) not in tuple(LETTERS))
    return [*blocks, *([Bullets(rest, lead="In no group" if blocks else "Ideas")] if rest else [])]


def _expected(shown: Mapping[str, Any]) -> list[Block]:
    exact = [row for row in shown["items"] if "unsaid" not in row and not any(row["sides"])]
    rows = tuple((row["item"], *(str(n or "") for n in row["counts"])) for row in exact)
    columns, widths = ("What is counted", *shown["bands"]), (3, *[1.0] * len(shown["bands"]))
    caption = f"How many of {shown['n']} people expect what"
    rest = tuple(_roughly(row, shown["bands"]) for row in shown["items"] if row not in exact)
    table: list[Block] = [Table(caption, columns, rows, widths=widths)] if rows else []
    return [*table, *([Bullets(rest)] if rest else [])]


def _roughly(row: Mapping[str, Any], bands: list[str]) -> str:
    """Return what may be said where nearly all expect the same, or a number would tell of one person."""
    if "unsaid" in row:
        return f"{row['item']}: {row['unsaid']}"
    low, high = row["sides"]
    first = bands[favorable_from(len(bands)) - 1].partition(" ")[0]
    return f"{row['item']}: {low} expect less than {first}, {high} expect that or more."
