"""The whole institute's results: never a number that tells of one team.

Where teams have publications of their own, the institute's is the sum of what they show: there is
nothing hidden in it to get by subtraction. In low-trust mode no team has one, and the institute's
is computed from all answers together.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import pandas as pd

from cadence.analysis.answers import SIDES, described
from cadence.model import Person, Response, Survey
from cadence.publish.conditions import Body, heading, item_counts, results
from cadence.publish.disclosure import HELD_BACK, TEAMS, Earlier, enough_teams, presentable
from cadence.publish.written import write_ins

TOO_FEW_TEAMS = f"Results of the institute are shown when {TEAMS} or more teams have results."
NO_BOUNDARY = {"unsaid": "Who is on a team is for each team to say."}


KEYS = ["item", "facet", "condition", "family"]


def _shown_items(body: Body) -> list[Body]:
    return [
        {key: row[key] for key in (*KEYS, "cannot_say", "missing", "spread")}
        | {f"at_{i}": count for i, count in enumerate(row["counts"], start=1)}
        | dict(zip(SIDES, row["sides"], strict=True))
        for row in body["items"]
        if "unsaid" not in row
    ]


def _sum(bodies: Sequence[Body], points: int) -> pd.DataFrame:
    """Return the counts of the teams added up, of the items that enough teams show.

    The spread is the mean of the teams' own: how far people differ within a team.
    """
    numbers = [*(f"at_{i}" for i in range(1, points + 1)), *SIDES, "cannot_say", "missing"]
    rows = [row for body in bodies for row in _shown_items(body)]
    table = pd.DataFrame(rows, columns=[*KEYS, *numbers, "spread"])
    groups = table.astype(dict.fromkeys(numbers, int) | {"spread": float}).groupby(KEYS, sort=False)
    enough = groups.size() >= TEAMS
    total = described(groups[numbers].sum()[enough].reset_index())
    return total.assign(spread=groups["spread"].mean()[enough].to_numpy())


def from_teams(survey: Survey, bodies: Iterable[Body], threshold: int) -> Body:
    """Return the institute's results as the sum of what its teams have published."""
    head = {**heading(survey, threshold), "basis": "publications"}
    shown = [body for body in bodies if _fits(body, survey)]
    if len(shown) < TEAMS:
        return {**head, "unsaid": TOO_FEW_TEAMS}
    total = _sum(shown, survey.scale.top)
    people = sum(body["respondents"] for body in shown)
    body = results(survey, total, people, f"Fewer than {TEAMS} teams show this.")
    return {**head, "teams": len(shown), **body, "boundary": NO_BOUNDARY, "comments": {}}


def _fits(body: Body, survey: Survey) -> bool:
    """Return whether a team's results are of this survey, on the same scale (a team may have its own)."""
    same = body["survey"] == survey.id and len(body["points"]) == survey.scale.top
    return same and not body.get("unsaid")


def from_answers(
    survey: Survey,
    responses: Sequence[Response],
    people: Sequence[Person],
    threshold: int,
    earlier: Sequence[Earlier] = (),
) -> Body:
    """Return the institute's results from all answers together, for when no team has its own."""
    head = {**heading(survey, threshold), "basis": "answers"}
    teams = Counter(r.team for r in responses)
    if not enough_teams(teams.values(), threshold):
        return {**head, "unsaid": TOO_FEW_TEAMS}
    items = item_counts(survey, responses)
    sizes = _teams_by_item(responses)
    enough = [enough_teams(sizes[item].values(), threshold) for item in items["item"]]
    shown = presentable(items[enough], threshold, len(responses), earlier)
    body = results(survey, shown, len(responses), HELD_BACK)
    said = write_ins(survey, responses, [person.name for person in people])
    return {**head, "teams": len(teams), **body, "boundary": NO_BOUNDARY, "comments": said}


def _teams_by_item(responses: Sequence[Response]) -> dict[str, Counter[str]]:
    """Return how many people of each team answered, item by item."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for response in responses:
        for item, value in response.answers.items():
            found[item][response.team] += value is not None
    return found
