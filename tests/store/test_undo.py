"""Taking changes back."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cadence.errors import NotFound, StaleRevision, UndoRefused
from cadence.model import (
    Card,
    Entry,
    Goal,
    Note,
    Person,
    Publication,
    Record,
    Response,
    School,
    Team,
    Verification,
)
from cadence.store import Store, View, Viewer
from cadence.store.history import Logged

CUSTODIAN = Viewer("custodian")
Sample = Callable[..., Any]


@pytest.fixture
def view(store: Store) -> View:
    """Lend a view of an institute with a team, a goal and a person (changes 1 to 4)."""
    made = store.view(CUSTODIAN)
    made.write(School(id="1", name="Lincoln"))
    made.write(Team(id="a", name="Lincoln", school="1"), Goal(id="g", cycle=1, team="a", statement="Grow"))
    made.write(Person(id="ana", name="Ana Park"))
    return made


def card(**values: object) -> Card:
    return Card.model_validate({"id": "c", "cycle": 1, "team": "a", "title": "Try"} | values)


def changed(view: View, kind: type[Record] = Card, id: str = "c", **values: object) -> int:
    """Change a record and return the change's number."""
    view.write(view.get(kind, id).model_copy(update=values))
    return view.seq()


def refused(view: View, number: int, *, batch: bool = False) -> str:
    """Return why an undo is refused, and see that nothing came of it."""
    before = view.seq()
    with pytest.raises(UndoRefused) as refusal:
        view.undo(number, batch=batch)
    assert view.seq() == before
    return str(refusal.value)


def newest(view: View) -> Logged:
    found = view.history()[0]
    assert isinstance(found, Logged)
    return found


def test_a_field_goes_back_and_later_changes_to_others_stay(view: View) -> None:
    view.write(card())
    number = changed(view, due=date(2026, 10, 12))
    changed(view, title="Try harder")
    (done,) = view.undo(number)
    stands = view.get(Card, "c")
    assert (stands.due, stands.title, stands.revision) == (None, "Try harder", 4)
    assert (done.after, done.undoes) == (stands, number)
    assert (newest(view).undoes, newest(view).action) == (number, "change")


def test_what_was_made_is_removed_and_made_again_when_that_is_undone(view: View) -> None:
    view.write(card())
    made = view.seq()
    view.undo(made)
    assert view.first(Card, id="c") is None
    view.undo(view.seq())
    assert view.get(Card, "c") == card(revision=2)
    view.undo(made)
    assert view.first(Card, id="c") is None


def test_what_was_removed_comes_back_and_nobody_can_overwrite_it_from_its_first_life(view: View) -> None:
    (old,) = view.write(card(owner="ana", due=date(2026, 10, 12)))
    view.remove(old)
    view.undo(view.seq())
    assert view.get(Card, "c") == old.model_copy(update={"revision": 2})
    with pytest.raises(StaleRevision):
        view.write(old.model_copy(update={"title": "Late"}))


def test_a_change_before_a_removal_can_be_undone_once_that_is_undone(view: View) -> None:
    view.write(card())
    number = changed(view, title="Try harder")
    view.remove(view.get(Card, "c"))
    removal = view.seq()
    assert f"change {removal} of" in refused(view, number)
    view.undo(removal)
    view.undo(number)
    assert view.get(Card, "c").title == "Try"


def test_an_undo_is_undone_like_any_change(view: View) -> None:
    view.write(card())
    number = changed(view, title="Try harder")
    for wanted in ("Try", "Try harder", "Try"):
        view.undo(number)
        number = view.seq()
        assert view.get(Card, "c").title == wanted


def test_a_later_change_of_the_same_field_refuses_and_is_named(view: View) -> None:
    view.write(card())
    number = changed(view, title="Try harder", due=date(2026, 10, 12))
    changed(view, notes="by the way")
    clash = changed(view, title="Try hardest")
    changed(view, notes="later")
    words = refused(view, number)
    assert f"change {clash} of" in words
    assert "changed it too (title)" in words
    assert f"Undo change {clash} first" in words
    assert view.get(Card, "c").due == date(2026, 10, 12)


def test_the_answers_to_a_form_are_undone_one_by_one(view: View) -> None:
    view.write(Entry(id="e", cycle=1, team="a", form="charter", values={"purpose": "x"}))
    number = changed(view, Entry, "e", values={"purpose": "y", "norms": "n"})
    changed(view, Entry, "e", values={"purpose": "y", "norms": "n", "coach": "Bo"})
    view.undo(number)
    assert view.get(Entry, "e").values == {"purpose": "x", "coach": "Bo"}


def test_what_was_put_back_by_hand_is_left_alone(view: View) -> None:
    view.write(card())
    number = changed(view, title="Try harder")
    changed(view, title="Try")
    assert "nothing to undo" in refused(view, number)


def test_what_has_changed_since_it_was_made_is_not_removed(view: View) -> None:
    view.write(card())
    made = view.seq()
    number = changed(view, title="Try harder")
    assert f"change {number} of" in refused(view, made)


def test_an_id_that_was_used_again_is_not_taken_for_the_first(view: View) -> None:
    (first,) = view.write(card())
    made = view.seq()
    view.remove(first)
    removed = view.seq()
    view.write(card())
    again = view.seq()
    for number in (made, removed):
        assert f"change {again} of" in (words := refused(view, number))
        assert "made it anew" in words
    assert view.get(Card, "c").revision == 2


