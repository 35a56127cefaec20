"""The publications that stand already: what a new one must be held against."""

from collections.abc import Collection

from cadence.model import Publication, Response
from cadence.publish.conditions import Body
from cadence.publish.custodian import Custodian, Reader
from cadence.publish.disclosure import Earlier


def latest(
    view: Reader, kind: str, cycle: int, team: str | None, wave: int | None = None
) -> Publication | None:
    """Return the publication of a wave, or the newest where none is named; None before the reveal."""
    standing = view.all(Publication, cycle=cycle, team=team)
    found = [p for p in standing if p.kind == kind and (wave is None or p.wave == wave)]
    return max(found, key=lambda publication: publication.wave, default=None)


def bodies(view: Reader, kind: str, cycle: int, wave: int) -> list[Body]:
    """Return what the teams have published with results in it."""
    published = view.all(Publication, cycle=cycle, wave=wave)
    return [p.body for p in published if p.kind == kind and p.team is not None and not p.body.get("unsaid")]


def earlier(view: Custodian, team: str | None, people: Collection[str]) -> list[Earlier]:
    """Return every result of a team that stands, of any cycle and wave, beside one of these people.

    For the whole institute (`team` None) those that were computed from answers: a sum of what teams show is
    no more than they show.
    """
    standing = [p for p in view.all(Publication, team=team) if p.kind == "conditions"]
    return [
        _compared(view, p, set(people))
        for p in standing
        if not p.body.get("unsaid") and p.body.get("basis") != "publications"
    ]


def _compared(view: Custodian, publication: Publication, people: set[str]) -> Earlier:
    body, whose = publication.body, {"team": publication.team} if publication.team else {}
    given = view.all(Response, cycle=publication.cycle, survey=body["survey"], wave=publication.wave, **whose)
    known = {r.person for r in given if r.submitted is not None and r.submitted <= publication.published}
    stayed = len(known & people)
    # Whose answers have been erased or handed in again since may have stayed, or not.
    unknown = min(max(body["respondents"] - len(known), 0), len(people - known))
    items = {row["item"]: row for row in body["items"]}
    return Earlier(items, body["respondents"], range(stayed, stayed + unknown + 1))
