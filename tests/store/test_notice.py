"""A page polls for what changed, and learns nothing of what is not its viewer's."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from cadence.model import Card, Note, Response, School
from cadence.store import Store, View, Viewer

CUSTODIAN = Viewer("custodian")
Sample = Callable[..., Any]


def of_team(store: Store, team: str = "a") -> View:
    return store.view(Viewer("member", person="ana", team=team))


def test_what_came_changed_and_went_is_named_by_table_and_id(store: Store) -> None:
    view, page = store.view(CUSTODIAN), of_team(store)
    since = page.seq()
    card, school = view.write(Card(id="c", cycle=1, team="a", title="x"), School(id="1", name="x"))
    since, found = page.changed(since)
    assert found == {"card": ("c",), "school": ("1",)}
    (card,) = view.write(card.model_copy(update={"title": "y"}))  # type: ignore[call-overload]
    since, found = page.changed(since)
    assert found == {"card": ("c",)}
    view.remove(card, school)
    since, found = page.changed(since)
    assert found == {"card": ("c",), "school": ("1",)}
    assert page.changed(since) == (since, {})
    assert since == view.seq() == 5


def test_what_is_not_the_viewers_moves_no_number(store: Store, sample: Sample) -> None:
    view, page = store.view(CUSTODIAN), of_team(store)
    view.write(sample(Card, team="a"))
    since = page.seq()
    view.write(sample(Card, team="b"), sample(Response, team="a", person="ben"))
    store.view(Viewer("member", "ben", "a")).write(sample(Note, team="a", person="ben"))
    assert page.changed(since) == (since, {})
    assert page.seq() == since == 1
    view.write(sample(Card, id="mine", team="a"))
    assert page.changed(since) == (5, {"card": ("mine",)})


def test_what_is_moved_to_another_team_is_gone_for_the_first_and_new_for_the_second(
    store: Store, sample: Sample
) -> None:
    view = store.view(CUSTODIAN)
    (card,) = view.write(sample(Card, id="c", team="a"))
    view.write(card.model_copy(update={"team": "b"}))
    for team in "ab":
        assert of_team(store, team).changed(1)[1] == {"card": ("c",)}


def test_ones_own_answer_is_noticed_and_a_facilitator_does_not_notice_it(
    store: Store, sample: Sample
) -> None:
    of_team(store).write(sample(Response, id="r", team="a", person="ana"))
    assert of_team(store).changed(0) == (1, {"response": ("r",)})
    assert store.view(Viewer("facilitator", "fay")).changed(0) == (0, {})
    assert store.view(Viewer("facilitator", "fay")).seq() == 0


def test_where_nothing_changed_one_look_at_the_clock_answers(store: Store, sample: Sample) -> None:
    store.view(CUSTODIAN).write(sample(Card, team="a"), sample(Card, team="b"))
    page = of_team(store)
    since, _ = page.changed(0)
    asked: list[str] = []
    event.listen(store._engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    assert page.changed(since) == (since, {})
    assert asked == []  # the clock is read past SQLAlchemy


def test_many_unreadable_changes_are_passed_over(store: Store, sample: Sample) -> None:
    view = store.view(CUSTODIAN)
    view.write(sample(Card, team="a"))
    view.write(*(sample(Card, team="b") for _ in range(450)))
    assert of_team(store).seq() == 1
    assert of_team(store, "c").seq() == 0
