"""A form of the content, kept by the team, or by one person alone."""

from typing import Any

from cadence.errors import NotAllowed
from cadence.forms.flat import Flat, flat, put
from cadence.forms.paper import Closed, Paper, opened
from cadence.forms.place import Place
from cadence.forms.refused import Refused
from cadence.forms.spec import form_spec
from cadence.model import Entry, Note, Record
from cadence.model.form import Form, Passage
from cadence.publish.offered import form_open


class EntryPaper(Paper[Entry | Note]):
    """A form as it is kept in one record: `Entry` for the team, `Note` for a person."""

    def __init__(self, place: Place, form: Form) -> None:
        super().__init__(place)
        self.form = form
        self.together = not form.private
        self.parts = {part.id: part for part in form.parts if not isinstance(part, Passage)}

    def spec(self) -> dict[str, Any]:
        """Return what a page draws it from."""
        return form_spec(self.form)

    def state(self) -> Closed:
        """Return whether a session that holds it is open."""
        place = self.place
        if self.form.private and not place.person:
            raise NotAllowed("This form is for one person alone.", "Sign in to write in it.")
        return opened(
            place, "open" if form_open(self.form.id, place.content.sessions(), place.steps) else "closed"
        )

    def kept(self) -> Entry | Note:
        """Return what the team, or the person, has written."""
        place, here = self.place, self._here()
        if self.form.private:
            found = place.view.first(Note, person=place.person, **here)
            return found or Note(
                id=place.record_id("note", self.form.id, place.person), person=place.person, **here
            )
        return place.view.first(Entry, **here) or Entry(id=place.record_id("entry", self.form.id), **here)

    def _here(self) -> dict[str, Any]:
        return {"team": self.place.team, "cycle": self.place.cycle, "form": self.form.id}

    def flat(self, kept: Entry | Note) -> Flat:
        """Return the values of all fields by their paths."""
        values: Flat = {}
        for name, part in self.parts.items():
            values |= flat(part, kept.values.get(name))
        return values

    def put(self, kept: Entry | Note, path: str, now: Any) -> Entry | Note:
        """Return the record with one value changed."""
        name, _, below = path.partition("/")
        if name not in self.parts:
            raise Refused(
                "This form has no such field any more.", "Load the page anew: its content was changed."
            )
        value = put(self.parts[name], kept.values.get(name), below, now)
        return kept.model_copy(update={"values": kept.values | {name: value}})

    def records(self, kept: Entry | Note) -> dict[str, Record]:
        """Return the one record."""
        return {kept.id: kept}
