"""What a metric looks for in a classroom."""

from typing import Literal, Self

from pydantic import Field, model_validator

from cadence.model.shape import Shape, Slug, Words
from cadence.model.vision import Element


class Level(Shape):
    """One level of an indicator, told by what an observer would see."""

    value: int
    label: Words
    look: Words  # what it looks like at this level
    example: Words  # one concrete instance


class Indicator(Shape):
    """A look-for; visits at `good` or above count towards its share."""

    id: Slug
    title: Words
    element: Element
    look_for: Words
    good: int
    levels: tuple[Level, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _levels_rise(self) -> Self:
        values = [level.value for level in self.levels]
        if values != sorted(set(values)):
            raise ValueError("levels must rise, each value once")
        if self.good not in values:
            raise ValueError(f"good is {self.good}, which is none of the levels {values}")
        return self


class Vignette(Shape):
    """A short written lesson moment for calibration, with the reference rating and its reason."""

    id: Slug
    title: Words
    text: Words
    reference: dict[str, int | None]
    because: Words


class Metric(Shape):
    """A measure of instruction: what is counted, over what, by whom, how often."""

    id: Slug
    title: Words
    purpose: Words
    kind: Literal["leading", "lagging"] = "leading"
    unit: Words  # the unit of observation
    numerator: Words
    denominator: Words
    observers: Words
    schedule: Words
    visits_a_week: int = Field(default=8, gt=0)
    cautions: tuple[Words, ...] = ()
    indicators: tuple[Indicator, ...] = Field(min_length=1)
    grade_bands: tuple[Words, ...] = ()
    subjects: tuple[Words, ...] = ()
    vignettes: tuple[Vignette, ...] = ()

    def indicator(self, name: str) -> Indicator | None:
        """Return the indicator with this id, or None."""
        return next((i for i in self.indicators if i.id == name), None)
