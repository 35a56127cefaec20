"""Which days of a team belong in a calendar: when its cards are due, and when it meets."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from hashlib import sha256

from cadence.blocks.words import opening
from cadence.board.calendar import Entry
from cadence.content import Content
from cadence.institute import Institute
from cadence.institute.check import FILE
from cadence.model import Card, Person
from cadence.model.settings import SessionDate
from cadence.store import View
from cadence.store.history import Logged

_DOMAIN = "cadence"


def dates_of(custodian: View, house: Institute, content: Content, team: str, person: str = "") -> list[Entry]:
    """Return the days of a team in this cycle, or where a person is named: those of their own cards.

    `custodian` sees what was taken off the board too: it is told as cancelled, or it would stay in
    everybody's calendar.
    """
    cycle = house.settings.cycle.number
    names = {each.id: each.name for each in custodian.all(Person)}
    standing = custodian.all(Card, team=team, cycle=cycle)
    gone = [each for each in custodian.gone(Card) if (each.team, each.cycle) == (team, cycle)]
    cards = [each for each in (*standing, *gone) if not person or each.owner == person]
    known = {each.id for each in standing}
    due = [
        entry for card in cards if (entry := _due(card, custodian.changes_of(card), card.id in known, names))
    ]
    return [*sorted(due, key=lambda each: (each.on, each.uid)), *_meetings(house, content)]


def _due(card: Card, changes: list[Logged], stands: bool, names: Mapping[str, str]) -> Entry | None:
    """Return when a card is due; one that is not, any more, is cancelled."""
    day = card.due or _last_due(changes)
    if day is None or not changes:
        return None
    owner = names.get(card.owner or "")
    lines = [
        f"Who: {owner}" if owner else "",
        f"Done when: {card.standard}" if card.standard else "",
    ]
    return Entry(
        uid=f"card-{card.id}@{_DOMAIN}",
        title=f"{'Done' if card.column == 'done' else 'Due'}: {card.title}",
        on=day,
        changed=changes[0].at,
        revision=len(changes) - 1,
        text="\n".join(filter(None, lines)),
        cancelled=not stands or card.due is None,
    )


def _last_due(changes: Iterable[Logged]) -> date | None:
    """Return the day on which a card was last due; the newest change comes first."""
    for each in changes:
        for state in (each.after, each.before):
            if state and state.get("due"):
                return date.fromisoformat(str(state["due"]))
    return None


def _meetings(house: Institute, content: Content) -> Iterator[Entry]:
    sessions = {each.number: each for each in content.sessions()}
    for meeting in house.settings.sessions:
        if meeting.session in sessions:
            session = sessions[meeting.session]
            cycle = house.settings.cycle.number
            uid = f"session-{cycle}-{meeting.session}-{_mark(house.settings.name)}@{_DOMAIN}"
            yield _meeting(house, meeting, uid, session.title, session.minutes)


def _mark(name: str) -> str:
    """Return what tells the meetings of one institute from those of another in the same calendar."""
    return sha256(name.encode()).hexdigest()[:12]


def _meeting(house: Institute, meeting: SessionDate, uid: str, title: str, minutes: int) -> Entry:
    changed = datetime.fromtimestamp(int((house.root / FILE).stat().st_mtime), UTC)
    hour = _hour(meeting)
    return Entry(
        uid=uid,
        title=f"{house.settings.name}: {title}",
        on=meeting.on,
        changed=changed,
        revision=int(changed.timestamp()) // 60,  # grows whenever the file is saved anew
        text="" if hour else meeting.time,
        place=meeting.place,
        at=hour,
        minutes=minutes,
    )


def _hour(meeting: SessionDate) -> time | None:
    """Return the hour at which a meeting opens; pre-work has a last day, and no hour."""
    minutes = opening(meeting.time) if meeting.session else None
    return None if minutes is None else time(*divmod(minutes, 60))
