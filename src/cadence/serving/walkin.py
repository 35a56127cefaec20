"""Coming in without an invite: a team's code, a name, and the facilitator's yes."""

import hmac
import secrets
import unicodedata
from datetime import timedelta
from hashlib import sha256
from typing import Any

from cadence.model import Invite, Membership, Person, Team
from cadence.serving.audit import note
from cadence.serving.floor import Arrival, Walkin
from cadence.serving.guests import seats
from cadence.serving.handler import Handler
from cadence.serving.refusal import Refusal
from cadence.serving.rule import Route
from cadence.serving.screen import Screen
from cadence.serving.steering import Steering

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without signs that look like others
LENGTH = 6
HOURS = 4  # for which the door stays open
STAY = 0.5  # days for which somebody who walked in stays signed in
MOST = 100  # people at the door at a time
LONGEST = 80  # signs of a name
TOO_OFTEN = ("That was tried too often.", "Wait a minute, then try once more.")


def code_of(salt: str, team: str) -> str:
    """Return the code of a team, which stands while the door is open: six signs that can be read out."""
    number = int.from_bytes(hmac.new(salt.encode(), team.encode(), sha256).digest(), "big")
    signs = []
    for _ in range(LENGTH):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(signs)


def plain_name(said: str) -> str:
    """Return a name as it is kept, or refuse what is none.

    >>> plain_name("  Ana   Ruiz ")
    'Ana Ruiz'
    """
    name = " ".join(unicodedata.normalize("NFC", said).split())
    unseen = any(unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cn", "Cs") for sign in name)
    if len(name) < 2 or len(name) > LONGEST or unseen or not any(map(str.isalpha, name)):
        raise Refusal(422, "That is no name.", f"Write your first and last name, in up to {LONGEST} letters.")
    return name


class WalkinPage(Screen):
    """The page for those who hold a team's code."""

    def get(self) -> None:
        """Show it, or say that the door is closed."""
        if self.floor.kept.walkin is None or self.floor.kept.walkin.until <= self.now():
            self.say("The door is closed", "Come in by your own invite, or ask your facilitator.", home=False)
        else:
            self.show("walkin.html.j2", title="Come in without an invite", length=LENGTH)


class AtTheDoor(Handler):
    """What the routes for those at the door share."""

    def team(self) -> Team:
        """Return the team whose code was typed; refuse any other, and count that."""
        walkin = self.floor.kept.walkin
        if walkin is None or walkin.until <= self.now():
            raise Refusal(403, "The door is closed.", "Ask your facilitator.")
        if self.limits.codes.is_spent(self.address) or self.limits.codes_in_all.is_spent(""):
            raise Refusal(429, *TOO_OFTEN)  # unlooked at, or a short code could be found by trying on
        typed = "".join(str(self.asked().get("code", ""))[:40].upper().split())
        for team in self.custodian.all(Team):
            if hmac.compare_digest(code_of(walkin.salt, team.id).encode(), typed.encode()):
                return team
        self.limits.codes.allows(self.address)
        self.limits.codes_in_all.allows("")
        raise Refusal(403, "No team has this code.", "Look at it again: it has no O and no I.")

    def members(self, team: Team) -> list[Person]:
        """Return who is on a team today, by name."""
        everyone = seats(self.custodian, self.now())
        return sorted((person for person, at in everyone if at == team), key=lambda person: person.name)


class TeamNames(AtTheDoor):
    """Shows the names of a team to whoever holds its code."""

    def post(self) -> None:
        """Answer with the team's name, and with its people to choose from."""
        team = self.team()
        people = [{"id": person.id, "name": person.name} for person in self.members(team)]
        self.finish_json({"team": team.name, "people": people})


class Ask(AtTheDoor):
    """Puts somebody at the door."""

    def post(self) -> None:
        """Answer with a ticket, which the page shows to learn whether they may come in."""
        team = self.team()
        if sum(each.answer == "waiting" for each in self.floor.kept.arrivals.values()) >= MOST:
            raise Refusal(429, "Many are waiting at the door.", "Try once more in a minute.")
        person, name = self._who(team)
        ticket = secrets.token_urlsafe(24)
        self.floor.arrive(_digest(ticket), Arrival(team=team.id, person=person, name=name, at=self.now()))
        self.finish_json({"ticket": ticket, "name": name})

    def _who(self, team: Team) -> tuple[str, str]:
        """Return the id and the name of who asks; no id for a name that is on no list."""
        asked, members = self.asked(), self.members(team)
        if asked.get("person"):
            for person in members:
                if person.id == asked["person"]:
                    return person.id, person.name
            raise Refusal(404, "This person is not on the team.", "Choose a name in the list.")
        name = plain_name(str(asked.get("name", "")))
        known = next((each for each in members if each.name.casefold() == name.casefold()), None)
        return (known.id, known.name) if known else ("", name)


class Wait(Handler):
    """Tells who holds a ticket whether they may come in."""

    def post(self) -> None:
        """Answer `waiting`, `out`, `gone`, or `in` with an invite for this one device."""
        held = str(self.asked().get("ticket", ""))
        arrival = self.floor.kept.arrivals.get(_digest(held))
        said: dict[str, Any] = {"state": arrival.answer if arrival else "gone"}
        if arrival and arrival.answer == "in":
            said["invite"] = self.door.invites.token(self.custodian.get(Invite, arrival.invite))
        self.finish_json(said)


class Open(Steering):
    """Opens the door to those without an invite, or closes it."""

    def post(self) -> None:
        """Open it with new codes, or close it: then no code opens anything any more."""
        until = self.now() + timedelta(hours=HOURS)
        opened = Walkin(salt=secrets.token_hex(16), until=until) if self.said("open", bool) else None
        self.floor.admit(opened)
        self.finish_json({"open": opened is not None})


class Answered(Steering):
    """Lets somebody in who is at the door, or does not."""

    def post(self) -> None:
        """Answer who waits; a name that is on no list becomes a person of the team."""
        ticket = self.said("ticket", str)
        arrival = self.floor.kept.arrivals.get(ticket)
        if arrival is None or arrival.answer != "waiting":
            raise Refusal(404, "Nobody waits there any more.", "They can ask again.")
        if self.said("in", bool):
            self.floor.answer(ticket, self._let_in(arrival))
        else:
            self.floor.answer(ticket, arrival.model_copy(update={"answer": "out"}))
            note(
                self.custodian, "refused", self.now(), f"at the door: {arrival.name}", person=self.who.person
            )
        self.finish_json({})

    def _let_in(self, arrival: Arrival) -> Arrival:
        person = arrival.person or self._seated(arrival)
        invites = self.door.invites
        invites.issue(person, self.now(), STAY, team=arrival.team, once=True)
        made = max(self.custodian.all(Invite, person=person), key=lambda each: each.issued)
        return arrival.model_copy(update={"person": person, "answer": "in", "invite": made.id})

    def _seated(self, arrival: Arrival) -> str:
        """Give somebody new a seat on the team, and return their id."""
        new = Person(name=arrival.name)
        self.view.write(new, Membership(team=arrival.team, person=new.id, joined=self.now().date()))
        return new.id


def _digest(ticket: str) -> str:
    return sha256(ticket.encode()).hexdigest()[:32]


ROUTES = (
    Route("walk-in", WalkinPage, "anyone"),
    Route("api/walk-in/team", TeamNames, "anyone"),
    Route("api/walk-in/ask", Ask, "anyone"),
    Route("api/walk-in/wait", Wait, "anyone"),
    Route("api/room/door", Open, "facilitator"),
    Route("api/room/arrival", Answered, "facilitator"),
)
