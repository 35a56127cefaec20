"""What a member may do now, made of the agenda and of how far the team's steps are."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from cadence.model import Session
from cadence.publish.steps import CONDITIONS, FIRST_PULSE, HOME, PAGE, PULSE, Steps

Doing = Literal["open", "past", "later"]


@dataclass(frozen=True)
class Offer:
    """One session as it stands for a team.

    `forms` and `surveys` are the ids of what may be filled in now; `results` the steps that are revealed,
    which may be read for good, whether or not the session is open.
    """

    session: Session
    open: bool
    forms: tuple[str, ...] = ()
    surveys: tuple[str, ...] = ()
    results: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.open or bool(self.surveys or self.results)


def offered(sessions: Iterable[Session], steps: Steps) -> list[Offer]:
    """Return every session by number with what of it may be done now; the rest is not offered."""
    return [_offer(session, steps) for session in sorted(sessions, key=lambda each: each.number)]


def may_be_read(session: Session, steps: Steps) -> bool:
    """Return whether a page may be looked at: while it is open, and for good once it has results."""
    (offer,) = offered([session], steps)
    return offer.open or bool(offer.results)


def form_open(form: str, sessions: Iterable[Session], steps: Steps) -> bool:
    """Return whether a form may be filled in: some session that holds it is open.

    A form that no session holds belongs to none that could be closed, and is open.
    """
    holding = [session for session in sessions if form in session.worksheets]
    return not holding or any(steps.state(session.number) == "open" for session in holding)


def _offer(session: Session, steps: Steps) -> Offer:
    number = session.number
    opened = steps.state(number) == "open"
    return Offer(
        session=session,
        open=opened,
        forms=session.worksheets if opened else (),
        surveys=tuple(step for step in (CONDITIONS, PULSE) if _asked(step, number, steps)),
        results=tuple(step for step, home in HOME.items() if home == number and _shown(step, steps)),
    )


def _asked(step: str, number: int, steps: Steps) -> bool:
    """Return whether a survey is asked in a session: the first one in pre-work and in its own."""
    if steps.state(HOME[step], step) != "open":
        return False
    if step == PULSE:
        return number == HOME[PULSE]
    return number in (0, HOME[CONDITIONS]) and steps.state(number, PAGE) == "open"


def _shown(step: str, steps: Steps) -> bool:
    """Return whether results stand; of a pulse also those of an earlier one, while the next is asked."""
    if step == PULSE:
        return any(kind == CONDITIONS and wave >= FIRST_PULSE for kind, wave in steps.published)
    return steps.result(step) in steps.published
