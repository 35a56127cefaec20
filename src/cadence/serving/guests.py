"""Who may come in: everybody who is asked to, the invite that stands for each, and whether they came."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from cadence.exchange.export.cell import Value, guarded
from cadence.exchange.export.csv_folder import csv_bytes
from cadence.model import Invite, Membership, Person, SignIn, Team
from cadence.serving.invites import Invites
from cadence.serving.slips import Slip
from cadence.store import View

COLUMNS = ("Name", "Team", "Email", "Link", "Expires")


@dataclass(frozen=True)
class Guest:
    """Somebody on a team (None: a leader who is on none), with the newest invite that lets them in now.

    `devices` are those that are signed in by any of the person's invites.
    """

    person: Person
    team: Team | None
    invite: Invite | None
    devices: int = 0
    came: bool = False

    def state(self, now: datetime) -> str:
        """Return how far they are, in a word or two."""
        if self.devices:
            return f"signed in on {self.devices} {'device' if self.devices == 1 else 'devices'}"
        if self.came:
            return "was here, signed out"
        return "invited" if self.invite else "not invited"


def guests(view: View, now: datetime) -> list[Guest]:
    """Return everybody who is on a team today, and the leaders who are on none, by team and name."""
    doors = _Doors(view, now)
    found = [doors.guest(person, team) for person, team in seats(view, now)]
    return sorted(found, key=lambda each: (each.team.name.casefold() if each.team else "", each.person.name))


@dataclass(frozen=True)
class Letter:
    """What goes to one person: the slip, and the address of mail where it may go."""

    slip: Slip
    email: str


def letters(
    invites: Invites,
    view: View,
    people: Collection[str],
    now: datetime,
    days: float,
    address: str,
    otherwise: str,
) -> list[Letter]:
    """Return a letter for each of these people, with a new invite where none stands.

    `otherwise` is what leaders who are on no team come under.
    """
    for each in guests(view, now):
        if each.person.id in people and each.invite is None:
            invites.issue(each.person.id, now, days, team=each.team.id if each.team else None)
    return [
        Letter(_slip(each, each.invite, invites, address, otherwise), each.person.email)
        for each in guests(view, now)
        if each.person.id in people and each.invite
    ]


def link(address: str, token: str) -> str:
    """Return the link that signs somebody in; what stands behind the # never leaves the browser with it."""
    return f"{address.rstrip('/')}/join#{token}"


def letters_csv(made: Iterable[Letter]) -> bytes:
    """Return a table for letters in series, a line for each."""
    return csv_bytes(COLUMNS, map(_row, made))


def _row(letter: Letter) -> list[Value]:
    slip = letter.slip
    return [guarded(slip.name), guarded(slip.team), guarded(letter.email), slip.link, slip.until]


def _slip(guest: Guest, invite: Invite, invites: Invites, address: str, otherwise: str) -> Slip:
    team = guest.team.name if guest.team else otherwise
    return Slip(guest.person.name, team, link(address, invites.token(invite)), invite.expires.date())


def seats(view: View, now: datetime) -> Iterator[tuple[Person, Team | None]]:
    """Yield everybody with the team that they are on today, and the leaders who are on none."""
    people = {person.id: person for person in view.all(Person)}
    teams = {team.id: team for team in view.all(Team)}
    for seat in view.all(Membership):
        person = people.get(seat.person)
        if person and person.role == "member" and seat.team in teams and _taken(seat, now):
            yield person, teams[seat.team]
    yield from ((person, None) for person in people.values() if person.role != "member")


def _taken(seat: Membership, now: datetime) -> bool:
    today = now.date()
    return (seat.joined is None or seat.joined <= today) and (seat.left is None or today < seat.left)


class _Doors:
    """The invites and the devices of an institute, looked up by person."""

    def __init__(self, view: View, now: datetime) -> None:
        self._invites: dict[str, list[Invite]] = {}
        for each in view.all(Invite):
            if each.revoked is None and each.expires > now and not each.once:
                self._invites.setdefault(each.person, []).append(each)
        self._devices = view.all(SignIn)
        self._now = now

    def guest(self, person: Person, team: Team | None) -> Guest:
        mine = [each for each in self._invites.get(person.id, ()) if each.team in (None, team and team.id)]
        newest = max(mine, key=lambda each: each.issued, default=None)
        devices = [each for each in self._devices if each.person == person.id]
        now = sum(each.ended is None and each.expires > self._now for each in devices)
        return Guest(person, team, newest, now, bool(devices))
