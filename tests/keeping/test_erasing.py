import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, text

from cadence.errors import CadenceError, NotAllowed, NotFound, StaleRevision
from cadence.institute import Institute
from cadence.keeping.backup import back_up, shelf_of
from cadence.keeping.closing import closable_from, refuse_too_early, what_closing_takes
from cadence.keeping.erasing import carry_out, elsewhere, foreseen
from cadence.keeping.people import find_person
from cadence.model import (
    RECORDS,
    Card,
    Commitment,
    Entry,
    Membership,
    Observation,
    Person,
    Publication,
    Rating,
    Record,
    Response,
)
from cadence.store import Store, Viewer
from cadence.store.belonging import Erased
from cadence.store.engine import make_engine, transaction
from cadence.store.history import Logged

CUSTODIAN = Viewer("custodian")
ANA = Erased(people=frozenset({"ana"}))
WORDS = ["Ana María Park", "ana.park@lincoln.example"]
TRACES = [  # all that is hers, as bytes; written in other cases too
    "ana maría park", "park, ana maría", "ana kim", "ana.park@lincoln", "sis-77", "only ana thinks",
    "principal of the annex", "too vague",
]  # fmt: skip
Killed = Callable[[Callable[[], object]], Iterator[bool]]


def stored(house: Institute, kind: type[Record]) -> list[Any]:
    with Store.open(house.database_url) as store:
        return store.view(CUSTODIAN).all(kind)


def history(house: Institute) -> list[Any]:
    engine = make_engine(house.database_url)
    with transaction(engine) as connection:
        rows = connection.execute(text("SELECT * FROM history ORDER BY seq")).mappings().all()
    engine.dispose()
    return list(rows)


def traces(paths: list[Path]) -> dict[str, list[str]]:
    """Return where on the disk which traces are, whatever file holds them."""
    found = {}
    for path in paths:
        data = path.read_bytes().decode("utf-8", "replace").lower()
        found[path.name] = [trace for trace in TRACES if trace in data]
    return {name: each for name, each in found.items() if each}


def on_disk(house: Institute) -> list[Path]:
    """Return every file in which the database, the institute or its index could hold something."""
    engine = make_engine(house.database_url)
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.execute(text("CHECKPOINT"))
            directory = connection.scalar(text("SELECT current_setting('data_directory')"))
            mine = text("SELECT oid FROM pg_database WHERE datname = current_database()")
            oid = connection.scalar(mine)
            tables = [path for path in Path(directory, "base", str(oid)).iterdir() if path.is_file()]
        else:
            tables = []
    engine.dispose()
    return [*tables, *(path for path in house.root.rglob("*") if path.is_file())]


def test_before_erasing_the_disk_is_full_of_her(peopled: Institute) -> None:
    found = traces(on_disk(peopled))
    assert {trace for each in found.values() for trace in each} == set(TRACES)


def test_not_a_byte_of_her_is_left(peopled: Institute) -> None:
    carry_out(peopled, ANA, WORDS)
    assert traces(on_disk(peopled)) == {}


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_a_dump_of_the_server_does_not_name_her(peopled: Institute) -> None:
    carry_out(peopled, ANA, WORDS)
    url = make_url(peopled.database_url)
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"))
    command = [str(programs[-1]), "-h", str(url.query["host"]), "-U", str(url.username), str(url.database)]
    dumped = subprocess.run(command, capture_output=True, text=True, check=True).stdout.lower()
    assert "someone who has left" in dumped
    assert [trace for trace in TRACES if trace in dumped] == []


def test_while_a_server_has_the_institute_open_nothing_is_left_either(peopled: Institute) -> None:
    with Store.open(peopled.database_url) as running:
        card = running.view(Viewer("member", "ben", "lincoln")).get(Card, "card")
        carry_out(peopled, ANA, WORDS)
        assert traces(on_disk(peopled)) == {}
        with pytest.raises(StaleRevision):  # a page that shows the old text cannot write it back
            running.view(Viewer("member", "ben", "lincoln")).write(card.model_copy(update={"order": 9}))


def test_the_work_of_the_team_stays_and_leads_to_somebody_who_has_left(peopled: Institute) -> None:
    carry_out(peopled, ANA, WORDS)
    nobody = next(each for each in stored(peopled, Person) if each.id != "ben")
    assert (nobody.name, nobody.email, nobody.source) == ("Someone who has left", "", "")
    (card,), (visit,), (word,) = (stored(peopled, kind) for kind in (Card, Observation, Commitment))
    assert (card.owner, card.verifier) == (nobody.id, "ben")
    assert (visit.observer, word.person) == (nobody.id, nobody.id)
    assert stored(peopled, Entry)[0].values["roles"] == [["chair", "[name removed]"]]
    body = stored(peopled, Publication)[0].body
    assert (body["boundary"], body["n"]) == ({"doubt": [nobody.id]}, 7)
    assert [each.person for each in stored(peopled, Membership)] == ["ben"]
    assert stored(peopled, Rating) == []
    (answer,) = stored(peopled, Response)
    assert (answer.listed, answer.comments) == ((nobody.id, "ben"), {"open": "[name removed] talks too much"})


