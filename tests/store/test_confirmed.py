"""Done on the word of a peer: the rule holds where cards are stored, whatever a page does."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cadence.errors import NotAllowed
from cadence.model import Card, Evidence, Verification
from cadence.store import Store, View, Viewer

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def ana(store: Store) -> View:
    """Lend the view of Ana, whose team has her card in review, with evidence."""
    trusted = store.view(Viewer("custodian"))
    trusted.write(
        Card(id="c", cycle=1, team="a", title="Try it", column="review", owner="ana", standard="Seen twice"),
        Evidence(id="e", team="a", card="c", text="Photos", added_by="ana", added=date(2026, 11, 1)),
    )
    return store.view(Viewer("member", person="ana", team="a"))


@pytest.fixture
def ben(store: Store, ana: View) -> View:
    """Lend the view of Ben, who is on Ana's team."""
    return store.view(Viewer("member", person="ben", team="a"))


def done(view: View, **values: object) -> Card:
    (card,) = view.write(view.get(Card, "c").model_copy(update={"column": "done"} | values))
    return card


def says(by: str, verdict: str = "confirmed", after: int = 0, id: str = "v") -> Verification:
    return Verification.model_validate(
        {"id": id, "team": "a", "card": "c", "verifier": by, "verdict": verdict}
        | {"at": AT + timedelta(minutes=after)}
    )


def test_a_card_that_a_peer_has_confirmed_can_be_done(ana: View, ben: View) -> None:
    ben.write(says("ben"))
    assert done(ana, done=date(2026, 11, 2)).column == "done"


def test_confirming_and_moving_in_one_go_is_one_change_of_mind(ben: View) -> None:
    card = ben.get(Card, "c").model_copy(update={"column": "done"})
    ben.write(says("ben"), card)
    assert ben.get(Card, "c").column == "done"


def test_nobody_moves_a_card_to_done_that_nobody_has_confirmed(ana: View, ben: View) -> None:
    for view in (ana, ben):
        with pytest.raises(NotAllowed, match="nobody has confirmed"):
            done(view)
    assert ana.get(Card, "c").column == "review"


def test_an_owner_does_not_confirm_their_own_card(ana: View) -> None:
    ana.write(says("ana"))
    with pytest.raises(NotAllowed, match="its own owner"):
        done(ana)


def test_nobody_speaks_in_the_name_of_another(ana: View) -> None:
    with pytest.raises(NotAllowed, match="one's own name"):
        ana.write(says("ben"))


def test_the_last_word_counts(ana: View, ben: View) -> None:
    ben.write(says("ben"), says("ben", "returned", after=1, id="w"))
    with pytest.raises(NotAllowed, match="nobody has confirmed"):
        done(ana)


def test_without_evidence_nothing_is_done(ana: View, ben: View) -> None:
    ana.remove(ana.get(Evidence, "e"))
    ben.write(says("ben"))
    with pytest.raises(NotAllowed, match="nothing shows"):
        done(ana)


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
        ana.write(ana.get(Card, "c").model_copy(update=change))


@pytest.mark.parametrize(("kind", "id"), [(Evidence, "e"), (Verification, "v")])
def test_what_a_done_card_rests_on_cannot_be_taken_from_it(
    ana: View, ben: View, kind: type[Evidence] | type[Verification], id: str
) -> None:
    ben.write(says("ben"))
    done(ana)
    with pytest.raises(NotAllowed):
        ana.remove(ana.get(kind, id))
    assert ana.get(Card, "c").column == "done"


def test_an_undo_does_not_get_round_it(store: Store, ana: View, ben: View) -> None:
    ben.write(says("ben"))
    said = ben.seq()
    done(ana)
    with pytest.raises(NotAllowed, match="confirmed"):
        store.view(Viewer("facilitator", person="fay")).undo(said)
    assert ana.get(Card, "c").column == "done"


def test_a_facilitator_is_held_to_it_as_well(store: Store, ana: View) -> None:
    with pytest.raises(NotAllowed, match="nobody has confirmed"):
        done(store.view(Viewer("facilitator", person="fay")))
