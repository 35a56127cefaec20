"""The columns of a table of visits."""

from cadence.exchange.forms import SCHOOL, TEAM, FormMapping, id_field
from cadence.exchange.tables.columns import Columns, Field, Wanted
from cadence.exchange.tables.words import folded
from cadence.model import Indicator, Metric

VISIT = (
    Field(
        "visit",
        "Visit",
        "a number or code of the visit's own",
        "visit visitid visitnumber visitno walkthroughid observationid responseid",
    ),
    Field(
        "on",
        "Date",
        "the day of the visit",
        "date visitdate dateofvisit observationdate walkthroughdate day completiontime timestamp on",
    ),
    SCHOOL,
    TEAM,
    Field(
        "observer",
        "Observer",
        "who visited: name or email",
        "observer observername observedby observeremail walker visitor visitedby email emailaddress username",
    ),
    Field("grade_band", "Grade band", "the grade band", "gradeband grades gradelevel gradelevels grade"),
    Field("subject", "Subject", "the subject", "subject subjectarea contentarea content course"),
    Field("minutes", "Minutes", "how long it took", "minutes duration durationminutes length min mins"),
    Field("room", "Room code", "the room, as a code", "roomcode room roomnumber roomid classroom"),
    Field("note", "Note", "what was seen", "note notes comment comments evidence whatyousawandheard"),
)
TEACHER = Field(
    "teacher",
    "Teacher",
    "the teacher, who is never taken in",
    "teacher teachername teacherobserved nameofteacher teacheremail teacherid instructor instructorname "
    "educator educatorname staffobserved observee teacherfirstname teacherlastname",
)
LONG = (
    Field(
        "indicator", "Look-for", "the look-for, in a table with one row for each", "lookfor indicator item"
    ),
    Field(
        "level", "Level", "its level, in a table with one row for each look-for", "level rating score value"
    ),
)
RESERVED = frozenset(field.name for field in (*VISIT, TEACHER, *LONG))


def observation_fields(metric: Metric) -> Wanted:
    """Return what a table of visits may say on this metric: one row a visit, or one row a look-for."""
    look_fors = tuple(_field(indicator) for indicator in metric.indicators)
    return Wanted("observations", (*VISIT, TEACHER, *LONG, *look_fors), (("on",),), shape=FormMapping)


def _field(indicator: Indicator) -> Field:
    known = dict.fromkeys([
        folded(indicator.id),
        folded(indicator.title),
        folded(heading_of(indicator)),
        folded(indicator.look_for),
    ])  # fmt: skip
    return Field(id_field(indicator.id, RESERVED), indicator.title, indicator.look_for, " ".join(known))


def heading_of(indicator: Indicator) -> str:
    """Return the heading of a look-for's column on a keying sheet."""
    return f"{indicator.id}: {indicator.title}"


def look_fors_in(columns: Columns, metric: Metric) -> list[Indicator]:
    """Return the look-fors that have a column of their own."""
    return [each for each in metric.indicators if id_field(each.id, RESERVED) in columns]
