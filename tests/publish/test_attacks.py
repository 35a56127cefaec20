"""The attacker of docs/disclosure.md, against everything that is published."""

from itertools import product

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.publish.attacker import CANNOT_SAY, LEFT_OUT, Enumerator, Solver, numbers, worlds

from cadence.publish.disclosure import Earlier, presentable

KEYS = {"facet": "f", "condition": "c", "family": "essential"}


def table(answers, points):
    """Return many possible worlds as if each were an item, so that one call publishes them all."""
    return pd.DataFrame([{"item": str(i), **KEYS, **numbers(w, points)} for i, w in enumerate(answers)])


def published(answers, points, threshold, respondents=0, earlier=()):
    """Return what is published of each world: its row, or None where it is held back."""
    rows = presentable(table(answers, points), threshold, respondents, earlier).to_dict("records")
    shown = {int(row["item"]): row for row in rows}
    return [shown.get(i) for i in range(len(answers))]


def seen(row):
    """Return what a reader sees of a row, as something that can be a key."""
    if row is None:
        return None
    kept = [key for key in row if key.startswith(("at_", "side_"))] + ["cannot_say", "missing", "n"]
    return tuple((key, int(row[key])) for key in kept)


def hidden(key):
    """Return the counts that a reader is not told."""
    if key is None:
        return ["n", "at_1", "at_5", "cannot_say", "missing"]
    told = dict(key)
    low, high = (told[side] > 1 for side in ("side_low", "side_high"))
    return ["at_2"] * low + ["at_5"] * high


@pytest.mark.parametrize(("people", "threshold"), [(3, 3), (5, 3), (5, 5), (6, 5), (7, 3), (8, 5)])
def test_nobody_can_tell_an_answer_or_a_hidden_count_of_an_item(people, threshold):
    possible, attacker = worlds(people, 5), Enumerator()
    for world, row in zip(possible, published(possible, 5, threshold), strict=True):
        attacker.saw(seen(row), (world,))
    assert list(attacker.certain()) == []
    counted = lambda groups, name: numbers(groups[0], 5)[name]  # noqa: E731
    assert list(attacker.hidden_counts(hidden, counted)) == []


@pytest.mark.parametrize("points", [2, 3, 4, 6, 7])
def test_nor_on_another_scale(points):
    possible, attacker = worlds(5, points), Enumerator()
    for world, row in zip(possible, published(possible, points, 3), strict=True):
        attacker.saw(seen(row), (world,))
    assert list(attacker.certain()) == []


def as_published(row):
    return {
        "counts": [int(row[f"at_{p}"]) for p in range(1, 6)],
        "sides": [int(row["side_low"]), int(row["side_high"])],
        "cannot_say": row["cannot_say"],
        "missing": row["missing"],
    }


def after(earlier, rows, known):
    """Return a publication that stands, of as many worlds as there are rows."""
    items = {str(i): as_published(row) for i, row in enumerate(rows) if row is not None}
    return [*earlier, Earlier(items, known[0], range(known[1], known[1] + 1))]


@pytest.mark.parametrize(
    ("stayed", "left", "joined", "threshold"),
    [(4, 1, 0, 3), (3, 0, 1, 3), (3, 1, 1, 3), (5, 1, 0, 5), (3, 2, 0, 3)],
)
def test_who_comes_or_goes_is_not_told_by_the_difference(stayed, left, joined, threshold):
    """The attacker even knows that everybody who stayed answered as before."""
    ways = list(product(worlds(stayed, 5), worlds(left, 5), worlds(joined, 5)))
    first = published([stay + leave for stay, leave, _ in ways], 5, threshold)
    before = after([], first, (stayed + left, stayed))
    second = published([stay + come for stay, _, come in ways], 5, threshold, stayed + joined, before)
    attacker = Enumerator()
    for groups, *rows in zip(ways, first, second, strict=True):
        attacker.saw(tuple(map(seen, rows)), groups)
    assert list(attacker.certain()) == []


def test_one_who_goes_and_one_who_comes_later_are_not_told_by_three_waves():
    ways = list(product(worlds(3, 5), worlds(1, 5), worlds(1, 5)))
    first = published([stay + leave for stay, leave, _ in ways], 5, 3)
    second = published([stay for stay, _, _ in ways], 5, 3, 3, after([], first, (4, 3)))
    standing = after(after([], first, (4, 3)), second, (3, 3))
    third = published([stay + come for stay, _, come in ways], 5, 3, 4, standing)
    attacker = Enumerator()
    for groups, *rows in zip(ways, first, second, third, strict=True):
        attacker.saw(tuple(map(seen, rows)), groups)
    assert list(attacker.certain()) == []


