"""The district's page: all teams together, as far as that is published, and what teams ask of it."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from cadence.errors import StaleRevision
from cadence.model import Ask, Publication, Team
from cadence.publish import latest
from cadence.serving.current import Current
from cadence.serving.handler import Handler
from cadence.serving.refusal import Refusal
from cadence.serving.rule import Route

LONGEST = 4000  # signs of an answer
_KINDS = (("conditions", 1), ("conditions", None), ("baseline", None))


class District(Current):
    """Shows a district leader what is theirs to see."""

    template: ClassVar[str] = "district.html.j2"
    page: ClassVar[str] = "district"

    def around(self) -> dict[str, Any]:
        """Return the page's title."""
        return {"title": self.house.settings.district}

    def pieces(self) -> Iterator[tuple[str, str]]:
        """Yield what teams ask, then the results of all teams together."""
        names = {team.id: team.name for team in self.view.all(Team)}
        asks = sorted(self.view.all(Ask, cycle=self.cycle), key=_due)
        yield "asks", self.drawn("asks", asks=asks, names=names, longest=LONGEST)
        yield "roll-up", self.drawn("roll-up", results=self._published())

    @property
    def cycle(self) -> int:
        """Return the cycle that the institute is in."""
        return self.house.settings.cycle.number

    def _published(self) -> list[Publication]:
        """Return the institute's own results: the survey, the newest pulse, the baseline."""
        found = [latest(self.view, kind, self.cycle, None, wave) for kind, wave in _KINDS]
        return list({each.id: each for each in found if each}.values())


class Answer(Handler):
    """Takes the district's answer to an ask."""

    def post(self) -> None:
        """Keep who answers, by when, and what; the day of the answer is today."""
        asked = self.asked()
        ask = self.view.get(Ask, str(asked.get("ask", "")))
        words = {name: str(asked.get(name, "")).strip() for name in ("owner", "answer")}
        if max(map(len, words.values())) > LONGEST:
            raise Refusal(422, f"This is longer than {LONGEST} letters.", "Say it shorter.")
        changed: dict[str, Any] = {**words, "answer_by": _day(str(asked.get("answer_by", "")))}
        changed["answered"] = (ask.answered or self.now().date()) if words["answer"] else None
        try:
            revision = int(asked.get("revision", 0))
            self.view.write(ask.model_copy(update={**changed, "revision": revision}))
        except ValueError:
            raise Refusal(422, "The server could not read what was sent.", "Load the page anew.") from None
        except StaleRevision:
            raise Refusal(
                409, "Somebody else changed this meanwhile.", "Load the page anew to see it, then answer."
            ) from None
        self.finish_json({})


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise Refusal(422, f"'{said}' is no day.", "Write it as 2026-11-25.") from None


def _due(ask: Ask) -> tuple[bool, date, str]:
    """Put what is not answered first, and of that what is due soonest."""
    return bool(ask.answer), ask.answer_by or date.max, ask.id


ROUTES = (
    Route("district", District, "district"),
    Route("api/district/ask", Answer, "district"),
)
