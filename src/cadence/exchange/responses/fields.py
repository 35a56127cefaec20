"""The columns of a table of answers: recognised by id or by the whole text of a question."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from cadence.errors import Complaint, ImportRefused
from cadence.exchange.forms import SCHOOL, TEAM, FormMapping, claims, id_field, twofold
from cadence.exchange.tables.columns import (
    Columns,
    Field,
    HeadingsUnclear,
    Source,
    Wanted,
    find_columns,
    open_table,
)
from cadence.exchange.tables.grid import LettersUnclear
from cadence.exchange.tables.sheet import Sheet, read_sheet
from cadence.exchange.tables.words import folded
from cadence.model import Item, Survey
from cadence.model.survey import OpenQuestion

WHO = (
    Field(
        "sheet",
        "Sheet",
        "the number written on the paper",
        "sheet sheetnumber sheetno responseid id number no",
    ),
    Field(
        "handed_in",
        "Handed in",
        "when it was handed in",
        "timestamp completiontime handedin submitted submittedat datesubmitted enddate date",
    ),
    SCHOOL,
    TEAM,
    Field("email", "Email", "who answered: the address", "emailaddress email username youremail workemail"),
    Field("name", "Name", "who answered: the name", "name fullname yourname respondent respondentname"),
)
LISTED = Field(
    "listed", "Listed members", "whom the person counts as members", "listedmembers listed members"
)
ANSWER = Field("answer", "Answer", "what a mark means, for every item (under values)", "")
RESERVED = frozenset(field.name for field in (*WHO, LISTED, ANSWER))
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
REWORDED = 0.75  # likeness from which a heading is taken for another wording of an item


def response_fields(survey: Survey) -> Wanted:
    """Return what a table of answers to this survey may say."""
    known = " ".join(filter(None, (LISTED.known, folded(survey.roster_question))))
    questions = [*map(_field, survey.items()), *map(_field, survey.open_questions)]
    fields = (*WHO, replace(LISTED, known=known), ANSWER, *questions)
    return Wanted(f"responses-{survey.id}", fields, (), shape=FormMapping)


def heading_of(question: Item | OpenQuestion) -> str:
    """Return the heading of a question's column on a keying sheet."""
    return f"{question.id}: {question.text}"


def _field(question: Item | OpenQuestion) -> Field:
    known = dict.fromkeys(map(folded, (question.id, question.text, heading_of(question))))
    return Field(id_field(question.id, RESERVED), question.id, question.text, " ".join(known))


def plain(heading: str) -> str:
    """Return the question in a heading: the row of a grid ('Mark one [row]'), without its number."""
    row = re.search(r"\[(.+)\](?: \(\d+\))?$", heading, re.DOTALL)
    return re.sub(
        r"^(?:q(?:uestion)? ?)?\d{1,3}\s*[.):]\s*", "", row[1] if row else heading, flags=re.IGNORECASE
    )


def open_responses(source: Source, survey: Survey) -> Columns:
    """Return the columns of a table of answers, complaints about them included.

    Raises
    ------
    ImportRefused
        It is no table, or nothing in it answers an item of the survey.
    """
    wanted, mapping = response_fields(survey), source.mapping
    reads = {heading: field.name for field in wanted.fields for heading in field.headings}
    sheet = _sheet(source, wanted)
    found = find_columns(sheet, wanted, mapping)
    bare = {heading: plain(heading) for heading in sheet.headers}
    rows = {reads[folded(said)]: heading for heading, said in bare.items() if folded(said) in reads}
    rows = {name: heading for name, heading in rows.items() if name not in found}
    settled = mapping.model_copy(update={"columns": {**rows, **mapping.columns}})
    try:
        columns = open_table(Source(source.path, settled), wanted)
    except HeadingsUnclear as unclear:
        # What was found is not proposed with examples from the rows: they are somebody's answers.
        raise ImportRefused(unclear.complaints, f"Nothing was taken in from {sheet.file}:") from None
    doubled = claims(columns, {folded(h): reads[folded(s)] for h, s in bare.items() if folded(s) in reads})
    wrong = [*map(discreet, columns.complaints), *twofold(found, _items_of(doubled, survey))]
    return replace(columns, complaints=(*wrong, *_said_of(columns, survey)))


