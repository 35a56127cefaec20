"""Work that takes long writes nothing once others have changed what it rests on."""

import pytest

from cadence.errors import Overtaken
from cadence.model import Person, School
from cadence.store import Store, Viewer

CUSTODIAN = Viewer("custodian")


def test_a_view_as_of_now_writes_while_nobody_else_does(store: Store) -> None:
    view = store.view(CUSTODIAN).as_of_now()
    view.write(School(id="1", name="Lincoln"))
    assert view.get(School, "1").name == "Lincoln"


def test_a_view_as_of_now_writes_nothing_once_people_came(store: Store) -> None:
    view = store.view(CUSTODIAN).as_of_now()
    store.view(CUSTODIAN).write(Person(id="ann", name="Ann Example"))
    with pytest.raises(Overtaken, match="nothing of it was written"):
        view.write(School(id="1", name="Lincoln"))
    assert not store.view(CUSTODIAN).all(School)


def test_what_it_does_not_rest_on_may_change(store: Store) -> None:
    store.view(CUSTODIAN).write(School(id="1", name="Lincoln"))
    assert store.view(CUSTODIAN).as_of_now().write(School(id="2", name="Poe"))[0].revision == 1
