"""What a survey asks: conditions, their facets, and the items of each facet."""

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import Field, model_validator

from cadence.model.shape import Shape, Slug, Words

Family = Literal["essential", "enabler", "climate"]


class Scale(Shape):
    """An agreement scale: labels from lowest to highest, and the words for 'cannot say'."""

    points: tuple[Words, ...] = Field(min_length=2, max_length=9)
    cannot_say: Words = "Cannot say"

    @property
    def top(self) -> int:
        """Return the highest value (values run from 1)."""
        return len(self.points)


class Item(Shape):
    """One statement to agree with; `reverse` means that agreement is bad news."""

    id: Slug
    text: Words
    reverse: bool = False


class Facet(Shape):
    """A side of a condition that its items look at."""

    id: Slug
    title: Words
    items: tuple[Item, ...] = Field(min_length=1)


class Condition(Shape):
    """What the team rates; `question` opens the debrief when this is the one to talk about."""

    id: Slug
    title: Words
    family: Family
    meaning: Words
    question: Words
    move: Words  # a first small move that a team could make
    facets: tuple[Facet, ...] = Field(min_length=1)

    def items(self) -> Iterator[Item]:
        """Yield the items of every facet in order."""
        for facet in self.facets:
            yield from facet.items


class OpenQuestion(Shape):
    """A question answered in words."""

    id: Slug
    text: Words
    lines: int = 4


class Survey(Shape):
    """A survey of at most 50 items; `confidentiality` is read before the first of them."""

    id: Slug
    title: Words
    minutes: int = Field(gt=0)
    confidentiality: Words
    confidentiality_low_trust: Words
    instructions: Words
    scale: Scale
    conditions: tuple[Condition, ...] = Field(min_length=1)
    open_questions: tuple[OpenQuestion, ...] = ()
    roster_question: str = ""

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        ids = [i.id for i in self.items()]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ValueError(f"item ids are used twice: {', '.join(twice)}")
        if len(ids) > 50:
            raise ValueError(f"{len(ids)} items; 50 is the ceiling")
        return self

    def items(self) -> Iterator[Item]:
        """Yield every item in order."""
        for condition in self.conditions:
            yield from condition.items()
