"""What stands on a team's board at a moment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from cadence.errors import NotFound
from cadence.model import Card, Evidence, Goal, Membership, Person, Verification
from cadence.store import View

E = TypeVar("E", Evidence, Verification)


@dataclass(frozen=True)
class Standing:
    """The cards of a team's cycle in order, what shows and is said of each, and whom they name."""

    cards: tuple[Card, ...]
    evidence: Mapping[str, tuple[Evidence, ...]]
    words: Mapping[str, tuple[Verification, ...]]
    goals: tuple[Goal, ...]
    people: Mapping[str, str]
    """The names of those on the team, by id."""
    others: Mapping[str, str]
    """The names of everybody else whom the board may name."""

    def card(self, id: str) -> Card:
        """Return the card of that id, or raise `NotFound`."""
        found = next((each for each in self.cards if each.id == id), None)
        if found is None:
            raise NotFound("This card is no longer on the board.", "Somebody may have taken it away.")
        return found

    def column(self, id: str) -> list[Card]:
        """Return the cards of a column from the top."""
        return [each for each in self.cards if each.column == id]

    def shows(self, card: str) -> tuple[Evidence, ...]:
        """Return what shows that a card is done, as it was brought."""
        return self.evidence.get(card, ())

    def said(self, card: str) -> tuple[Verification, ...]:
        """Return what was said of a card, the last word last."""
        return self.words.get(card, ())

    def name(self, person: str | None) -> str:
        """Return a person's name, '' for nobody and for somebody who is not known."""
        return self.people.get(person or "") or self.others.get(person or "", "")


def standing(view: View, team: str, cycle: int, today: date) -> Standing:
    """Return what stands on a team's board."""
    cards = sorted(view.all(Card, team=team, cycle=cycle), key=lambda card: (card.order, card.id))
    evidence = sorted(view.all(Evidence, team=team), key=lambda each: (each.added, each.id))
    words = sorted(view.all(Verification, team=team), key=lambda each: (each.at, each.id))
    goals = sorted(view.all(Goal, team=team, cycle=cycle), key=lambda goal: (goal.order, goal.id))
    names = {each.id: each.name for each in view.all(Person)}
    seats = [each for each in view.all(Membership, team=team) if each.left is None or each.left > today]
    people = {each.person: names[each.person] for each in seats if each.person in names}
    ordered = dict(sorted(people.items(), key=lambda each: each[1].casefold()))
    others = {id: name for id, name in names.items() if id not in people}
    return Standing(tuple(cards), _by_card(evidence), _by_card(words), tuple(goals), ordered, others)


def last_touched(view: View, stands: Standing, team: str, cycle: int) -> dict[str, date]:
    """Return the day on which a card, or what shows or is said of it, was changed last, by the card's id."""
    written = view.changed_at(Card, team=team, cycle=cycle)
    return {
        id: max([_day(at), *(e.added for e in stands.shows(id)), *(_day(w.at) for w in stands.said(id))])
        for id, at in written.items()
    }


def _day(at: datetime) -> date:
    return at.astimezone().date()


def _by_card(found: Iterable[E]) -> dict[str, tuple[E, ...]]:
    by_card: dict[str, list[E]] = {}
    for each in found:
        by_card.setdefault(each.card, []).append(each)
    return {card: tuple(of) for card, of in by_card.items()}
