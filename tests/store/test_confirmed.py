"""Done on the word of a peer: the rule holds where cards are stored, whatever a page does."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadence.errors import CadenceError, NotAllowed, NotFound
from cadence.model import Card, Evidence, Team, Verification
from cadence.store import Store, View, Viewer

AT = datetime.now(UTC) - timedelta(hours=1)


@pytest.fixture
def ana(store: Store) -> View:
    """Lend the view of Ana, whose team has her card in review, with evidence."""
    trusted = store.view(Viewer("custodian"))
    trusted.write(Team(id="a", name="Team a"))
    trusted.write(
        Card(id="c", cycle=1, team="a", title="Try it", column="review", owner="ana", standard="Seen twice"),
        shown("e"),
    )
    return store.view(Viewer("member", person="ana", team="a"))


@pytest.fixture
def ben(store: Store, ana: View) -> View:
    """Lend the view of Ben, who is on Ana's team."""
    return store.view(Viewer("member", person="ben", team="a"))


@pytest.fixture
def fay(store: Store, ana: View) -> View:
    """Lend the view of Fay, who leads."""
    return store.view(Viewer("facilitator", person="fay"))


def shown(id: str, text: str = "Photos", team: str = "a") -> Evidence:
    return Evidence(id=id, team=team, card="c", text=text, added_by="ana", added=date(2026, 11, 1))


def put(view: View, **values: object) -> Card:
    (card,) = view.write(view.get(Card, "c").model_copy(update=values))
    return card


def done(view: View, **values: object) -> Card:
    return put(view, column="done", **values)


def says(by: str, verdict: str = "confirmed", after: int = 0, id: str = "v", **more: Any) -> Verification:
    said = {"id": id, "team": "a", "card": "c", "verifier": by, "verdict": verdict}
    saw = {"standard": "Seen twice", "seen": ("e",), "at": AT + timedelta(minutes=after)}
    return Verification.model_validate(said | saw | more)


def test_a_card_that_a_peer_has_confirmed_can_be_done(ana: View, ben: View) -> None:
    ben.write(says("ben"))
    assert done(ana, done=date(2026, 11, 2)).column == "done"


def test_confirming_and_moving_in_one_go_is_one_change_of_mind(ben: View) -> None:
    card = ben.get(Card, "c").model_copy(update={"column": "done"})
    ben.write(says("ben"), card)
    assert ben.get(Card, "c").column == "done"


def test_nobody_moves_a_card_to_done_that_nobody_has_confirmed(ana: View, ben: View, fay: View) -> None:
    for view in (ana, ben, fay):
        with pytest.raises(NotAllowed, match="nobody has confirmed"):
            done(view)
    assert ana.get(Card, "c").column == "review"


def test_nobody_confirms_their_own_card_whatever_their_role(ana: View, fay: View) -> None:
    with pytest.raises(NotAllowed, match="its own owner"):
        ana.write(says("ana"))
    put(ana, owner="fay")
    with pytest.raises(NotAllowed, match="its own owner"):
        fay.write(says("fay"))


def test_a_card_is_not_done_on_the_word_of_whoever_has_become_its_owner(ana: View, ben: View) -> None:
    put(ana, owner="ben")
    ana.write(says("ana"))
    put(ben, owner="ana")
    with pytest.raises(NotAllowed, match="its own owner"):
        done(ben)


def test_nobody_speaks_in_the_name_of_another(ana: View, fay: View) -> None:
    for view in (ana, fay):
        with pytest.raises(NotAllowed, match="one's own name"):
            view.write(says("ben"))


def test_the_last_word_counts(ana: View, ben: View) -> None:
    ben.write(says("ben"))
    ben.write(says("ben", "returned", after=1, id="w"))
    with pytest.raises(NotAllowed, match="nobody has confirmed"):
        done(ana)


@pytest.mark.parametrize("minutes", [-1, 0, 60 * 24 * 365], ids=["before it", "with it", "next year"])
def test_no_word_is_put_before_the_last_one_or_into_the_future(ana: View, ben: View, minutes: int) -> None:
    ben.write(says("ben", "returned"))
    with pytest.raises(NotAllowed, match="same time"):
        ben.write(says("ben", after=minutes, id="w"))


