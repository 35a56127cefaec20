"""Making a publication, once, and finding it again."""

from datetime import datetime
from typing import Literal

from cadence.errors import NotFound, StaleRevision
from cadence.model import (
    Membership,
    Metric,
    Observation,
    Person,
    Publication,
    Response,
    Settings,
    Survey,
)
from cadence.publish import conditions, institute, visits
from cadence.publish.conditions import Body
from cadence.publish.custodian import Custodian, Library
from cadence.publish.disclosure import floor
from cadence.publish.promised import hold_to_promise, promise
from cadence.publish.standing import bodies, earlier

Kind = Literal["conditions", "baseline"]
KINDS = ("conditions", "baseline")
LOW_TRUST = "This institute shows results for all teams together only, as was said before anyone answered."


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
        The view is not the custodian's, or people who answered this wave were told otherwise.
    """
    made = preview(
        view, content, settings, cycle=cycle, team=team, kind=kind, wave=wave, now=now, survey=survey
    )
    return made if made.revision else issue(view, settings, made)


def issue(view: Custodian, settings: Settings, made: Publication) -> Publication:
    """Store a previewed publication for good, or return the one that somebody issued in the same moment."""
    if made.kind == "conditions":
        promise(view, settings, made.cycle, made.wave, made.published)
    try:
        return view.write(made)[0]
    except StaleRevision as late:
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
        hold_to_promise(view, settings, cycle, wave)
        asked = content.survey(survey or ("conditions" if wave == 1 else "pulse"))
        body = _conditions(view, settings, asked, cycle, team, wave)
    else:
        body = _baseline(view, settings, content.metric(settings.metric), cycle, team, wave)
    return Publication(id=name, cycle=cycle, team=team, kind=kind, wave=wave, published=now, body=body)


def _conditions(
    view: Custodian, settings: Settings, survey: Survey, cycle: int, team: str | None, wave: int
) -> Body:
    threshold = floor(settings.thresholds.respondents)
    if team is None:
        return _whole(view, settings, survey, cycle, wave, threshold)
    if settings.low_trust:
        return {**conditions.heading(survey, threshold), "unsaid": LOW_TRUST}
    answers = conditions.latest_of_each(
        view.all(Response, cycle=cycle, team=team, survey=survey.id, wave=wave)
    )
    seats = view.all(Membership, team=team)
    roster = {seat.person for seat in seats if seat.left is None}
    mentioned = {seat.person for seat in seats}.union(*(answer.listed for answer in answers))
    people = [person for name in sorted(mentioned) if (person := view.first(Person, id=name))]
    before = earlier(view, team, [answer.person for answer in answers])
    return conditions.team_body(survey, answers, people, roster, threshold, before)


def _whole(
    view: Custodian, settings: Settings, survey: Survey, cycle: int, wave: int, threshold: int
) -> Body:
    # The promise holds for a whole wave: a total of all answers never stands beside a team's own.
    if not settings.low_trust:
        return institute.from_teams(survey, bodies(view, "conditions", cycle, wave), threshold)
    answers = conditions.latest_of_each(view.all(Response, cycle=cycle, survey=survey.id, wave=wave))
    before = earlier(view, None, [answer.person for answer in answers])
    return institute.from_answers(survey, answers, view.all(Person), threshold, before)


def _baseline(
    view: Custodian, settings: Settings, metric: Metric, cycle: int, team: str | None, wave: int
) -> Body:
    threshold = floor(settings.thresholds.respondents)
    if team is None:
        return visits.institute_body(metric, bodies(view, "baseline", cycle, wave), threshold)
    seen = view.all(Observation, cycle=cycle, team=team, metric=metric.id)
    return visits.team_body(metric, seen, threshold)