def _sheet(source: Source, wanted: Wanted) -> Sheet:
    """Return the table of answers; a refusal of it quotes no cell."""
    mapping = source.mapping
    try:
        return read_sheet(source.path, wanted.known(), mapping.sheet, mapping.header, mapping.encoding)
    except LettersUnclear as refusal:
        raise ImportRefused(map(discreet, refusal.complaints)) from None


def _said_of(columns: Columns, survey: Survey) -> Iterator[Complaint]:
    yield from _reworded(columns, survey)
    yield from _lacking(columns, survey)
    yield from _unsigned(columns)


def _unsigned(columns: Columns) -> Iterator[Complaint]:
    """Yield a complaint for addresses under a heading that is not known: they tell who answered."""
    if "email" in columns or "name" in columns:
        return
    for heading in columns.ignored():
        cells = [cell for row in columns.rows if (cell := row.cells[heading])]
        if 2 * sum(bool(ADDRESS.fullmatch(cell)) for cell in cells) > len(cells):
            message = "this column holds addresses, and nothing says that they tell who answered"
            remedy = f"If they do: --map '{heading}=email'. If not, or if nobody is to know, delete it."
            yield columns.sheet.complain(columns.sheet.header_line, heading, message, remedy)


def _items_of(doubled: dict[str, list[str]], survey: Survey) -> dict[str, list[str]]:
    names = {id_field(each.id, RESERVED) for each in survey.items()}
    return {name: headings for name, headings in doubled.items() if name in names}


def answered_in(columns: Columns, questions: Iterable[Item | OpenQuestion]) -> dict[str, str]:
    """Return the questions that have a column: id -> field."""
    named = {each.id: id_field(each.id, RESERVED) for each in questions}
    return {id: name for id, name in named.items() if name in columns}


def _lacking(columns: Columns, survey: Survey) -> Iterator[Complaint]:
    if not answered_in(columns, survey.items()):
        message = f"no column answers an item of the survey '{survey.id}'"
        remedy = (
            "Head the columns with the ids or the full texts of the items, --map them, or name the --survey."
        )
        yield columns.sheet.complain(columns.sheet.header_line, "", message, remedy)


def _reworded(columns: Columns, survey: Survey) -> Iterator[Complaint]:
    """Yield a complaint for each heading that is nearly an item: another wording is another item."""
    present = answered_in(columns, survey.items())
    absent = [item for item in survey.items() if item.id not in present]
    for heading in columns.ignored():
        said = plain(heading)
        near = max(absent, key=lambda item: _alike(said, item.text), default=None)
        if near and _alike(said, near.text) >= REWORDED:
            message = f"this is not the wording of item {near.id}, which is: {near.text}"
            remedy = (
                "If people were asked in these words it is another item: delete the column. If it is a slip "
                f"of the pen in the heading alone, put the item's id in its place: {near.id}."
            )
            yield columns.sheet.complain(columns.sheet.header_line, heading, message, remedy)


def _alike(one: str, other: str) -> float:
    """Return the share of words that two sentences have in common, in whatever order they stand."""
    ours, theirs = (Counter(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return 2 * (ours & theirs).total() / max(1, ours.total() + theirs.total())


def discreet(complaint: Complaint) -> Complaint:
    """Return a complaint of the table without the text that it quotes, which may be somebody's words."""
    return replace(complaint, message=unquoted(complaint.message))


def unquoted(message: str) -> str:
    """Return a message with whatever it quotes from the file left out."""
    return re.sub(r"'.*'", "(a cell)", message, flags=re.DOTALL)


def fits_better(sheet: Sheet, survey: Survey, others: Iterable[Survey]) -> Survey | None:
    """Return another survey that is asked in full by a sheet that asks this one in part, if there is one."""
    asked = {folded(plain(heading)) for heading in sheet.headers}
    if _share(asked, survey) == 1:
        return None
    return next((each for each in others if each.id != survey.id and _share(asked, each) == 1), None)


def _share(asked: set[str], survey: Survey) -> float:
    items = list(survey.items())
    found = [i for i in items if asked & set(map(folded, (i.id, i.text, heading_of(i))))]
    return len(found) / len(items)
