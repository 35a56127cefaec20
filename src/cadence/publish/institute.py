"""The whole institute's results: never a number that tells of one team.

Where teams have publications of their own, the institute's is the sum of what they show: there is
nothing hidden in it to get by subtraction. In low-trust mode no team has one, and the institute's
is computed from all answers together.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import pandas as pd

from cadence.analysis.answers import described
from cadence.model import Person, Response, Survey
from cadence.publish.conditions import Body, heading, item_counts, results
from cadence.publish.disclosure import TEAMS
from cadence.publish.written import write_ins

TOO_FEW_TEAMS = f"Results of the institute are shown when {TEAMS} or more teams have results."
NO_BOUNDARY = {"unsaid": "Who is on a team is for each team to say."}


def _shown_items(body: Body) -> pd.DataFrame:
    rows = [
        {key: row[key] for key in ("item", "facet", "condition", "family", "cannot_say", "missing")}
        | {f"at_{i}": count for i, count in enumerate(row["counts"], start=1)}
        for row in body["items"]
        if "unsaid" not in row
    ]
    return pd.DataFrame(rows)


def _sum(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the counts of the teams added up, of the items that enough teams show."""
    keys = ["item", "facet", "condition", "family"]
    groups = pd.concat(tables, ignore_index=True).groupby(keys, sort=False)
    total = groups.sum()[groups.size() >= TEAMS].reset_index()
    points = [name for name in total.columns if name.startswith("at_")]
    return described(total[[*keys, *points, "cannot_say", "missing"]])


def from_teams(survey: Survey, bodies: Iterable[Body], threshold: int) -> Body:
    """Return the institute's results as the sum of what its teams have published."""
    head = {**heading(survey, threshold), "basis": "publications"}
    shown = [body for body in bodies if not body.get("unsaid") and body["survey"] == survey.id]
    if len(shown) < TEAMS:
        return {**head, "unsaid": TOO_FEW_TEAMS}
    total = _sum([_shown_items(body) for body in shown])
    people = sum(body["respondents"] for body in shown)
    body = results(survey, total, people, f"Fewer than {TEAMS} teams show this.")
    return {**head, "teams": len(shown), **body, "boundary": NO_BOUNDARY, "comments": {}}


def from_answers(
    survey: Survey, responses: Sequence[Response], people: Sequence[Person], threshold: int
) -> Body:
    """Return the institute's results from all answers together, for when no team has its own."""
    head = {**heading(survey, threshold), "basis": "answers"}
    teams = {r.team for r in responses}
    if len(responses) < threshold or len(teams) < TEAMS:
        return {**head, "unsaid": TOO_FEW_TEAMS}
    items = item_counts(survey, responses)
    enough = (items["n"] >= threshold) & items["item"].map(_teams_by_item(responses)).ge(TEAMS)
    reason = f"Fewer than {threshold} people, or {TEAMS} teams, answered."
    body = results(survey, items[enough], len(responses), reason)
    said = write_ins(survey, responses, [person.name for person in people])
    return {**head, "teams": len(teams), **body, "boundary": NO_BOUNDARY, "comments": said}


def _teams_by_item(responses: Sequence[Response]) -> Counter[str]:
    pairs = {(item, r.team) for r in responses for item, value in r.answers.items() if value is not None}
    return Counter(item for item, _ in pairs)
