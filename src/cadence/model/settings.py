"""What `institute.toml` says."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from cadence.model.shape import Shape, Slug, Words


class CycleSettings(Shape):
    """One year's round."""

    number: int = Field(ge=1)
    title: Words
    starts: date
    ends: date


class Facilitator(Shape):
    """Somebody who leads the institute."""

    name: Words
    email: str = ""


class SessionDate(Shape):
    """When and where a session meets."""

    session: int = Field(ge=0, le=9)
    on: date
    place: str = ""
    time: str = ""


class Thresholds(Shape):
    """Below how many people nothing is shown (floor 3, whatever is asked for)."""

    respondents: int = Field(default=5, ge=3)
    students: int = Field(default=10, ge=3)


class Settings(Shape):
    """The whole of `institute.toml`; `database` is an SQLAlchemy address or a file beside it."""

    name: Words
    district: Words
    language: Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")] = "en"
    timezone: str = ""  # of the hours in calendar files; '' leaves them to the clock on the wall
    paper: Literal["letter", "a4"] = "letter"
    metric: Slug = "walkthrough"
    low_trust: bool = False
    synthetic: bool = False  # every page says that the data are made up
    database: str = "cadence.sqlite"
    cycle: CycleSettings
    sessions: tuple[SessionDate, ...] = ()
    facilitators: tuple[Facilitator, ...] = Field(min_length=1)
    thresholds: Thresholds = Thresholds()
    retention_months: int = Field(default=24, ge=0, le=1200)  # after a cycle's end, until it can be closed
