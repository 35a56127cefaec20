"""Answers to a survey: scored, counted by item, pooled by facet and condition."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from cadence.model import Survey

SIDES = ("side_low", "side_high")


def _items(survey: Survey) -> pd.DataFrame:
    rows = [
        (item.id, facet.id, condition.id, condition.family, item.reverse)
        for condition in survey.conditions
        for facet in condition.facets
        for item in facet.items
    ]
    return pd.DataFrame(rows, columns=["item", "facet", "condition", "family", "reverse"])


def _checked(survey: Survey, responses: pd.DataFrame) -> pd.DataFrame:
    answers = responses[["person", "item", "value"]].copy()
    answers["value"] = pd.to_numeric(answers["value"])
    unknown = sorted(set(answers["item"]) - {item.id for item in survey.items()})
    if unknown:
        raise ValueError(f"survey '{survey.id}' has no item {', '.join(map(repr, unknown))}")
    if answers.duplicated(["person", "item"]).any():
        raise ValueError("somebody answered the same item twice")
    said = answers["value"].dropna()
    if not said.isin(range(1, survey.scale.top + 1)).all():
        raise ValueError(f"a value lies outside the scale of 1 to {survey.scale.top}")
    return answers


def score(survey: Survey, responses: pd.DataFrame, people: Iterable[str] = ()) -> pd.DataFrame:
    """Return one row a person and item, reverse-keyed items turned round so that high is good.

    Parameters
    ----------
    responses
        Columns `person`, `item`, `value`. An empty value means 'cannot say'; a pair of person and
        item without a row was left out.
    people
        Everyone who handed the survey in, so that somebody who answered nothing is counted too.

    Returns
    -------
    Columns `person`, `item`, `facet`, `condition`, `family`, `status` ('answered', 'cannot say' or
    'missing'), `value` as ticked, and `score`, empty unless answered.
    """
    answers = _checked(survey, responses)
    everyone = pd.DataFrame({"person": sorted({*people, *answers["person"]})}, dtype="object")
    grid = everyone.merge(_items(survey), how="cross")
    grid = grid.merge(answers, how="left", on=["person", "item"], indicator="found")
    answered = grid["value"].notna()
    grid["status"] = np.where(
        answered, "answered", np.where(grid["found"] == "both", "cannot say", "missing")
    )
    grid["score"] = grid["value"].where(~grid["reverse"], survey.scale.top + 1 - grid["value"])
    return grid[["person", "item", "facet", "condition", "family", "status", "value", "score"]]


def counts(scored: pd.DataFrame, points: int) -> pd.DataFrame:
    """Return one row an item with how many answers stand at each point of the scale.

    Returns
    -------
    Columns `item`, `facet`, `condition`, `family`, `at_1` ... `at_<points>`, `cannot_say`,
    `missing`, and what `described` adds.
    """
    items = scored.drop_duplicates("item")[["item", "facet", "condition", "family"]].reset_index(drop=True)
    row = pd.Index(items["item"]).get_indexer(scored["item"])
    # One column a point, then those who cannot say, then those who left it out.
    place = scored["score"].fillna(0).to_numpy(int) - 1
    place[(scored["status"] == "cannot say").to_numpy()] = points
    place[(scored["status"] == "missing").to_numpy()] = points + 1
    table = np.zeros((len(items), points + 2), int)
    np.add.at(table, (row, place), 1)
    names = [*(f"at_{point}" for point in range(1, points + 1)), "cannot_say", "missing"]
    return described(items.join(pd.DataFrame(table, columns=names)))


def pool(items: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return the counts of items added up by `by` ('facet' or 'condition'), described anew.

    `spread` is the mean of the items' own spreads: what people disagree about, not how far the
    items lie apart. Items without an answer do not count towards it.
    """
    keys = ["facet", "condition", "family"] if by == "facet" else ["condition", "family"]
    numbers = [*_points(items), *_sides(items), "cannot_say", "missing"]
    groups = items.groupby(keys, sort=False)
    table = described(groups[numbers].sum().reset_index())
    table["spread"] = groups["spread"].mean().to_numpy()
    table["items"] = groups.size().to_numpy()
    return table


def by_side(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of counts of which only the side is told: `side_low` and `side_high`.

    High is favorable, above the middle of the scale; low is not. The counts at the points become 0.
    """
    points = _points(table)
    high = points[favorable_from(len(points)) - 1 :]
    sides = {side: table.get(side, pd.Series(0, table.index)) for side in SIDES}
    sides["side_high"] = sides["side_high"] + table[high].sum(axis=1)
    sides["side_low"] = sides["side_low"] + table[points].sum(axis=1) - table[high].sum(axis=1)
    return described(table.assign(**dict.fromkeys(points, 0), **sides))


def favorable_from(points: int) -> int:
    """Return the lowest point of a scale that is above its middle."""
    return (points + 1) // 2 + 1


def described(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of counts with `n`, `favorable`, `median`, `mean` and `spread`.

    `spread` is the average distance of an answer from the median (the average deviation of Burke
    and Dunlap, 2002): 0 when all agree. Where n is 0, median, mean and spread are empty. Answers of
    which only the side is known (`side_low`, `side_high`; see `by_side`) leave median and mean empty; such
    answers are all but alike and add nothing to the spread.
    """
    out = table.copy()
    at = table[_points(table)].to_numpy(int)
    sides = table[_sides(table)].sum(axis=1).to_numpy(int)
    answers = [np.repeat(np.arange(1, at.shape[1] + 1), row) for row in at]
    whole = [a if not side else a[:0] for a, side in zip(answers, sides, strict=True)]
    out["n"] = at.sum(axis=1) + sides
    out["favorable"] = at[:, favorable_from(at.shape[1]) - 1 :].sum(axis=1)
    if "side_high" in table:
        out["favorable"] += table["side_high"]
    out["median"] = [float(np.median(a)) if len(a) else np.nan for a in whole]
    out["mean"] = [float(a.mean()) if len(a) else np.nan for a in whole]
    far = [float(np.abs(a - np.median(a)).sum()) if len(a) else 0.0 for a in answers]
    out["spread"] = [f / n if n else np.nan for f, n in zip(far, out["n"], strict=True)]
    return out


def _points(table: pd.DataFrame) -> list[str]:
    return [name for name in table.columns if str(name).startswith("at_")]


def _sides(table: pd.DataFrame) -> list[str]:
    return [name for name in SIDES if name in table]
