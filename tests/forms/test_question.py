"""Questions in the room at the desk: answered alone, shown by one of the team, grouped, asked again."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cadence.content import Content
from cadence.errors import NotAllowed, UndoRefused
from cadence.forms.desk import Desk, NotOpen
from cadence.forms.place import Place
from cadence.institute import Institute
from cadence.model import Entry, Membership, Person, Round, Team, Voice
from cadence.publish.steps import Steps
from cadence.store import Store, Viewer
from cadence.store.history import Logged

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
PEOPLE = tuple(f"p{n}" for n in range(6))
At = Callable[..., Desk]
OPEN = """id: open
kind: fist
title: Open fist
text: Shall we?
private: false
options: [0 no, 1 hardly, 2 not yet, 3 yes but, 4 yes, 5 gladly]
"""


@pytest.fixture
def at(store: Store, bare: Institute, tmp_path: Path) -> At:
    """Lend the desks of a team of six."""
    store.view(Viewer("custodian")).write(
        Team(id="oak", name="Oak"),
        Team(id="elm", name="Elm"),
        *(Person(id=each, name=each.title()) for each in PEOPLE),
        *(Membership(team="oak", person=each) for each in PEOPLE),
    )
    folder = tmp_path / "content" / "questions"
    folder.mkdir(parents=True)
    (folder / "open.yaml").write_text(OPEN)
    content, custodian = Content.load(tmp_path), store.view(Viewer("custodian"))

    def desk(person: str = "p0", team: str = "oak", role: Any = "member") -> Desk:
        view = store.view(Viewer(role, person=person, team=team if role == "member" else ""))
        return Desk(Place(view, custodian, content, Steps(), bare.settings, 1, team, person, NOW))

    return desk


def hand_in(desk: Desk, name: str = "good-enough", **values: Any) -> dict[str, Any]:
    changes = {path: {"was": None, "now": now} for path, now in values.items()}
    return desk.save({"kind": "question", "id": name, "changes": changes, "submit": True})


def turn(desk: Desk, to: str, name: str = "good-enough") -> None:
    desk.save({"kind": "question", "id": name, "turn": to})


def far(desk: Desk, name: str = "good-enough") -> Any:
    return desk.form("question", name)["asked"]


FINGERS = ["5 I would lead this", "4 I am for it and will work on it", "1 I am against it as it stands"]


def all_answer(at: At, people: int = 5) -> None:
    for n, person in enumerate(PEOPLE[:people]):
        assert hand_in(at(person), fingers=FINGERS[n % 3], reason=f"because {n}")["submitted"]


def test_nothing_is_shown_before_enough_have_handed_in_and_everybody_hears_how_many_have(at: At) -> None:
    seq = at("p5").place.view.seq()
    all_answer(at, 4)
    told = at("p5").since(seq)
    assert told["forms"] == [("question", "good-enough")] and not told["page"]
    assert (far(at("p5"))["given"], far(at("p5"))["people"], far(at("p5"))["needed"]) == (4, 6, 5)
    with pytest.raises(NotAllowed, match="Waiting for 1 more answer"):
        turn(at("p5"), "reveal")


def test_a_draft_is_nobody_s_but_its_writer_s_and_does_not_count(at: At, store: Store) -> None:
    at().save({"kind": "question", "id": "good-enough", "changes": {"reason": {"was": None, "now": "wait"}}})
    assert far(at())["given"] == 0
    assert at().form("question", "good-enough")["values"] == {"reason": "wait"}
    for other in (at("p1"), at("boss", role="facilitator")):
        assert other.form("question", "good-enough")["values"] == {}
        assert other.place.view.all(Voice) == []
    assert hand_in(at())["refused"][""]["what"] == "Something is still missing."


def test_nobody_is_told_who_else_wrote_in_a_form_that_is_filled_in_alone(at: At) -> None:
    writers = at()._writers
    for person in PEOPLE[:2]:
        desk = at(person)
        desk._writers = writers
        hand_in(desk, fingers=FINGERS[0])
    ana = at()
    ana._writers = writers
    assert ana.form("question", "good-enough")["by"] == {}


def test_one_of_the_team_shows_it_without_a_name_and_nothing_more_is_taken(at: At) -> None:
    all_answer(at)
    turn(at("p5"), "reveal")
    form = at("p0").form("question", "good-enough")
    said = form["form"]["parts"][0]["html"]
    assert form["form"]["state"] == "revealed" and form["values"] == {}
    assert "4 of 5 are at 3 or more" in said and "because 2" in said
    assert not [name for name in PEOPLE if f">{name.title()}<" in said]
    with pytest.raises(NotOpen):
        hand_in(at("p5"), fingers=FINGERS[0])


def test_it_is_asked_once_more_with_fresh_slips_and_the_first_round_stays(at: At, store: Store) -> None:
    all_answer(at)
    with pytest.raises(NotAllowed, match="still open"):
        turn(at(), "again")
    turn(at("boss", role="facilitator"), "reveal")
    turn(at(), "again")
    assert (far(at())["round"], far(at())["given"], far(at())["state"]) == (2, 0, "open")
    assert at().form("question", "good-enough")["values"] == {}
    rounds = store.view(Viewer("custodian")).all(Round)
    assert sorted((each.number, each.state) for each in rounds) == [(1, "revealed"), (2, "open")]


def test_a_round_that_was_shown_is_never_changed_and_not_undone(at: At, store: Store) -> None:
    all_answer(at)
    turn(at(), "reveal")
    custodian = store.view(Viewer("custodian"))
    (shown,) = custodian.all(Round)
    for change in ({"state": "open"}, {"shown": {}}, {"given": 9}):
        with pytest.raises(NotAllowed):
            custodian.write(shown.model_copy(update=change))
    with pytest.raises(NotAllowed):
        custodian.remove(shown)
    newest = next(e for e in custodian.history() if isinstance(e, Logged) and e.table == "round")
    with pytest.raises((NotAllowed, UndoRefused)):
        store.view(Viewer("facilitator")).undo(newest.seq)
    assert custodian.all(Round) == [shown]


def test_what_people_were_told_holds_for_the_whole_round(at: At, bare: Institute) -> None:
    hand_in(at(), fingers=FINGERS[0])
    lower = bare.settings.model_copy(update={"thresholds": bare.settings.thresholds.model_copy(
        update={"respondents": 3})})  # fmt: skip
    place = at("p1").place
    desk = Desk(Place(**{**vars(place), "settings": lower}))
    assert "once 5 or more have handed in" in desk.form("question", "good-enough")["form"]["notice"]


def test_more_dots_than_there_are_is_refused_in_words(at: At) -> None:
    options = at().place.content.question("where-to-begin").options
    reply = hand_in(at(), "where-to-begin", dots=list(options[:4]))
    assert reply["refused"]["dots"]["what"] == "You have 3 dots."
    assert hand_in(at(), "where-to-begin", dots=list(options[:3]))["submitted"]


def test_ideas_are_put_into_groups_by_two_at_once_and_neither_is_lost(at: At, store: Store) -> None:
    closed = at().form("clusters", "what-moves-it")["form"]
    assert closed["state"] == "closed" and closed["ideas"] == []
    for person in PEOPLE[:5]:
        hand_in(at(person), "what-moves-it", ideas=f"one of {person}\ntwo")
    turn(at(), "reveal", "what-moves-it")
    ideas = at().form("clusters", "what-moves-it")["form"]["ideas"]
    assert len(ideas) == 10
    first, second = (each["id"] for each in ideas[:2])
    put = {"kind": "clusters", "id": "what-moves-it"}
    ana, ben = at("p0"), at("p1")
    ana.save(put | {"changes": {f"in/{first}": {"was": None, "now": "A"}}})
    ben.save(
        put
        | {"changes": {f"in/{second}": {"was": None, "now": "B"}, "names/B": {"was": None, "now": "Talk"}}}
    )
    late = ben.save(put | {"changes": {f"in/{first}": {"was": None, "now": "C"}}})
    assert late["differs"][f"in/{first}"]["theirs"] == "A"
    stands = at("p2").form("clusters", "what-moves-it")["values"]
    assert stands == {f"in/{first}": "A", f"in/{second}": "B", "names/B": "Talk"}
    said = at().form("question", "what-moves-it")["form"]["parts"][0]["html"]
    assert "Talk" in said and "In no group" in said
    refused = ana.save(put | {"changes": {"in/nothing": {"was": None, "now": "A"}}})
    assert refused["refused"]["in/nothing"]["remedy"]
    assert [each.form for each in store.view(Viewer("custodian")).all(Entry)] == ["clusters/what-moves-it/1"]
    assert at().since(0)["forms"][0] == ("clusters", "what-moves-it")


def test_an_open_round_says_so_first_and_shows_names(at: At) -> None:
    assert "with your name" in at().form("question", "open")["form"]["notice"]
    hand_in(at(), "open", fingers="1 hardly")
    turn(at("p1"), "reveal", "open")
    assert "P0" in at("p2").form("question", "open")["form"]["parts"][0]["html"]


@pytest.mark.parametrize(("role", "team"), [("district", ""), ("facilitator", ""), ("team", "oak")])
def test_whoever_is_not_of_the_team_neither_answers_nor_shows(at: At, role: Any, team: str) -> None:
    all_answer(at)
    with pytest.raises(NotAllowed, match="put to the members of a team"):
        turn(at("x", team, role), "reveal")
    assert far(at())["state"] == "open"


def test_a_facilitator_sees_how_many_and_answers_nothing(at: At) -> None:
    all_answer(at)
    boss = at("boss", role="facilitator")
    form = boss.form("question", "good-enough")
    assert (form["form"]["state"], form["form"]["parts"], form["asked"]["given"]) == ("closed", [], 5)
    with pytest.raises(NotOpen):
        hand_in(boss, fingers=FINGERS[0])
