"""Who somebody is: by the cookie of their device, looked up in the store each time."""

import secrets
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from cadence.model import Event, Invite, Membership, Person, SignIn
from cadence.serving.invites import Invites
from cadence.serving.refusal import Refusal
from cadence.serving.secret import signing_secret
from cadence.serving.who import Who
from cadence.store import Store, Viewer

DEVICES = 10  # signed in by one invite at a time
_LONGEST = 200  # characters of what a device calls itself
_KNOWN_FOR = timedelta(seconds=30)
_MINDED = frozenset({"sign_in", "invite", "person", "membership"})  # what says who is who


class Door:
    """Lets people in by their invites, knows them by their cookies, and lets them out."""

    def __init__(self, store: Store, root: Path) -> None:
        self._view = store.view(Viewer("custodian"))
        self._seq = self._view.seq()
        self._known: dict[str, tuple[SignIn, Who | None]] = {}
        self._fresh = datetime.min.replace(tzinfo=UTC)
        self.invites = Invites(self._view, root)
        mark = sha256(b"cookie" + signing_secret(root)).hexdigest()[:8]
        self.cookie = f"cadence-{mark}"  # cookies do not mind ports: two institutes on a machine stay apart

    def sign_in(self, token: str, now: datetime, device: str = "", address: str = "") -> tuple[str, SignIn]:
        """Let somebody in by an invite; return what the cookie shall hold, and the record of the device.

        Raises
        ------
        Refusal
            The invite lets nobody in.
        """
        invite = self.invites.redeem(token, now)
        if len(self.invites.devices(now, invite=invite.id)) >= DEVICES:
            raise Refusal(
                403,
                f"{DEVICES} devices are signed in by this invite.",
                "Sign out on one of them.",
            )
        held = secrets.token_urlsafe(32)
        person, device = invite.person, device[:_LONGEST]
        record = SignIn(
            id=_digest(held),
            person=person,
            invite=invite.id,
            since=now,
            expires=invite.expires,
            device=device,
        )
        event = Event(person=person, at=now, what="signed in", about=device, address=address)
        self._view.write(record, event)
        return held, record

    def who(self, held: str, now: datetime) -> Who | None:
        """Return who the cookie's holder is as things stand now, None if nobody."""
        if not held:
            return None
        self._mind(now)
        id = _digest(held)
        if id not in self._known:
            record = self._view.first(SignIn, id=id)
            if record is None:
                return None
            self._known[id] = record, self._person(record, now.date())
        record, who = self._known[id]
        return who if record.ended is None and now < record.expires else None

    def sign_out(self, held: str, now: datetime, address: str = "") -> None:
        """End what the cookie stands for; it opens nothing from then on."""
        record = self._view.first(SignIn, id=_digest(held))
        if record is not None and record.ended is None:
            event = Event(person=record.person, at=now, what="signed out", address=address)
            self._view.write(record.model_copy(update={"ended": now}), event)

    def _mind(self, now: datetime) -> None:
        """Forget what is known where anything changed that says who is who, and now and then anyway.

        Seats begin and end with a day, and of what is erased no history tells.
        """
        self._seq, changed = self._view.changed(self._seq)
        if not timedelta() <= now - self._fresh < _KNOWN_FOR or not _MINDED.isdisjoint(changed):
            self._fresh = now
            self._known.clear()

    def _person(self, record: SignIn, today: date) -> Who | None:
        person = self._view.first(Person, id=record.person)
        invite = self._view.first(Invite, id=record.invite)
        if person is None or invite is None:
            return None
        team = self._team(person, invite.team, today) if person.role == "member" else ""
        return Who(person.id, person.name, person.role, team)

    def _team(self, person: Person, invited: str | None, today: date) -> str:
        """Return the team that a member was invited for, if they have a seat there; else their first one."""
        seats = self._view.all(Membership, person=person.id)
        teams = [each.team for each in seats if _is_taken(each, today)]
        return invited if invited in teams else next(iter(teams), "")


def _is_taken(seat: Membership, today: date) -> bool:
    return (seat.joined is None or seat.joined <= today) and (seat.left is None or today < seat.left)


def _digest(held: str) -> str:
    return sha256(held.encode()).hexdigest()
