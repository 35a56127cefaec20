"""Marks on a scale, as numbers or in the scale's own words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cadence.exchange.tables.cells import Trouble, quoted
from cadence.exchange.tables.words import folded
from cadence.model import Indicator, Survey

NOT_OBSERVED = "N/O"
# What people write where nothing was seen; a blank is not among them, nor is 'NA', which may mean either.
_UNSEEN = (NOT_OBSERVED, "n.o.", "not observed", "-", "\u2013", "\u2014")


@dataclass(frozen=True)
class Mark:
    """A value of a scale, or none for 'cannot say' and 'not observed'."""

    value: int | None


@dataclass(frozen=True)
class Marks:
    """The marks that a scale allows; `nothing` are its words for none, `meant` what a file's own codes mean.

    `place` says where such codes are translated.
    """

    labels: Mapping[int, str]
    nothing: tuple[str, ...]
    place: str
    meant: Mapping[str, str] = field(default_factory=dict)

    def read(self, said: str) -> Mark | Trouble:
        """Return the mark that a cell means: a number, a label, both together, or a word for none."""
        meant = self.meant.get(said, said)
        if meant.casefold() in (word.casefold() for word in self.nothing):
            return Mark(None)
        if re.fullmatch(r"\d{1,4}([.,]0+)?", meant):
            value = int(re.split("[.,]", meant)[0])
            return Mark(value) if value in self.labels else self._stranger(said)
        for value, label in self.labels.items():
            if folded(meant) and folded(meant) in map(
                folded, (label, f"{value} {label}", f"{label} {value}")
            ):
                return Mark(value)
        return self._stranger(said)

    def _stranger(self, said: str) -> Trouble:
        numbers = ", ".join(map(str, self.labels))
        remedy = (
            f"Write one of {numbers}, the label of one, or '{self.nothing[0]}'; leave it empty if nothing "
            f"was marked. If another scale was used, say what its values mean in {self.place}."
        )
        return Trouble(f"{quoted(said)} is not on the scale", remedy)


def levels_of(indicator: Indicator, meant: Mapping[str, str]) -> Marks:
    """Return the marks of one look-for."""
    labels = {level.value: level.label for level in indicator.levels}
    return Marks(labels, _UNSEEN, "mappings/observations.yaml (values, level)", meant)


def answers_of(survey: Survey, meant: Mapping[str, str]) -> Marks:
    """Return the marks that each item of a survey can have."""
    labels = dict(enumerate(survey.scale.points, start=1))
    place = f"mappings/responses-{survey.id}.yaml (values, answer)"
    return Marks(labels, (survey.scale.cannot_say,), place, meant)
