"""The import commands as they are typed: dry runs, reports, what is asked and what is remembered."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from cadence import cli
from cadence.cli import mapping
from cadence.errors import CadenceError
from cadence.exchange import Ledger
from cadence.institute import Institute
from cadence.model import Outcome, School, Team
from cadence.model.record import new_id
from cadence.store import Store, Viewer

SCHOOLS = "NCESSCH,SCHNAM\n482364001271,GRADY MIDDLE\n482364001308,BUSH EL\n"
ODD = "Bldg Nbr,Building Title\n1,GRADY\n2,POE\n"
VALUES = "School ID,Reading\n482364001271,45.2%\n482364001308,s\n"


@pytest.fixture
def house(tmp_path: Path) -> Institute:
    """An empty institute."""
    CliRunner().invoke(cli.app, ["new", str(tmp_path / "mine"), "--name", "Mine", "--district", "Example"])
    return Institute.open(tmp_path / "mine")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """The school list, as a file."""
    path = tmp_path / "schools.csv"
    path.write_text(SCHOOLS)
    return path


def take(house: Institute, *words: object, answer: str = "") -> Result:
    typed = ["import", *map(str, words), "-i", str(house.root)]
    return CliRunner().invoke(cli.app, typed, input=answer)


def schools(house: Institute) -> list[str]:
    with Store.open(house.database_url) as store:
        return [each.name for each in store.view(Viewer(role="custodian")).all(School)]


def test_a_dry_run_reports_and_writes_nothing(house: Institute, table: Path) -> None:
    result = take(house, "schools", table, "--teams", "--check")
    assert result.exit_code == 0 and "nothing was written" in result.output
    assert "schools: 2 added" in result.output and schools(house) == []


def test_a_dry_run_that_would_be_refused_ends_with_status_1(house: Institute, table: Path) -> None:
    table.write_text(SCHOOLS.replace("482364001308", "4.82364E+11"))
    result = take(house, "schools", table, "--check")
    assert result.exit_code == 1 and "schools.csv:3 [NCESSCH]" in result.output


def test_the_report_as_json_has_everything(house: Institute, table: Path) -> None:
    take(house, "schools", table)
    table.write_text(SCHOOLS.replace("GRADY MIDDLE", "GRADY ACADEMY").replace("482364001308,BUSH EL\n", ""))
    said = json.loads(take(house, "schools", table, "--json").stdout)
    assert said["updated"] == {"school": 1} and said["written"] is True
    assert said["changes"] == ["GRADY ACADEMY (482364001271): name 'GRADY MIDDLE' -> 'GRADY ACADEMY'"]
    assert said["gone"] == ["BUSH EL (482364001308)"]


def test_an_import_says_how_it_is_taken_back_as_a_whole(house: Institute, table: Path) -> None:
    said = take(house, "schools", table, "--teams").output
    assert f"to take all of it back: cadence undo -i {house.root} 4 --batch" in said
    CliRunner().invoke(cli.app, ["undo", "4", "--batch", "--yes", "-i", str(house.root)])
    assert schools(house) == []
    assert "2 added" in take(house, "schools", table).output


def test_a_refusal_as_json_has_every_complaint(house: Institute, table: Path) -> None:
    table.write_text("NCESSCH,SCHNAM,GSLO\n" + "4.8E+11,A,9-Jun\n" * 30)
    result = take(house, "schools", table, "--json")
    said = json.loads(result.stdout)
    assert result.exit_code == 1 and said["refused"] is True and len(said["complaints"]) == 60
    assert said["complaints"][0]["line"] == 2 and said["complaints"][0]["remedy"]


def test_many_complaints_of_one_kind_are_folded_into_their_lines(house: Institute, table: Path) -> None:
    table.write_text("NCESSCH,SCHNAM\n" + "4.8E+11,A\n" * 300)
    output = take(house, "schools", table, "--check").output
    assert "[NCESSCH] likewise on lines 22 to 301" in output and len(output.splitlines()) < 30


def test_headings_said_once_are_remembered(house: Institute, table: Path) -> None:
    table.write_text(ODD)
    said = ("--map", "Bldg Nbr=own_id", "--map", "Building Title=name")
    take(house, "schools", table, *said, "--check")
    assert not (house.root / "mappings").exists()
    assert take(house, "schools", table, *said).exit_code == 0
    assert "name: Building Title" in (house.root / "mappings/schools.yaml").read_text()
    again = take(house, "schools", table)
    assert "2 unchanged" in again.output and schools(house) == ["GRADY", "POE"]


def test_without_a_terminal_a_mapping_is_proposed_in_a_file(house: Institute, table: Path) -> None:
    table.write_text(ODD)
    result = take(house, "schools", table)
    assert "proposed in mappings/schools.proposed.yaml" in str(result.exception)
    assert "Building Title" in (house.root / "mappings/schools.proposed.yaml").read_text()
    assert schools(house) == []


def test_at_a_terminal_each_column_is_asked_for(
    house: Institute, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mapping, "attended", lambda: True)
    table.write_text("Nbr,School Title\nx-1,GRADY\nx-2,POE\n")
    result = take(house, "schools", table, answer="2\n1\n")
    assert "Which column holds the school's name?" in result.output
    assert result.exit_code == 0, result.output
    assert schools(house) == ["GRADY", "POE"]
    assert "own_id: Nbr" in (house.root / "mappings/schools.yaml").read_text()


def test_indicators_are_named_once_and_the_year_each_time(
    house: Institute, table: Path, tmp_path: Path
) -> None:
    take(house, "schools", table)
    values = tmp_path / "values.csv"
    values.write_text(VALUES)
    said = ("--indicator", "Reading=Reads well", "--year", "2024/25")
    result = take(house, "indicators", values, *said)
    assert "Reads well 2024-25: one value, from 45.2 to 45.2 percent; 1 without a number" in result.output
    assert take(house, "indicators", values).exit_code != 0  # of which year is it?
    assert "2 unchanged" in take(house, "indicators", values, "--year", "2024-25").output
    with Store.open(house.database_url) as store:
        kept = store.view(Viewer(role="custodian")).all(Outcome)
    assert {(each.value, each.note) for each in kept} == {(45.2, ""), (None, "suppressed ('s')")}


@pytest.mark.parametrize(
    "words", [("--year", "soon"), ("--decimal", "dot"), ("--indicator", "=x"), ("--indicator", "x=")]
)
def test_what_makes_no_sense_is_refused_by_its_option(
    house: Institute, table: Path, words: tuple[str, ...]
) -> None:
    result = take(house, "indicators", table, *words)
    assert result.exit_code == 2 and words[0] in result.output


def test_a_file_of_another_kind_is_called_what_it_seems_to_be(house: Institute, table: Path) -> None:
    said = take(house, "roster", table, "--check").output
    assert f"it has the headings of another kind of file: cadence import schools -i {house.root}" in said
    table.write_text("x,y\n1,2\n")
    said = take(house, "schools", table, "--check").output
    assert "none of its headings is known" in said
    (table.parent / "a.json").write_text("{}")
    assert "this is JSON, and no table" in take(house, "schools", table.parent / "a.json", "--check").output
    (table.parent / "manifest.csv").write_text("propertyName,value\n")
    there = f"cadence import roster -i {house.root} FILE"
    assert there in take(house, "schools", table.parent, "--check").output


def test_the_letters_of_a_file_are_said_once_and_remembered(house: Institute, table: Path) -> None:
    table.write_bytes("NCESSCH,SCHNAM\n482364001271,\uc11c\uc6b8\ucd08\ub4f1\n".encode("cp949"))
    assert "Say which: --encoding" in take(house, "schools", table, "--check").output
    assert take(house, "schools", table, "--encoding", "euc-kr").exit_code == 0
    assert "encoding: euc_kr" in (house.root / "mappings" / "schools.yaml").read_text("utf-8")
    assert schools(house) == ["\uc11c\uc6b8\ucd08\ub4f1"]
    assert "no way to write letters" in take(house, "schools", table, "--encoding", "klingon").output


def test_two_terminals_that_import_at_once_make_nobody_twice(
    house: Institute, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(house, "schools", table)
    table.write_text("School,Name\nGRADY MIDDLE,Ann Example\n")
    settle, others = Ledger.settle, iter([True])

    def overtaken(self: Ledger, *given: object, **more: object) -> object:
        if next(others, False):  # the other terminal is done first
            assert "people: 1 added" in take(house, "roster", table).output
        return settle(self, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Ledger, "settle", overtaken)
    assert "people: 0 added, 0 updated, 1 unchanged" in take(house, "roster", table).output


def test_an_import_that_is_overtaken_again_and_again_says_so(
    house: Institute, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle = Ledger.settle

    def overtaken(self: Ledger, *given: object, **more: object) -> object:
        with Store.open(house.database_url) as store:
            store.view(Viewer(role="custodian")).write(School(id=new_id(), name="Other"))
        return settle(self, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Ledger, "settle", overtaken)
    result = take(house, "schools", table)
    assert "while this was going on, and nothing of it was written" in str(result.exception)
    assert set(schools(house)) == {"Other"}


def test_cards_come_onto_the_board_of_the_team_that_is_named(house: Institute, tmp_path: Path) -> None:
    with Store.open(house.database_url) as store:
        store.view(Viewer(role="custodian")).write(Team(id="lincoln", name="Lincoln"))
    file = tmp_path / "board.csv"
    file.write_text("Task,List\nCall families,Later this year\nLook,To do\n")
    refused = take(house, "cards", file, "--team", "lincoln", "--check")
    assert refused.exit_code == 1 and "--list 'Later this year=ideas'" in refused.output
    assert take(house, "cards", file, "--team", "lincoln", "--list", "nonsense").exit_code == 2
    result = take(house, "cards", file, "--team", "lincoln", "--list", "Later this year=ideas")
    assert result.exit_code == 0 and "cards: 2 added" in result.output
    again = take(house, "cards", file, "--team", "lincoln")  # the list is remembered
    assert again.exit_code == 0 and "2 unchanged" in again.output
    nowhere = take(house, "cards", file, "--team", "lincon")
    assert isinstance(nowhere.exception, CadenceError) and "lincoln" in str(nowhere.exception)
