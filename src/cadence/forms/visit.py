"""One visit to a classroom, as an observer writes it down in the corridor."""

import re
from datetime import date
from typing import Any

from cadence.errors import NotAllowed, NotFound
from cadence.forms.flat import Flat, day, number, one_of
from cadence.forms.paper import Closed, Paper
from cadence.forms.place import Place
from cadence.forms.refused import Refused, words
from cadence.forms.token import level_name
from cadence.model import Metric, Observation, Record
from cadence.model.metric import Indicator

NOT_OBSERVED, LEVELS = "not-observed", "levels"
_RECORD = re.compile(r"[0-9a-f]{32}")
_LONGEST_VISIT = 240  # minutes


class VisitPaper(Paper[Observation]):
    """A visit of one's own; the page names it, so that it can be begun without a connection."""

    def __init__(self, place: Place, metric: Metric, record: str) -> None:
        super().__init__(place)
        if not place.person or place.view.viewer.role == "district":
            raise NotAllowed("Visits are kept by the observers of a team.", "Sign in as one of them.")
        if not _RECORD.fullmatch(record):
            raise NotFound("There is no such visit.", "Load the page anew.")
        self.metric, self.record = metric, record
        self.indicators = {indicator.id: indicator for indicator in metric.indicators}

    def spec(self) -> dict[str, Any]:
        """Return what a page draws it from, in the order of a visit."""
        metric = self.metric
        return {
            "kind": "visit",
            "id": metric.id,
            "title": f"One visit: {metric.title}",
            "purpose": "Mark what you saw, not what you think of it. No teacher and no student is named.",
            "minutes": 1,
            "example": "",
            "private": False,
            "notice": "",
            "submit": None,
            "parts": [
                {
                    "kind": "date",
                    "id": "on",
                    "label": "Day",
                    "help": "",
                    "required": True,
                    "now": True,
                },
                *_listed("grade-band", "Grade band", metric.grade_bands),
                *_listed("subject", "Subject", metric.subjects),
                *map(_levels, metric.indicators),
                {
                    "kind": "number",
                    "id": "minutes",
                    "label": "Minutes",
                    "help": "",
                    "required": False,
                    "low": 1,
                    "high": _LONGEST_VISIT,
                    "unit": "min",
                    "whole": True,
                },
                _text(
                    "room",
                    "Room code",
                    "A code of your own. It tells visits to one room and is never shown.",
                    1,
                ),
                _text("note", "What you saw and heard", "No names.", 3),
            ],
        }

    def state(self) -> Closed:
        """Return 'open': visits go on between the sessions."""
        return "open", ""

    def kept(self) -> Observation:
        """Return the visit as it stands; one of somebody else's is none of theirs."""
        place = self.place
        found = place.view.first(Observation, id=self.record)
        if found is not None and (found.observer != place.person or found.team != place.team):
            raise NotAllowed("This visit is somebody else's.", "Begin one of your own.")
        return found or Observation(
            id=self.record,
            cycle=place.cycle,
            team=place.team,
            metric=self.metric.id,
            observer=place.person,
            on=place.now.astimezone().date(),
        )

    def flat(self, kept: Observation) -> Flat:
        """Return the visit's values; a visit that nobody has begun has none."""
        if not kept.revision:
            return {}
        plain = {
            "on": kept.on.isoformat(),
            "grade-band": kept.grade_band,
            "subject": kept.subject,
            "minutes": kept.minutes,
            "room": kept.room,
            "note": kept.note,
        }
        levels = {
            f"{LEVELS}/{name}": NOT_OBSERVED if level is None else level
            for name, level in kept.levels.items()
            if name in self.indicators
        }
        return {path: value for path, value in plain.items() if value not in (None, "")} | levels

    def put(self, kept: Observation, path: str, now: Any) -> Observation:
        """Return the visit with one value changed."""
        name, _, below = path.partition("/")
        if name == LEVELS and below in self.indicators:
            others = {each: level for each, level in kept.levels.items() if each != below}
            return kept.model_copy(update={"levels": others | _level(self.indicators[below], now)})
        changed = self._plain(path, now)
        return kept.model_copy(update=changed)

    def _plain(self, path: str, now: Any) -> dict[str, Any]:
        match path:
            case "on":
                return {"on": self._day(now)}
            case "grade-band":
                return {"grade_band": one_of(self.metric.grade_bands, now)}
            case "subject":
                return {"subject": one_of(self.metric.subjects, now)}
            case "minutes":
                return {"minutes": _minutes(now)}
            case "room" | "note":
                return {path: words(now)}
        raise Refused("A visit has no such field any more.", "Load the page anew.")

    def _day(self, now: Any) -> date:
        iso = day(now)
        if not iso:
            raise Refused("A visit has a day.", "Choose the day of the visit.")
        if date.fromisoformat(iso) > self.place.now.astimezone().date():
            raise Refused("This day is still to come.", "Choose the day on which you made the visit.")
        return date.fromisoformat(iso)

    def remove(self, kept: Observation) -> None:
        """Take the visit back; one that was never kept, or is gone already, is no trouble."""
        if kept.revision:
            self.place.view.remove(kept)

    def records(self, kept: Observation) -> dict[str, Record]:
        """Return the one record."""
        return {kept.id: kept}


def _level(indicator: Indicator, now: Any) -> dict[str, int | None]:
    if now in (None, ""):
        return {}
    if now == NOT_OBSERVED:
        return {indicator.id: None}
    if isinstance(now, bool) or now not in [level.value for level in indicator.levels]:
        raise Refused("This is none of the levels.", "Choose one of them, or 'Not observed'.")
    return {indicator.id: now}


def _minutes(now: Any) -> int | None:
    given = number(now, 1, _LONGEST_VISIT)
    return None if given is None else round(given)


def _text(name: str, label: str, help: str, lines: int) -> dict[str, Any]:
    return {"kind": "text", "id": name, "label": label, "help": help, "required": False, "lines": lines}


def _listed(name: str, label: str, options: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return a choice that stays the same from visit to visit; none where the metric names no options."""
    if not options:
        return []
    named = [{"value": each, "label": each} for each in options]
    shown = {"many": False, "show": "radio" if len(options) < 7 else "list", "options": named, "stays": True}
    return [{"kind": "choice", "id": name, "label": label, "help": "", "required": False} | shown]


def _levels(indicator: Indicator) -> dict[str, Any]:
    named = [
        {"value": level.value, "label": level_name(indicator, level.value)} for level in indicator.levels
    ]
    return {
        "kind": "choice",
        "id": f"{LEVELS}/{indicator.id}",
        "label": indicator.title,
        "help": indicator.look_for,
        "required": True,
        "many": False,
        "show": "radio",
        "options": [*named, {"value": NOT_OBSERVED, "label": "Not observed"}],
    }
