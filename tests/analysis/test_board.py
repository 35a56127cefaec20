from datetime import UTC, date, datetime

from cadence.analysis import board_summary, since_last
from cadence.model import Card, Commitment, Evidence, Verification

TODAY, SINCE = date(2026, 11, 21), date(2026, 10, 1)


def card(name, **changes):
    return Card(id=name, cycle=1, team="t", title=f"Card {name}", owner="ana", **changes)


def word(on, verdict="confirmed", by="bo", question=""):
    at = datetime(2026, 10, 20, tzinfo=UTC)
    return Verification(team="t", card=on, verifier=by, verdict=verdict, question=question, at=at)


def test_every_column_is_counted_even_when_empty():
    columns = board_summary([card("a", column="doing"), card("b", column="doing")], today=TODAY).columns
    assert dict(columns.to_numpy()) == {"ideas": 0, "ready": 0, "doing": 2, "review": 0, "done": 0}


def test_a_card_is_overdue_the_day_after_and_never_when_done():
    cards = [
        card("today", column="doing", due=TODAY),
        card("late", column="ready", due=date(2026, 11, 18)),
        card("done", column="done", due=date(2026, 11, 18)),
    ]
    overdue = board_summary(cards, today=TODAY).overdue
    assert overdue[["card", "days"]].to_numpy().tolist() == [["late", 3]]


def test_a_win_needs_the_word_of_somebody_else():
    cards = [card(n, column="done", done=date(2026, 10, 20)) for n in ("peer", "self", "none")]
    wins = board_summary(cards, [word("peer"), word("self", by="ana")], today=TODAY).wins
    assert list(wins["card"]) == ["peer"]


def test_wins_before_the_last_meeting_were_told_already():
    old = card("a", column="done", done=date(2026, 9, 1))
    assert board_summary([old], [word("a")], today=TODAY, since=SINCE).wins.empty


def test_since_last_time_tells_each_kind_once():
    cards = [
        card("won", column="done", done=date(2026, 10, 20)),
        card("late", column="doing", due=date(2026, 11, 1)),
        card("back", column="doing"),
    ]
    promised = [
        Commitment(id="kept", cycle=1, team="t", session=1, text="x", done=date(2026, 10, 9)),
        Commitment(id="open", cycle=1, team="t", session=1, text="x", due=date(2026, 12, 1)),
        Commitment(id="overdue", cycle=1, team="t", session=1, text="x", due=date(2026, 11, 1)),
        Commitment(id="told", cycle=1, team="t", session=1, text="x", done=date(2026, 9, 1)),
    ]
    shown = Evidence(id="e", team="t", card="won", text="notes", added_by="ana", added=date(2026, 10, 19))
    events = since_last(
        SINCE, TODAY, cards=cards, commitments=promised, evidence=[shown],
        verifications=[word("won"), word("back", "returned", question="Who saw it?")],
    )  # fmt: skip
    assert events.set_index("record")["kind"].to_dict() == {
        "kept": "kept commitment", "open": "open commitment", "overdue": "overdue commitment", "won": "win",
        "late": "overdue card", "back": "returned card", "e": "evidence",
    }  # fmt: skip
    assert events.set_index("record").loc["back", "text"] == "Card back: Who saw it?"


def test_nothing_happened_is_an_empty_table():
    assert since_last(SINCE, TODAY).empty
