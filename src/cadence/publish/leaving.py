"""What of people's answers may leave in an export: no more than the publications say.

Rows with the answers of one person would be found by any colleague who knows three of them, with or without
a name. So each item's published counts are dealt out to the respondents anew, shuffled by itself: every
table that the publications allow can be made from the rows, and no row is a person. What was published
never changes, so that nothing can be had from two exports that one does not say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import SystemRandom
from uuid import uuid4

from cadence.model import Publication, Response
from cadence.publish.conditions import Body
from cadence.publish.custodian import Reader

_chance = SystemRandom()


@dataclass(frozen=True)
class Withheld:
    """Answers that stay behind, and why; `team` is '' for all teams together."""

    team: str
    wave: int
    what: str
    why: str


@dataclass(frozen=True)
class Exportable:
    """Answers that may leave, and those that may not.

    `responses` are made up of published counts: their persons are fresh random ids, their items are
    shuffled apart, an item that is not published by point is not in them, and write-ins are in the
    publications alone. Where no team has results of its own, `team` is ''.
    """

    responses: tuple[Response, ...]
    withheld: tuple[Withheld, ...]


def exportable(view: Reader, cycle: int) -> Exportable:
    """Return what may leave of a cycle's answers to surveys, as far as the view sees publications.

    Only publications are read. Consents and ratings of practice moments have none, so none of them leave.
    """
    published = [p for p in view.all(Publication, cycle=cycle) if _has_answers(p)]
    made = [_dealt(p) for p in published]
    return Exportable(
        tuple(response for some, _ in made for response in some),
        tuple(withheld for _, others in made for withheld in others),
    )


def _has_answers(publication: Publication) -> bool:
    """Return whether a publication was computed from answers; a sum of others repeats what they say."""
    body = publication.body
    return publication.kind == "conditions" and not body.get("unsaid") and body.get("basis") != "publications"


def _dealt(publication: Publication) -> tuple[list[Response], list[Withheld]]:
    body, team = publication.body, publication.team or ""
    rows: list[dict[str, int | None]] = [{} for _ in range(body["respondents"])]
    for item in body["items"]:
        for row, value in zip(rows, _shuffled(item, len(body["points"]), len(rows)), strict=True):
            row.update(value)
    withheld = [
        Withheld(team, publication.wave, item["item"], why) for item in body["items"] if (why := _why(item))
    ]
    return [_response(publication, team, answers) for answers in rows], withheld


def _shuffled(item: Body, points: int, people: int) -> Sequence[dict[str, int | None]]:
    """Return an item's answers as they were ticked, one a respondent and {} for none, in no order."""
    values: list[int | None] = []
    if not _why(item):
        for point, count in enumerate(item["counts"], start=1):
            values += [points + 1 - point if item["reverse"] else point] * count
        values += [None] * item["cannot_say"]
    given: list[dict[str, int | None]] = [{item["item"]: value} for value in values]
    given += [{} for _ in range(people - len(given))]
    _chance.shuffle(given)
    return given


def _why(item: Body) -> str:
    if "unsaid" in item:
        return str(item["unsaid"])
    return "Answers so alike that only how many are favorable is published." if any(item["sides"]) else ""


def _response(publication: Publication, team: str, answers: dict[str, int | None]) -> Response:
    given: datetime = publication.published  # when somebody really handed it in would say who it was
    return Response(
        id=uuid4().hex,
        cycle=publication.cycle,
        team=team,
        person=uuid4().hex,
        survey=publication.body["survey"],
        wave=publication.wave,
        answers=answers,
        submitted=given,
    )
