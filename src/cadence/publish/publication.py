"""Making a publication, once, and finding it again."""

from datetime import datetime
from typing import Literal, Protocol, TypeVar

from cadence.errors import NotFound, StaleRevision
from cadence.model import (
    Membership,
    Metric,
    Observation,
    Person,
    Publication,
    Record,
    Response,
    Settings,
    Survey,
)
from cadence.publish import conditions, institute, visits
from cadence.publish.conditions import Body
from cadence.publish.disclosure import floor

R = TypeVar("R", bound=Record)
Kind = Literal["conditions", "baseline"]
KINDS = ("conditions", "baseline")
LOW_TRUST = "This institute shows results for all teams together only, as was said before anyone answered."


class Custodian(Protocol):
    """The view of the trusted process: `cadence.store.View` with the role 'custodian'."""

    def all(self, kind: type[R], /, **equals: object) -> list[R]:
        """Return the records whose fields have these values."""

    def first(self, kind: type[R], /, **equals: object) -> R | None:
        """Return the first of them, or None."""

    def write(self, *written: R) -> tuple[R, ...]:
        """Store records."""


class Reader(Protocol):
    """Any view that may read publications."""

    def all(self, kind: type[R], /, **equals: object) -> list[R]:
        """Return the records whose fields have these values."""


class Library(Protocol):
    """Where surveys and metrics are found: `cadence.content.Content`."""

    def survey(self, name: str) -> Survey:
        """Return the survey with this id."""

    def metric(self, name: str) -> Metric:
        """Return the metric with this id."""


def publication_id(kind: str, cycle: int, wave: int, team: str | None) -> str:
    """Return the one id a publication can have, so that it cannot be made twice."""
    return f"{kind}.{cycle}.{wave}" if team is None else f"{kind}.{cycle}.{wave}.{team}"


def reveal(
    view: Custodian,
    content: Library,
    settings: Settings,
    *,
    cycle: int,
    team: str | None,
    kind: str,
    wave: int = 1,
    now: datetime,
    survey: str = "",
) -> Publication:
    """Publish a result for good, or return the publication that stands; nothing published ever changes.

    Parameters
    ----------
    team
        A team's id, or None for the whole institute.
    kind
        'conditions' or 'baseline'.
    survey
        The survey's id; left out, 'conditions' for wave 1 and 'pulse' after that.

    Raises
    ------
    NotFound
        There is no such kind of result.
    NotAllowed
        The view is not the custodian's.
    """
    made = preview(
        view, content, settings, cycle=cycle, team=team, kind=kind, wave=wave, now=now, survey=survey
    )
    if made.revision:
        return made
    try:
        return view.write(made)[0]
    except StaleRevision as late:
        # Somebody revealed it in the same moment: theirs stands.
        assert isinstance(late.current, Publication)
        return late.current


def preview(
    view: Custodian,
    content: Library,
    settings: Settings,
    *,
    cycle: int,
    team: str | None,
    kind: str,
    wave: int = 1,
    now: datetime,
    survey: str = "",
) -> Publication:
    """Return the publication that stands, or the one that `reveal` would make (its revision is 0)."""
    if kind not in KINDS:
        raise NotFound(f"There is no result of the kind '{kind}'.", f"Known: {', '.join(KINDS)}.")
    name = publication_id(kind, cycle, wave, team)
    standing = view.first(Publication, id=name)
    if standing is not None:
        return standing
    if kind == "conditions":
        asked = content.survey(survey or ("conditions" if wave == 1 else "pulse"))
        body = _conditions(view, settings, asked, cycle, team, wave)
    else:
        body = _baseline(view, settings, content.metric(settings.metric), cycle, team, wave)
    return Publication(id=name, cycle=cycle, team=team, kind=kind, wave=wave, published=now, body=body)


def latest(
    view: Reader, kind: str, cycle: int, team: str | None, wave: int | None = None
) -> Publication | None:
    """Return the publication of a wave, or the newest where none is named; None before the reveal."""
    standing = view.all(Publication, cycle=cycle, team=team)
    found = [p for p in standing if p.kind == kind and (wave is None or p.wave == wave)]
    return max(found, key=lambda publication: publication.wave, default=None)


def _bodies(view: Custodian, kind: str, cycle: int, wave: int) -> list[Body]:
    """Return what the teams have published with results in it."""
    published = view.all(Publication, cycle=cycle, wave=wave)
    return [p.body for p in published if p.kind == kind and p.team is not None and not p.body.get("unsaid")]


def _conditions(
    view: Custodian, settings: Settings, survey: Survey, cycle: int, team: str | None, wave: int
) -> Body:
    threshold = floor(settings.thresholds.respondents)
    if team is None:
        teams = _bodies(view, "conditions", cycle, wave)
        # Once a team's own numbers are out, a total from all answers could be taken apart with them.
        if teams or not settings.low_trust:
            return institute.from_teams(survey, teams, threshold)
        given = view.all(Response, cycle=cycle, survey=survey.id, wave=wave)
        return institute.from_answers(survey, conditions.latest_of_each(given), view.all(Person), threshold)
    if settings.low_trust or _institute_came_first(view, cycle, wave):
        return {**conditions.heading(survey, threshold), "unsaid": LOW_TRUST}
    given = view.all(Response, cycle=cycle, team=team, survey=survey.id, wave=wave)
    answers = conditions.latest_of_each(given)
    seats = view.all(Membership, team=team)
    roster = {seat.person for seat in seats if seat.left is None}
    mentioned = {seat.person for seat in seats}.union(*(answer.listed for answer in answers))
    people = [person for name in sorted(mentioned) if (person := view.first(Person, id=name))]
    return conditions.team_body(survey, answers, people, roster, threshold)


def _institute_came_first(view: Custodian, cycle: int, wave: int) -> bool:
    """Return whether all answers together are already out; a team's own beside them could be taken away."""
    whole = view.first(Publication, id=publication_id("conditions", cycle, wave, None))
    return whole is not None and whole.body.get("basis") == "answers"


def _baseline(
    view: Custodian, settings: Settings, metric: Metric, cycle: int, team: str | None, wave: int
) -> Body:
    threshold = floor(settings.thresholds.respondents)
    if team is None:
        return visits.institute_body(metric, _bodies(view, "baseline", cycle, wave), threshold)
    seen = view.all(Observation, cycle=cycle, team=team, metric=metric.id)
    return visits.team_body(metric, seen, threshold)
