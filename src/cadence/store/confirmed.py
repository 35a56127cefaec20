"""A card is done on the word of a peer, and on nothing else: held where cards are stored.

Source of the rule: a card moves to Done only with evidence that somebody other than its owner has
confirmed to meet its standard; otherwise it is returned with a question.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlalchemy import select

from cadence.errors import NotAllowed
from cadence.model import Card, Evidence, Record, Verification
from cadence.store.change import Change
from cadence.store.ledger import Ledger, in_batches
from cadence.store.query import fields, records
from cadence.store.schema import table_of
from cadence.store.viewer import Viewer

R = TypeVar("R", Evidence, Verification)


def hold_to_confirmation(ledger: Ledger, viewer: Viewer, made: Sequence[Change]) -> None:
    """Refuse changes that would leave a card in Done without a peer's confirmation, or forge one.

    The custodian is trusted: it takes in what was confirmed elsewhere.

    Raises
    ------
    NotAllowed
        With what the card lacks, and what to do.
    """
    if viewer.role == "custodian":
        return
    for change in made:
        _refuse_forgery(viewer, change)
        _refuse_another_standard(change)
    touched = {id for change in made for id in _cards_of(change)}
    if not touched:
        return
    latest = {(type(change.subject), change.subject.id): change.after for change in made}
    evidence = _of(ledger, Evidence, touched, latest)
    words = _of(ledger, Verification, touched, latest)
    for card in _done(ledger, touched, latest):
        _refuse_unconfirmed(
            card, [each for each in evidence if each.card == card.id], [w for w in words if w.card == card.id]
        )


def _refuse_forgery(viewer: Viewer, change: Change) -> None:
    word = change.after
    if isinstance(word, Verification) and viewer.role == "member" and word.verifier != viewer.person:
        raise NotAllowed("Whether a card is done is said in one's own name.", "Let them say it themselves.")


def _refuse_another_standard(change: Change) -> None:
    before, after = change.before, change.after
    if not (isinstance(before, Card) and isinstance(after, Card) and before.column == after.column == "done"):
        return
    if before.standard != after.standard:
        raise NotAllowed(
            f"The card '{after.title}' was confirmed against the standard that it has.",
            "Take it out of Done before you change that.",
        )


def _cards_of(change: Change) -> Iterable[str]:
    """Return the ids of the cards whose being done a change may touch."""
    subject = change.subject
    if isinstance(subject, Card):
        return (subject.id,)
    return (subject.card,) if isinstance(subject, Evidence | Verification) else ()


def _done(ledger: Ledger, ids: set[str], latest: dict[tuple[type[Record], str], Record | None]) -> list[Card]:
    """Return which of these cards stand in Done once the changes are made."""
    standing: dict[tuple[type[Record], str], Record | None] = {
        **ledger.standing((Card, id) for id in ids),
        **{key: after for key, after in latest.items() if key[0] is Card},
    }
    return [card for card in standing.values() if isinstance(card, Card) and card.column == "done"]


def _of(
    ledger: Ledger, kind: type[R], cards: set[str], latest: dict[tuple[type[Record], str], Record | None]
) -> list[R]:
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


def _refuse_unconfirmed(card: Card, evidence: list[Evidence], words: list[Verification]) -> None:
    title = f"The card '{card.title}' cannot be in Done"
    if card.owner is None:
        raise NotAllowed(f"{title}: it has no owner.", "Say whose it is.")
    if not evidence:
        raise NotAllowed(f"{title}: nothing shows that it is.", "Add evidence: words, a link or a file.")
    last = max(words, key=lambda word: word.at, default=None)
    if last is None or last.verdict != "confirmed":
        raise NotAllowed(
            f"{title}: nobody has confirmed it.",
            "Move it to In review, and let somebody other than its owner look at its evidence.",
        )
    if last.verifier == card.owner:
        raise NotAllowed(
            f"{title}: its own owner has confirmed it.", "Let somebody else look at its evidence."
        )
