"""Sheets for typing paper in: headings that are known again, and lists to choose from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cadence.errors import CadenceError
from cadence.exchange.responses.fields import heading_of as question_heading
from cadence.exchange.tables.scales import NOT_OBSERVED
from cadence.exchange.visits.fields import heading_of as look_for_heading
from cadence.model import Metric, Survey, Team

ROWS = 500  # rows that are made ready below the headings
Choice = str | int


@dataclass(frozen=True)
class Column:
    """A column to be filled in; `choices` are offered as a list, and text is kept as it is typed."""

    heading: str
    width: float
    choices: Sequence[Choice] = ()
    hint: str = ""
    kind: str = "text"  # text, date or number


def observation_sheet(path: Path, metric: Metric, teams: Iterable[Team]) -> None:
    """Write a workbook for typing in visits, one row a visit."""
    levels = [
        Column(
            look_for_heading(each),
            15,
            (*(level.value for level in each.levels), NOT_OBSERVED),
            "; ".join(f"{level.value} {level.label}" for level in each.levels),
        )
        for each in metric.indicators
    ]
    columns = [
        Column("Visit", 8, hint="A number of its own for each visit, so that it can be corrected later."),
        Column("Date", 12, hint="The day of the visit.", kind="date"),
        Column("Team", 28, [team.name for team in teams]),
        Column("Observer", 22, hint="Name as on the roster, or email; empty if nobody knows."),
        Column("Grade band", 11, metric.grade_bands),
        Column("Subject", 24, metric.subjects),
        Column("Minutes", 9, kind="number"),
        Column("Room code", 11, hint="A code such as R12. Never a name."),
        *levels,
        Column("Note", 50, hint="What was seen, without any name."),
    ]
    help = (
        f"One row a visit. Levels as numbers; {NOT_OBSERVED} = not observed; leave empty what was not marked."
        f" No teacher's or student's name anywhere. Then: cadence import observations {path.name}"
    )
    _write(path, help, columns)


def response_sheet(path: Path, survey: Survey, teams: Iterable[Team], low_trust: bool = False) -> None:
    """Write a workbook for typing in a survey that was answered on paper, one row a person, without names."""
    points = survey.scale.points
    marks = (*range(1, len(points) + 1), survey.scale.cannot_say)
    scale = "; ".join(f"{value} {label}" for value, label in enumerate(points, start=1))
    listed = [Column("Listed members", 40, hint="Names as on the roster, with semicolons between them.")]
    columns = [
        Column("Sheet", 8, hint="Write the same number on the paper, so that a slip can be corrected later."),
        Column("Team", 28, [team.name for team in teams]),
        *(listed if survey.roster_question else []),
        *(Column(question_heading(item), 22, marks, scale) for item in survey.items()),
        *(Column(question_heading(each), 50) for each in survey.open_questions),
    ]
    help = (
        f"One row a person, without a name. {scale}; or {survey.scale.cannot_say}; leave empty what "
        "was left out. Type what was marked, also where agreeing is bad news. Destroy the paper afterwards."
        f" Then: cadence import responses {path.name}"
    )
    told = survey.confidentiality_low_trust if low_trust else survey.confidentiality
    _write(path, help, columns, f"What people were told: {told}")


def _write(path: Path, help: str, columns: Sequence[Column], told: str = "") -> None:
    """Write a workbook: a line of help, the headings under it, the lists on a second sheet."""
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    if path.exists():
        raise CadenceError(f"{path.name} is there already.", "Name another file, or move that one away.")
    if path.suffix.lower() != ".xlsx":
        raise CadenceError(f"{path.name} would be an XLSX file.", "Let its name end in .xlsx.")
    try:
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            sheet, lists = book.add_worksheet("Keying"), book.add_worksheet("Lists")
            _head(book, sheet, help, columns)
            for at, column in enumerate(columns):
                _column(book, sheet, lists, at, column)
            if told:
                book.add_worksheet("Promise").write_string(0, 0, told)
    except (OSError, XlsxWriterException) as error:
        reason = getattr(error, "strerror", "") or str(error)
        raise CadenceError(f"{path} cannot be written: {reason}.", "See to its folder.") from None


def _head(book: Any, sheet: Any, help: str, columns: Sequence[Column]) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    sheet.write_string(0, 0, help, book.add_format({"italic": True}))
    for at, column in enumerate(columns):
        sheet.write_string(1, at, column.heading, bold)
    sheet.freeze_panes(2, 3)


def _column(book: Any, sheet: Any, lists: Any, at: int, column: Column) -> None:
    shown = {"text": "@", "date": "yyyy-mm-dd", "number": "0"}[column.kind]
    plain = all(isinstance(choice, str) for choice in column.choices)  # marks stay numbers where they are
    sheet.set_column(at, at, column.width, book.add_format({"num_format": shown if plain else "General"}))
    rule: dict[str, Any] = {"validate": "any"}
    if column.choices:
        for row, choice in enumerate(column.choices):
            lists.write(row, at, choice)
        letter = _letters(at)
        rule = {
            "validate": "list",
            "source": f"=Lists!${letter}$1:${letter}${len(column.choices)}",
            "error_title": "Not one of the list",
            "error_message": "Choose one of the list, or leave the cell empty.",
        }
    if column.hint:
        rule["input_message"] = column.hint[:255]
    if len(rule) > 1:
        sheet.data_validation(2, at, ROWS + 1, at, rule)


def _letters(at: int) -> str:
    from cadence.exchange.tables.grid import letter

    return letter(at + 1)
