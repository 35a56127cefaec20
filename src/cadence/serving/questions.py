"""Questions that are put to teams now: how many have handed in, and showing what they said."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cadence.content import Content
from cadence.errors import NotAllowed, NotFound
from cadence.model import Question, Round, Team
from cadence.publish.rounds import reveal, waiting
from cadence.serving.audit import note
from cadence.serving.floor import Put as Asking
from cadence.serving.glance import Glance
from cadence.serving.refusal import Refusal
from cadence.serving.rule import Route
from cadence.serving.steering import Steering
from cadence.store import View

LATELY = timedelta(hours=12)  # for so long a round that was shown stays in sight


@dataclass(frozen=True)
class Standing:
    """How far a question is with one team."""

    team: Team
    round: Round
    people: int = 0

    @property
    def missing(self) -> int:
        """Return how many more answers it takes before anything may be shown."""
        return max(0, self.round.threshold - self.round.given)


@dataclass(frozen=True)
class Put:
    """A question, and how far it is with each team that has begun to answer it."""

    question: Question
    teams: tuple[Standing, ...]

    @property
    def ready(self) -> int:
        """Return for how many teams it could be shown now."""
        return sum(each.round.state == "open" and not each.missing for each in self.teams)


def questions(view: View, root: Path, glances: Sequence[Glance], cycle: int, now: datetime) -> list[Put]:
    """Return the questions that teams answer now, or were shown lately, by title."""
    rounds = _newest(view.all(Round, cycle=cycle), now)
    found: dict[str, list[Standing]] = {}
    for each in glances:
        for (team, name), round in rounds.items():
            if team == each.team.id:
                found.setdefault(name, []).append(Standing(each.team, round, len(each.members)))
    content = Content.load(root)
    known = ((_known(content, name), teams) for name, teams in found.items())
    put = [Put(question, tuple(teams)) for question, teams in known if question]
    return sorted(put, key=lambda each: each.question.title)


def _newest(rounds: Iterable[Round], now: datetime) -> dict[tuple[str, str], Round]:
    """Return the newest round of each team and question, without those that were shown long ago."""
    newest: dict[tuple[str, str], Round] = {}
    for each in sorted(rounds, key=lambda round: round.number):
        newest[each.team, each.question] = each
    return {key: each for key, each in newest.items() if not each.revealed or each.revealed > now - LATELY}


def _known(content: Content, name: str) -> Question | None:
    try:
        return content.question(name)
    except NotFound:  # a question of one team, or one that somebody took away
        return None


class QuestionSteering(Steering):
    """What both routes share: which question, and how far it is with the teams that are meant."""

    def standing(self) -> Iterator[tuple[Team, Question, Round]]:
        """Yield the open round of each of the teams."""
        name = self.said("question", str)
        rounds = _newest(self.view.all(Round, cycle=self.cycle, question=name), self.now())
        for team in self.teams():
            round = rounds.get((team.id, name))
            if round is not None and round.state == "open":
                yield team, Content.load(self.house.root, team.id).question(name), round


class QuestionOutlook(QuestionSteering):
    """Says for whom something would be shown, before it is."""

    def post(self) -> None:
        """Answer with a line for each team, and what the button says."""
        lines, ready = [], 0
        for team, _, round in self.standing():
            missing = round.threshold - round.given
            ready += missing <= 0
            lines.append(
                f"{team.name}: {waiting(missing) if missing > 0 else f'{round.given} have handed in.'}"
            )
        yes = f"Show it for {ready} {'team' if ready == 1 else 'teams'}" if ready else ""
        title = "What was said is shown to the team, and the round takes nothing more."
        self.finish_json({"title": title, "lines": lines or ["No round is open."], "yes": yes})


class QuestionReveal(QuestionSteering):
    """Shows what was said, to each team that has enough."""

    def post(self) -> None:
        """Show it, and answer for which teams."""
        done = [team.name for team, question, round in self.standing() if self._shown(question, round)]
        who: dict[str, Any] = {"person": self.who.person, "address": self.address}
        for name in done:
            note(self.custodian, "revealed", self.now(), f"{self.said('question', str)}: {name}", **who)
        if not done:
            raise Refusal(409, "Nothing could be shown yet.", "Wait until enough have handed in.")
        self.finish_json({"revealed": done})

    def _shown(self, question: Question, round: Round) -> bool:
        try:
            reveal(self.custodian, question, round, self.who.person, self.now())
        except NotAllowed:
            return False
        return True


class QuestionPut(Steering):
    """Puts a question to everybody, wherever they are on their pages."""

    def post(self) -> None:
        """Put it, or with an empty name stop asking."""
        name = self.said("question", str)
        title = Content.load(self.house.root).question(name).title if name else ""
        self.floor.ask(Asking(question=name, title=title, at=self.now()) if name else None)
        self.finish_json({})


ROUTES = (
    Route("api/room/question/put", QuestionPut, "facilitator"),
    Route("api/room/question", QuestionReveal, "facilitator"),
    Route("api/room/question/outlook", QuestionOutlook, "facilitator"),
)
