"""Ideas that were said in the room, put into named groups by everybody at once."""

from typing import Any

from cadence.forms.asked import LETTERS
from cadence.forms.flat import Flat
from cadence.forms.paper import Closed, Paper
from cadence.forms.place import Place
from cadence.forms.refused import Refused, words
from cadence.model import Entry, Question, Record, Round
from cadence.publish.custodian import Reader
from cadence.publish.rounds import standing

PREFIX = "clusters/"  # no form of the content can be called so


def name_of(question: str, number: int) -> str:
    """Return what the entry of a round's groups is called."""
    return f"{PREFIX}{question}/{number}"


def groups_of(view: Reader, round: Round) -> dict[str, Any]:
    """Return what stands of a round's groups: `names` by letter, and `in`: the letter by idea."""
    of = {"team": round.team, "cycle": round.cycle, "form": name_of(round.question, round.number)}
    found = view.first(Entry, **of)
    return found.values if found else {}


class ClustersPaper(Paper[Entry]):
    """The ideas of the newest round, each with its group; a value is one idea's group or one group's name."""

    def __init__(self, place: Place, question: Question) -> None:
        super().__init__(place)
        self.question = question
        self.round = standing(place.view, place.cycle, place.team, question.id)
        self.ideas = (
            {each["id"]: each["text"] for each in self.round.shown.get("ideas", ())} if self.round else {}
        )

    def spec(self) -> dict[str, Any]:
        """Return what a page draws it from."""
        return {
            "kind": "clusters",
            "id": self.question.id,
            "title": "Put them into groups",
            "purpose": "In silence first: what belongs together goes together. Then give each group a name.",
            "minutes": 0,
            "example": "",
            "private": False,
            "notice": "",
            "submit": None,
            "parts": [],
            "letters": list(LETTERS),
            "ideas": [{"id": id, "text": text} for id, text in self.ideas.items()],
        }

    def state(self) -> Closed:
        """Return whether there are ideas to be put into groups."""
        return ("open", "") if self.ideas else ("closed", "This begins once the ideas are shown.")

    def kept(self) -> Entry:
        """Return the groups as they stand."""
        number = self.round.number if self.round else 1
        form = name_of(self.question.id, number)
        of: dict[str, Any] = {"team": self.place.team, "cycle": self.place.cycle, "form": form}
        return self.place.view.first(Entry, **of) or Entry(id=self.place.record_id("entry", form), **of)

    def flat(self, kept: Entry) -> Flat:
        """Return the names and the places, by `names/A` and `in/<idea>`."""
        return {f"{part}/{key}": value for part, held in kept.values.items() for key, value in held.items()}

    def put(self, kept: Entry, path: str, now: Any) -> Entry:
        """Return the groups with one name, or the place of one idea, changed."""
        part, _, key = path.partition("/")
        if part == "names" and key in LETTERS:
            value = words(now)
        elif part == "in" and key in self.ideas and now in (None, "", *LETTERS):
            value = now or ""
        else:
            raise Refused("This idea, or this group, is not there any more.", "Load the page anew.")
        held = kept.values.get(part, {}) | {key: value}
        return kept.model_copy(update={"values": kept.values | {part: held}})

    def records(self, kept: Entry) -> dict[str, Record]:
        """Return the one record."""
        return {kept.id: kept}
