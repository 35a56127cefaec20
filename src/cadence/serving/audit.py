"""The log of the door: who came in and went, what was refused, revealed and exported."""

from datetime import datetime

from cadence.model import Event, Person
from cadence.model.keys import Happened
from cadence.store import View


def note(
    custodian: View,
    what: Happened,
    now: datetime,
    about: str = "",
    *,
    person: str | None = None,
    address: str = "",
) -> None:
    """Write down that something happened; `about` must hold no secret and nothing confidential."""
    custodian.write(Event(person=person, at=now, what=what, about=about, address=address))


def told(custodian: View, limit: int) -> list[tuple[Event, str]]:
    """Return the newest lines with the name of who did it ('' where nobody is named), the newest first."""
    names = {each.id: each.name for each in custodian.all(Person)}
    events = sorted(custodian.all(Event), key=lambda each: (each.at, each.id), reverse=True)
    return [(each, names.get(each.person or "", "")) for each in events[:limit]]
