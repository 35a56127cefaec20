"""Whether two rows, or a row and what is kept, are one school: by id, and by name and district."""

from collections.abc import Iterator, Mapping

from cadence.errors import Complaint
from cadence.exchange.tables.columns import Columns
from cadence.exchange.tables.grid import Damage
from cadence.exchange.tables.sheet import Row
from cadence.exchange.tables.taken import Taken
from cadence.exchange.tables.words import folded
from cadence.model import School

FEW = 3  # schools, below which a new id is a new school and no other way of counting
UNIQUE = (
    "Use ids that no two districts share: the NCES ids, or the state's ids that begin with the "
    "district's number."
)


def twice(columns: Columns, row: Row, id: str, line: int, first: School) -> Damage:
    """Return what is wrong with an id that stood on a line before, and what to do about it."""
    district, name = columns.value(row, "district"), columns.value(row, "name")
    message = f"'{id}' stands on line {line} already"
    if folded(district) != folded(first.district):
        return f"{message}, for a school of {first.district or 'no district'}", UNIQUE
    if folded(name) != folded(first.name):
        return f"{message}, as the id of '{first.name}'", "Correct one of the two ids."
    return message, "Delete one of the two."


def taken_ids(taken: Taken[School], known: Mapping[str, School]) -> Iterator[Complaint]:
    """Yield a complaint for each id that is kept for a school of another name in another district."""
    for school in taken.rows:
        kept = known.get(school.id, school)
        if folded(kept.name) != folded(school.name) and _elsewhere(kept, school):
            message = (
                f"'{school.id}' is '{school.name}' of {school.district} here, and '{kept.name}' of "
                f"{kept.district} in what is kept"
            )
            yield Complaint(taken.file, 0, _heading(taken), message, UNIQUE)


def _elsewhere(one: School, other: School) -> bool:
    return bool(one.district and other.district) and folded(one.district) != folded(other.district)


def other_zeros(taken: Taken[School], known: Mapping[str, School]) -> Iterator[Complaint]:
    """Yield a complaint for each new id that differs from one that is kept by zeros in front alone."""
    kept = {id.lstrip("0"): id for id in known if id.isdigit()}
    for school in taken.rows:
        other = kept.get(school.id.lstrip("0")) if school.id.isdigit() else None
        if other and school.id not in known:
            message = f"'{school.id}' ('{school.name}') is kept as '{other}', with other zeros in front"
            yield Complaint(taken.file, 0, _heading(taken), message, f"Write the id as it is kept: {other}.")


def _heading(taken: Taken[School]) -> str:
    return taken.columns.get("nces", taken.columns.get("own_id", ""))


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
        message = f"{len(twice)} schools are known under other ids, so all would be there twice: {twice[0]}"
        yield Complaint(
            taken.file, 0, _heading(taken), message, "Keep to lists with the ids that you began with."
        )


def new_numbers(taken: Taken[School], known: Mapping[str, School]) -> Iterator[str]:
    """Yield a note where single schools are new by their id and known by their name."""
    twice = renumbered(taken, known)
    if twice:
        yield f"taken as new schools, look whether they are: {'; '.join(twice[:5])}"


def _called(school: School) -> tuple[str, str]:
    return folded(school.name), folded(school.district)
