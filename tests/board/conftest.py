"""A team at its board: Ana, Ben and Cleo, and Dan who is on another team."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from cadence.board import BoardTable
from cadence.content import Content
from cadence.institute.evidence import EvidenceFolder
from cadence.model import Goal, Membership, Person, Team
from cadence.store import Store, Viewer

Table = Callable[..., BoardTable]


def hexid() -> str:
    """Return an id as the page makes one."""
    return uuid4().hex


@pytest.fixture
def team(store: Store) -> Store:
    """Lend a store with two teams in it."""
    people = {"ana": "a", "ben": "a", "cleo": "a", "dan": "b"}
    view = store.view(Viewer("custodian"))
    view.write(*(Team(id=id, name=f"Team {id}") for id in "ab"))
    view.write(*(Person(id=id, name=id.title()) for id in people))
    view.write(*(Membership(id=f"m-{id}", person=id, team=of) for id, of in people.items()))
    view.write(Goal(id="g", cycle=1, team="a", statement="More talk", due=date(2027, 5, 1)))
    return store


@pytest.fixture
def table(team: Store, tmp_path: Path) -> Table:
    """Lend the seat of a member at the board: `table("ana")`."""

    def at(person: str, of: str = "a", role: Any = "member", **more: Any) -> BoardTable:
        view = team.view(Viewer(role, person=person, team=of if role == "member" else ""))
        values = {"content": Content.load(), "cycle": 1, "now": datetime.now(UTC)}
        values["folder"] = EvidenceFolder(tmp_path)
        return BoardTable(view=view, team=of, person=person, **(values | more))

    return at


@pytest.fixture
def ask() -> Iterator[Callable[..., Mapping[str, Any]]]:
    """Lend a way to ask something of the board with a key of its own."""

    def asked(table: BoardTable, do: str, card: str = "", **more: Any) -> Mapping[str, Any]:
        return table.do({"key": hexid(), "do": do, "card": card} | more)

    yield asked


@pytest.fixture
def add(ask: Any) -> Any:
    """Lend a way to add a card of a title, which returns its id."""

    def added(table: Any, title: str, column: str = "ideas", **values: Any) -> str:
        id = hexid()
        changes = {name: {"was": None, "now": value} for name, value in ({"title": title} | values).items()}
        said = ask(table, "add", id, column=column, changes=changes)
        assert said["card"]["title"] == title, said
        return id

    return added
