"""Examining a database: what is well, what is not, what to do, and what can be mended safely."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from cadence.model import Card, Clause, Goal, Note, Observation, Response, School, Team, Vision
from cadence.store import Store, Viewer
from cadence.store.engine import make_engine, transaction
from cadence.store.finding import Finding
from cadence.store.health import examine

CUSTODIAN = Viewer("custodian")
Sample = Callable[..., Any]


def run(url: str, *statements: str) -> None:
    engine = make_engine(url)
    with transaction(engine, writes=True) as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def found(url: str, about: str, *, repair: bool = False) -> Finding:
    """Return the finding about something, preferring one that is not well."""
    those = [each for each in examine(url, repair=repair) if each.about == about]
    return next((each for each in those if each.state != "well"), those[0])


def unwell(url: str) -> dict[str, str]:
    return {each.about: each.state for each in examine(url) if each.state != "well"} | {"privacy": "any"}


@pytest.fixture
def filled(store: Store, url: str, sample: Sample) -> str:
    """Lend the address of a store with a little of everything, all of it in order."""
    view = store.view(CUSTODIAN)
    view.write(School(id="1", name="Lincoln"), Team(id="a", name="Lincoln", school="1"))
    view.write(Vision(id="v", cycle=1, team="a", text="x"), Clause(id="c", team="a", vision="v", text="x"))
    goal, card = view.write(
        sample(Goal, id="g", team="a", clause="c"), sample(Card, id="k", team="a", goal="g")
    )
    view.write(card.model_copy(update={"title": "y"}))
    view.write(sample(Response, id="r", team="a", person=""))
    view.remove(view.get(Card, "k"))
    assert goal.revision == 1
    return url


def test_a_database_in_order_is_said_to_be_well(filled: str) -> None:
    assert unwell(filled) == {"privacy": "any"}


def test_a_row_that_cannot_be_read_is_named(filled: str) -> None:
    run(filled, "UPDATE clause SET elements = '[\"nonsense\"]'")
    finding = found(filled, "rows")
    assert (finding.state, finding.words) == ("ill", "1 cannot be read: 1 clause (c).")
    assert "cadence restore" in finding.remedy


def test_what_belongs_to_something_gone_is_named(filled: str, store: Store) -> None:
    run(filled, "DELETE FROM vision", "DELETE FROM history WHERE record = 'v'")
    assert found(filled, "links").words == "1 belong to something that is gone: 1 clause (c)."


def test_a_name_in_no_roster_is_a_remark_and_confidential_rows_are_counted_alone(
    filled: str, store: Store, sample: Sample
) -> None:
    store.view(CUSTODIAN).write(sample(Observation, id="o", team="a", observer="Ms K"))
    store.view(CUSTODIAN).write(sample(Response, id="ana.secret", team="gone", person=""))
    store.view(Viewer("facilitator", "fay")).write(sample(Note, id="fay.secret", team="a", person="fay"))
    words = [each.words for each in examine(filled) if each.about == "links"]
    assert words == [
        "2 belong to something that is gone: 1 note; 1 response.",
        "1 name somebody who is in no roster: 1 observation (o).",
    ]


def test_a_clock_that_lags_is_found_and_set_right(filled: str) -> None:
    run(filled, "UPDATE clock SET seq = 3")
    assert "stands at 3, but there is a change 9" in found(filled, "clock").words
    assert found(filled, "clock", repair=True).mended
    assert found(filled, "clock").state == "well"
    with Store.open(filled) as store:
        store.view(CUSTODIAN).write(School(id="2", name="x"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE goal SET statement = 'something else'",
        "UPDATE goal SET revision = 7",
        "DELETE FROM goal",
        "DELETE FROM history WHERE record = 'g'",
        "UPDATE history SET action = 'remove', after = NULL WHERE record = 'g'",
    ],
)
def test_what_is_not_as_the_history_left_it_is_named(filled: str, statement: str) -> None:
    run(filled, statement)
    finding = found(filled, "history")
    assert (finding.state, finding.words) == ("ill", "1 are not as the history left them: 1 goal (g).")


def test_a_newer_and_an_older_database_are_told_and_left_alone(filled: str) -> None:
    run(filled, "UPDATE cadence_schema SET version_num = '9999'")
    assert (found(filled, "tables").state, "pip install" in found(filled, "tables").remedy) == ("ill", True)
    run(filled, "UPDATE cadence_schema SET version_num = '0001'")
    assert "older than" in found(filled, "tables").words


def test_tables_that_lack_a_column_are_ill_whatever_version_they_claim(filled: str) -> None:
    run(filled, "ALTER TABLE restoration DROP COLUMN seq")
    finding = found(filled, "tables")
    assert (finding.state, "lack restoration.seq" in finding.words) == ("ill", True)


def test_looking_makes_no_file_and_no_tables(tmp_path: Path, url: str) -> None:
    gone = tmp_path / "gone.sqlite"
    (finding,) = examine(f"sqlite:///{gone}")
    assert (finding.state, gone.exists()) == ("ill", False)
    run(url)
    assert found(url, "tables").words == "There are none yet."


def test_a_server_that_does_not_answer_is_ill() -> None:
    (finding,) = examine("postgresql://ana:secret@127.0.0.1:1/x")
    assert (finding.about, finding.state) == ("database", "ill")
    assert "secret" not in str(finding)


@pytest.mark.skipif(os.name != "posix", reason="file modes are a matter of POSIX")
def test_a_file_that_others_can_open_is_closed_to_them(migrated_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite"
    file.write_bytes(migrated_file.read_bytes())
    file.chmod(0o644)
    url = f"sqlite:///{file}"
    assert found(url, "privacy").state == "remark"
    assert found(url, "privacy", repair=True).mended
    assert file.stat().st_mode & 0o077 == 0
    assert found(url, "privacy").state == "well"


@pytest.mark.skipif(os.name != "posix", reason="file modes are a matter of POSIX")
def test_a_new_file_is_closed_to_others_from_the_beginning(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'new.sqlite'}"):
        assert {each.stat().st_mode & 0o077 for each in tmp_path.iterdir()} == {0}


def test_an_index_that_does_not_fit_its_rows_is_built_anew(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.sqlite"
    with Store.open(url) as store:
        store.view(CUSTODIAN).write(*(School(id=str(n), name="x") for n in range(20)))
    run(
        url,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = sql || ' WHERE seq < 5' WHERE name = 'school_by_seq'",
    )
    finding = found(url, "pages")
    assert (finding.state, "index" in finding.words) == ("ill", True)
    assert found(url, "pages", repair=True).mended
    assert found(url, "pages").state == "well"


def test_a_disk_that_fills_up_is_remarked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/store.sqlite"
    Store.open(url).close()
    monkeypatch.setattr("cadence.store.file_health.ROOM", 2**62)
    assert found(url, "room").state == "remark"
