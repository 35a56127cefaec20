"""The cards that changes touch, with what shows and what is said of them once the changes are made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select

from cadence.errors import NotFound
from cadence.model import Card, Evidence, Record, Verification
from cadence.store.change import Change, Key
from cadence.store.ledger import Ledger, in_batches
from cadence.store.query import fields, records
from cadence.store.schema import table_of

R = TypeVar("R", Evidence, Verification)
_Latest = Mapping[Key, Record | None]


@dataclass(frozen=True)
class Spoken:
    """`came` and `went` are the ids of the cards that the changes make and take away."""

    cards: Mapping[str, Card]
    evidence: Sequence[Evidence]
    words: Sequence[Verification]
    came: frozenset[str]
    went: frozenset[str]

    @classmethod
    def after(cls, ledger: Ledger, made: Sequence[Change]) -> "Spoken":
        """Return what there will be once these changes are made."""
        touched = {id for change in made for id in _cards_of(change)}
        latest = {(type(change.subject), change.subject.id): change.after for change in made}
        own = [each for each in made if isinstance(each.subject, Card)]
        return cls(
            _cards(ledger, touched, latest) if touched else {},
            _of(ledger, Evidence, touched, latest) if touched else (),
            _of(ledger, Verification, touched, latest) if touched else (),
            frozenset(each.subject.id for each in own if each.before is None),
            frozenset(each.subject.id for each in own if each.after is None),
        )

    @property
    def looked_at(self) -> frozenset[str]:
        """Return the ids of the evidence that somebody has spoken of."""
        return frozenset(id for word in self.words for id in word.seen)

    def card_of(self, said: Evidence | Verification) -> Card:
        """Return the card that evidence or a word is about, or raise `NotFound`: it is to be the team's."""
        card = self.cards.get(said.card)
        if card is None or card.team != said.team:
            raise NotFound("This card is no longer here.", "Look again before you change it.")
        return card

    def evidence_of(self, card: str) -> list[Evidence]:
        """Return what shows that a card is done."""
        return [each for each in self.evidence if each.card == card]

    def words_of(self, card: str) -> list[Verification]:
        """Return what was said of a card."""
        return [each for each in self.words if each.card == card]

    def is_said_of(self, word: Verification, card: Card) -> bool:
        """Return whether a word is said of a card's standard and evidence as they are."""
        return word.standard == card.standard and set(word.seen) == {e.id for e in self.evidence_of(card.id)}

    def goes_with_its_card(self, change: Change) -> bool:
        """Return whether a word goes because its card does, or comes back because its card does."""
        word = change.subject
        assert isinstance(word, Verification)
        back = change.before is None and change.undoes is not None and word.card in self.came
        return back or (change.after is None and word.card in self.went)


def _cards_of(change: Change) -> Iterable[str]:
    """Return the ids of the cards whose being done a change may touch."""
    states = (each for each in (change.before, change.after) if each is not None)
    for each in states:
        if isinstance(each, Card):
            yield each.id
        elif isinstance(each, Evidence | Verification):
            yield each.card


def _cards(ledger: Ledger, ids: set[str], latest: _Latest) -> dict[str, Card]:
    standing: dict[Key, Record | None] = {
        **ledger.standing((Card, id) for id in ids),
        **{key: after for key, after in latest.items() if key[0] is Card},
    }
    return {card.id: card for card in standing.values() if isinstance(card, Card)}


def _of(ledger: Ledger, kind: type[R], cards: set[str], latest: _Latest) -> list[R]:
    """Return what is said of these cards once the changes are made."""
    table = table_of(kind)
    found: dict[str, R] = {}
    for some in in_batches(sorted(cards)):
        query = select(*fields(kind)).where(table.c.institute == ledger.institute, table.c.card.in_(some))
        found |= {each.id: each for each in records(kind, ledger.connection.execute(query))}
    for (type_, id), after in latest.items():
        if type_ is kind:
            found.pop(id, None)
            if isinstance(after, kind):
                found[id] = after
    return list(found.values())
