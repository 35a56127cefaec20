"""Lagging indicators taken in: values by school and school year."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from cadence.errors import Complaint
from cadence.exchange.outcomes.sheet import Reading, read_outcomes
from cadence.exchange.report import Ledger, Report
from cadence.exchange.schools.names import display_name
from cadence.exchange.tables.columns import Source
from cadence.exchange.tables.taken import Taken, refuse
from cadence.exchange.tables.values import Value
from cadence.exchange.tables.words import folded
from cadence.model import Outcome, School
from cadence.store import View

Found = list[tuple[Reading, School | list[School]]]
Key = tuple[str, str, str]  # school, year, indicator (folded)
FEW = 3  # values that say nothing yet about the unit of the others, unless these are far apart
FAR = 20  # percent


def import_outcomes(view: View, source: Source | Path | str, check: bool = False) -> Report:
    """Take in lagging indicators of the schools that are known; other schools' rows are left alone.

    A value that is withheld or a range is kept without a number, with the reason as its note. Values
    that stand and are not in the file stay as they are. With `check` nothing is written.

    Raises
    ------
    ImportRefused
        Something in the file does not hold together; nothing of it was written.
    """
    taken = read_outcomes(source)
    known = Known(view.all(School))
    found: Found = [(reading, known.find(reading)) for reading in taken.rows]
    standing = {_key(each): each for each in view.all(Outcome)}
    refuse(
        taken.file,
        (
            *taken.complaints,
            *_unclear(taken, known, found),
            *_units(taken, found, standing),
            *_years(taken, standing),
        ),
    )
    ledger = Ledger()
    for reading, school in found:
        if isinstance(school, School):
            _take(ledger, standing, reading, school)
    _missing(ledger, known, standing, found)
    return ledger.settle(view, taken, [*_summary(found), *_strangers(known, found)], check)


def _key(outcome: Outcome) -> Key:
    return outcome.school, outcome.year, folded(outcome.indicator)


def _take(ledger: Ledger, standing: dict[Key, Outcome], reading: Reading, school: School) -> None:
    key = (school.id, reading.year, folded(reading.indicator))
    said = {"value": reading.value.number, "note": reading.value.note}
    if key in standing:
        called = f"{display_name(school.name)}, {standing[key].indicator} {reading.year}"
        standing[key] = ledger.update(standing[key], called, **said)
    else:
        standing[key] = ledger.add(
            Outcome(school=school.id, year=reading.year, indicator=reading.indicator, **said)
        )


class Known:
    """The schools of the institute, found by id, or by name and district."""

    def __init__(self, schools: Iterable[School]) -> None:
        self.schools = {school.id: school for school in schools}
        self._by_name: dict[str, list[School]] = {}
        for school in self.schools.values():
            for name in {folded(school.name), folded(display_name(school.name))}:
                self._by_name.setdefault(name, []).append(school)

    def find(self, reading: Reading) -> School | list[School]:
        """Return the school that a reading means, or those that it may mean: none, or several."""
        for id in (reading.school_id, reading.school):  # some write ids in the column of names
            if id in self.schools:
                return self.schools[id]
        named = self._by_name.get(folded(reading.school or reading.school_id), [])
        likely = [each for each in named if _same_district(each, reading)]
        return likely[0] if len(likely) == 1 else likely


def _same_district(school: School, reading: Reading) -> bool:
    """Return whether nothing speaks against a school's lying in the district that a row names."""
    if not (school.district and reading.district):
        return True
    return folded(school.district) == folded(reading.district)


def _unclear(taken: Taken[Reading], known: Known, found: Found) -> Iterator[Complaint]:
    """Yield a complaint where a row may mean several schools, or several rows may mean one school."""
    column = taken.columns.get("school", taken.columns.get("school_id", ""))
    written: dict[str, tuple[str, int]] = {}
    for reading, school in found:
        said = reading.school_id or reading.school
        if isinstance(school, School):
            first, line = written.setdefault(school.id, (said, reading.line))
            if first != said:
                message = f"'{said}' here and '{first}' on line {line} may be one school or two"
                remedy = f"Give the ids as the institute has them ('{school.id}'), or a column 'District'."
                yield Complaint(taken.file, reading.line, column, message, remedy)
        elif school:
            ids = ", ".join(each.id for each in school)
            message = f"there are {len(school)} schools called '{reading.school}'"
            yield Complaint(taken.file, reading.line, column, message, f"Give their ids: {ids}.")
    if not taken.rows and not taken.complaints:
        yield Complaint(taken.file, 0, "", "there is no value in it", "Check that you saved the right sheet.")
    elif taken.rows and not any(school for _, school in found):
        yield _nobody(taken, known)


def _nobody(taken: Taken[Reading], known: Known) -> Complaint:
    """Return the complaint of a file none of whose schools is known."""
    first = taken.rows[0].school or taken.rows[0].school_id
    example = next(iter(known.schools.values()), None)
    remedy = (
        f"Here they are called as '{example.name}' ({example.id})." if example else "Import schools first."
    )
    return Complaint(taken.file, 0, "", f"none of its schools is known here; the first is '{first}'", remedy)


