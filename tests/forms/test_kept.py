"""Tables whose rows are records: what is typed into them is a goal, and what is a goal stands in them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cadence.content import Content
from cadence.forms.desk import Desk
from cadence.forms.keeping import Here, cell
from cadence.forms.kept import printed
from cadence.forms.place import Place
from cadence.forms.token import token
from cadence.institute import Institute
from cadence.model import Ask, Card, Clause, Commitment, Entry, Goal, Membership, Person, Step, Team, Vision
from cadence.model.kept import FILLED, KEPT, needed
from cadence.publish.steps import Steps
from cadence.store import Store, Viewer

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
ONE, TWO = f"{1:032x}", f"{2:032x}"
Sit = Callable[..., Desk]


@pytest.fixture
def room(store: Store, backend: str) -> Store:
    """Lend a store with two teams; one has a vision of one clause, and all of its sessions are open."""
    store.view(Viewer("custodian")).write(
        Team(id="oak", name="Oak"),
        Team(id="elm", name="Elm"),
        *(Person(id=each, name=each.title()) for each in ("ana", "ben", "eve")),
        *(Membership(team="oak", person=each) for each in ("ana", "ben")),
        Membership(team="elm", person="eve"),
        *(
            Step(cycle=1, team=team, session=n, step="page", state="open")
            for team in ("oak", "elm")
            for n in (1, 2, 3, 4)
        ),
        Vision(id="v", cycle=1, team="oak", text="Students know the target."),
        Clause(id="c", team="oak", vision="v", text="Students know the target."),
    )
    return store


@pytest.fixture
def sit(room: Store, bare: Institute) -> Sit:
    """Lend a desk at which a member of a team sits."""

    def at(person: str = "ana", team: str = "oak") -> Desk:
        view = room.view(Viewer("member", person=person, team=team))
        custodian, content = room.view(Viewer("custodian")), Content.load(None)
        steps = Steps.read(view, 1, team)
        return Desk(Place(view, custodian, content, steps, bare.settings, 1, team, person, NOW))

    return at


def path(form: str, part: str, column: int, row: str = ONE) -> str:
    table = next(each for each in Content.load(None).form(form).parts if getattr(each, "id", "") == part)
    return f"{part}/{row}/{token(table.columns[column])}"  # type: ignore[union-attr]


def goals(column: int, row: str = ONE) -> str:
    return path("goals", "goals", column, row)


def save(desk: Desk, form: str, changes: dict[str, tuple[Any, Any]]) -> dict[str, Any]:
    sent = {each: {"was": was, "now": now} for each, (was, now) in changes.items()}
    return desk.save({"kind": "form", "id": form, "changes": sent})


def values(desk: Desk, form: str = "goals") -> dict[str, Any]:
    found: dict[str, Any] = desk.form("form", form)["values"]
    return found


def kept(room: Store) -> list[Goal]:
    return room.view(Viewer("custodian")).all(Goal, team="oak")


def test_a_row_that_is_typed_is_a_goal_and_its_cells_are_its_fields(room: Store, sit: Sit) -> None:
    typed = {
        f"goals/{ONE}": {"order": 0},
        goals(0): "Students judge their own work",
        goals(1): "c",
        goals(2): "target",
        goals(3): "40%",
        goals(4): 60,
        goals(5): "2027-05-15",
    }
    indicator = Content.load(None).metric("walkthrough").indicators[0].id
    typed[goals(2)] = indicator
    reply = save(sit(), "goals", {each: (None, now) for each, now in typed.items()})
    assert (reply["refused"], reply["differs"]) == ({}, {})
    (goal,) = kept(room)
    assert (goal.id, goal.statement, goal.clause, goal.indicator) == (
        ONE,
        "Students judge their own work",
        "c",
        indicator,
    )
    assert (goal.baseline, goal.target, goal.due) == (0.4, 0.6, date(2027, 5, 15))
    assert values(sit("ben")) == typed | {goals(3): 40}
    assert room.view(Viewer("custodian")).all(Entry) == []


def test_a_row_without_what_a_goal_needs_waits_and_nobody_loses_a_word(room: Store, sit: Sit) -> None:
    typed = {f"goals/{ONE}": {"order": 0}, goals(1): "c", goals(3): 40.5, goals(5): "2027-05-15"}
    save(sit(), "goals", {each: (None, now) for each, now in typed.items()})
    assert kept(room) == []
    assert values(sit("ben")) == typed
    save(sit("ben"), "goals", {goals(0): (None, "Read")})
    (goal,) = kept(room)
    assert (goal.statement, goal.clause, goal.baseline) == ("Read", "c", 0.405)
    assert values(sit()) == typed | {goals(0): "Read"}


def test_a_value_is_known_again_however_it_was_written(room: Store, sit: Sit) -> None:
    save(sit(), "goals", {goals(0): (None, "Read"), goals(3): (None, "40%")})
    assert save(sit(), "goals", {goals(3): ("40%", "45 %")})["saved"] == [goals(3)]
    assert save(sit(), "goals", {goals(3): (None, 45)})["saved"] == [goals(3)]
    differs = save(sit("ben"), "goals", {goals(3): ("40%", 50)})["differs"]
    assert differs[goals(3)]["theirs"] == 45
    assert kept(room)[0].baseline == 0.45


@pytest.mark.parametrize(
    ("column", "now", "said"),
    [
        (0, " ", "Without 'What shall change' there is no goal."),
        (1, "somebody's clause", "This is not on the list."),
        (3, "most", "'most' is not a number."),
        (3, 0.4, "0.4% is less than one in a hundred."),
        (3, 140, "140 is out of range."),
        (5, "in May", "This is not a day."),
    ],
)
def test_a_cell_that_cannot_be_kept_is_refused_in_words_and_the_others_are_kept(
    room: Store, sit: Sit, column: int, now: Any, said: str
) -> None:
    save(sit(), "goals", {goals(0): (None, "Read")})
    was = values(sit()).get(goals(column))
    reply = save(sit(), "goals", {goals(column): (was, now), goals(4): (None, 60)})
    assert reply["refused"][goals(column)]["what"] == said
    assert reply["refused"][goals(column)]["remedy"]
    assert (kept(room)[0].statement, kept(room)[0].target) == ("Read", 0.6)


def test_a_row_that_is_removed_is_no_goal_any_more_and_can_come_back(room: Store, sit: Sit) -> None:
    save(sit(), "goals", {goals(0): (None, "Read"), goals(0, TWO): (None, "Write"), goals(3, TWO): (None, 3)})
    gone = {f"goals/{ONE}": (values(sit())[f"goals/{ONE}"], None)}
    assert save(sit(), "goals", gone)["saved"] == [f"goals/{ONE}"]
    assert [goal.statement for goal in kept(room)] == ["Write"]
    save(sit(), "goals", {f"goals/{ONE}": (None, {"order": 0}), goals(0): (None, "Read")})
    assert [goal.statement for goal in kept(room)] == ["Read", "Write"]


def test_a_goal_that_a_card_serves_stays(room: Store, sit: Sit) -> None:
    save(sit(), "goals", {goals(0): (None, "Read")})
    room.view(Viewer("custodian")).write(Card(id="k", cycle=1, team="oak", goal=ONE, title="Visit"))
    reply = save(sit(), "goals", {f"goals/{ONE}": ({"order": 0}, None)})
    assert (
        reply["refused"][f"goals/{ONE}"]["what"]
        == "This row stays: 1 card of your team's belong to this goal."
    )
    assert len(kept(room)) == 1


def test_what_was_typed_before_tables_kept_records_is_there_and_moves_with_the_next_word(
    room: Store, sit: Sit
) -> None:
    columns = Content.load(None).form("goals").parts[0].columns  # type: ignore[union-attr]
    plain = dict(
        zip(columns, ("Read", "Students know the target.", "", "40%", "60", "2027-05-15"), strict=True)
    )
    vague = dict(zip(columns, ("Write", "the second clause", "", "about half", "", "May"), strict=True))
    room.view(Viewer("custodian")).write(
        Entry(id="e", cycle=1, team="oak", form="goals", values={"goals": [plain, {"id": TWO} | vague]})
    )
    before = values(sit())
    assert before[goals(3, TWO)] == "about half"
    assert before[goals(5, TWO)] == "May"
    clauses = sit().form("form", "goals")["form"]["parts"][0]["columns"][1]["input"]["options"]
    assert [each["value"] for each in clauses] == ["c", "the second clause"]
    save(sit(), "goals", {goals(1, TWO): ("the second clause", None)})
    assert [(g.statement, g.clause, g.baseline, g.target) for g in kept(room)] == [("Read", "c", 0.4, 0.6)]
    assert values(sit()) == {each: v for each, v in before.items() if each != goals(1, TWO)}
    save(sit(), "goals", {goals(3, TWO): ("about half", 50), goals(5, TWO): ("May", "2027-05-31")})
    assert [g.statement for g in kept(room)] == ["Read", "Write"]


def test_two_who_type_into_different_cells_of_a_row_both_write(room: Store, sit: Sit) -> None:
    ana, ben = sit(), sit("ben")
    save(ana, "goals", {goals(0): (None, "Read")})
    save(ben, "goals", {goals(4): (None, 60)})
    reply = save(ana, "goals", {goals(0): ("Read", "Read more"), goals(4): (None, 70)})
    assert reply["differs"][goals(4)]["theirs"] == 60
    assert (kept(room)[0].statement, kept(room)[0].target) == ("Read more", 0.6)


def test_a_row_of_another_team_is_not_to_be_had_by_its_name(room: Store, sit: Sit) -> None:
    save(sit(), "goals", {goals(0): (None, "Read")})
    eve = sit("eve", "elm")
    assert values(eve) == {}
    with pytest.raises(Exception, match="cannot be used here"):
        save(eve, "goals", {goals(0): (None, "Mine")})
    assert [goal.team for goal in room.view(Viewer("custodian")).all(Goal)] == ["oak"]


def test_a_change_on_the_board_is_news_of_the_form(room: Store, sit: Sit) -> None:
    save(sit(), "goals", {goals(0): (None, "Read")})
    seen = sit().form("form", "goals")["seq"]
    (goal,) = kept(room)
    room.view(Viewer("custodian")).write(goal.model_copy(update={"target": 0.7}))
    assert ("form", "goals") in sit().since(seen)["forms"]
    assert values(sit())[goals(4)] == 70


def test_paper_prints_what_stands_in_the_records(room: Store, sit: Sit, bare: Institute) -> None:
    save(sit(), "goals", {goals(0): (None, "Read"), goals(1): (None, "c"), goals(3): (None, 40)})
    save(sit(), "goals", {goals(4, TWO): (None, 60)})
    view, content = room.view(Viewer("team", team="oak")), Content.load(None)
    at = Here(view, content, bare.settings.metric, "oak", 1, 4, NOW.date())
    (row,) = printed(content.form("goals"), {}, at)["goals"]
    assert (row["Baseline"], row["Vision clause"]) == ("40%", "Students know the target.")
    entry = view.first(Entry, form="goals")
    assert entry is not None
    both = printed(content.form("goals"), entry.values, at)["goals"]
    assert [each.get("Target") for each in both] == ["", "60%"]


def test_every_field_that_people_fill_has_a_cell_and_the_store_takes_what_it_reads(
    room: Store, bare: Institute
) -> None:
    view = room.view(Viewer("member", person="ana", team="oak"))
    at = Here(view, Content.load(None), bare.settings.metric, "oak", 1, 4, NOW.date())
    for keeps, fields in FILLED.items():
        assert set(needed(keeps)) <= set(fields) <= set(KEPT[keeps].model_fields)
        for field in fields:
            made = cell(keeps, field, at)
            assert made.read(None) is None
            assert made.words(made.read(made.words(None))) == ""


ROWS: dict[str, tuple[str, dict[int, Any], dict[str, Any]]] = {
    "commitment": (
        "commitments/commitments",
        {0: "ben", 1: "Visit four rooms", 2: "2026-12-04", 3: "In the count"},
        {"person": "ben", "text": "Visit four rooms", "due": date(2026, 12, 4), "session": 4},
    ),
    "card": (
        "action-cards/cards",
        {0: "Stop in mid-lesson", 1: "g", 2: "ana", 3: "2026-12-04", 4: "Four plans", 5: "Photos", 6: "ben"},
        {"title": "Stop in mid-lesson", "goal": "g", "owner": "ana", "verifier": "ben", "column": "ideas"},
    ),
    "initiative": (
        "initiative-audit/initiatives",
        {0: "Portfolio", 2: "Nobody has looked", 3: 9, 4: "stop"},
        {"name": "Portfolio", "evidence": "Nobody has looked", "hours": 9, "mark": "stop"},
    ),
    "term": (
        "glossary-terms/terms",
        {0: "Struggle", 1: "Stuck, with a way to go on", 2: "Lost"},
        {"term": "Struggle", "meaning": "Stuck, with a way to go on", "team": "oak"},
    ),
    "clause": (
        "clause-map/clauses",
        {0: "Students know it", 1: ["student", "content"], 2: ["targets-in-use"], 4: "Purpose"},
        {"text": "Students know it", "elements": ("student", "content"), "vision": "v", "need": "Purpose"},
    ),
}


@pytest.mark.parametrize("keeps", ROWS)
def test_every_shipped_table_that_keeps_records_does_so_cell_by_cell(
    room: Store, sit: Sit, bare: Institute, keeps: str
) -> None:
    custodian = room.view(Viewer("custodian"))
    custodian.write(Goal(id="g", cycle=1, team="oak", statement="Read"))
    place, cells, fields = ROWS[keeps]
    form, part = place.split("/")
    for column, now in [(-1, {"order": 3}), *reversed(cells.items())]:
        at = f"{part}/{ONE}" if column < 0 else path(form, part, column)
        reply = save(sit(), form, {at: (None, now)})
        assert (reply["saved"], reply["refused"]) == ([at], {})
    made = custodian.get(KEPT[keeps], ONE)
    assert {name: getattr(made, name) for name in fields} == fields
    shown = {each: now for each, now in values(sit("ben"), form).items() if f"/{ONE}" in each}
    assert shown == {f"{part}/{ONE}": {"order": 3}} | {path(form, part, c): now for c, now in cells.items()}
    save(sit("ben"), form, {f"{part}/{ONE}": ({"order": 3}, None)})
    assert custodian.first(KEPT[keeps], id=ONE) is None
    assert [each for each in values(sit(), form) if f"/{ONE}" in each] == []


def test_a_promise_belongs_to_the_newest_open_session_and_an_earlier_one_is_not_shown(
    room: Store, sit: Sit
) -> None:
    at = path("commitments", "commitments", 1)
    save(sit(), "commitments", {at: (None, "Visit"), path("commitments", "commitments", 3): (None, "Seen")})
    custodian = room.view(Viewer("custodian"))
    custodian.write(Step(cycle=1, team="oak", session=5, step="page", state="open"))
    assert values(sit(), "commitments") == {}
    assert save(sit(), "commitments", {at: (None, "Mine")})["refused"][at]["what"].startswith(
        "This row belongs"
    )
    save(sit(), "commitments", {path("commitments", "commitments", 1, TWO): (None, "Call")})
    assert [(p.session, p.text) for p in custodian.all(Commitment)] == [(4, "Visit"), (5, "Call")]


def test_an_ask_reaches_the_district_once_it_says_to_whom_and_leaves_the_form_with_its_answer(
    room: Store, sit: Sit
) -> None:
    district = room.view(Viewer("district", person="eve"))
    save(sit(), "ask", {path("ask", "asks", 0): (None, "Six substitute days before December.")})
    assert district.all(Ask) == []
    save(sit(), "ask", {path("ask", "asks", 1): (None, "district")})
    (ask,) = district.all(Ask)
    assert (ask.team, ask.session, ask.text) == ("oak", 2, "Six substitute days before December.")
    district.write(ask.model_copy(update={"answer": "Yes.", "answered": date(2026, 11, 26)}))
    assert not any(ask.id in each for each in sit().form("form", "ask")["values"])


def test_clauses_are_the_vision_until_somebody_has_written_it_out(room: Store, sit: Sit) -> None:
    eve, custodian = sit("eve", "elm"), room.view(Viewer("custodian"))
    first, second = (path("clause-map", "clauses", 0, row) for row in (ONE, TWO))
    assert values(eve, "clause-map") == {}
    assert custodian.all(Vision, team="elm") == []
    save(eve, "clause-map", {first: (None, "Students think"), second: (None, "Teachers wait.")})
    (vision,) = custodian.all(Vision, team="elm")
    assert (vision.text, vision.agreed) == ("Students think. Teachers wait.", None)
    assert {clause.vision for clause in custodian.all(Clause, team="elm")} == {vision.id}
    options = eve.form("form", "goals")["form"]["parts"][0]["columns"][1]["input"]["options"]
    assert [each["label"] for each in options] == ["Students think", "Teachers wait."]
    custodian.write(vision.model_copy(update={"text": "Ours.", "agreed": NOW.date()}))
    save(eve, "clause-map", {first: ("Students think", "Students think hard")})
    assert custodian.get(Vision, vision.id).text == "Ours."


def test_what_was_ticked_elsewhere_in_another_order_is_known_again(room: Store, sit: Sit) -> None:
    custodian = room.view(Viewer("custodian"))
    custodian.write(Clause(id=ONE, team="oak", vision="v", text="Students", elements=("content", "student")))
    speaks = path("clause-map", "clauses", 1)
    was = values(sit(), "clause-map")[speaks]
    assert was == ["student", "content"]
    assert save(sit(), "clause-map", {speaks: (was, ["student"])})["saved"] == [speaks]
    assert custodian.get(Clause, ONE).elements == ("student",)


def test_a_record_that_came_from_elsewhere_is_changed_under_its_own_name(room: Store, sit: Sit) -> None:
    custodian = room.view(Viewer("custodian"))
    custodian.write(Commitment(id="oak-p1", cycle=1, team="oak", session=4, text="Visit"))
    text, seen = (path("commitments", "commitments", column, "oak-p1") for column in (1, 3))
    save(sit(), "commitments", {text: ("Visit", "Visit two rooms"), seen: (None, "In the count")})
    assert [(p.id, p.text) for p in custodian.all(Commitment)] == [("oak-p1", "Visit two rooms")]
    assert values(sit(), "commitments")[seen] == "In the count"
    assert save(sit(), "commitments", {"commitments/oak-p1": ({"order": 0}, None)})["saved"]
    assert custodian.all(Commitment) == []
    assert values(sit(), "commitments") == {}


def test_somebody_who_left_the_team_keeps_their_promise_by_name(room: Store, sit: Sit) -> None:
    who = path("commitments", "commitments", 0)
    save(sit(), "commitments", {path("commitments", "commitments", 1): (None, "Visit"), who: (None, "ben")})
    custodian = room.view(Viewer("custodian"))
    (seat,) = custodian.all(Membership, person="ben")
    custodian.write(seat.model_copy(update={"left": date(2026, 11, 1)}))
    column = sit().form("form", "commitments")["form"]["parts"][0]["columns"][0]
    assert {"value": "ben", "label": "Ben"} in column["input"]["options"]
    assert values(sit(), "commitments")[who] == "ben"
