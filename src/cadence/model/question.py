"""A question for the room: everybody answers alone on a phone or a slip, then all see what was said."""

from typing import Literal, Self

from pydantic import Field, model_validator

from cadence.model.shape import Shape, Slug, Words

Kind = Literal["fist", "dots", "brainstorm", "predict"]
FINGERS = 6  # 0 to 5
_OPTIONS = {"fist": (FINGERS, FINGERS), "dots": (2, 20), "brainstorm": (0, 0), "predict": (1, 12)}


class Question(Shape):
    """A question of one of four kinds.

    - `fist`: how far somebody goes along; `options` say what 0, 1 ... 5 mean, in this order.
    - `dots`: each person has so many `dots` to put on `options`, one on each at most.
    - `brainstorm`: ideas, put into groups once they are shown; no options.
    - `predict`: what will be seen, as a number from `low` to `high` for each of `options`.

    With `private: false`, answers are shown from the first one on, those to a fist with names.
    """

    id: Slug
    kind: Kind
    title: Words
    text: Words
    minutes: int = Field(default=2, gt=0, le=60)
    private: bool = True
    options: tuple[Words, ...] = ()
    dots: int = Field(default=3, ge=1, le=10)
    low: int = 0
    high: int = 100
    unit: str = ""
    after: str = ""  # what to do once the answers are shown

    @model_validator(mode="after")
    def _fits(self) -> Self:
        least, most = _OPTIONS[self.kind]
        if not least <= len(self.options) <= most:
            number = str(least) if least == most else f"{least} to {most}"
            raise ValueError(
                f"a question of kind '{self.kind}' has {number} options, not {len(self.options)}"
            )
        if len(set(self.options)) < len(self.options):
            raise ValueError("two options are the same")
        if self.low >= self.high:
            raise ValueError(f"'low' ({self.low}) has to be below 'high' ({self.high})")
        return self
