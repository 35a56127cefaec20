"""An institute that is kept: in a file or on PostgreSQL, with people in every kind of record."""

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import alembic.command  # noqa: F401 (so that no process of a test imports it anew)
import pytest

from cadence.institute import Institute
from cadence.institute.rewrite import set_database
from cadence.model import (
    Ask,
    Card,
    Commitment,
    Consent,
    Entry,
    Evidence,
    Membership,
    Note,
    Observation,
    Person,
    Priority,
    Publication,
    Rating,
    Record,
    Response,
    School,
    Sharing,
    Team,
    Verification,
    Vision,
)
from cadence.store import Store, Viewer
from cadence.store.copying import Extent, extents, opened, snapshot

CUSTODIAN = Viewer("custodian")
NAME, EMAIL = "Ana María Park", "ana.park@lincoln.example"
AT, DAY = datetime(2026, 10, 1, 9, 30, 0, 125, UTC), date(2026, 10, 1)


@pytest.fixture
def house(bare: Institute, url: str, tmp_path: Path) -> Institute:
    """Lend an institute of one's own whose empty database is of each kind."""
    root = shutil.copytree(bare.root, tmp_path / "house")
    if url.startswith("postgresql"):
        set_database(root / "institute.toml", url)
    return Institute.open(root)


@pytest.fixture
def peopled(house: Institute) -> Institute:
    """Lend an institute in which Ana took part in everything."""
    with Store.open(house.database_url) as store:
        for viewer, record in _life():
            store.view(viewer).write(record)
        _talk(store)
    return house


def _life() -> Iterator[tuple[Viewer, Record]]:
    yield from ((CUSTODIAN, each) for each in _everybody())
    ana = Viewer("member", "ana", "lincoln")
    here = {"cycle": 1, "team": "lincoln"}
    for person, words in (("ana", "What only Ana thinks"), ("ben", f"{NAME.upper()} talks too much")):
        me = Viewer("member", person, "lincoln")
        yield me, Response(
            id=f"r-{person}", person=person, survey="conditions", answers={"c1": 4}, comments={"open": words},
            listed=("ana", "ben"), submitted=AT, **here,
        )  # fmt: skip
        yield me, Note(id=f"n-{person}", person=person, form="coaching", values={"say": words}, **here)
    yield ana, Rating(metric="w", vignette="v1", person="ana", levels={"look": 2}, **here)
    yield CUSTODIAN, Vision(id="vision", text="Students talk", **here)
    yield (
        ana,
        Consent(team="lincoln", vision="vision", person="ana", fingers=2, reservation="Too vague"),
    )
    yield (
        ana,
        Card(
            id="card", title="Plan", owner="ana", verifier="ben", notes=f"Park, Ana María and {EMAIL}", **here
        ),
    )
    yield ana, Evidence(id="proof", team="lincoln", card="card", text="photo", added_by="ana", added=DAY)
    yield ana, Verification(team="lincoln", card="card", verifier="ana", verdict="returned", at=AT)
    yield ana, Observation(id="visit", metric="w", observer="ana", on=DAY, levels={"look": 1}, **here)
    yield ana, Commitment(id="word", session=1, text="call home", person="ana", **here)
    yield ana, Ask(id="ask", session=1, text=f"A substitute for {NAME}", owner="ana", **here)
    yield ana, Sharing(shared_table="card", shared_id="card", granted_by="ana", granted=DAY, **here)
    yield ana, Entry(id="charter", form="charter", values={"roles": [["chair", NAME]], NAME: "a key"}, **here)


def _everybody() -> Iterator[Record]:
    yield School(id="s1", name="Lincoln High")
    yield Team(id="lincoln", name="Lincoln", school="s1")
    yield Person(id="ana", name=NAME, email=EMAIL, source="SIS-77")
    yield Person(id="ben", name="Ben Ode", email="ben@lincoln.example")
    yield Membership(id="seat-a", team="lincoln", person="ana", position="Principal of the annex")
    yield Membership(id="seat-b", team="lincoln", person="ben")
    yield Publication(
        id="result", cycle=1, team="lincoln", kind="conditions", published=AT,
        body={"survey": "conditions", "respondents": 0, "items": [], "boundary": {"doubt": ["ana"]}, "n": 7},
    )  # fmt: skip


def _talk(store: Store) -> None:
    """Change a few things, so that the history holds what was."""
    view = store.view(Viewer("member", "ben", "lincoln"))
    card = view.get(Card, "card")
    view.write(card.model_copy(update={"notes": f"ask {NAME.lower()}"}))
    custodian = store.view(CUSTODIAN)
    ana = custodian.get(Person, "ana")
    custodian.write(ana.model_copy(update={"name": "Ana Kim"}))
    ana = custodian.get(Person, "ana")
    custodian.write(ana.model_copy(update={"name": NAME}))
    gone = custodian.write(Priority(id="gone", title=f"{NAME}'s idea"))[0]
    custodian.remove(gone)


@pytest.fixture
def everything() -> Callable[[Institute], dict[str, Extent]]:
    """Lend a way to see what every table holds; which backups were brought back is no matter."""

    def see(house: Institute) -> dict[str, Extent]:
        with opened(house.database_url) as engine, snapshot(engine) as connection:
            return {name: each for name, each in extents(connection).items() if name != "restoration"}

    return see


@pytest.fixture
def add() -> Callable[..., None]:
    """Lend a way to write records."""

    def write(house: Institute, *records: Record) -> None:
        with Store.open(house.database_url) as store:
            store.view(CUSTODIAN).write(*records)

    return write


@pytest.fixture
def killed() -> Callable[[Callable[[], object]], Iterator[bool]]:
    """Lend a way to do a thing again and again in processes that die ever later in it.

    Each time it is said whether it died (True) or came to its end (False, the first time).
    """
    return _killed


POINTS = (0.008, 0.1, 0.4, 0.85)  # of all calls; the checks at the beginning are few and quick


def _killed(do: Callable[[], object]) -> Iterator[bool]:
    calls = _forked(lambda: _counting(do))
    yield False
    for part in POINTS:
        yield _forked(lambda at=int(calls * part): _dying(do, at)) < 0


def _forked(do: Callable[[], int]) -> int:
    """Return what came of it in a process of its own: a number, or -1 if it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(writing, str(do()).encode())
        finally:
            os._exit(0)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading) as said:
        return -1 if os.WIFSIGNALED(status) else int(said.read())


def _counting(do: Callable[[], object]) -> int:
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counted)
    do()
    sys.setprofile(None)
    return count


def _dying(do: Callable[[], object], at: int) -> int:
    left = at

    def counted(*_: object) -> None:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(counted)
    do()
    sys.setprofile(None)
    return left
