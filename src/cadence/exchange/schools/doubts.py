"""Rows of a list that may be no schools of their own: totals, districts, footnotes, one school twice."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cadence.errors import Complaint
from cadence.exchange.tables.columns import Columns
from cadence.exchange.tables.frame import TOTAL
from cadence.exchange.tables.sheet import Row
from cadence.exchange.tables.values import read_numbers
from cadence.exchange.tables.words import folded

AS_LISTED = "or if it is a school, add --as-listed."
WHOLE = {
    *("all", "allschools", "allcampuses", "alldistricts", "allstudents", "alle", "alleschulen"),
    *("state", "statewide", "district", "districtwide", "county", "countywide", "region", "summary"),
    *("stateofficial", "national", "nation", "gesamt", "insgesamt", "summe", "totalgeneral", "suma"),
    *("todas", "todaslasescuelas", "distrito", "estado", "ensemble", "touteslesecoles", "districttotals"),
}
PEOPLE = re.compile(
    r"enrol|member|student|pupil|headcount|teacher|matric|alumn|(^|\b)(fte|adm|ada|total)\b", re.I
)
AT_ITS_END = re.compile(r"\btotals?\W*$", re.IGNORECASE)
DISTRICT = re.compile(
    r"\b(C?ISD|USD|(school|independent|unified|public|county|central) (district|schools)"
    r"|(unified|independent) school district)\W*$",
    re.IGNORECASE,
)
FEW = 3  # schools whose numbers may add up to another's by chance


@dataclass(frozen=True)
class Listed:
    """A row as far as doubts go: its id, its name and its district, as written."""

    row: Row
    id: str
    name: str
    district: str


def doubts(columns: Columns, id_field: str) -> Iterator[Complaint]:
    """Yield a complaint for each row that is likely no school of its own."""
    listed = [_listed(columns, row, id_field) for row in columns.rows]
    said = {each.row.line: _named_as_whole(each, id_field) for each in listed}
    ids = _districts_ids(listed)
    sums = _sums(columns, [each for each in listed if not said[each.row.line]])
    for each in listed:
        line = each.row.line
        if message := said[line] or ids.get(each.id) or sums.get(line):
            yield columns.complain(each.row, "name", message, f"Delete the row, {AS_LISTED}")
    yield from _words(columns, listed, id_field)
    yield from _alike(columns, listed, id_field)


def _listed(columns: Columns, row: Row, id_field: str) -> Listed:
    id = columns.value(row, id_field).lstrip("'")
    return Listed(row, id, columns.value(row, "name"), columns.value(row, "district"))


def _named_as_whole(each: Listed, id_field: str) -> str:
    """Return why a name is that of a total or a district, '' for a school's name."""
    name = folded(each.name)
    if TOTAL.fullmatch(each.name) or AT_ITS_END.search(each.name) or name in WHOLE:
        return f"'{each.name}' looks like a total over schools, and not like a school"
    if id_field != "nces" and DISTRICT.search(each.name):  # NCES lists schools of such names too
        return f"'{each.name}' is the name of a district, as a total over its schools bears it"
    return ""


def _districts_ids(listed: Sequence[Listed]) -> dict[str, str]:
    """Return by id what is to be said of those with which most other ids begin: a district's own."""
    ids = {each.id for each in listed if each.id}
    begun = Counter(id[:length] for id in ids for length in range(3, len(id) - 1))
    return {
        id: f"'{id}' is what the ids of {begun[id]} others begin with, as a district's own id is"
        for id in ids
        if begun[id] > 1 and 2 * begun[id] >= len(ids) - 1
    }


def _sums(columns: Columns, listed: Sequence[Listed]) -> dict[int, str]:
    """Return by line what is to be said of rows whose count of people is the sum of all others'."""
    groups: dict[str, list[Listed]] = defaultdict(list)
    for each in listed:
        groups[folded(each.district)].append(each)
    several = [listed, *groups.values()] if len(groups) > 1 else [listed]
    found: dict[int, str] = {}
    for heading in columns.ignored():
        if PEOPLE.search(heading):
            for group in several:
                found |= _sum_of_others(heading, group)
    return found


def _sum_of_others(heading: str, group: Sequence[Listed]) -> dict[int, str]:
    numbers = [each.number or 0.0 for each in read_numbers([e.row.cells[heading] for e in group]).values]
    if sum(map(bool, numbers)) <= FEW or 2 * max(numbers) != sum(numbers):
        return {}
    each = group[numbers.index(max(numbers))]
    said = f"the {heading} of '{each.name}' ({max(numbers):g}) is the sum of all others', as in a total"
    return {each.row.line: said}


def _words(columns: Columns, listed: Iterable[Listed], id_field: str) -> Iterator[Complaint]:
    """Yield a complaint for each id of words where ids have digits: a footnote, or another table below."""
    ids = [each for each in listed if id_field != "nces"]
    words = [each for each in ids if each.id and not any(letter.isdigit() for letter in each.id)]
    if 2 * len(words) <= len(ids):
        for each in words:
            message = f"'{each.id}' has no digit, and the other ids have some: this may be no school"
            yield columns.complain(
                each.row, id_field, message, f"Delete the row, correct the id, {AS_LISTED}"
            )


def _alike(columns: Columns, listed: Iterable[Listed], id_field: str) -> Iterator[Complaint]:
    """Yield a complaint for ids that differ in nothing but zeros in front or capitals."""
    first: dict[str, Listed] = {}
    for each in listed:
        other = first.setdefault(each.id.casefold().lstrip("0"), each) if each.id else each
        if other.id != each.id:
            how = "zeros in front" if each.id.isdigit() else "capitals or zeros alone"
            message = f"'{each.id}' here and '{other.id}' on line {other.row.line} differ by {how}"
            remedy = "Write all ids alike, with as many digits, or if these are two, add --as-listed."
            yield columns.complain(each.row, id_field, message, remedy)
