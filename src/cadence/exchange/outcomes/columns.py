"""Which columns of a table are lagging indicators, and of which years."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import Field as Setting

from cadence.errors import Complaint, ImportRefused
from cadence.exchange.tables.columns import Columns, Field, Wanted
from cadence.exchange.tables.mapping import Mapping
from cadence.exchange.tables.values import read_numbers
from cadence.exchange.tables.words import folded, nearest
from cadence.exchange.tables.years import school_year, year_within
from cadence.model.shape import Words


class IndicatorMapping(Mapping):
    """A mapping that also says which columns are indicators (heading: name), and of which year a file is."""

    indicators: dict[Words, Words] = Setting(default_factory=dict)
    year: str = ""


INDICATORS = Wanted(
    "indicators",
    (
        Field(
            "school_id",
            "School ID",
            "the school's id",
            "ncessch ncesid ncesschoolid schoolid schoolnumber schoolcode campusid campusnumber campus",
        ),
        Field(
            "school",
            "School",
            "the school's name",
            "schnam schname schoolname campname campusname school name",
        ),
        Field("district", "District", "its district's name", "leanm leaname districtname distname district"),
        Field("year", "Year", "the school year", "year schoolyear sy survyear reportyear academicyear"),
        Field(
            "indicator", "Indicator", "what was measured", "indicator indicatorname measure metric outcome"
        ),
        Field("value", "Value", "the value", "value rate score result"),
    ),
    (("school_id", "school"),),
    shape=IndicatorMapping,
)


@dataclass(frozen=True)
class Series:
    """A column of values; its indicator and its year where the heading tells them, else '' (the row does)."""

    heading: str
    indicator: str
    year: str


def series_of(columns: Columns, mapping: IndicatorMapping) -> list[Series]:
    """Return the columns that hold values: the one of a long table, else those that are named, else years."""
    if "value" in columns and "indicator" in columns:
        return [Series(columns["value"], "", "")]
    taken = {heading for field, heading in columns.found.items() if field != "value"}
    free = [heading for heading in columns.sheet.headers if heading not in taken]
    years = [Series(each, "", year) for each in free if (year := school_year(each))]
    if years and "indicator" in columns:
        return years
    named = _named(free, mapping)
    if years and not named and len(mapping.indicators) == 1:
        (name,) = mapping.indicators.values()
        return [Series(each.heading, name, each.year) for each in years]
    return named or _ask(columns, free, bool(years))


def absent(columns: Columns, mapping: IndicatorMapping, series: Iterable[Series]) -> Iterator[str]:
    """Yield a note on each indicator of the mapping that this table has no column for."""
    read = {each.indicator for each in series}
    if "indicator" not in columns:
        for heading, name in mapping.indicators.items():
            if name not in read:
                near = nearest(heading, columns.ignored())
                said = f"; '{near[0]}' looks like it: --indicator '{near[0]}={name}'" if near else ""
                yield f"no column '{heading}' for {name} here{said}"


def repeated(columns: Columns, series: Iterable[Series]) -> Iterator[Complaint]:
    """Yield a complaint for each heading of values that stands twice."""
    for each in series:
        if each.heading in columns.sheet.repeated:
            remedy = "Rename or delete one of them; which counts cannot be told."
            line = columns.sheet.header_line
            yield columns.sheet.complain(line, each.heading, "two columns have this heading", remedy)


def _named(free: Iterable[str], mapping: IndicatorMapping) -> list[Series]:
    """Return the columns that the mapping names, with or without a year in their heading."""
    names = {folded(heading): name for heading, name in mapping.indicators.items()}
    found = []
    for heading in free:
        year, rest = year_within(heading) or ("", heading)
        if folded(heading) in names:
            found.append(Series(heading, names[folded(heading)], ""))
        elif year and folded(rest) in names:
            found.append(Series(heading, names[folded(rest)], year))
    return found


def _ask(columns: Columns, free: Iterable[str], years: bool) -> list[Series]:
    """Refuse a table of which nobody said what its columns are, and name those that hold numbers."""
    numeric = [each for each in free if _holds_numbers(columns, each)]
    message = "nothing says which columns hold the values"
    if numeric:
        message += f"; these hold numbers: {', '.join(numeric[:30])}"
    remedy = f"Say which: --indicator '{numeric[0] if numeric else 'HEADING'}', once for each."
    if years:
        message, remedy = "nothing says what these years show", "Say it: --indicator 'Attendance rate'."
    raise ImportRefused([columns.sheet.complain(columns.sheet.header_line, "", message, remedy)])


def _holds_numbers(columns: Columns, heading: str) -> bool:
    cells = [row.cells[heading] for row in columns.rows[:200] if row.cells.get(heading)]
    numbers = read_numbers(cells)
    return bool(cells) and any(each.number is not None for each in numbers.values) and not numbers.damaged


def refuse_without_year(columns: Columns, series: list[Series], mapping: IndicatorMapping) -> None:
    """Raise `ImportRefused` where neither a column nor a heading nor the mapping says the school year."""
    if "year" in columns or mapping.year or all(each.year for each in series):
        return
    message = f"no column 'Year' among: {', '.join(columns.sheet.headers)}"
    remedy = "Say of which school year the file is: --year 2025-26."
    raise ImportRefused([columns.sheet.complain(columns.sheet.header_line, "", message, remedy)])
