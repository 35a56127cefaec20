"""Rounds of a question in the room: begun with the first answer, counted, revealed, and put once more."""

from datetime import datetime
from hashlib import sha256

from cadence.errors import NotAllowed, StaleRevision
from cadence.model import Person, Question, Round, Settings, Voice
from cadence.publish.custodian import Custodian, Reader
from cadence.publish.disclosure import floor
from cadence.publish.heard import Before, heard


def standing(view: Reader, cycle: int, team: str, question: str) -> Round | None:
    """Return the newest round of a question, None where nobody has answered it yet."""
    return max(_all(view, cycle, team, question), key=lambda each: each.number, default=None)


def begun(view: Custodian, settings: Settings, cycle: int, team: str, question: Question) -> Round:
    """Return the round that stands; the first one is begun, with what people are told before they answer."""
    found = standing(view, cycle, team, question.id)
    return found or _write(view, fresh(settings, cycle, team, question))


def fresh(settings: Settings, cycle: int, team: str, question: Question, number: int = 1) -> Round:
    """Return a round as it would begin now."""
    words = "\n".join(map(str, (cycle, team, question.id, number)))
    return Round(
        id=sha256(words.encode()).hexdigest()[:32],
        cycle=cycle,
        team=team,
        question=question.id,
        number=number,
        private=question.private,
        threshold=floor(settings.thresholds.respondents) if question.private else 1,
    )


def count(view: Custodian, round: Round) -> None:
    """Put down how many have handed in; how often does not matter."""
    while True:
        now = view.first(Round, id=round.id)
        given = len(_voices(view, round))
        if now is None or now.state == "revealed" or now.given == given:
            return
        try:
            view.write(now.model_copy(update={"given": given}))
        except StaleRevision:  # somebody else handed in at the same moment
            continue


def reveal(view: Custodian, question: Question, round: Round, by: str, now: datetime) -> Round:
    """Show what was said in a round, once and for good.

    Raises
    ------
    NotAllowed
        There are too few answers.
    """
    while round.state != "revealed":
        voices = _voices(view, round)
        if len(voices) < round.threshold:
            raise NotAllowed(waiting(round.threshold - len(voices)), "Nothing was shown.")
        names = [each.name for each in view.all(Person)]
        shown = heard(question, round, voices, names, _before(view, round))
        done = {"state": "revealed", "given": len(voices), "shown": shown, "by": by, "revealed": now}
        try:
            (round,) = view.write(round.model_copy(update=done))
        except StaleRevision:
            round = view.first(Round, id=round.id) or round
    return round


def again(view: Custodian, settings: Settings, question: Question, round: Round) -> Round:
    """Put a question that is revealed once more; what was shown stays."""
    if round.state != "revealed":
        raise NotAllowed("This round is still open.", "Show it first.")
    return _write(view, fresh(settings, round.cycle, round.team, question, round.number + 1))


def waiting(more: int) -> str:
    """Return what is said as long as there are too few answers."""
    return f"Waiting for {more} more {'answer' if more == 1 else 'answers'}."


def _all(view: Reader, cycle: int, team: str, question: str) -> list[Round]:
    return view.all(Round, cycle=cycle, team=team, question=question)


def _voices(view: Reader, round: Round) -> list[Voice]:
    of = {"cycle": round.cycle, "team": round.team, "question": round.question, "number": round.number}
    return [each for each in view.all(Voice, **of) if each.submitted is not None]


def _before(view: Reader, round: Round) -> list[Before]:
    rounds = _all(view, round.cycle, round.team, round.question)
    earlier = [each for each in rounds if each.number < round.number and each.state == "revealed"]
    return [Before(each, frozenset(v.person for v in _voices(view, each))) for each in earlier]


def _write(view: Custodian, round: Round) -> Round:
    try:
        (written,) = view.write(round)
    except StaleRevision:  # somebody began it at the same moment
        written = view.first(Round, id=round.id) or round
    return written
