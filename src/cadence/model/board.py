"""How a team's action board is laid out."""

from typing import Self, get_args

from pydantic import Field, model_validator

from cadence.model.plan import Column
from cadence.model.shape import Shape, Words

PLACES: tuple[str, ...] = get_args(Column)


class BoardColumn(Shape):
    """A column; more cards than its `limit` are asked about before they are taken."""

    id: Column
    title: Words
    help: str = ""
    limit: int | None = Field(default=None, ge=1, le=99)


class Board(Shape):
    """The columns from left to right: all five, in the order in which a card goes through them."""

    columns: tuple[BoardColumn, ...]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if [each.id for each in self.columns] != list(PLACES):
            raise ValueError(f"the columns must be these, in this order: {', '.join(PLACES)}")
        return self

    def column(self, id: str) -> BoardColumn:
        """Return the column of that id."""
        return next(each for each in self.columns if each.id == id)
