import pandas as pd
import pytest
from hypothesis import settings

from cadence.analysis import debrief_order, pool, wilson
from cadence.analysis.answers import by_side, described
from cadence.publish import Baseline, ConditionProfile

# A busy machine must not make a law fail.
settings.register_profile("charts", deadline=None, max_examples=25)
settings.load_profile("charts")

CONDITIONS = (
    ("real", "Real team", "essential", {"Bounded": (0, 1, 3, 10, 4), "Stable": (4, 5, 0, 5, 4)}),
    ("context", "Supportive context", "enabler", {"Time": (9, 6, 3, 0, 0)}),
)


def make_profile(conditions=CONDITIONS, hidden=(), people=6, points=5, alike=()):
    """Return a profile whose facets have one item each, with the counts given; `alike` are shown by side."""
    rows = [
        {"item": name, "facet": name, "condition": key, "family": family, "cannot_say": 0, "missing": 0}
        | {f"at_{i}": 0 if name in hidden else count for i, count in enumerate(at, start=1)}
        for key, _, family, facets in conditions
        for name, at in facets.items()
    ]
    items = described(pd.DataFrame(rows).assign(side_low=0, side_high=0))
    items = items.where(~items["item"].isin(alike), by_side(items)).astype(items.dtypes)
    shown = items[items["n"] > 0]
    place = ["condition", "family"]
    told = {key: {"title": title, "question": "q", "move": "m"} for key, title, _, _ in conditions}

    def body(table, keys, extra):
        out = []
        for row in table.to_dict("records"):
            numbers = {
                k: row[k] for k in ("cannot_say", "missing", "n", "favorable", "median", "mean", "spread")
            }
            at = [row[f"at_{i}"] for i in range(1, points + 1)]
            sides = [row["side_low"], row["side_high"]]
            seen = (
                {"counts": at, "sides": sides, **numbers}
                if row["n"]
                else {"unsaid": "Fewer than 5 people answered."}
            )
            out.append({**{key: row[key] for key in keys}, **extra(row), **seen})
        return out

    return ConditionProfile.from_body(
        {
            "title": "Conditions", "points": [f"P{i}" for i in range(points)], "respondents": people,
            "items": body(items, ["item", "facet", *place], lambda r: {"text": "t"}),
            "facets": body(pool(items, "facet"), ["facet", *place], lambda r: {"title": r["facet"]}),
            "conditions": body(pool(items, "condition"), place, lambda r: told[r["condition"]]),
            "order": debrief_order(pool(shown, "condition")).to_dict("records"),
        }
    )  # fmt: skip


def make_baseline(*rows):
    """Return a baseline from (title, good, n); n None is hidden."""
    made = []
    for i, (title, good, n) in enumerate(rows):
        if n is None:
            made.append({"indicator": str(i), "title": title, "unsaid": "Too few."})
            continue
        low, high = wilson(good, n)
        numbers = {"good": good, "n": n, "not_observed": 0, "share": good / n, "low": low, "high": high}
        made.append({"indicator": str(i), "title": title, **numbers})
    return Baseline.from_body({"title": "Walk", "visits": 20, "indicators": made})


def make_weeks(*counts):
    """Return a weekly series from (good, n) a week, the first on Monday 7 September 2026."""
    from cadence.analysis import weekly

    first = pd.Timestamp("2026-09-07")
    rows = [
        (f"{week}-{i}", first + pd.Timedelta(weeks=week), "talk", 1.0, i < good)
        for week, (good, n) in enumerate(counts)
        for i in range(n)
    ]
    table = pd.DataFrame(rows, columns=["visit", "on", "indicator", "level", "good"])
    return weekly(table.assign(on=pd.to_datetime(table["on"])), "talk")


def make_marks(*marks):
    """Return marks from (days after the first Monday, words)."""
    on = [pd.Timestamp("2026-09-07") + pd.Timedelta(days=days) for days, _ in marks]
    return pd.DataFrame({"on": pd.to_datetime(on), "label": [words for _, words in marks]})


@pytest.fixture(scope="session")
def profile():
    return make_profile


@pytest.fixture(scope="session")
def baseline():
    return make_baseline


@pytest.fixture(scope="session")
def weeks():
    return make_weeks


@pytest.fixture(scope="session")
def marks():
    return make_marks
