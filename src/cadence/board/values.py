"""What may stand in the fields of a card."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from cadence.board.asked import BoardRefused
from cadence.board.standing import Standing
from cadence.model import Card

LONGEST = 20_000  # characters of a text, as in the forms
_TITLE, _MARK = 200, 60


def shown_value(card: Card, name: str) -> str | None:
    """Return a field as the page has it: dates as they are written in JSON."""
    value = getattr(card, name)
    return value.isoformat() if isinstance(value, date) else value


def taken(standing: Standing, card: Card, name: str, now: object) -> object:
    """Return the value that a field of a card takes.

    Raises
    ------
    BoardRefused
        It cannot stand there.
    """
    if name not in FIELDS:
        raise BoardRefused("A card has no such field.", "Load the page anew.")
    return FIELDS[name](standing, card, now)


def same(one: object, other: object) -> bool:
    """Return whether two values are the same; nothing and an empty text are."""
    return (one or None) == (other or None)


def _words(now: object, most: int = LONGEST) -> str:
    if now is not None and not isinstance(now, str):
        raise BoardRefused("This is not text.", "Load the page anew.")
    text = now or ""
    if len(text) > most:
        raise BoardRefused(f"This is {len(text):,} characters long; {most:,} is the most.", "Shorten it.")
    return text


def _text(most: int = LONGEST) -> Callable[[Standing, Card, object], str]:
    return lambda standing, card, now: _words(now, most)


def _title(standing: Standing, card: Card, now: object) -> str:
    title = " ".join(_words(now, _TITLE).split())
    if not title:
        raise BoardRefused("A card needs a title.", "Say in a few words what will be done.")
    return title


def _day(standing: Standing, card: Card, now: object) -> date | None:
    written = _words(now).strip()
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise BoardRefused(
            "This is no day.", "Write it as 2026-11-25, or pick it from the calendar."
        ) from None


def _person(other: str, clash: str) -> Callable[[Standing, Card, object], str | None]:
    def person(standing: Standing, card: Card, now: object) -> str | None:
        id = _words(now) or None
        if id is not None and id not in standing.people:
            raise BoardRefused("This person is not on the team.", "Pick somebody who is.")
        if id is not None and id == getattr(card, other):
            raise BoardRefused(clash, "Pick somebody else.")
        return id

    return person


def _goal(standing: Standing, card: Card, now: object) -> str | None:
    id = _words(now) or None
    if id is not None and all(goal.id != id for goal in standing.goals):
        raise BoardRefused("This goal is no longer among the team's.", "Pick another one.")
    return id


FIELDS: Mapping[str, Callable[[Standing, Card, object], Any]] = {
    "title": _title,
    "owner": _person("verifier", "Whoever looks at it cannot be its owner too."),
    "verifier": _person("owner", "The owner cannot be the one who looks at it."),
    "due": _day,
    "started": _day,
    "goal": _goal,
    "standard": _text(),
    "notes": _text(),
    "mark": _text(_MARK),
}
