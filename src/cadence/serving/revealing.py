"""A reveal from the room: what it would do, said first; and then doing it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cadence.content import Content
from cadence.errors import NotAllowed
from cadence.institute import Institute
from cadence.model import Publication, Team
from cadence.publish import preview
from cadence.publish.steps import BASELINE, Steps, known, reveal
from cadence.store import View

WHAT = {
    "conditions": "the results of the survey",
    "pulse": "the results of the pulse",
    "baseline": "the baseline",
}
ALL = "All teams together"


@dataclass(frozen=True)
class Whose:
    """A team whose results are meant; `id` None is all teams together."""

    id: str | None
    name: str


Looked = tuple[Whose, Publication]


class Revealing:
    """Reveals a step for some teams, or for all of them together.

    In low-trust mode a survey is revealed for all of them together alone.
    """

    def __init__(
        self, custodian: View, house: Institute, cycle: int, step: str, together: bool = False
    ) -> None:
        if known(step) not in WHAT:
            raise NotAllowed("A page is opened, not revealed.", "Open it instead.")
        self._view, self._house, self._cycle, self.step = custodian, house, cycle, step
        self.together = together or (house.settings.low_trust and step != BASELINE)

    def outlook(self, teams: Sequence[Team]) -> dict[str, Any]:
        """Return what would happen, in words, for whoever has to say yes."""
        found = list(self._looked(teams, datetime.now(UTC)))
        ready = [team.name for team, made in found if not made.revision and not made.body.get("unsaid")]
        return {
            "title": f"Reveal {WHAT[self.step]}?" if ready else "Nothing can be revealed now",
            "lines": list(_lines(ready, found)),
            "yes": f"Reveal for {ready[0] if len(ready) == 1 else f'{len(ready)} teams'}" if ready else "",
        }

    def reveal(self, teams: Sequence[Team], now: datetime) -> list[str]:
        """Publish for those teams that have enough, and return their names."""
        done = []
        for team, made in self._looked(teams, now):
            if not made.revision and not made.body.get("unsaid"):
                reveal(self._view, self._content(team), self._house.settings, **self._asked(team), now=now)
                done.append(team.name)
        return done

    def _looked(self, teams: Sequence[Team], now: datetime) -> Iterator[Looked]:
        each = [Whose(None, ALL)] if self.together else [Whose(team.id, team.name) for team in teams]
        for team in each:
            content, settings = self._content(team), self._house.settings
            yield team, preview(self._view, content, settings, **self._asked(team), now=now)

    def _asked(self, team: Whose) -> dict[str, Any]:
        """Return which publication is meant; of all teams together the newest wave that any of them is in."""
        teams = [team.id] if team.id else [each.id for each in self._view.all(Team)]
        results = [Steps.read(self._view, self._cycle, each).result(self.step) for each in teams]
        kind, wave = max(results, default=Steps().result(self.step))
        return {"cycle": self._cycle, "team": team.id, "kind": kind, "wave": wave}

    def _content(self, team: Whose) -> Content:
        return Content.load(self._house.root, team.id)


def _lines(ready: Sequence[str], found: Sequence[Looked]) -> Iterator[str]:
    """Yield what is said before a reveal: who is ready, who is not and why, and that it is for good."""
    if ready:
        yield f"Ready: {', '.join(ready)}."
        if made_of := [made.body["teams"] for _, made in found if made.team is None]:
            yield f"It is made of the results of {made_of[0]} teams; a team revealed later is not in it."
        yield "What is revealed stays revealed, and what comes in later is not in it."
    reasons: dict[str, list[str]] = {}
    for team, made in found:
        if not made.revision and (reason := made.body.get("unsaid")):
            reasons.setdefault(reason, []).append(team.name)
    for reason, names in reasons.items():
        yield f"Not yet: {', '.join(names) if len(names) < len(found) else 'every team'}. {reason}"
    if standing := [team.name for team, made in found if made.revision]:
        yield f"Revealed before: {', '.join(standing)}."
