"""The base of everything that people write by hand: read strictly, never stored."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=60)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Shape(BaseModel):
    """A frozen value read from YAML or TOML; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Amiss(ValueError):
    """What a shape itself finds wrong with a value, and what to do about it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.remedy = remedy