def test_what_others_rest_on_stays(view: View) -> None:
    view.write(card(goal="g"), card(id="d", goal="g"))
    assert "2 cards" in refused(view, 3)
    view.remove(*view.all(Card))
    view.undo(3)
    assert view.all(Goal) == []


def test_what_people_said_in_confidence_holds_what_it_rests_on_and_is_not_counted(
    store: Store, view: View
) -> None:
    view.write(Team(id="b", name="Other"))
    made = view.seq()
    view.write(Response(cycle=1, team="b", person="ana", survey="s"))
    words = refused(view, made)
    assert "what people keep in confidence" in words
    assert "1" not in words


def test_nothing_comes_back_without_what_it_belongs_to(view: View) -> None:
    (made,) = view.write(card(goal="g"))
    view.remove(made)
    removal = view.seq()
    view.remove(view.get(Goal, "g"))
    goal = view.seq()
    assert "The goal that the card belongs to is gone" in refused(view, removal)
    view.undo(goal)
    view.undo(removal)
    assert view.get(Card, "c").goal == "g"


def test_no_link_goes_back_to_what_is_gone(view: View) -> None:
    view.write(card(goal="g"))
    number = changed(view, goal=None)
    view.remove(view.get(Goal, "g"))
    assert "is gone ('g')" in refused(view, number)


def test_an_import_is_undone_as_a_whole(view: View) -> None:
    view.write(School(id="2", name="Old"))
    before = view.all(School), view.all(Team)
    (old,) = view.all(School, id="2")
    view.write(
        old.model_copy(update={"name": "New"}), School(id="3", name="x"), Team(id="t", name="x", school="3")
    )
    number = view.seq()
    done = view.undo(number - 1, batch=True)
    assert len(done) == 3
    assert [team.id for team in view.all(Team)] == [team.id for team in before[1]]
    assert [(school.id, school.name) for school in view.all(School)] == [(s.id, s.name) for s in before[0]]
    view.undo(view.seq(), batch=True)
    assert view.get(School, "2").name == "New"
    assert view.get(Team, "t").school == "3"


def test_of_an_import_all_is_undone_or_nothing(view: View) -> None:
    view.write(School(id="2", name="x"), School(id="3", name="y"))
    number = view.seq()
    clash = changed(view, School, "3", name="z")
    assert f"change {clash} of" in refused(view, number, batch=True)
    assert view.get(School, "2").name == "x"


def test_a_record_that_was_changed_twice_in_one_go_goes_back_to_before(view: View) -> None:
    view.write(School(id="2", name="x"), School(id="2", name="y", revision=1))
    view.undo(view.seq(), batch=True)
    assert view.first(School, id="2") is None


def test_a_rehearsal_says_what_would_happen_and_does_nothing(view: View) -> None:
    before = view.seq()
    (step,) = view.undo(before, rehearse=True)
    assert (step.before, step.after) == (view.get(Person, "ana"), None)
    assert view.seq() == before


def test_nobody_undoes_an_answer_and_the_refusal_does_not_tell_that_it_is_one(
    store: Store, view: View
) -> None:
    member = store.view(Viewer("member", person="ana", team="a"))
    member.write(Response(cycle=1, team="a", person="ana", survey="s"))
    answer = view.seq()
    member.write(Note(cycle=1, team="a", person="ana", form="f"))
    for number in (answer, answer + 1, 999):
        with pytest.raises(NotFound) as refusal:
            view.undo(number)
        assert str(refusal.value).replace(str(number), "N") == (
            "There is no change N to undo here. See the numbers with: cadence history"
        )


def test_answers_that_were_taken_in_with_an_import_are_nobodys_to_undo(view: View) -> None:
    view.write(School(id="9", name="x"), Response(cycle=1, team="a", person="ana", survey="s"))
    (school,) = [each for each in view.history() if isinstance(each, Logged) and each.record == "9"]
    assert "nobody undoes those for a person" in refused(view, school.seq, batch=True)


def test_a_publication_stands_for_ever(view: View, sample: Sample) -> None:
    view.write(sample(Publication, team="a"))
    assert "stands for ever" in refused(view, view.seq())


def test_a_member_undoes_what_is_their_teams_alone(store: Store, view: View, sample: Sample) -> None:
    view.write(sample(Card, id="ours", team="a"))
    ours = view.seq()
    view.write(sample(Card, id="theirs", team="b"))
    member = store.view(Viewer("member", person="ana", team="a"))
    with pytest.raises(NotFound):
        member.undo(view.seq())
    member.undo(ours)
    assert newest(view).viewer == "member:ana"


def test_a_moment_is_compared_as_a_moment(view: View) -> None:
    at = datetime.fromisoformat("2026-10-01T23:30:00-06:00")
    view.write(card())
    view.write(Verification(id="v", team="a", card="c", verifier="ana", verdict="returned", at=at))
    number = changed(view, Verification, "v", question="Which lessons?")
    view.undo(number)
    assert view.get(Verification, "v").at == at.astimezone(UTC)
    view.undo(number - 1)
    assert view.all(Verification) == []
