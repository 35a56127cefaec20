"""A card is done on the word of a peer, and on nothing else: held where cards are stored.

Source of the rule: a card moves to Done only with evidence that somebody other than its owner has
confirmed to meet its standard; otherwise it is returned with a question. A word is said of a standard and
of the evidence that there was; once either is another, it says nothing any more.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from cadence.errors import NotAllowed
from cadence.model import Card, Evidence, Verification
from cadence.store.change import Change
from cadence.store.entitlement import TRUSTED
from cadence.store.ledger import Ledger
from cadence.store.spoken import Spoken
from cadence.store.viewer import Viewer

_AHEAD = timedelta(minutes=5)  # that one clock may be before another
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def hold_to_confirmation(ledger: Ledger, viewer: Viewer, made: Sequence[Change]) -> None:
    """Refuse changes that would leave a card in Done without a peer's confirmation, or forge one.

    The custodian and the keeper are trusted: they take in what was confirmed elsewhere.

    Raises
    ------
    NotAllowed
        With what the card lacks, and what to do.
    """
    if viewer.role in TRUSTED:
        return
    spoken = Spoken.after(ledger, made)
    for change in made:
        if isinstance(change.subject, Verification):
            _hold_word(viewer, spoken, change)
        if isinstance(change.subject, Evidence):
            _hold_evidence(spoken, change)
    for card in spoken.cards.values():
        if card.column == "done":
            _refuse_unconfirmed(card, spoken)


def _hold_word(viewer: Viewer, spoken: Spoken, change: Change) -> None:
    """Refuse a word in another's name, one that is changed, and a new one that is not true of its card."""
    word = change.subject
    assert isinstance(word, Verification)
    if change.before is not None and change.after is not None:
        raise NotAllowed("What was said of a card stays as it was said.", "Say what you say now as well.")
    if spoken.goes_with_its_card(change):
        return
    if word.verifier != viewer.person:
        raise NotAllowed(
            "Whether a card is done is said in one's own name, and taken back by nobody else.",
            "Let them say it themselves.",
        )
    if change.after is not None and change.undoes is None:
        _refuse_out_of_turn(spoken, word)
        if word.verdict == "confirmed":
            _refuse_untrue(spoken.card_of(word), spoken, word)


def _refuse_out_of_turn(spoken: Spoken, word: Verification) -> None:
    """Refuse a word from the past or the future: the last one counts."""
    spoken.card_of(word)
    last = max((each.at for each in spoken.words_of(word.card) if each.id != word.id), default=_LONG_AGO)
    latest = max(datetime.now(UTC), last) + _AHEAD
    if not last < word.at <= latest:
        raise NotAllowed("Somebody spoke on this card at the same time.", "Look at it again, and try again.")


def _refuse_untrue(card: Card, spoken: Spoken, word: Verification) -> None:
    if card.owner is None:
        raise NotAllowed(f"The card '{card.title}' has no owner.", "Say whose it is.")
    if card.owner == word.verifier:
        raise NotAllowed(
            f"The card '{card.title}' cannot be confirmed by its own owner.",
            "Let somebody else look at its evidence.",
        )
    if not card.standard.strip():
        raise NotAllowed(
            f"The card '{card.title}' has no standard that it could be confirmed against.",
            "Say first what would show that it is done.",
        )
    if not spoken.evidence_of(card.id):
        raise NotAllowed(
            f"The card '{card.title}' cannot be confirmed: nothing shows that it is done.",
            "Add evidence: words, a link or a file.",
        )
    if not spoken.is_said_of(word, card):
        raise NotAllowed(
            f"The standard of the card '{card.title}', or its evidence, was changed since it was looked at.",
            "Look at it again as it is now.",
        )


def _hold_evidence(spoken: Spoken, change: Change) -> None:
    """Refuse evidence for no card of the team's, and to change what somebody has looked at."""
    after = change.after
    if not isinstance(after, Evidence):
        return
    spoken.card_of(after)
    anew = change.before is None and change.undoes is None
    changed = change.before is not None
    if (anew or changed) and after.id in spoken.looked_at:
        raise NotAllowed(
            "Somebody has looked at this evidence: it stays as it was when they did.",
            "Add what is new beside it.",
        )


def _refuse_unconfirmed(card: Card, spoken: Spoken) -> None:
    title = f"The card '{card.title}' cannot be in Done"
    if card.owner is None:
        raise NotAllowed(f"{title}: it has no owner.", "Say whose it is.")
    if not spoken.evidence_of(card.id):
        raise NotAllowed(f"{title}: nothing shows that it is.", "Add evidence: words, a link or a file.")
    last = max(spoken.words_of(card.id), key=lambda word: word.at, default=None)
    if last is None or last.verdict != "confirmed":
        raise NotAllowed(
            f"{title}: nobody has confirmed it.",
            "Move it to In review, and let somebody other than its owner look at its evidence.",
        )
    if last.verifier == card.owner:
        raise NotAllowed(
            f"{title}: its own owner has confirmed it.", "Let somebody else look at its evidence."
        )
    if not spoken.is_said_of(last, card):
        raise NotAllowed(
            f"{title}: its standard or its evidence is not what was confirmed.",
            "Move it to In review, and let somebody look at it as it is now.",
        )
