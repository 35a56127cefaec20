"""What the desk asks of every kind of form: how it is drawn, what is in it, what changes make of it."""

from abc import ABC, abstractmethod
from typing import Any, Generic, TypeVar

from cadence.forms.flat import Flat
from cadence.forms.place import Place
from cadence.forms.refused import Refused
from cadence.model import Record
from cadence.store import View

K = TypeVar("K")
Closed = tuple[str, str]  # the state and, where it is not 'open', why


class Paper(ABC, Generic[K]):
    """One form of one kind at a place; `K` is what it is kept as."""

    together = True
    """Whether a whole team writes in it, so that each may know who wrote last."""

    def __init__(self, place: Place) -> None:
        self.place = place

    @property
    def view(self) -> View:
        """Return the view that keeps it: that of whoever writes in it."""
        return self.place.view

    @abstractmethod
    def spec(self) -> dict[str, Any]:
        """Return what a page draws it from."""

    @abstractmethod
    def state(self) -> Closed:
        """Return 'open', 'closed' or 'revealed', and why it is not open."""

    @abstractmethod
    def kept(self) -> K:
        """Return what stands, or what stands where nothing was written yet."""

    @abstractmethod
    def flat(self, kept: K) -> Flat:
        """Return its values by their paths."""

    @abstractmethod
    def put(self, kept: K, path: str, now: Any) -> K:
        """Return what stands once a value is changed, or raise `Refused`."""

    def alike(self, path: str, value: Any) -> Any:
        """Return a value as it is shown once it is kept, for comparing it with what stands."""
        return value

    @abstractmethod
    def records(self, kept: K) -> dict[str, Record]:
        """Return the records that it is kept in, by id."""

    def submitted(self, kept: K) -> str | None:
        """Return when it was handed in, None if it was not or cannot be."""
        return None

    def submit(self, kept: K) -> K:
        """Return it handed in."""
        raise Refused("This form is not handed in: what is in it is saved already.")

    def remove(self, kept: K) -> None:
        """Take it back whole."""
        raise Refused("This form cannot be taken back.", "Empty its fields one by one.")

    def more(self) -> dict[str, Any]:
        """Return what is told beside the form, and changes while people write in it."""
        return {}

    def turn(self, to: str) -> None:
        """Bring it a step further for everybody."""
        raise Refused("This form has no such step.", "Load the page anew.")

    def after(self, kept: K) -> None:
        """Do what follows once it is kept for good."""

    def prepare(self) -> None:
        """Do what must be done before the first word of it is kept."""


PLANNED = "Your facilitator has not opened this yet."


def opened(place: Place, state: str) -> Closed:
    """Return a step's state for whoever is here; a facilitator finds no step closed."""
    if state == "revealed":
        return state, "The results are shown, so nothing of it changes any more."
    return ("open", "") if state == "open" or place.leads else ("closed", PLANNED)
