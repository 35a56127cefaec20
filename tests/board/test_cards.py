"""Adding, changing and moving cards, and two who do so at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadence.board.asked import BoardRefused
from cadence.errors import NotFound
from cadence.model import Card
from cadence.store import Store, Viewer

PLACES = ("ideas", "ready", "doing", "review")


def titles(table: Any, column: str) -> list[str]:
    return [each["title"] for each in table.show()["cards"] if each["column"] == column]


def test_what_one_adds_the_team_sees_and_nobody_else(table: Any, add: Any) -> None:
    id = add(table("ana"), "Look at lessons", owner="ben", due="2026-12-01", goal="g", standard="Seen twice")
    (card,) = table("ben").show()["cards"]
    assert (card["id"], card["owner"], card["due"], card["goal"]) == (id, "ben", "2026-12-01", "g")
    assert table("dan", "b").show()["cards"] == []


def test_a_card_of_another_team_is_not_there_by_its_id_either(table: Any, add: Any, ask: Any) -> None:
    id, dan = add(table("ana"), "Look at lessons"), table("dan", "b")
    for do, more in [("edit", {"changes": {}}), ("move", {"from": "ideas", "to": "ready"}), ("remove", {})]:
        with pytest.raises(NotFound, match="no longer on the board"):
            ask(dan, do, id, **more)
    changes = {"title": {"was": None, "now": "Mine"}}
    said = ask(dan, "add", id, column="ideas", changes=changes)
    assert said["refused"][""]["what"]
    assert titles(table("ana"), "ideas") == ["Look at lessons"]


def test_each_field_is_taken_refused_or_found_changed_by_itself(table: Any, add: Any, ask: Any) -> None:
    ana, ben = table("ana"), table("ben")
    id = add(ana, "Look at lessons")
    ask(ben, "edit", id, changes={"notes": {"was": "", "now": "Ben's"}})
    said = ask(
        ana,
        "edit",
        id,
        changes={
            "notes": {"was": "", "now": "Ana's"},
            "standard": {"was": "", "now": "Seen twice"},
            "due": {"was": None, "now": "soon"},
            "owner": {"was": None, "now": "dan"},
            "title": {"was": "Look at lessons", "now": "  "},
            "column": {"was": "ideas", "now": "done"},
        },
    )
    assert said["differs"] == {"notes": {"theirs": "Ben's", "by": "Ben"}}
    assert said["refused"].keys() == {"due", "owner", "title", "column"}
    assert (said["card"]["standard"], said["card"]["notes"]) == ("Seen twice", "Ben's")
    assert said["said"] == "Saved 'Look at lessons'."


def test_owner_and_verifier_are_two_people(table: Any, add: Any, ask: Any) -> None:
    id = add(table("ana"), "Look at lessons", owner="ana")
    said = ask(table("ana"), "edit", id, changes={"verifier": {"was": None, "now": "ana"}})
    assert "owner" in said["refused"]["verifier"]["what"]


def test_the_same_request_again_is_done_once(table: Any, add: Any, ask: Any) -> None:
    ana = table("ana")
    id, key = add(ana, "Look at lessons"), uuid4().hex
    once = {"key": key, "do": "move", "card": id, "from": "ideas", "to": "ready", "before": None}
    assert ana.do(once)["card"]["column"] == "ready"
    ask(ana, "move", id, **{"from": "ready", "to": "doing"})
    assert ana.do(once)["card"]["column"] == "doing"
    new = {"key": uuid4().hex, "do": "add", "card": uuid4().hex, "column": "ideas"}
    new["changes"] = {"title": {"was": None, "now": "Twice?"}}
    ana.do(new)
    assert ana.do(new)["refused"] == {}
    assert titles(ana, "ideas") == ["Twice?"]


def test_a_card_that_somebody_has_moved_is_not_moved_from_where_it_was(
    table: Any, add: Any, ask: Any
) -> None:
    ana, ben = table("ana"), table("ben")
    id = add(ana, "Look at lessons")
    ask(ben, "move", id, **{"from": "ideas", "to": "ready"})
    said = ask(ana, "move", id, **{"from": "ideas", "to": "doing"})
    assert said["differs"] == {"column": {"theirs": "ready", "by": "Ben"}}
    assert said["card"]["column"] == "ready"


def test_work_begins_when_a_card_comes_to_doing(table: Any, add: Any, ask: Any) -> None:
    ana = table("ana")
    id = add(ana, "Look at lessons")
    assert ask(ana, "move", id, **{"from": "ideas", "to": "doing"})["card"]["started"] == ana.show()["today"]


def test_a_full_column_asks_before_it_takes_one_more(table: Any, add: Any, ask: Any) -> None:
    ana = table("ana")
    for number in range(5):
        add(ana, f"Card {number}", "doing")
    id = add(ana, "One more")
    there = {"from": "ideas", "to": "doing"}
    said = ask(ana, "move", id, **there)
    assert "5" in said["ask"]["what"] and said["card"]["column"] == "ideas"
    assert ask(ana, "move", id, **there, anyway=True)["card"]["column"] == "doing"
    new = {"column": "doing", "changes": {"title": {"was": None, "now": "And more"}}}
    assert ask(ana, "add", uuid4().hex, **new)["ask"]


def test_nobody_drags_a_card_to_done(table: Any, add: Any, ask: Any) -> None:
    id = add(table("ana"), "Look at lessons", "review")
    said = ask(table("ben"), "move", id, **{"from": "review", "to": "done", "anyway": True})
    assert "not its owner" in said["refused"]["column"]["what"]
    with pytest.raises(BoardRefused):
        ask(table("ben"), "add", uuid4().hex, column="done", changes={"title": {"now": "x"}})


GARBLED: list[dict[str, Any]] = [
    {},
    {"do": "dance"},
    {"do": ["add"]},
    {"do": "add", "card": "../../x", "column": "ideas"},
    {"do": "add", "card": "0" * 32, "column": "cellar"},
    {"do": "add", "card": "0" * 32, "column": "ideas", "changes": [1]},
    {"do": "add", "card": "0" * 32, "column": "ideas", "changes": {"title": "x"}},
    {"do": "move", "card": 7, "from": "ideas", "to": "ready"},
]


def test_what_no_page_sends_is_refused_in_words(table: Any) -> None:
    for garbled in GARBLED:
        with pytest.raises((BoardRefused, NotFound)) as refusal:
            table("ana").do(garbled)
        assert refusal.value.message


def test_words_are_words_whatever_they_look_like(table: Any, add: Any) -> None:
    nasty = "<img src=x onerror=alert(1)> </script> \u202e"
    add(table("ana"), nasty.strip(), notes=nasty)
    assert table("ben").show()["cards"][0]["notes"] == nasty


def test_one_s_own_last_change_is_taken_back_and_only_that(table: Any, add: Any, ask: Any) -> None:
    ana, ben = table("ana"), table("ben")
    id = add(ana, "Look at lessons")
    said = ask(ana, "move", id, **{"from": "ideas", "to": "ready"})
    assert said["undo"] == {"label": "Moved 'Look at lessons' to Ready"}
    assert ben.show()["undo"] is None
    assert ask(ben, "undo")["refused"][""]["what"]
    key = uuid4().hex
    for _ in range(2):
        ana.do({"key": key, "do": "undo"})
        assert titles(ana, "ideas") == ["Look at lessons"]
    assert ana.show()["undo"] is None


def test_what_somebody_has_changed_since_is_not_taken_back(table: Any, add: Any, ask: Any) -> None:
    ana, ben = table("ana"), table("ben")
    id = add(ana, "Look at lessons")
    ask(ana, "move", id, **{"from": "ideas", "to": "ready"})
    ask(ben, "move", id, **{"from": "ready", "to": "doing"})
    assert "somebody has changed" in ask(ana, "undo")["refused"][""]["what"]
    assert titles(ben, "doing") == ["Look at lessons"]


def test_a_card_that_was_taken_away_comes_back_whole(table: Any, add: Any, ask: Any) -> None:
    ana = table("ana")
    id = add(ana, "Look at lessons", notes="Keep this")
    assert ask(ana, "remove", id)["card"] is None
    assert ask(ana, "undo")["said"] == "Taken back: Removed 'Look at lessons'."
    assert [each["notes"] for each in ana.show()["cards"]] == ["Keep this"]


def test_room_between_cards_is_made_where_it_is_used_up(table: Any, add: Any, ask: Any) -> None:
    ana = table("ana")
    first, second = add(ana, "First"), add(ana, "Second")
    expected = ["First", "Second"]
    for number in range(14):  # each halves the room above 'Second'
        id = add(ana, f"Card {number}")
        ask(ana, "move", id, **{"from": "ideas", "to": "ideas", "before": second})
        expected.insert(-1, f"Card {number}")
        assert titles(ana, "ideas") == expected
    assert ana.show()["cards"][0]["id"] == first


MOVE = st.tuples(
    st.integers(0, 3), st.sampled_from(PLACES), st.sampled_from([None, 0, 1, 2, 3]), st.booleans()
)


@given(moves=st.lists(MOVE, max_size=8))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_of_two_who_move_cards_at_once_neither_loses_one_unheard(
    table: Any, team: Store, ask: Any, moves: list[tuple[int, str, int | None, bool]]
) -> None:
    """Each moves by what they saw last; what was moved meanwhile is said, and nothing else is left undone."""
    trusted = team.view(Viewer("custodian"))
    trusted.remove(*trusted.all(Card, team="a"))
    ids = [uuid4().hex for _ in range(4)]
    trusted.write(*(Card(id=id, cycle=1, team="a", title=id, order=n) for n, id in enumerate(ids)))
    seats = {False: table("ana"), True: table("ben")}
    seen = {who: dict.fromkeys(ids, "ideas") for who in seats}
    stands = dict.fromkeys(ids, "ideas")
    for which, to, before, who in moves:
        id = ids[which]
        where = {"from": seen[who][id], "to": to, "before": ids[before] if before is not None else None}
        said = ask(seats[who], "move", id, **where, anyway=True)
        if seen[who][id] == stands[id]:
            assert not said["differs"] and said["card"]["column"] == to
            stands[id] = to
        else:
            assert said["differs"]["column"]["theirs"] == stands[id]
        seen[who][id] = said["card"]["column"]
    boards = [seats[who].show()["cards"] for who in seats]
    assert boards[0] == boards[1]
    assert {each["id"]: each["column"] for each in boards[0]} == stands


def test_what_the_plan_lacks_is_said_beside_the_board(table: Any, add: Any, ask: Any) -> None:
    id = add(
        table("ana"),
        "Look at lessons",
        "ready",
        owner="ana",
        due="2026-12-01",
        goal="g",
        standard="Seen twice a week",
    )
    assert [each["goal"] for each in table("ana").show()["lint"]] == ["g"] * 3  # measure, target, clause
    later = table("ana", since=date.today() + timedelta(days=1)).show()
    (unmoved,) = [each for each in later["lint"] if "card" in each]
    assert (
        unmoved["card"] == id and "last session" in unmoved["what"] and unmoved["why"] and unmoved["remedy"]
    )
    assert later["since"] == (date.today() + timedelta(days=1)).isoformat()


def test_two_who_move_at_the_very_same_time_lose_nothing(table: Any, add: Any, ask: Any) -> None:
    """Each moves its cards to the top of Ready, one after the other, while the other does so too."""
    ids = {who: [add(table(who), f"{who} {n}") for n in range(4)] for who in ("ana", "ben")}

    def move_all(who: str) -> list[Any]:
        at = table(who)
        return [
            ask(at, "move", id, **{"from": "ideas", "to": "ready", "before": ids["ana"][0]})
            for id in ids[who]
        ]

    with ThreadPoolExecutor(2) as pool:
        replies = [reply for each in pool.map(move_all, ids) for reply in each]
    assert all(not (each["differs"] or each["refused"]) for each in replies)
    boards = [[(card["id"], card["column"]) for card in table(who).show()["cards"]] for who in ids]
    assert boards[0] == boards[1]
    assert {id for id, column in boards[0] if column == "ready"} == {*ids["ana"], *ids["ben"]}