def test_a_word_is_neither_changed_nor_taken_back_by_another(ana: View, ben: View, fay: View) -> None:
    ben.write(says("ben"))
    ben.write(says("ben", "returned", after=1, id="w"))
    word = ana.get(Verification, "w")
    for view in (ana, fay):
        with pytest.raises(NotAllowed):
            view.remove(word)
        with pytest.raises(NotAllowed, match="stays as it was said"):
            view.write(word.model_copy(update={"verdict": "confirmed", "verifier": view.viewer.person}))
        with pytest.raises(NotAllowed):
            view.undo(next(each.seq for each in view.changes_of(word)))
    ben.remove(word)
    with pytest.raises(NotAllowed, match="own name"):
        ana.undo(next(each.seq for each in ana.changes_of(word)))
    assert done(ana).column == "done"


def test_without_evidence_nothing_is_confirmed_or_done(ana: View, ben: View) -> None:
    ana.remove(ana.get(Evidence, "e"))
    with pytest.raises(NotAllowed, match="nothing shows"):
        ben.write(says("ben", seen=()))
    with pytest.raises(NotAllowed, match="nothing shows"):
        done(ana)


def test_without_a_standard_or_an_owner_nothing_is_confirmed(ana: View, ben: View) -> None:
    put(ana, standard=" ")
    with pytest.raises(NotAllowed, match="no standard"):
        ben.write(says("ben", standard=" "))
    put(ana, standard="Seen twice", owner=None)
    with pytest.raises(NotAllowed, match="no owner"):
        ben.write(says("ben"))


def test_what_was_changed_since_it_was_looked_at_is_not_confirmed(ana: View, ben: View) -> None:
    with pytest.raises(NotAllowed, match="changed since"):
        ben.write(says("ben", standard="Seen once"))
    ana.write(shown("f"))
    with pytest.raises(NotAllowed, match="changed since"):
        ben.write(says("ben"))


@pytest.mark.parametrize("out_of_done", [True, False])
def test_a_word_does_not_count_for_another_standard(ana: View, ben: View, out_of_done: bool) -> None:
    ben.write(says("ben"))
    if out_of_done:
        done(ana)
        put(ana, column="review")
        put(ana, standard="Anything at all")
    with pytest.raises(NotAllowed, match="not what was confirmed"):
        done(ana, standard="Anything at all")
    assert done(ana, standard="Seen twice").column == "done"


def test_a_word_does_not_count_for_other_evidence(ana: View, ben: View) -> None:
    ben.write(says("ben"))
    ana.write(shown("f"))
    with pytest.raises(NotAllowed, match="not what was confirmed"):
        done(ana)
    ana.remove(ana.get(Evidence, "f"))
    ana.remove(ana.get(Evidence, "e"))
    with pytest.raises(NotAllowed, match="stays as it was"):
        ana.write(shown("e", "Something else"))
    ana.undo(ana.seq())
    assert done(ana).column == "done"


def test_evidence_stays_as_it_was_when_somebody_looked_at_it(ana: View, ben: View) -> None:
    ana.write(ana.get(Evidence, "e").model_copy(update={"text": "Better photos"}))
    ben.write(says("ben", "returned"))
    with pytest.raises(NotAllowed, match="stays as it was"):
        ana.write(ana.get(Evidence, "e").model_copy(update={"text": "Something else"}))


@pytest.mark.parametrize(
    "change",
    [{"owner": "ben"}, {"owner": None}, {"standard": "Seen once"}],
    ids=["to its verifier", "to nobody", "another standard"],
)
def test_what_was_confirmed_does_not_change_behind_the_confirmation(
    ana: View, ben: View, change: dict[str, object]
) -> None:
    ben.write(says("ben"))
    done(ana)
    with pytest.raises(NotAllowed):
        put(ana, **change)


