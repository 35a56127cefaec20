"""Evidence, and the word of a peer, as they are said at the board."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from cadence.board.asked import BoardRefused

REVIEW = {"from": "ideas", "to": "review"}


@pytest.fixture
def shown(table: Any, add: Any, ask: Any) -> str:
    """Lend a card of Ana's in review, with a standard and evidence."""
    id = add(table("ana"), "Look at lessons", owner="ana", standard="Seen twice")
    ask(table("ana"), "move", id, **REVIEW)
    ask(table("ana"), "evidence", id, id=uuid4().hex, kind="text", text=" Photos of both ")
    return str(id)


def card(table: Any) -> Any:
    (only,) = table.show()["cards"]
    return only


def test_a_peer_confirms_and_the_card_is_done_and_a_win(table: Any, ask: Any, shown: str) -> None:
    ben = table("ben")
    assert card(table("ana"))["may"] == {
        "confirm": False,
        "why": "It is your own: somebody else looks at it.",
    }
    assert card(ben)["may"]["confirm"]
    said = ask(ben, "confirm", shown)
    assert said["said"] == "Confirmed 'Look at lessons'. It is in Done."
    assert (said["card"]["column"], said["card"]["done"]) == ("done", ben.show()["today"])
    assert [each["by"] for each in said["card"]["words"]] == ["Ben"]
    assert ben.show()["wins"] == [shown]
    assert said["undo"] == {"label": "Confirmed 'Look at lessons'"}


def test_a_facilitator_confirms_too_but_not_what_is_theirs(table: Any, ask: Any, shown: str) -> None:
    assert ask(table("fay", role="facilitator"), "confirm", shown)["card"]["column"] == "done"


def test_nobody_confirms_their_own(table: Any, ask: Any, shown: str) -> None:
    assert "your own" in ask(table("ana"), "confirm", shown)["refused"][""]["what"]
    assert "your own" in ask(table("ana"), "return", shown, question="Why?")["refused"][""]["what"]


def test_what_was_changed_while_a_peer_looked_is_looked_at_again(table: Any, ask: Any, shown: str) -> None:
    saw = card(table("ben"))
    seen = {"standard": saw["standard"], "evidence": [each["id"] for each in saw["evidence"]]}
    ask(table("ana"), "edit", shown, changes={"standard": {"was": "Seen twice", "now": "Seen once"}})
    said = ask(table("ben"), "confirm", shown, **seen)
    assert "changed while you looked" in said["refused"][""]["what"]
    assert (said["card"]["column"], said["card"]["standard"]) == ("review", "Seen once")
    ask(table("ana"), "edit", shown, changes={"standard": {"was": "Seen once", "now": "Seen twice"}})
    assert ask(table("ben"), "confirm", shown, **seen)["card"]["column"] == "done"


def test_a_question_brings_it_back_to_doing(table: Any, ask: Any, shown: str) -> None:
    assert ask(table("ben"), "return", shown, question="  ")["refused"]["question"]["what"]
    said = ask(table("ben"), "return", shown, question="Who saw it? <b>")
    assert said["card"]["column"] == "doing"
    assert said["card"]["words"][-1]["question"] == "Who saw it? <b>"
    assert (
        ask(table("ana"), "move", shown, **{"from": "doing", "to": "review"})["card"]["may"]["confirm"]
        is False
    )
    earlier = table("ben", now=table("ben").now - timedelta(minutes=1))  # a clock that is behind
    assert ask(earlier, "confirm", shown)["card"]["column"] == "done"


def test_done_rests_on_what_was_confirmed(table: Any, ask: Any, shown: str) -> None:
    ask(table("ben"), "confirm", shown)
    ana, evidence = table("ana"), card(table("ana"))["evidence"][0]["id"]
    for do, more in [
        ("drop-evidence", {"id": evidence}),
        ("evidence", {"id": uuid4().hex, "kind": "text", "text": "More"}),
        ("edit", {"changes": {"standard": {"was": "Seen twice", "now": "Anything"}}}),
        ("edit", {"changes": {"owner": {"was": "ana", "now": "ben"}}}),
    ]:
        said = ask(ana, do, shown, **more)
        assert said["refused"][""]["remedy"] and said["card"]["column"] == "done"
    said = ask(ana, "move", shown, **{"from": "done", "to": "review"})
    assert (said["card"]["column"], said["card"]["done"]) == ("review", None)
    assert ask(ana, "drop-evidence", shown, id=evidence)["card"]["evidence"] == []
    assert "Nothing shows" in card(table("ben"))["may"]["why"]


def test_a_peer_takes_their_own_word_back(table: Any, ask: Any, shown: str) -> None:
    ask(table("ben"), "confirm", shown)
    assert ask(table("ben"), "undo")["said"] == "Taken back: Confirmed 'Look at lessons'."
    assert (card(table("ana"))["column"], card(table("ana"))["words"]) == ("review", [])


def test_a_done_card_that_was_taken_away_comes_back_done(table: Any, ask: Any, shown: str) -> None:
    ask(table("ben"), "confirm", shown)
    ask(table("ana"), "remove", shown)
    assert ask(table("ana"), "undo")["refused"] == {}
    assert card(table("ben"))["column"] == "done"


def test_the_address_of_a_page_is_evidence(table: Any, add: Any, ask: Any) -> None:
    id = add(table("ana"), "Look at lessons")
    for text in ("https://example.org/a?b=c#d", "http://10.0.0.7/folder", "HTTPS://EXAMPLE.ORG"):
        said = ask(table("ana"), "evidence", id, id=uuid4().hex, kind="link", text=text)
        kept = next(each for each in said["card"]["evidence"] if each["text"] == text)
        assert (kept["kind"], kept["by"]) == ("link", "Ana")
        assert "href" not in kept


NO_ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt://example.org/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "https://",
    "//example.org",
    "example.org",
    "https://exa mple.org",
    "https://example.org/\u202egpj.exe",
    "https://bank.example@evil.example/",
    "http://[::1",
    "https://example.org/" + "a" * 3000,
    "",
]


def test_what_is_no_address_of_a_page_is_refused(table: Any, add: Any, ask: Any) -> None:
    id = add(table("ana"), "Look at lessons")
    for text in NO_ADDRESSES:
        said = ask(table("ana"), "evidence", id, id=uuid4().hex, kind="link", text=text)
        assert said["refused"][""]["what"] and said["card"]["evidence"] == [], text


def test_evidence_that_no_page_sends_is_refused(table: Any, add: Any, ask: Any) -> None:
    id = add(table("ana"), "Look at lessons")
    garbled: list[dict[str, Any]] = [{"kind": "file"}, {"text": 7}, {"id": "../x"}]
    for more in garbled:
        with pytest.raises(BoardRefused):
            ask(table("ana"), "evidence", id, **({"id": uuid4().hex, "kind": "text", "text": "x"} | more))
