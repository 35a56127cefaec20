"""A district's list of schools."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from cadence.errors import Complaint
from cadence.exchange.columns import Columns, Field, Source, Wanted, open_table
from cadence.exchange.damage import damaged_grade, damaged_id, damaged_nces
from cadence.exchange.sheet import Row
from cadence.exchange.taken import Taken
from cadence.exchange.words import folded
from cadence.model import School

SCHOOLS = Wanted(
    "schools",
    (
        Field(
            "nces",
            "NCESSCH",
            "the school's NCES id (12 digits)",
            "ncessch ncesid ncesschoolid ncesschoolnumber schoolidncesassigned ncesschid nces",
        ),
        Field(
            "own_id",
            "School ID",
            "its id in a list of the district's or the state's own",
            "schoolid schoolnumber schoolcode campusid campusnumber campus schid id",
        ),
        Field(
            "name",
            "School name",
            "the school's name",
            "schnam schname schoolname campname campusname school name",
        ),
        Field(
            "district",
            "District",
            "the district's name",
            "leanm leaname districtname agencyname distname district",
        ),
        Field("city", "City", "the city it lies in", "lcity city locationcity town"),
        Field(
            "grade_low",
            "Lowest grade",
            "the lowest grade",
            "gslo lowgrade lowestgrade gradelow lowestgradeoffered",
        ),
        Field(
            "grade_high",
            "Highest grade",
            "the highest grade",
            "gshi highgrade highestgrade gradehigh highestgradeoffered",
        ),
        Field("span", "Grades", "its span of grades, such as K-5", "gradespan grdspan graderange grades"),
        Field(
            "kind",
            "Type",
            "the type of the school, as the list codes it",
            "type schtype schooltype schtypetext kind",
        ),
        Field(
            "status",
            "Status",
            "whether it is open, as the list codes it",
            "status systatus schoolstatus systatustext updatedstatus",
        ),
    ),
    (("nces", "own_id"), ("name",)),
)

# As NCES writes them; EE is early education in Texas, N and M mean that nobody was reported.
GRADES = {
    **{code: code for code in ("PK", "KG", "UG", "AE")},
    **{str(grade): f"{grade:02}" for grade in range(1, 14)},
    **{f"{grade:02}": f"{grade:02}" for grade in range(1, 10)},
    **dict.fromkeys(("K", "KINDERGARTEN"), "KG"),
    **dict.fromkeys(("EE", "PREK", "PRE-K", "PREKINDERGARTEN"), "PK"),
    **dict.fromkeys(("", "N", "M"), ""),
}
FEW = 3  # schools, below which a new id is a new school and no other way of counting
PLAIN = ("district", "city", "kind", "status")


def read_schools(source: Source | Path | str) -> Taken[School]:
    """Return the schools in a file, with all that is wrong in it.

    Raises
    ------
    ImportRefused
        The file is no table, or no column holds the ids or the names (`HeadingsUnclear`).
    """
    columns = open_table(source, SCHOOLS)
    complaints = list(columns.complaints)
    schools: dict[str, tuple[int, School]] = {}
    for row in columns.rows:
        wrong = list(_wrong(columns, row, schools))
        complaints += wrong
        if not wrong:
            school = _school(columns, row)
            schools[school.id] = (row.line, school)
    return Taken.of(columns, (school for _, school in schools.values()), complaints)


def spoken_of(taken: Taken[School]) -> tuple[str, ...]:
    """Return the fields of a school that the file speaks of; an update leaves the others as they are."""
    grades = ("grade_low", "grade_high")
    spans = grades if "span" in taken.columns else tuple(each for each in grades if each in taken.columns)
    return ("name", *(field for field in PLAIN if field in taken.columns), *spans)


def _id_field(columns: Columns) -> str:
    return "nces" if "nces" in columns else "own_id"


def _school(columns: Columns, row: Row) -> School:
    low, high = _grades(columns, row)
    plain = {field: columns.value(row, field) for field in PLAIN}
    return School(
        id=columns.value(row, _id_field(columns)).lstrip("'"),
        name=columns.value(row, "name"),
        grade_low=GRADES[low],
        grade_high=GRADES[high],
        **plain,
    )


def _grades(columns: Columns, row: Row) -> tuple[str, str]:
    span = columns.value(row, "span").upper()
    if span and "grade_low" not in columns:
        low, _, high = (part.strip() for part in span.replace("\u2013", "-").partition("-"))
        return low, high or low
    return columns.value(row, "grade_low").upper(), columns.value(row, "grade_high").upper()


def _wrong(columns: Columns, row: Row, before: dict[str, tuple[int, School]]) -> Iterator[Complaint]:
    field = _id_field(columns)
    id = columns.value(row, field).lstrip("'")
    damage = damaged_nces(id) if field == "nces" else damaged_id(id)
    if not id:
        yield columns.complain(row, field, "the school has no id", "Fill in the id, or delete the row.")
    elif damage:
        yield columns.complain(row, field, *damage)
    elif id in before:
        first = before[id][0]
        yield columns.complain(row, field, f"'{id}' stands on line {first} already", "Delete one of the two.")
    if not columns.value(row, "name"):
        yield columns.complain(row, "name", "the school has no name", "Fill in the name, or delete the row.")
    yield from _wrong_grades(columns, row)


def _wrong_grades(columns: Columns, row: Row) -> Iterator[Complaint]:
    for field in ("span", "grade_low", "grade_high"):
        damage = damaged_grade(columns.value(row, field))
        if damage:
            yield columns.complain(row, field, *damage)
            return
    unknown = [grade for grade in _grades(columns, row) if grade not in GRADES]
    if unknown:
        field = "grade_low" if "grade_low" in columns else "span"
        yield columns.complain(
            row, field, f"'{unknown[0]}' is not a grade", "Write PK, KG, 1 to 12, UG, or leave it empty."
        )


def renumbered(taken: Taken[School], known: Mapping[str, School]) -> list[str]:
    """Return for each new school whose name and district are known under another id which ids these are."""
    by_name = {_called(school): school.id for school in known.values()}
    return [
        f"'{school.name}' is {school.id} here and {by_name[_called(school)]} in what is kept"
        for school in taken.rows
        if school.id not in known and _called(school) in by_name
    ]


def other_ids(taken: Taken[School], known: Mapping[str, School]) -> Iterator[Complaint]:
    """Yield a complaint where most schools of known districts have other ids: the list counts another way."""
    twice = renumbered(taken, known)
    districts = {folded(school.district) for school in known.values()}
    theirs = sum(folded(school.district) in districts for school in taken.rows)
    if len(twice) >= FEW and 2 * len(twice) > theirs:
        heading = taken.columns.get("nces", taken.columns.get("own_id", ""))
        message = f"{len(twice)} schools are known under other ids, so all would be there twice: {twice[0]}"
        yield Complaint(taken.file, 0, heading, message, "Keep to lists with the ids that you began with.")


def new_numbers(taken: Taken[School], known: Mapping[str, School]) -> Iterator[str]:
    """Yield a note where single schools are new by their id and known by their name."""
    twice = renumbered(taken, known)
    if twice:
        yield f"taken as new schools, look whether they are: {'; '.join(twice[:5])}"


def unspoken(taken: Taken[School], known: Mapping[str, School]) -> Iterator[str]:
    """Yield a note on what is kept of these schools and has no column in the file."""
    listed = [known[school.id] for school in taken.rows if school.id in known]
    fields = {*PLAIN, "grade_low", "grade_high"}.difference(spoken_of(taken))
    silent = sorted(field for field in fields if any(getattr(school, field) for school in listed))
    if silent:
        yield f"no column for {', '.join(silent)}; what is kept stays as it is"


def _called(school: School) -> tuple[str, str]:
    return folded(school.name), folded(school.district)
