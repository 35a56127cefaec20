import pytest

from cadence.errors import NotAllowed, NotFound
from cadence.publish import latest, reveal

FULL = {"b1": 4, "b2": 2, "s1": 3, "t1": 5}


def test_a_publication_never_changes(kit):
    view = kit.FakeView(*(kit.response(i, FULL) for i in range(5)))
    first = kit.publish(view)
    view.records.append(kit.response(6, FULL))
    assert kit.publish(view) == first
    assert len(view.all(kit.Publication, kind="conditions")) == 1


def test_whoever_reveals_second_in_the_same_moment_gets_the_first(kit):
    view = kit.FakeView(*(kit.response(i, FULL) for i in range(5)))
    first = kit.publish(view)
    found = view.first
    view.first = lambda kind, **equals: None if equals == {"id": first.id} else found(kind, **equals)
    assert kit.publish(view) == first


def test_an_unknown_kind_is_refused_with_the_known_ones(kit):
    with pytest.raises(NotFound, match="Known: conditions, baseline"):
        kit.publish(kit.FakeView(), kind="horoscope")


def test_the_second_wave_is_the_pulse(kit):
    view = kit.FakeView(*(kit.response(i, FULL, survey="pulse", wave=2) for i in range(5)))
    assert kit.publish(view, wave=2).body["survey"] == "pulse"
    assert kit.publish(view, wave=2).body["respondents"] == 5


def test_a_team_named_like_a_number_is_not_the_institute(kit):
    view = kit.FakeView()
    assert kit.publish(view, team="1").id != kit.publish(view, team=None).id


def test_in_a_real_store_only_the_custodian_reveals(kit, tmp_path):
    from cadence.store import Store, Viewer

    with Store.open(f"sqlite:///{tmp_path / 'x.sqlite'}") as store:
        custodian, facilitator = store.view(Viewer("custodian")), store.view(Viewer("facilitator", "fay"))
        custodian.write(*(kit.response(i, FULL, comments={"o1": "Time."}) for i in range(5)))
        asked = {"cycle": 1, "team": "t", "kind": "conditions", "now": kit.NOW}
        with pytest.raises(NotAllowed):
            reveal(facilitator, kit.library, kit.settings(), **asked)
        made = reveal(custodian, kit.library, kit.settings(), **asked)
        assert made.body["respondents"] == 5
        assert reveal(custodian, kit.library, kit.settings(), **asked) == made
        assert latest(facilitator, "conditions", 1, "t") == made
        assert latest(facilitator, "conditions", 1, None) is None
        whole = reveal(custodian, kit.library, kit.settings(), **asked | {"team": None})
        assert latest(store.view(Viewer("district")), "conditions", 1, None) == whole