def _units(taken: Taken[Reading], found: Found, standing: dict[Key, Outcome]) -> Iterator[Complaint]:
    """Yield a complaint where shares stand for what was in percent before, or the other way round."""
    before, now = dict[str, list[float]](), dict[str, list[float]]()
    for outcome in standing.values():
        if outcome.value is not None:
            before.setdefault(folded(outcome.indicator), []).append(outcome.value)
    for reading, school in found:
        if isinstance(school, School) and reading.value.number is not None:
            now.setdefault(reading.indicator, []).append(reading.value.number)
    for indicator, values in now.items():
        old = before.get(folded(indicator), [])
        if _other_unit(old, values) or _other_unit(values, old):
            message = (
                f"'{indicator}' goes from {min(values):g} to {max(values):g} here, and from {min(old):g} to "
                f"{max(old):g} in what is kept: percentages on one side, shares on the other"
            )
            remedy = "Bring the file to the unit that is kept, or give the indicator another name."
            yield Complaint(taken.file, 0, "", message, remedy)


def _other_unit(shares: list[float], percentages: list[float]) -> bool:
    """Return whether one are shares and the other percentages; where there are few, only if far apart."""
    if not (shares and percentages) or not max(shares) <= 1 < min(percentages):
        return False
    far = FAR <= min(percentages) <= max(percentages) <= 100 and any(0 < share < 1 for share in shares)
    return far or min(len(shares), len(percentages)) >= FEW


def _years(taken: Taken[Reading], standing: dict[Key, Outcome]) -> Iterator[Complaint]:
    """Yield a complaint where some years are one number: 2023 may be where a school year begins or ends."""
    years = sorted({year for _, year, _ in standing} | {reading.year for reading in taken.rows})
    single, double = ([year for year in years if ("-" in year) == two] for two in (False, True))
    if single and double and taken.rows:
        line = next((each.line for each in taken.rows if each.year in single), taken.rows[0].line)
        message = (
            f"'{single[0]}' may be the school year that begins or that ends then; "
            f"others are written as {double[0]}"
        )
        remedy = f"Write all as {double[0]}: in the file, with --year, or under values: year: in the mapping."
        yield Complaint(taken.file, line, taken.columns.get("year", ""), message, remedy)


def _missing(ledger: Ledger, known: Known, standing: dict[Key, Outcome], found: Found) -> None:
    """Note the values that stand of indicators and years that the file covers, and that it no longer has."""
    listed = {
        (school.id, reading.year, folded(reading.indicator))
        for reading, school in found
        if isinstance(school, School)
    }
    covered = {key[1:] for key in listed}
    for key, outcome in standing.items():
        if key[1:] in covered and key not in listed and key[0] in known.schools:
            name = display_name(known.schools[key[0]].name)
            ledger.miss(f"{name}, {outcome.indicator} {outcome.year}")


def _summary(found: Found) -> Iterator[str]:
    """Yield what was read of each indicator and year, so that a wrong column or unit is seen at a glance."""
    series: dict[tuple[str, str], list[Value]] = {}
    for reading, school in found:
        if isinstance(school, School):
            series.setdefault((reading.indicator, reading.year), []).append(reading.value)
    for (indicator, year), values in series.items():
        numbers = [each.number for each in values if each.number is not None]
        without = len(values) - len(numbers)
        span = f", from {min(numbers):g} to {max(numbers):g}{_unit(values)}" if numbers else ""
        held = f"; {without} without a number" if without else ""
        many = "one value" if len(numbers) == 1 else f"{len(numbers)} values"
        yield f"{indicator} {year}: {many}{span}{held}"


def _unit(values: list[Value]) -> str:
    numbers = [each.number for each in values if each.number is not None]
    if any(each.unit for each in values):
        return " percent"
    shares = all(0 <= each <= 1 for each in numbers) and any(0 < each < 1 for each in numbers)
    return " (shares of 1)" if shares else ""


def _strangers(known: Known, found: Found) -> Iterator[str]:
    """Yield which rows are of schools that are not known here, and which schools here have no row."""
    met = {school.id for _, school in found if isinstance(school, School)}
    strange = dict.fromkeys(each.school or each.school_id for each, school in found if school == [])
    if strange:
        some = _some(list(strange))
        yield f"not known here, and left alone: {_schools(strange)} of the file, {some}"
    absent = [display_name(each.name) for each in known.schools.values() if each.id not in met]
    if absent:
        yield f"known here, and without a value in it: {_schools(absent)}, {_some(absent)}"


def _schools(names: Collection[str]) -> str:
    return "one school" if len(names) == 1 else f"{len(names)} schools"


def _some(names: list[str]) -> str:
    return ", ".join(names[:5]) + (", ..." if len(names) > 5 else "")
