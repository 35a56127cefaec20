"""Published answers dealt out to respondents who are nobody: all that leaves of confidential answers.

What may be told of answers was decided once, when they were published. So an export makes its answers
from publications alone: the counts of each item are dealt out over as many random respondents as there
were, each item shuffled by itself. Every count is right; which answers stand in one row is chance, so
that nobody who knows some of a person's answers can look up the others.
"""

from collections.abc import Iterable, Iterator, Mapping
from secrets import SystemRandom
from typing import Any

from cadence.model import Publication, Response
from cadence.model.pseudonym import anybody

Body = Mapping[str, Any]
Answers = list[dict[str, int | None]]


def respondents(publications: Iterable[Publication]) -> Iterator[Response]:
    """Yield, for each team whose answers to a survey are published, one response a respondent.

    The ids are fresh with every call. An item that is not shown is answered by nobody; words and
    lists of members stay in the publication.
    """
    for published in publications:
        if published.kind == "conditions" and published.team and not published.body.get("unsaid"):
            yield from _dealt(published, published.team)


def _dealt(published: Publication, team: str) -> Iterator[Response]:
    for answers in _answers(published.body):
        yield Response(
            id=anybody(),
            person=anybody(),
            cycle=published.cycle,
            team=team,
            survey=published.body["survey"],
            wave=published.wave,
            answers=answers,
            submitted=published.published,
        )


def _answers(body: Body) -> Answers:
    chance = SystemRandom()
    dealt: Answers = [{} for _ in range(body["respondents"])]
    for item in body["items"]:
        values = _values(item, len(body["points"]))
        if values and len(values) + item.get("missing", 0) == len(dealt):
            for answers, value in zip(chance.sample(dealt, len(values)), values, strict=True):
                answers[item["item"]] = value
    return dealt


def _values(item: Body, top: int) -> list[int | None]:
    """Return the answers to an item as they were ticked; published counts are turned round where it is."""
    counts = item.get("counts", ())
    if len(counts) != top:
        return []
    ticked = [top + 1 - score if item["reverse"] else score for score in range(1, top + 1)]
    said = [value for value, count in zip(ticked, counts, strict=True) for _ in range(count)]
    return said + [None] * item.get("cannot_say", 0)
