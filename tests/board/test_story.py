"""What happened to a card is told to its team: who, what and when."""

from collections.abc import Callable
from typing import Any

import pytest

from cadence.errors import NotFound

from .conftest import Table, hexid

Ask = Callable[..., Any]


def told(table: Any, card: str) -> list[tuple[str, str]]:
    return [(each["who"], each["what"]) for each in table.story(card)["story"]]


def test_everything_that_was_done_with_a_card_is_told_the_newest_first(table: Table, ask: Ask) -> None:
    id, ana, ben = hexid(), table("ana"), table("ben")
    title = {"title": {"was": None, "now": "Targets"}}
    ask(ana, "add", id, column="ideas", changes=title)
    ask(
        ben,
        "edit",
        id,
        changes={"owner": {"was": None, "now": "ben"}, "due": {"was": None, "now": "2027-01-15"}},
    )
    ask(ben, "move", id, **{"from": "ideas", "to": "ready", "before": None})
    ask(ben, "undo")
    ask(ana, "evidence", id, id=hexid(), kind="text", text="Six rooms")
    assert told(ana, id) == [
        ("Ana", "brought 'Six rooms'"),
        ("Ben", "took back what was done: moved it to Ideas"),
        ("Ben", "moved it to Ready"),
        ("Ben", "changed who does it, by when"),
        ("Ana", "added it to Ideas"),
    ]


def test_another_team_is_told_nothing_and_a_facilitator_is_named_as_one(table: Table, ask: Ask) -> None:
    id, leads = hexid(), table("", role="facilitator")
    ask(leads, "add", id, column="ideas", changes={"title": {"was": None, "now": "Targets"}})
    assert told(table("ana"), id) == [("The facilitator", "added it to Ideas")]
    with pytest.raises(NotFound):
        table("dan", of="b").story(id)


def test_a_place_in_the_same_column_is_no_news(table: Table, ask: Ask) -> None:
    first, second, ana = hexid(), hexid(), table("ana")
    for id in (first, second):
        ask(ana, "add", id, column="ideas", changes={"title": {"was": None, "now": id}})
    ask(ana, "move", second, **{"from": "ideas", "to": "ideas", "before": first})
    assert told(ana, second) == [("Ana", "added it to Ideas")]
