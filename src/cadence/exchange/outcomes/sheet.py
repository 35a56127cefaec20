"""A table of lagging indicators, in any of the shapes in which districts and states hand them out.

Long, one row a value (school, year, indicator, value); wide, with a column for each indicator (school, year,
and the columns that `indicators` names), for each year ('2022-23', '2023-24'), or for both
('Attendance 2022-23'). Which columns of a wide table are indicators is said, never guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cadence.errors import Complaint
from cadence.exchange.outcomes.columns import (
    INDICATORS,
    IndicatorMapping,
    Series,
    absent,
    refuse_without_year,
    repeated,
    series_of,
)
from cadence.exchange.tables.columns import Columns, Source, open_table
from cadence.exchange.tables.damage import damaged_date, damaged_id, damaged_nces
from cadence.exchange.tables.sheet import Row
from cadence.exchange.tables.taken import Taken
from cadence.exchange.tables.values import Numbers, Value, read_numbers
from cadence.exchange.tables.words import folded
from cadence.exchange.tables.years import school_year

LONGEST = 120  # letters in the name of an indicator
RATE = re.compile(r"rate|percent|%|\bpct\b|share|attendance|graduat|proficien|absen", re.IGNORECASE)
FEW = 3  # values of which one may well be far from the others
FAR = 5  # times the next value
SHOWN = 5  # remarks on one indicator


@dataclass(frozen=True)
class Reading:
    """One value as a file has it; the school by its id, its name or both, as written."""

    line: int
    column: str
    school_id: str
    school: str
    district: str
    year: str
    indicator: str
    value: Value


def read_outcomes(source: Source | Path | str) -> Taken[Reading]:
    """Return the values in a file, with all that is wrong in it.

    Raises
    ------
    ImportRefused
        The file is no table, or nothing says which of its columns hold values, or of which year they are.
    """
    columns = open_table(source, INDICATORS)
    mapping = IndicatorMapping.model_validate(columns.mapping.model_dump())
    series = series_of(columns, mapping)
    refuse_without_year(columns, series, mapping)
    readings, complaints, notes = (
        list[Reading](),
        [*columns.complaints, *_wrong_schools(columns)],
        list[str](),
    )
    for indicator, cells in _cells(columns, series):
        numbers = _numbers(columns, indicator, cells)
        notes += [f"{indicator}: {note}" for note in (*numbers.notes, *_beyond(indicator, cells, numbers))]
        complaints += _damaged(columns, cells, numbers)
        readings += _readings(columns, mapping, indicator, cells, numbers)
    complaints += [*_wrong_years(columns), *_wrong_indicators(columns), *_clashes(columns, readings)]
    complaints += repeated(columns, series)
    taken = Taken.of(columns, readings, complaints, [*notes, *absent(columns, mapping, series)])
    used = {each.heading for each in series}
    return taken.without(heading for heading in taken.ignored if heading in used)


# --- from cells to values ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """A cell that may hold a value: its row and its series."""

    row: Row
    series: Series


def _cells(columns: Columns, series: list[Series]) -> Iterator[tuple[str, list[Cell]]]:
    """Yield for each indicator the cells that hold its values: they are read as one column."""
    by_indicator: dict[str, list[Cell]] = {}
    spelt: dict[str, str] = {}
    for each in series:
        for row in columns.rows:
            said = each.indicator or columns.value(row, "indicator")
            indicator = spelt.setdefault(folded(said), said)
            by_indicator.setdefault(indicator, []).append(Cell(row, each))
    yield from by_indicator.items()


def _text(cell: Cell) -> str:
    return cell.row.cells.get(cell.series.heading, "")


def _numbers(columns: Columns, indicator: str, cells: list[Cell]) -> Numbers:
    mapping = columns.mapping
    said = {**mapping.values.get("value", {}), **mapping.values.get(indicator, {})}
    texts = [said.get(text, text) for text in map(_text, cells)]
    return read_numbers(texts, mapping.decimal, mapping.missing)


def _beyond(indicator: str, cells: list[Cell], numbers: Numbers) -> Iterator[str]:
    """Yield a remark on each value that no rate can have, and on one that is far above all others."""
    found = [(v.number, cell) for cell, v in zip(cells, numbers.values, strict=True) if v.number is not None]
    rates = any(value.unit for value in numbers.values) or bool(RATE.search(indicator))
    beyond = [(number, cell) for number, cell in found if rates and not 0 <= number <= 100]
    if not beyond and len(found) > FEW:
        *_, (next_one, _), (most, cell) = sorted(found, key=lambda each: each[0])
        beyond = [(most, cell)] if most > FAR * next_one > 0 else []
        why = f"more than {FAR} times as much as any other"
    else:
        why = "which no rate can be"
    for _, cell in beyond[:SHOWN]:
        yield f"look at '{_text(cell)}' on line {cell.row.line}, {why}"
    if beyond[SHOWN:]:
        yield f"and at {len(beyond) - SHOWN} more such values"


def _damaged(columns: Columns, cells: list[Cell], numbers: Numbers) -> Iterator[Complaint]:
    for at, damage in numbers.damaged.items():
        cell = cells[at]
        trouble = cell.row.troubles.get(cell.series.heading, damage)
        yield columns.sheet.complain(cell.row.line, cell.series.heading, *trouble)


def _readings(
    columns: Columns, mapping: IndicatorMapping, indicator: str, cells: list[Cell], numbers: Numbers
) -> Iterator[Reading]:
    for at, (cell, value) in enumerate(zip(cells, numbers.values, strict=True)):
        if at in numbers.damaged or value == Value():
            continue
        row, written = cell.row, columns.value(cell.row, "year")
        yield Reading(
            line=row.line,
            column=cell.series.heading,
            school_id=columns.value(row, "school_id").lstrip("'"),
            school=columns.value(row, "school"),
            district=columns.value(row, "district"),
            year=cell.series.year or school_year(written) or written or mapping.year,
            indicator=indicator,
            value=value,
        )


# --- what is wrong -------------------------------------------------------------------------------------


def _wrong_schools(columns: Columns) -> Iterator[Complaint]:
    nces = folded(columns["school_id"]).startswith("nces")
    for row in columns.rows:
        id = columns.value(row, "school_id").lstrip("'")
        damage = (damaged_nces if nces else damaged_id)(id) if id else None
        if damage:
            yield columns.complain(row, "school_id", *damage)
        elif not id and not columns.value(row, "school"):
            field = "school_id" if "school_id" in columns else "school"
            yield columns.complain(row, field, "no school is named", "Name the school, or delete the row.")


def _wrong_years(columns: Columns) -> Iterator[Complaint]:
    for row in columns.rows if "year" in columns else ():
        year = columns.value(row, "year")
        if damaged_date(year):
            message = f"'{year}' is a date where a school year belongs; a spreadsheet does that to 2011-12"
            yield columns.complain(row, "year", message, "Set the column to Text and type the year again.")
        elif school_year(year) is None:
            yield columns.complain(row, "year", f"'{year}' is no school year", "Write it as 2025-26.")


def _wrong_indicators(columns: Columns) -> Iterator[Complaint]:
    for row in columns.rows if "indicator" in columns else ():
        said = columns.value(row, "indicator")
        if not said:
            yield columns.complain(row, "indicator", "no indicator is named", "Name it, or delete the row.")
        elif len(said) > LONGEST:
            message = f"'{said[:40]} ...' is {len(said)} letters long"
            yield columns.complain(row, "indicator", message, f"Use a name of at most {LONGEST} letters.")


def _clashes(columns: Columns, readings: list[Reading]) -> Iterator[Complaint]:
    """Yield a complaint where a school has two different values of one indicator and year."""
    before: dict[tuple[str, str, str, str], Reading] = {}
    for each in readings:
        key = (each.school_id or each.school, each.district, each.year, each.indicator)
        first = before.setdefault(key, each)
        if first.value != each.value:
            message = (
                f"{each.indicator} {each.year} of '{key[0]}' stands on line {first.line} with another value"
            )
            yield columns.sheet.complain(each.line, each.column, message, "Delete one of the two.")
