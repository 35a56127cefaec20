"""Closing a cycle: when its time has come, and whom it takes with it."""

from calendar import monthrange
from datetime import date
from typing import Any

from cadence.errors import CadenceError, NotAllowed
from cadence.institute import Institute
from cadence.model import RECORDS, Membership, Person, Record
from cadence.store import View
from cadence.store.belonging import Erased


def closable_from(house: Institute, cycle: int) -> date:
    """Return the day from which a cycle can be closed: its end and the months of `retention_months`.

    Of an earlier cycle institute.toml no longer says the end; it was over when the present one began.
    """
    present = house.settings.cycle
    if cycle > present.number:
        raise CadenceError(
            f"There is no cycle {cycle} yet; the present one is {present.number}.", "Check it."
        )
    end = present.ends if cycle == present.number else present.starts
    return _months_later(end, house.settings.retention_months)


def refuse_too_early(house: Institute, cycle: int, today: date) -> None:
    """Refuse to close a cycle whose answers are still to be kept."""
    first = closable_from(house, cycle)
    if today < first:
        raise NotAllowed(
            f"Cycle {cycle} is to be kept until {first:%d %B %Y} "
            f"({house.settings.retention_months} months, as institute.toml says).",
            "Wait until then. If it has to be erased now: cadence close --now",
        )


def what_closing_takes(view: View, house: Institute, cycle: int) -> Erased:
    """Return a cycle with the members who have part in no other one.

    A member stays who has a seat on a team in the present cycle, or whom a record of another cycle names.
    Facilitators and district leaders stay: `cadence forget` is for them.
    """
    members = {each.id for each in view.all(Person) if each.role == "member"}
    return Erased(frozenset(members - _seated(view, house, cycle) - _named(view, cycle)), frozenset({cycle}))


def _seated(view: View, house: Institute, cycle: int) -> set[str]:
    """Return who has a seat on a team in another cycle: the present one, if that is not being closed."""
    present = house.settings.cycle
    if present.number == cycle:
        return set()
    return {each.person for each in view.all(Membership) if each.left is None or each.left >= present.starts}


def _named(view: View, cycle: int) -> set[str]:
    kinds = [kind for kind in RECORDS if "cycle" in kind.model_fields]
    return {
        person
        for kind in kinds
        for each in view.all(kind)
        if each.cycle != cycle  # type: ignore[attr-defined]
        for person in _people_of(kind, each)
    }


def _people_of(kind: type[Record], record: Record) -> list[Any]:
    names = [name for name in (*kind.people, "person") if name in kind.model_fields]
    return [person for name in names if (person := getattr(record, name))]


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))
