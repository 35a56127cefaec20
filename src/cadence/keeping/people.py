"""Finding the person who is meant by a name, an email address or an id."""

from collections.abc import Sequence

from cadence.errors import CadenceError, NotFound
from cadence.model import Membership, Person, Team
from cadence.store import View


def find_person(view: View, asked: str, removed: Sequence[Person] = ()) -> Person:
    """Return the one person of that id, address or name; one who was `removed` if nobody else is meant.

    Raises
    ------
    NotFound
        Nobody is called so.
    CadenceError
        Several are; the message lists them with their ids.
    """
    for people in (view.all(Person), removed):
        for matches in (_by_id, _by_email, _by_name):
            found = [each for each in people if matches(each, asked)]
            if len(found) == 1:
                return found[0]
            if found:
                raise CadenceError(f"'{asked}' may be {_listed(view, found)}.", "Say which by the id.")
    raise NotFound(f"Nobody here is called '{asked}'.", "Try the email address, or the full name.")


def _by_id(person: Person, asked: str) -> bool:
    return person.id == asked


def _by_email(person: Person, asked: str) -> bool:
    return bool(person.email) and person.email.casefold() == asked.strip().casefold()


def _by_name(person: Person, asked: str) -> bool:
    return person.name.casefold().split() == asked.casefold().split()


def _listed(view: View, people: Sequence[Person]) -> str:
    teams = {each.id: each.name for each in view.all(Team)}
    seats: dict[str, list[str]] = {}
    for seat in view.all(Membership):
        seats.setdefault(seat.person, []).append(teams.get(seat.team, seat.team))
    return "; or ".join(
        f"{each.name} of {', '.join(seats.get(each.id, ['no team']))} (id {each.id})" for each in people
    )