def test_the_history_still_tells_the_last_state_of_every_record(peopled: Institute) -> None:
    carry_out(peopled, ANA, WORDS)
    carry_out(peopled, Erased(cycles=frozenset({1})), [])
    last = {(row["table"], row["record"]): row for row in history(peopled)}
    with Store.open(peopled.database_url) as store:
        for kind in RECORDS:
            for each in store.view(CUSTODIAN).all(kind):
                row = last.pop((kind.table, each.id))
                after = row["after"]
                assert (
                    kind.model_validate_json(after if isinstance(after, str) else json.dumps(after)) == each
                )
        newest = max(row["seq"] for row in history(peopled))
        assert store.view(CUSTODIAN).seq() >= newest
    assert {row["action"] for row in last.values()} <= {"remove"}


def _json(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def test_what_would_go_is_what_goes(peopled: Institute, everything: Callable[..., Any]) -> None:
    before = everything(peopled)
    toll = foreseen(peopled, ANA)
    assert everything(peopled) == before
    assert carry_out(peopled, ANA, WORDS) == toll
    gone = {"person": 1, "membership": 1, "response": 1, "note": 1, "rating": 1, "consent": 1}
    assert toll.removed == gone
    assert toll.changed.keys() == {
        "card", "observation", "commitment", "ask", "evidence", "verification", "sharing", "entry",
        "publication", "response", "note",
    }  # fmt: skip


def test_erasing_once_more_changes_nothing(peopled: Institute, everything: Callable[..., Any]) -> None:
    carry_out(peopled, ANA, WORDS)
    before = everything(peopled)
    toll = carry_out(peopled, ANA, WORDS)
    assert (toll.removed, toll.changed, toll.history) == ({}, {}, 0)
    assert everything(peopled) == before


@pytest.mark.parametrize("backend", ["sqlite"])
def test_killed_at_any_point_she_is_there_or_gone_and_the_same_again_ends_it(
    peopled: Institute, tmp_path: Path, killed: Killed
) -> None:
    saved = shutil.copytree(peopled.root, tmp_path / "saved")
    outcomes = set()
    for died in killed(lambda: carry_out(peopled, ANA, WORDS)):
        outcomes.add((died, any(each.id == "ana" for each in stored(peopled, Person))))
        carry_out(peopled, ANA, WORDS)
        assert traces(on_disk(peopled)) == {}
        shutil.rmtree(peopled.root)
        shutil.copytree(saved, peopled.root)
    assert {(False, False), (True, True)} <= outcomes


def test_a_namesake_keeps_their_record(peopled: Institute, add: Callable[..., None]) -> None:
    add(peopled, Person(id="other", name="Ana María Park", email="amp@lincoln.example"))
    carry_out(peopled, ANA, WORDS)
    assert {each.name for each in stored(peopled, Person) if each.id == "other"} == {"Ana María Park"}


def test_the_index_of_backups_remembers_the_id_and_nothing_else(peopled: Institute, tmp_path: Path) -> None:
    back_up(peopled, peopled.root / "backups" / "a.cadence")
    carry_out(peopled, ANA, WORDS)
    assert shelf_of(peopled).index().erased == ("person:ana",)
    assert elsewhere(peopled, WORDS).backups == (peopled.root / "backups" / "a.cadence",)


def test_files_that_name_her_and_packets_are_pointed_out(peopled: Institute) -> None:
    (peopled.root / "content" / "forms").mkdir()
    (peopled.root / "content" / "forms" / "x.yaml").write_text("chair: ANA MARÍA PARK", "utf-8")
    (peopled.root / "packets" / "p.pdf").write_bytes(b"%PDF")
    left = elsewhere(peopled, WORDS)
    assert [path.name for path in left.files] == ["x.yaml"]
    assert [path.name for path in left.packets] == ["p.pdf"]


def test_invites_on_paper_and_who_is_in_the_room_are_pointed_out(peopled: Institute) -> None:
    (peopled.root / "invites").mkdir()
    (peopled.root / "invites" / "slips.pdf").write_bytes(b"%PDF")
    (peopled.root / ".cadence-floor").write_text('{"name": "Ana María Park"}', "utf-8")
    assert [path.name for path in elsewhere(peopled, WORDS).files] == [".cadence-floor", "slips.pdf"]


def test_what_was_parsed_of_a_file_that_named_her_is_not_kept(
    peopled: Institute, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cadence.content.kept import keep, recall

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    keep(b"hers", {"chair": "Ana María Park"})
    keep(b"other", {"chair": "Ben Ode"})
    carry_out(peopled, ANA, WORDS)
    assert recall(b"hers") is None
    assert recall(b"other") == {"chair": "Ben Ode"}


def test_a_cycle_takes_answers_notes_and_past_and_leaves_publications(peopled: Institute) -> None:
    with Store.open(peopled.database_url) as store:
        erased = what_closing_takes(store.view(CUSTODIAN), peopled, 1)
    assert erased == Erased(frozenset({"ana", "ben"}), frozenset({1}))
    results = stored(peopled, Publication)
    carry_out(peopled, erased, WORDS)
    assert stored(peopled, Response) == [] == stored(peopled, Rating)
    assert [each.body["n"] for each in stored(peopled, Publication)] == [each.body["n"] for each in results]
    assert {each.name for each in stored(peopled, Person)} == {"Someone who has left"}
    assert {row["table"] for row in history(peopled)}.isdisjoint({"response", "note", "consent", "rating"})
    assert all("ben" not in row["viewer"] and "ana" not in row["viewer"] for row in history(peopled))
    assert traces(on_disk(peopled)) == {}


def test_who_has_part_in_another_cycle_stays(peopled: Institute, add: Callable[..., None]) -> None:
    add(peopled, Card(cycle=2, team="lincoln", title="next", owner="ben"))
    add(peopled, Person(id="lead", name="Lee", role="district"))
    with Store.open(peopled.database_url) as store:
        assert what_closing_takes(store.view(CUSTODIAN), peopled, 1).people == {"ana"}


def test_other_cycles_keep_their_answers_and_their_history(
    peopled: Institute, add: Callable[..., None]
) -> None:
    later = Response(
        id="later", cycle=2, team="lincoln", person="ben", survey="conditions", answers={"c1": 1}
    )
    add(peopled, later, Card(id="c2", cycle=2, team="lincoln", title="a"))
    add(peopled, Card(id="c2", cycle=2, team="lincoln", title="b", revision=1))
    carry_out(peopled, Erased(cycles=frozenset({1})), [])
    assert [each.id for each in stored(peopled, Response)] == ["later"]
    assert [row["action"] for row in history(peopled) if row["record"] == "c2"] == ["create", "change"]


def test_a_cycle_is_kept_for_its_time(peopled: Institute) -> None:
    assert closable_from(peopled, 1) == date(2029, 6, 11)  # two years after 11 June 2027
    with pytest.raises(NotAllowed, match=r"to be kept until 11 June 2029 .*\n?.*--now"):
        refuse_too_early(peopled, 1, date(2029, 6, 10))
    refuse_too_early(peopled, 1, date(2029, 6, 11))
    with pytest.raises(CadenceError, match="no cycle 2 yet"):
        closable_from(peopled, 2)


def test_a_person_is_found_by_name_address_or_id_and_two_are_listed(
    peopled: Institute, add: Callable[..., None]
) -> None:
    add(peopled, Person(id="twin", name="ben ode"))
    with Store.open(peopled.database_url) as store:
        view = store.view(CUSTODIAN)
        assert find_person(view, "ANA.PARK@lincoln.example").id == "ana"
        assert find_person(view, "ana  maría park").id == "ana"
        assert find_person(view, "ben").id == "ben"
        with pytest.raises(
            CadenceError, match=r"Ben Ode of Lincoln \(id ben\); or ben ode of no team \(id twin\)"
        ):
            find_person(view, "Ben Ode")
        with pytest.raises(NotFound, match="Nobody here is called 'Zoe'"):
            find_person(view, "Zoe")


def test_a_copy_from_before_a_migration_is_named_among_what_still_holds_it(peopled: Institute) -> None:
    if not peopled.database_url.startswith("sqlite"):
        pytest.skip("of PostgreSQL no copy is kept")
    copy = Path(f"{peopled.database_url.partition(':///')[2]}.before-0001")
    copy.touch()
    assert copy in elsewhere(peopled, WORDS).backups


def test_what_was_made_together_with_an_erased_person_is_still_undone_by_its_number(house: Institute) -> None:
    with Store.open(house.database_url) as store:
        view = store.view(CUSTODIAN)
        view.write(Person(id="ana", name="Ana Park"), Person(id="ben", name="Ben Kim"))
        number = min(each.seq for each in view.history() if isinstance(each, Logged))
    carry_out(house, ANA, ["Ana Park"])
    with Store.open(house.database_url) as store:
        view = store.view(CUSTODIAN)
        with pytest.raises(NotFound):
            view.undo(number)
        view.undo(number, batch=True)
        assert "ben" not in {each.id for each in view.all(Person)}


def test_who_came_again_after_an_undo_is_erased_from_the_time_before_too(house: Institute) -> None:
    with Store.open(house.database_url) as store:
        view = store.view(CUSTODIAN)
        view.write(Person(id="first", name="Ana Park", email="ana.park@lincoln.example"))
        view.undo(view.seq())
        view.write(Person(id="ana", name="Ana Park", email="ana.park@lincoln.example"))
    carry_out(house, ANA, ["Ana Park", "ana.park@lincoln.example"])
    assert not [row for row in history(house) if "ana.park" in str(row).lower()]


def test_who_was_removed_and_stands_in_the_history_alone_is_found_and_erased(house: Institute) -> None:
    with Store.open(house.database_url) as store:
        view = store.view(CUSTODIAN)
        view.write(Person(id="first", name="Bo Quill", email="bo.quill@lincoln.example"))
        view.undo(view.seq())
        found = find_person(view, "bo quill", removed=view.gone(Person))
    assert found.id == "first"
    carry_out(house, Erased(people=frozenset({found.id})), [found.name, found.email])
    assert not [row for row in history(house) if "quill" in str(row).lower()]