@pytest.mark.parametrize(("kind", "id"), [(Evidence, "e"), (Verification, "v")])
def test_what_a_done_card_rests_on_cannot_be_taken_from_it(
    ana: View, ben: View, kind: type[Evidence] | type[Verification], id: str
) -> None:
    ben.write(says("ben"))
    done(ana)
    for view in (ana, ben):
        with pytest.raises(NotAllowed):
            view.remove(view.get(kind, id))
    with pytest.raises(NotAllowed):
        ana.write(shown("f"))
    assert ana.get(Card, "c").column == "done"


def test_a_card_goes_with_all_that_was_said_of_it_and_comes_back_so(ana: View, ben: View) -> None:
    ben.write(says("ben"))
    done(ana)
    ana.remove(ana.get(Card, "c"), ana.get(Evidence, "e"), ana.get(Verification, "v"))
    assert ana.all(Verification) == []
    ana.undo(ana.last_go(Card)[0].seq, batch=True)
    assert ana.get(Card, "c").column == "done"


def test_an_undo_does_not_get_round_it(ana: View, ben: View, fay: View) -> None:
    ben.write(says("ben"))
    said = ben.seq()
    done(ana)
    with pytest.raises(NotAllowed, match="own name"):
        fay.undo(said)
    with pytest.raises(NotAllowed, match="nobody has confirmed"):
        ben.undo(said)
    assert ana.get(Card, "c").column == "done"


def test_another_team_neither_speaks_of_a_card_nor_brings_evidence_for_it(store: Store, ana: View) -> None:
    dan = store.view(Viewer("member", person="dan", team="b"))
    for record in (shown("f", team="b"), says("dan", team="b")):
        with pytest.raises(NotFound, match="no longer here"):
            dan.write(record)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ana", "ben"]),
        st.sampled_from(
            ["bring", "reword", "drop", "confirm", "confirm", "return", "retract", "back", "undo"]
        )
        | st.tuples(st.just("standard"), st.sampled_from("xy"))
        | st.tuples(st.just("owner"), st.sampled_from(["ana", "ben"])),
    ),
    max_size=12,
)


@given(steps=STEPS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_whatever_order_a_done_card_is_what_somebody_else_has_confirmed(
    store: Store, ana: View, ben: View, steps: list[Any]
) -> None:
    """After each step everybody tries to get the card to Done."""
    trusted, views = store.view(Viewer("custodian")), {"ana": ana, "ben": ben}
    trusted.remove(*trusted.all(Verification), *trusted.all(Evidence))
    current = trusted.get(Card, "c")
    fresh = {"column": "review", "standard": "x", "owner": "ana"}
    trusted.write(current.model_copy(update=fresh), shown(f"e{trusted.seq()}"))
    told: dict[str, object] = {}
    for who, step in steps:
        try:
            act(views[who], who, step, told, trusted)
        except CadenceError:
            pass
        for view in views.values():
            try:
                done(view)
            except CadenceError:
                pass
            if trusted.get(Card, "c").column == "done":
                last = max(trusted.all(Verification), key=lambda word: word.at)
                assert (last.verdict, last.verifier == trusted.get(Card, "c").owner) == ("confirmed", False)
                assert told[last.id] == content(trusted)


def content(view: View) -> object:
    return view.get(Card, "c").standard, {each.id: each.text for each in view.all(Evidence)}


def act(view: View, who: str, step: Any, told: dict[str, object], trusted: View) -> None:
    """Do one step as one person, and take note of what a word was said of."""
    evidence, words, number = view.all(Evidence), view.all(Verification), trusted.seq()
    match step:
        case "bring":
            view.write(shown(f"e{number}"))
        case "reword" if evidence:
            view.write(evidence[-1].model_copy(update={"text": f"Other {number}"}))
        case "drop" if evidence:
            view.remove(evidence[-1])
        case "confirm" | "return":
            verdict, card = step.removesuffix("ed") + "ed", view.get(Card, "c")
            at = max([AT, *(each.at + timedelta(seconds=1) for each in words)])
            seen = tuple(each.id for each in evidence)
            view.write(says(who, verdict, id=f"v{number}", standard=card.standard, seen=seen, at=at))
            told[f"v{number}"] = content(trusted)
        case "retract" if words:
            view.remove(words[-1])
        case "back":
            put(view, column="review")
        case "undo":
            view.undo(view.seq())
        case (name, value):
            put(view, **{name: value})
