"""Practice moments: what one observer rates alone before anybody compares."""

from typing import Any

from cadence.blocks import Prose, html
from cadence.errors import NotAllowed
from cadence.forms.flat import Flat
from cadence.forms.paper import Closed, Paper, opened
from cadence.forms.place import Place
from cadence.forms.refused import Refused
from cadence.forms.token import level_name
from cadence.forms.visit import NOT_OBSERVED
from cadence.model import Metric, Rating, Record

_SESSION = 3
Ratings = dict[str, Rating]


class MomentsPaper(Paper[Ratings]):
    """Every moment of a metric, each with a rating of one's own; kept by moment."""

    together = False

    def __init__(self, place: Place, metric: Metric) -> None:
        super().__init__(place)
        if place.view.viewer.role != "member" or not place.person:
            raise NotAllowed(
                "Practice moments are rated by the members of a team.", "Sign in as one of them."
            )
        self.metric = metric
        self.moments = {moment.id: moment for moment in metric.vignettes}
        self.indicators = {indicator.id: indicator for indicator in metric.indicators}

    def spec(self) -> dict[str, Any]:
        """Return what a page draws it from, a moment at a time."""
        return {
            "kind": "calibration",
            "id": self.metric.id,
            "title": f"Practice moments: {self.metric.title}",
            "purpose": "Rate each moment alone, before you talk. Rate what the words show.",
            "minutes": 5 * max(len(self.moments), 1),
            "example": "",
            "private": True,
            "notice": "Nobody sees your own rating. The team sees how far all ratings agree.",
            "submit": None,
            "parts": [part for moment in self.metric.vignettes for part in self._moment(moment)],
        }

    def _moment(self, moment: Any) -> list[dict[str, Any]]:
        rows = [{"id": each.id, "label": each.title} for each in self.metric.indicators]
        grid = {"kind": "grid", "id": moment.id, "label": "Your rating", "help": "", "required": False}
        return [
            {"kind": "passage", "title": moment.title, "html": html([Prose(moment.text)])},
            grid | {"options": self._options(), "rows": rows},
        ]

    def _options(self) -> list[dict[str, Any]]:
        levels = {level.value for each in self.metric.indicators for level in each.levels}
        first = self.metric.indicators[0]
        named = [
            {"value": value, "label": level_name(first, value) or str(value)} for value in sorted(levels)
        ]
        return [*named, {"value": NOT_OBSERVED, "label": "Not observed"}]

    def state(self) -> Closed:
        """Return whether the session in which moments are rated is open."""
        return opened(self.place, self.place.steps.state(_SESSION))

    def kept(self) -> Ratings:
        """Return the person's rating of each moment."""
        return {name: self._rating(name) for name in self.moments}

    def _rating(self, name: str) -> Rating:
        place = self.place
        here: dict[str, Any] = {
            "cycle": place.cycle,
            "team": place.team,
            "person": place.person,
            "metric": self.metric.id,
            "vignette": name,
        }
        fresh = place.record_id("rating", self.metric.id, name, place.person)
        return place.view.first(Rating, **here) or Rating(id=fresh, **here)

    def flat(self, kept: Ratings) -> Flat:
        """Return the levels by moment and look-for."""
        return {
            f"{moment}/{name}": NOT_OBSERVED if level is None else level
            for moment, rating in kept.items()
            for name, level in rating.levels.items()
            if name in self.indicators
        }

    def put(self, kept: Ratings, path: str, now: Any) -> Ratings:
        """Return the ratings with one level changed."""
        moment, _, name = path.partition("/")
        if moment not in self.moments or name not in self.indicators:
            raise Refused("There is no such moment any more.", "Load the page anew.")
        rating = kept[moment]
        others = {each: level for each, level in rating.levels.items() if each != name}
        levels = others | self._level(name, now)
        return kept | {moment: rating.model_copy(update={"levels": levels})}

    def _level(self, name: str, now: Any) -> dict[str, int | None]:
        if now in (None, ""):
            return {}
        if now == NOT_OBSERVED:
            return {name: None}
        if isinstance(now, bool) or now not in [level.value for level in self.indicators[name].levels]:
            raise Refused("This is none of the levels.", "Choose one of them, or 'Not observed'.")
        return {name: now}

    def records(self, kept: Ratings) -> dict[str, Record]:
        """Return every rating in which something stands, or stood."""
        return {each.id: each for each in kept.values() if each.levels or each.revision}
