"""The publications that stand already: what a new one must be held against."""

from collections.abc import Collection

from cadence.model import Person, Publication, Response
from cadence.model.pseudonym import came_along, is_somebody
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


NAMELESS = "came with an export, without names: whoever answers again would count twice"


def is_nameless(view: Reader, cycle: int, team: str, survey: str, wave: int) -> bool:
    """Return whether a team's answers came with an export, so that nobody can answer any more."""
    given = view.all(Response, cycle=cycle, team=team, survey=survey, wave=wave)
    return any(came_along(each.person) for each in given)


def earlier(view: Custodian, team: str | None, people: Collection[str]) -> list[Earlier]:
    """Return every result of a team that stands, of any cycle and wave, beside one of these people.

    For the whole institute (`team` None) those that were computed from answers: a sum of what teams show is
    no more than they show.
    """
    standing = [
        p
        for p in view.all(Publication, team=team)
        if p.kind == "conditions" and not p.body.get("unsaid") and p.body.get("basis") != "publications"
    ]
    return [_compared(view, publication, set(people)) for publication in standing]


def _compared(view: Custodian, publication: Publication, people: set[str]) -> Earlier:
    body, whose = publication.body, {"team": publication.team} if publication.team else {}
    given = view.all(Response, cycle=publication.cycle, survey=body["survey"], wave=publication.wave, **whose)
    before = {r.person for r in given if r.submitted is not None and r.submitted <= publication.published}
    was, now = _on_record(view, before), _on_record(view, people)
    stayed = len(was & now)
    # Nobody knows of the others whether they are the same: answers were erased since, or came without a name.
    strangers = body["respondents"] - len(was) + len(people) - len(now)
    unsure = strangers + _under_two_names(was - now, now - was)
    also = max(0, min(body["respondents"] - stayed, len(people) - stayed, unsure))
    items = {row["item"]: row for row in body["items"]}
    return Earlier(items, body["respondents"], range(stayed, stayed + also + 1))


def _on_record(view: Custodian, people: Collection[str]) -> set[str]:
    return {person for person in people if is_somebody(person) or view.first(Person, id=person)}


def _under_two_names(gone: set[str], came: set[str]) -> int:
    """Return how many may be the same after all: with a pseudonym from an export once, and a name once."""
    hidden_gone, hidden_came = (sum(map(is_somebody, each)) for each in (gone, came))
    return min(hidden_gone, len(came) - hidden_came) + min(len(gone) - hidden_gone, hidden_came)
