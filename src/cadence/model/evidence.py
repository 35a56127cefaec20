"""Visits to classrooms scored on a metric, and observers' calibration."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from cadence.model.record import Audience, Record

Levels = dict[str, int | None]


class Observation(Record):
    """One dated visit to a classroom; no teacher is named anywhere."""

    table: ClassVar[str] = "observation"
    parent: ClassVar[str] = "team"
    people: ClassVar[tuple[str, ...]] = ("observer",)

    cycle: int
    """The improvement cycle it belongs to, from 1."""
    team: str
    """The team whose record it is."""
    metric: str
    """The id of the metric."""
    observer: str
    """Who visited."""
    on: date
    """The day of the visit."""
    grade_band: str = ""
    """The grade band of the class, as the metric words it."""
    subject: str = ""
    """The subject, as the metric words it."""
    minutes: int | None = None
    """How long the visit took, in minutes."""
    room: str = ""
    """An opaque code of the school's own, used only to tell clusters of visits and never shown."""
    levels: Levels = Field(default_factory=dict)
    """A level by indicator id, or none for 'not observed', which is not the same as 0."""
    note: str = ""
    """What was seen."""


class Rating(Record):
    """One observer's private rating of one calibration vignette."""

    table: ClassVar[str] = "rating"
    parent: ClassVar[str] = "team"
    audience: ClassVar[Audience] = "confidential"

    cycle: int
    """The improvement cycle it belongs to, from 1."""
    team: str
    """The team whose record it is."""
    metric: str
    """The id of the metric."""
    vignette: str
    """The id of the vignette."""
    person: str
    """Who rated it; in an export a random id, which leads to nobody."""
    levels: Levels = Field(default_factory=dict)
    """A level by indicator id, or none for 'not observed'."""


class Outcome(Record):
    """A lagging indicator of a school in a school year."""

    table: ClassVar[str] = "outcome"
    parent: ClassVar[str] = "school"
    audience: ClassVar[Audience] = "institute"

    school: str
    """The school."""
    year: str
    """The school year, such as 2025-26."""
    indicator: str
    """What was measured, by its short name."""
    value: float | None = None
    """The value in the indicator's own unit; none where it is unknown or withheld."""
    note: str = ""
    """Why there is no value, or how the value is to be read."""
