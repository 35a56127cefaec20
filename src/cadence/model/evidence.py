"""Visits to classrooms scored on a metric, and observers' calibration."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from cadence.model.record import Audience, Record

Levels = dict[str, int | None]


class Observation(Record):
    """One dated visit; `levels` maps indicator ids to a level, or None for 'not observed'.

    `room` is an opaque code of the school's own, used for clustering only and never shown. No
    teacher is named anywhere.
    """

    table: ClassVar[str] = "observation"
    parent: ClassVar[str] = "team"

    cycle: int
    team: str
    metric: str
    observer: str
    on: date
    grade_band: str = ""
    subject: str = ""
    minutes: int | None = None
    room: str = ""
    levels: Levels = Field(default_factory=dict)
    note: str = ""


class Rating(Record):
    """One observer's private rating of one calibration vignette."""

    table: ClassVar[str] = "rating"
    parent: ClassVar[str] = "team"
    audience: ClassVar[Audience] = "confidential"

    cycle: int
    team: str
    metric: str
    vignette: str
    person: str
    levels: Levels = Field(default_factory=dict)


class Outcome(Record):
    """A lagging indicator of a school in a school year (value in the indicator's own unit)."""

    table: ClassVar[str] = "outcome"
    parent: ClassVar[str] = "school"
    audience: ClassVar[Audience] = "institute"

    school: str
    year: str
    indicator: str
    value: float | None = None
    note: str = ""
