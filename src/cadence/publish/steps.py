"""How far a team's steps are: what its members may open now, and what is revealed.

A step is `page` (the page and the forms of one session), `conditions` (the survey), `pulse` (the short
survey that comes back) or `baseline`. Pre-work's page, and the survey that belongs to it, are open from
the start; everything else is closed until whoever runs the session opens it. A publication that stands
means revealed, whatever was said of the step.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Self

from cadence.errors import NotAllowed, NotFound, StaleRevision
from cadence.model import Publication, Settings, Step
from cadence.model.answers import StepState
from cadence.publish.custodian import Custodian, Library, Reader
from cadence.publish.publication import Kind, issue, preview

PAGE, CONDITIONS, PULSE, BASELINE = "page", "conditions", "pulse", "baseline"
HOME = {CONDITIONS: 1, BASELINE: 3, PULSE: 5}  # the session in which each of these is talked about
KNOWN = (PAGE, *HOME)
FIRST_PULSE = 2  # the wave of the first pulse; wave 1 is the survey itself


@dataclass(frozen=True)
class Steps:
    """The steps of one team in one cycle, as they stood when they were read.

    `said` has what was said of each step, by session and name; of a step that is not `page`, the session
    plays no part. `published` has the kind and the wave of every result that stands for the team.
    """

    said: Mapping[tuple[int, str], StepState] = field(default_factory=dict)
    published: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def of(cls, team: str, steps: Iterable[Step], publications: Iterable[Publication]) -> Self:
        """Pick out what concerns a team."""
        said = {_place(each.session, each.step): each.state for each in steps if each.team == team}
        return cls(said, frozenset((p.kind, p.wave) for p in publications if _reveals(p, team)))

    @classmethod
    def read(cls, view: Reader, cycle: int, team: str) -> Self:
        """Read a team's steps through any view that may."""
        results = [p for whose in (team, None) for p in view.all(Publication, cycle=cycle, team=whose)]
        return cls.of(team, view.all(Step, cycle=cycle, team=team), results)

    def state(self, session: int, step: str = PAGE) -> StepState:
        """Return whether a step is closed, open or revealed."""
        known(step)
        if step != PAGE and self.result(step) in self.published:
            return "revealed"
        name = _named(step, self.wave(step))
        return self.said.get(_place(session, name), "open" if _from_the_start(session, step) else "closed")

    def wave(self, step: str) -> int:
        """Return which wave of the survey a step is: of a pulse the newest that was opened or revealed."""
        if step != PULSE:
            return 1
        opened = [_wave_in(name) for _, name in self.said if name.startswith(PULSE)]
        revealed = [wave for kind, wave in self.published if kind == CONDITIONS]
        return max([FIRST_PULSE, *opened, *revealed])

    def result(self, step: str) -> tuple[Kind, int]:
        """Return the kind and the wave of the publication that reveals a step."""
        return ("baseline", 1) if step == BASELINE else ("conditions", self.wave(step))

    def next_name(self, step: str) -> str:
        """Return the name under which a step is kept when it is opened now: after a pulse comes another."""
        again = step == PULSE and self.state(HOME[PULSE], PULSE) == "revealed"
        return _named(step, self.wave(step) + again)


def state(view: Reader, cycle: int, team: str, session: int, step: str = PAGE) -> StepState:
    """Return whether a step of a team is closed, open or revealed."""
    return Steps.read(view, cycle, team).state(session, step)


def set_state(
    view: Custodian,
    state: Literal["open", "closed"],
    *,
    cycle: int,
    teams: Sequence[str],
    session: int,
    step: str = PAGE,
) -> tuple[Step, ...]:
    """Open or close a step for these teams, all in one go, and return how it now stands.

    Teams whose results are out are left as they are. Opening a pulse that is revealed begins the next one.

    Raises
    ------
    NotAllowed
        The results of every one of these teams are out, or the view may not run a session.
    """
    known(step)
    while True:
        wanted = [_wanted(view, state, cycle, team, session, step) for team in teams]
        changed = [each for each in wanted if each is not None]
        if teams and not changed:
            raise NotAllowed(
                "The results are revealed, and what is revealed stays so.",
                "What people would answer now belongs to the next pulse.",
            )
        try:
            return view.write(*changed)
        except StaleRevision:
            continue  # somebody set one of them in the same moment: look again


def reveal(
    view: Custodian,
    content: Library,
    settings: Settings,
    *,
    cycle: int,
    team: str | None,
    kind: str,
    wave: int = 1,
    now: datetime,
) -> Publication:
    """Publish a result for good and set its step, or return the publication that stands.

    `team` None is all teams together: that reveals a step only where results of single teams are never shown.

    Raises
    ------
    NotAllowed
        There is too little to be shown; the message says why, and nothing was published.
    """
    made = preview(view, content, settings, cycle=cycle, team=team, kind=kind, wave=wave, now=now)
    if not made.revision:
        if reason := made.body.get("unsaid"):
            raise NotAllowed(reason, "Nothing was published; it can be revealed later.")
        made = issue(view, settings, made)
    if team is not None:
        _say_revealed(view, cycle, team, step_of(kind, wave), wave)
    return made


def step_of(kind: str, wave: int = 1) -> str:
    """Return the step that a publication reveals."""
    return PULSE if kind == CONDITIONS and wave >= FIRST_PULSE else kind


def known(step: str) -> str:
    """Return a step's name, or refuse one that there is not."""
    if step not in KNOWN:
        raise NotFound(f"There is no step '{step}'.", f"Known: {', '.join(KNOWN)}.")
    return step


def _wanted(view: Reader, state: StepState, cycle: int, team: str, session: int, step: str) -> Step | None:
    """Return a team's step as it is to be, None where its results are out."""
    steps = Steps.read(view, cycle, team)
    name = steps.next_name(step) if state == "open" else _named(step, steps.wave(step))
    begun_anew = name != _named(step, steps.wave(step))
    if steps.state(session, step) == "revealed" and not begun_anew:
        return None
    return _kept(view, cycle, team, HOME.get(step, session), name).model_copy(update={"state": state})


def _say_revealed(view: Custodian, cycle: int, team: str, step: str, wave: int) -> None:
    while True:
        kept = _kept(view, cycle, team, HOME[step], _named(step, wave))
        try:
            view.write(kept.model_copy(update={"state": "revealed"}))
        except StaleRevision:
            continue
        return


def _kept(view: Reader, cycle: int, team: str, session: int, name: str) -> Step:
    """Return the record of a step, or a new one: its id is made of what it tells of, so there is only one."""
    standing = view.all(Step, cycle=cycle, team=team, step=name)
    for each in standing:
        if _place(each.session, each.step) == _place(session, name):
            return each
    return Step(id=f"{team}.{cycle}.{session}.{name}", cycle=cycle, team=team, session=session, step=name)


def _place(session: int, name: str) -> tuple[int, str]:
    return (session if name == PAGE else 0, name)


def _named(step: str, wave: int) -> str:
    """Return a step's name as it is kept: the second pulse and those after it carry their wave."""
    return f"{step}-{wave}" if step == PULSE and wave > FIRST_PULSE else step


def _wave_in(name: str) -> int:
    _, _, wave = name.partition("-")
    return int(wave) if wave else FIRST_PULSE


def _from_the_start(session: int, step: str) -> bool:
    return step == CONDITIONS or (session == 0 and step == PAGE)


def _reveals(publication: Publication, team: str) -> bool:
    """Return whether a publication shows a team's answers: its own, or the only one there will be."""
    return publication.team == team or (
        publication.team is None and publication.body.get("basis") == "answers"
    )
