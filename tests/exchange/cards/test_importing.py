"""Cards from a table and from Trello: each once, nothing half, and nothing done that nobody has confirmed."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.errors import ImportRefused
from cadence.exchange import HeadingsUnclear, Source
from cadence.exchange.cards.importing import import_cards
from cadence.exchange.cards.trello import open_trello
from cadence.exchange.forms import FormMapping
from cadence.model import Card, Membership, Person, Team
from cadence.store import View

TEAM = Team(id="lincoln", name="Lincoln")
TABLE = """Task,Status,Assigned to,Due date,Done when,Description
Look at lessons,In progress,Ana Park,2026-12-01,Seen twice a week,<b>bold</b>
Call families,To do,"Somebody Else, Ana Park",,,
Calibrate,Done,Ana Park,2026-11-02,,
"""
TRELLO: dict[str, Any] = {
    "name": "Board",
    "lists": [
        {"id": "l2", "name": "In review", "closed": False},
        {"id": "l1", "name": "Parking lot", "closed": False},
        {"id": "l3", "name": "Old", "closed": True},
        {"id": "l4", "name": "Complete", "closed": False},
    ],
    "members": [{"id": "m1", "fullName": "Ana Park"}, {"id": "m2", "fullName": "Zed"}],
    "cards": [
        {"id": "c2", "name": "Second", "idList": "l1", "pos": 2, "idMembers": ["m2"]},
        {"id": "c1", "name": "First", "idList": "l1", "pos": 1, "desc": "Why", "idMembers": ["m1"]},
        {"id": "c3", "name": "Gone", "idList": "l1", "closed": True},
        {"id": "c4", "name": "Older", "idList": "l3"},
        {"id": "c5", "name": "Was done", "idList": "l4", "due": "2026-11-02T12:00:00.000Z"},
        {"id": "c6", "name": "x" * 300, "idList": "l2"},
    ],
    "checklists": [{"name": "Steps"}],
}  # fmt: skip


@pytest.fixture
def lincoln(view: View) -> View:
    """Lend a store with a team, and Ana on it."""
    view.write(TEAM)
    view.write(Person(id="ana", name="Ana Park"))
    view.write(Membership(team="lincoln", person="ana"))
    return view


def cards(view: View) -> dict[str, Card]:
    return {card.title: card for card in view.all(Card)}


def test_a_table_becomes_cards_and_what_was_done_waits_for_a_peer(lincoln: View, written: Any) -> None:
    report = import_cards(lincoln, written(TABLE), TEAM, 1)
    found = cards(lincoln)
    assert {title: card.column for title, card in found.items()} == {
        "Look at lessons": "doing",
        "Call families": "ready",
        "Calibrate": "review",
    }
    first = found["Look at lessons"]
    assert (first.owner, first.due, first.standard) == ("ana", date(2026, 12, 1), "Seen twice a week")
    assert (first.notes, found["Call families"].owner) == ("<b>bold</b>", None)
    said = str(report)
    assert "cards: 3 added" in said and "Somebody Else" in said and "In review here: 1" in said


def test_the_same_file_twice_changes_nothing_and_the_board_is_not_overwritten(
    lincoln: View, written: Any
) -> None:
    file = written(TABLE)
    import_cards(lincoln, file, TEAM, 1)
    moved = cards(lincoln)["Call families"].model_copy(update={"column": "doing", "notes": "Ours"})
    lincoln.write(moved)
    before = lincoln.all(Card)
    report = import_cards(lincoln, file, TEAM, 1)
    assert "3 unchanged" in str(report) and report.change == 0
    assert lincoln.all(Card) == before


def test_a_dry_run_writes_nothing(lincoln: View, written: Any) -> None:
    assert "nothing was written" in str(import_cards(lincoln, written(TABLE), TEAM, 1, check=True))
    assert lincoln.all(Card) == []


def test_trello_s_lists_are_columns_by_name_or_as_the_mapping_says(lincoln: View, written: Any) -> None:
    file = written(json.dumps(TRELLO), "board.json")
    report = import_cards(lincoln, file, TEAM, 1)
    found = cards(lincoln)
    assert [c.title for c in sorted(found.values(), key=lambda c: c.order) if c.column == "ideas"] == [
        "First",
        "Second",
    ]
    assert (found["First"].owner, found["First"].notes, found["Second"].owner) == ("ana", "Why", None)
    assert (found["Was done"].column, found["Was done"].due) == ("review", date(2026, 11, 2))
    long = found["x" * 200]
    assert long.notes == "x" * 300
    assert "archived in Trello, and left out: 2" in str(report) and "'Zed'" in str(report)
    assert "checklists" in str(report)
    again = import_cards(lincoln, file, TEAM, 1)
    assert again.change == 0


def test_a_list_that_is_no_column_is_asked_about_and_nothing_is_half(lincoln: View, written: Any) -> None:
    strange = TRELLO | {"lists": [{"id": "l1", "name": "Mañana"}]}
    file = written(json.dumps(strange), "board.json")
    with pytest.raises(ImportRefused, match="--list 'Mañana=ideas'"):
        import_cards(lincoln, file, TEAM, 1)
    assert lincoln.all(Card) == []
    mapping = FormMapping(values={"column": {"Mañana": "ready"}})
    import_cards(lincoln, Source(file, mapping), TEAM, 1)
    assert {card.column for card in lincoln.all(Card)} == {"ready"}


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"cards": 1, "lists": []}', '{"cards": [1], "lists": []}', "[" * 5000]
)
def test_what_is_no_export_of_trello_s_is_refused_in_words(lincoln: View, written: Any, text: str) -> None:
    with pytest.raises(ImportRefused, match="Export as JSON"):
        import_cards(lincoln, written(text, "board.json"), TEAM, 1)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(["id", "name", "idList", "closed", "pos", "idMembers", "due", "desc"])


@given(cards=st.lists(st.dictionaries(KEYS, JSON, max_size=5), max_size=3))
def test_whatever_an_export_holds_it_is_read_or_refused_in_words(
    cards: list[Any], tmp_path_factory: Any
) -> None:
    file = tmp_path_factory.mktemp("t") / "b.json"
    whole = [{"idList": "l1"} | card for card in cards]
    file.write_text(json.dumps({"cards": whole, "lists": [{"id": "l1", "name": "Doing"}], "members": None}))
    try:
        rows = open_trello(Source(file)).rows
    except ImportRefused as refusal:
        assert "Export as JSON" in str(refusal)
    else:
        assert all(isinstance(text, str) for row in rows for text in row.cells.values())


def test_a_table_without_titles_is_asked_about(lincoln: View, written: Any) -> None:
    with pytest.raises(HeadingsUnclear, match="no column 'Title'"):
        import_cards(lincoln, written("A,B\n1,2\n"), TEAM, 1)
    with pytest.raises(ImportRefused, match="no title"):
        import_cards(lincoln, written("Title,List\n ,Doing\n"), TEAM, 1)
    with pytest.raises(ImportRefused, match="not a date"):
        import_cards(lincoln, written("Title,Due\nCall,soon\n"), TEAM, 1)


def test_a_table_of_our_own_is_read_and_another_team_s_cards_stay_out(lincoln: View, written: Any) -> None:
    own = "id,team,title,column,owner\nk1,lincoln,Call,ready,ana\n"
    import_cards(lincoln, written(own), TEAM, 1)
    assert (cards(lincoln)["Call"].owner, cards(lincoln)["Call"].column) == ("ana", "ready")
    with pytest.raises(ImportRefused, match="--team says Lincoln"):
        import_cards(lincoln, written(own + "k2,grady,Look,ready,\n"), TEAM, 1)
    assert len(lincoln.all(Card)) == 1