def test_holding_an_item_back_tells_no_answer_where_everybody_may_have_changed():
    ways = list(product(worlds(4, 5), worlds(3, 5)))
    first = published([one for one, _ in ways], 5, 3)
    second = published([two for _, two in ways], 5, 3, 3, after([], first, (4, 3)))
    attacker = Enumerator()
    for groups, *rows in zip(ways, first, second, strict=True):
        attacker.saw(tuple(map(seen, rows)), groups)
    assert list(attacker.certain()) == []


ITEMS = {"b1": ("bounded", "real-team"), "b2": ("bounded", "real-team"), "s1": ("stable", "real-team"),
         "t1": ("time", "context")}  # fmt: skip
PLACES = (1, 2, 3, 4, 5, CANNOT_SAY, LEFT_OUT)
# Teams in which people often agree: there the attacker has most to find.
ANSWER = st.sampled_from([4, 4, 4, 5, 5, 2, None, LEFT_OUT])
TEAM = st.lists(st.fixed_dictionaries(dict.fromkeys(ITEMS, ANSWER)), min_size=5, max_size=6)


def exact(body, item):
    """Return whether an item's counts are shown point by point."""
    row = next(row for row in body["items"] if row["item"] == item)
    return "unsaid" not in row and not any(row["sides"])


def place_of(item, value):
    """Return where an answer stands once reverse-keyed items are turned round."""
    if value is None:
        return CANNOT_SAY
    return 6 - value if item == "b2" and value != LEFT_OUT else value


# Shrinking what a solver found takes minutes and shows no more.
@settings(max_examples=12, phases=(Phase.reuse, Phase.generate))
@given(st.lists(TEAM, min_size=3, max_size=3))
def test_all_that_an_institute_publishes_taken_together_tells_nobodys_answer(kit, teams):
    named = dict(zip("xyz", teams, strict=True))
    view = kit.FakeView(
        *(
            kit.response(i, {k: v for k, v in answers.items() if v != LEFT_OUT}, team=name)
            for name, people in named.items()
            for i, answers in enumerate(people)
        )
    )
    bodies = {name: kit.publish(view, team=name).body for name in named}
    whole = kit.publish(view, team=None).body
    solver = Solver(list(product(named, ITEMS, PLACES)))
    for name, people in named.items():
        for item in ITEMS:
            solver.know([(name, item, place) for place in PLACES], len(people))
        read(solver, bodies[name], [name], bodies)
    read(solver, whole, list(named), bodies)
    for name, people in named.items():
        for item in ITEMS:
            real = [place_of(item, answers[item]) for answers in people]
            for place in set(real):
                others_alike = real.count(place) >= len(real) - 1
                if others_alike:
                    least = solver.reach((name, item, place), 1)
                    # Not even the one who answered otherwise may know that all the others answered this.
                    assert least < len(real) - 1, (name, item, place)


def read(solver, body, teams, bodies):
    """Turn every published number into an equation over the teams that it counts."""
    for level, key in (("items", "item"), ("facets", "facet"), ("conditions", "condition")):
        for row in body.get(level, ()):
            if "unsaid" in row:
                continue
            items = [item for item, places in ITEMS.items() if row[key] in (item, *places)]
            counted = [(t, i) for t in teams for i in items if "unsaid" not in rows_of(bodies[t])[i]]
            if len(teams) > 1:
                counted = [(t, i) for t, i in counted if "unsaid" not in rows_of(body)[i]]
            pointed = [(t, i) for t, i in counted if exact(bodies[t], i)]
            sided = [pair for pair in counted if pair not in pointed]
            for point, count in enumerate(row["counts"], start=1):
                solver.know([(*pair, point) for pair in pointed], count)
            for points, count in zip(((1, 2, 3), (4, 5)), row["sides"], strict=True):
                solver.know([(*pair, p) for pair in sided for p in points], count)
            solver.know([(*pair, CANNOT_SAY) for pair in counted], row["cannot_say"])
            solver.know([(*pair, LEFT_OUT) for pair in counted], row["missing"])
            favorable = [(*pair, p) for pair in counted for p in (4, 5)]
            solver.know(favorable, row["favorable"])


def rows_of(body):
    return {row["item"]: row for row in body["items"]}
