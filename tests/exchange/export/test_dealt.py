"""Answers leave as they were published: every count is right, and no row is a person."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cadence.exchange.export.dealt import respondents
from cadence.model import Publication

NOW = datetime(2026, 10, 1, tzinfo=UTC)
POINTS = ["1", "2", "3", "4", "5"]


@st.composite
def bodies(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a publication's body: some items shown, some hidden, some reversed."""
    count = draw(st.integers(5, 9))
    items = []
    for n in range(draw(st.integers(1, 5))):
        said = Counter(
            draw(st.lists(st.sampled_from([1, 2, 3, 4, 5, "none", "gone"]), min_size=count, max_size=count))
        )
        counts = {
            "counts": [said[v] for v in range(1, 6)],
            "cannot_say": said["none"],
            "missing": said["gone"],
        }
        numbers = draw(st.sampled_from([counts, {"unsaid": "Fewer than 5 people answered."}]))
        items.append({"item": f"i{n}", "reverse": draw(st.booleans()), **numbers})
    return {"survey": "conditions", "points": POINTS, "respondents": count, "items": items}


def published(body: dict[str, Any], **more: Any) -> Publication:
    told = {"cycle": 1, "team": "oak", "kind": "conditions", "published": NOW, "body": body}
    return Publication(**(told | more))


@given(bodies())
def test_the_counts_are_those_that_were_published(body: dict[str, Any]) -> None:
    dealt = list(respondents([published(body)]))
    assert len(dealt) == body["respondents"]
    for item in body["items"]:
        said = Counter(each.answers[item["item"]] for each in dealt if item["item"] in each.answers)
        if "unsaid" in item:
            assert not said
        else:
            ticked = [6 - v if item["reverse"] else v for v in range(1, 6)]
            assert [said[v] for v in ticked] == item["counts"]
            assert said[None] == item["cannot_say"]
            assert len(dealt) - said.total() == item["missing"]


@given(bodies())
def test_nobody_has_a_name_a_word_or_an_id_that_comes_again(body: dict[str, Any]) -> None:
    first, second = (list(respondents([published(body)])) for _ in range(2))
    ids = [id for each in [*first, *second] for id in (each.id, each.person)]
    assert len(set(ids)) == len(ids)
    assert all(each.submitted == NOW and not each.comments and not each.listed for each in first)


def test_what_one_row_says_of_one_item_says_nothing_of_the_next() -> None:
    """Two items, answered 1 and 1 or 5 and 5 by everybody: in rows of persons they would always agree."""
    counts = {"counts": [30, 0, 0, 0, 30], "cannot_say": 0, "missing": 0}
    items = [{"item": name, "reverse": False, **counts} for name in ("a", "b")]
    body = {"survey": "conditions", "points": POINTS, "respondents": 60, "items": items}
    dealt = respondents([published(body)])
    same = sum(each.answers["a"] == each.answers["b"] for each in dealt)
    assert 5 < same < 55  # 30 on average; outside once in 10 ** 11 runs


def test_only_what_a_team_published_is_dealt() -> None:
    body = {"survey": "conditions", "points": POINTS, "respondents": 5, "items": []}
    others = [
        published(body, team=None),
        published(body, kind="baseline"),
        published({**body, "unsaid": "too few"}),
    ]
    assert list(respondents(others)) == []


def test_counts_that_do_not_add_up_are_left_out() -> None:
    item = {"item": "a", "reverse": False, "counts": [1, 1, 1], "cannot_say": 0, "missing": 0}
    body = {"survey": "conditions", "points": POINTS, "respondents": 5, "items": [item]}
    assert all(not each.answers for each in respondents([published(body)]))
