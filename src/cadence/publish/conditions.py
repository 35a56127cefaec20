"""The body of a 'conditions' publication, computed from confidential answers."""

from collections.abc import Iterable, Sequence, Set
from typing import Any

import pandas as pd

from cadence.analysis.answers import SIDES, counts, pool, score
from cadence.analysis.debrief import debrief_order
from cadence.model import Person, Response, Survey
from cadence.publish.boundary import boundary_body
from cadence.publish.disclosure import HELD_BACK, Earlier, presentable
from cadence.publish.written import write_ins

Body = dict[str, Any]


def heading(survey: Survey, threshold: int) -> Body:
    """Return what a publication says of the survey itself, whether or not it has results."""
    return {
        "survey": survey.id,
        "title": survey.title,
        "points": list(survey.scale.points),
        "cannot_say": survey.scale.cannot_say,
        "threshold": threshold,
    }


def records(table: pd.DataFrame) -> list[Body]:
    """Return the rows of a table as dicts."""
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


def too_few(threshold: int) -> str:
    """Return why there are no results; it says nothing of how many there were."""
    return f"Results are shown when {threshold} or more people have answered."


def latest_of_each(responses: Iterable[Response]) -> list[Response]:
    """Return one handed-in response a person, the last where there are several."""
    given = [r for r in responses if r.submitted is not None]
    given.sort(key=lambda r: (r.submitted, r.id))
    return list({r.person: r for r in given}.values())


def item_counts(survey: Survey, responses: Sequence[Response]) -> pd.DataFrame:
    """Return counts by item; an answer that the survey no longer allows counts as missing."""
    known = {item.id for item in survey.items()}
    rows = [
        (r.person, item, value)
        for r in responses
        for item, value in r.answers.items()
        if item in known and (value is None or 1 <= value <= survey.scale.top)
    ]
    table = pd.DataFrame(rows, columns=["person", "item", "value"])
    return counts(score(survey, table, people=[r.person for r in responses]), survey.scale.top)


def results(survey: Survey, shown: pd.DataFrame, respondents: int, reason: str) -> Body:
    """Return items, facets, conditions and the debrief order from the items that may be shown.

    Everything above an item is computed from `shown` alone: an item that is not in it leaves no trace.
    """
    conditions = pool(shown, "condition")
    return {
        "respondents": respondents,
        "items": _items(survey, shown, reason),
        "facets": _facets(survey, pool(shown, "facet"), reason),
        "conditions": _conditions(survey, conditions, reason),
        "order": _order(survey, conditions),
    }


def _items(survey: Survey, shown: pd.DataFrame, reason: str) -> list[Body]:
    found = {row["item"]: row for row in records(shown)}
    rows = []
    for condition in survey.conditions:
        for facet in condition.facets:
            for item in facet.items:
                words = {"item": item.id, "text": item.text, "reverse": item.reverse, "facet": facet.id}
                place = {"condition": condition.id, "family": condition.family}
                rows.append({**words, **place, **_numbers(found.get(item.id), reason)})
    return rows


def _facets(survey: Survey, table: pd.DataFrame, reason: str) -> list[Body]:
    found = {(row["condition"], row["facet"]): row for row in records(table)}
    rows = []
    for condition in survey.conditions:
        for facet in condition.facets:
            words = {"facet": facet.id, "title": facet.title}
            place = {"condition": condition.id, "family": condition.family}
            rows.append({**words, **place, **_numbers(found.get((condition.id, facet.id)), reason)})
    return rows


def _conditions(survey: Survey, table: pd.DataFrame, reason: str) -> list[Body]:
    found = {row["condition"]: row for row in records(table)}
    words = [c.model_dump(include={"title", "family", "question", "move"}) for c in survey.conditions]
    return [
        {"condition": c.id, **said, **_numbers(found.get(c.id), reason)}
        for c, said in zip(survey.conditions, words, strict=True)
    ]


def _numbers(row: Body | None, reason: str) -> Body:
    """Return the numbers of a row, or why there are none."""
    if row is None:
        return {"unsaid": reason}
    at = [int(row[name]) for name in row if name.startswith("at_")]
    whole = {name: int(row[name]) for name in ("cannot_say", "missing", "n", "favorable")}
    measured = {
        name: None if pd.isna(row[name]) else float(row[name]) for name in ("median", "mean", "spread")
    }
    return {"counts": at, "sides": [int(row[side]) for side in SIDES], **whole, **measured}


def _order(survey: Survey, conditions: pd.DataFrame) -> list[Body]:
    """Return the debrief order; a condition of which nothing is shown comes last, with that as its reason."""
    rows: list[Body] = [
        {str(k): v for k, v in row.items()} for row in debrief_order(conditions).to_dict("records")
    ]
    shown = {row["condition"] for row in rows}
    silent = [c.id for c in survey.conditions if c.id not in shown]
    reason = "Too few answers may be shown to say."
    return rows + [
        {"condition": name, "rank": len(rows) + i, "need": "unsaid", "reason": reason}
        for i, name in enumerate(silent, start=1)
    ]


def team_body(
    survey: Survey,
    responses: Sequence[Response],
    people: Sequence[Person],
    roster: Set[str],
    threshold: int,
    earlier: Sequence[Earlier] = (),
) -> Body:
    """Return what is published of one team's answers; `roster` are the ids of its members."""
    head = heading(survey, threshold)
    if len(responses) < threshold:
        return {**head, "unsaid": too_few(threshold)}
    shown = presentable(item_counts(survey, responses), threshold, len(responses), earlier)
    lists = {r.person: r.listed for r in responses}
    return {
        **head,
        **results(survey, shown, len(responses), HELD_BACK),
        "boundary": boundary_body(lists, roster, {person.id for person in people}, threshold),
        "comments": write_ins(survey, responses, [person.name for person in people]),
    }
