"""`cadence import observations` and `cadence import responses`, from the keying sheet to the store."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cadence.cli import app
from cadence.institute import Institute
from cadence.model import Membership, Observation, Person, Response, Team
from cadence.store import Store, Viewer

RUN = CliRunner()


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The folder of an institute with one team."""
    root = tmp_path / "riverside"
    made = RUN.invoke(app, ["new", str(root), "--name", "Riverside", "--district", "Riverside Unified"])
    assert made.exit_code == 0, made.output
    with Store.open(Institute.open(root).database_url) as store:
        store.view(Viewer(role="custodian")).write(
            Team(id="grady", name="Grady Middle"),
            Person(id="ann", name="Ann Example", email="ann@example.org"),
            Membership(team="grady", person="ann"),
        )
    return root


def _run(house: Path, *words: str) -> tuple[int, str]:
    done = RUN.invoke(app, ["import", *words, "--institute", str(house)])
    return done.exit_code, done.output + str(done.exception or "")


def _count(house: Path) -> tuple[int, int]:
    with Store.open(Institute.open(house).database_url) as store:
        view = store.view(Viewer(role="custodian"))
        return len(view.all(Observation)), len(view.all(Response))


def test_visits_of_one_team_come_in_and_the_order_of_dates_is_remembered(house: Path) -> None:
    file = house / "visits.csv"
    file.write_text("Date,Targets in use\n3/4/2026,3\n", "utf-8")
    status, said = _run(house, "observations", str(file), "--team", "grady", "--check")
    assert status == 1 and "--dates month-first" in said
    status, said = _run(house, "observations", str(file), "--team", "grady", "--dates", "month-first")
    assert (status, _count(house)) == (0, (1, 0)) and "visits: 1 added" in said
    status, said = _run(house, "observations", str(file), "--team", "grady")
    assert status == 0 and "0 added, 0 updated, 1 unchanged" in said
    assert "month-first" in (house / "mappings" / "observations.yaml").read_text("utf-8")


def test_sheets_without_a_name_are_counted_and_nothing_is_ill(house: Path) -> None:
    file = house / "answers.csv"
    file.write_text("Sheet,Team,bounded-1\n1,grady,4\n2,grady,5\n", "utf-8")
    status, said = _run(house, "responses", str(file))
    assert status == 0 and "undo" not in said  # what was answered in confidence is not taken back
    told = RUN.invoke(app, ["history", "-i", str(house)]).output
    assert "Grady Middle: 2 sheets without a name submitted the survey 'conditions'" in told
    (entry,) = [
        e for e in json.loads(RUN.invoke(app, ["history", "-i", str(house), "--json"]).output) if "day" in e
    ]
    assert (entry["people"], entry["nameless"]) == ([], 2)
    assert "whatever a record belongs to is there" in RUN.invoke(app, ["doctor", "-i", str(house)]).output


def test_answers_to_a_pulse_come_in_by_wave(house: Path) -> None:
    file = house / "pulse.csv"
    file.write_text("Sheet,Team,bounded-1\n1,grady,4\n", "utf-8")
    status, said = _run(house, "responses", str(file), "--wave", "2", "--json")
    assert (status, _count(house)) == (0, (0, 1)) and '"response": 1' in said


def test_answers_under_another_promise_than_the_first_are_refused(house: Path) -> None:
    file, more, settings = house / "one.csv", house / "more.csv", house / "institute.toml"
    file.write_text("Sheet,Team,bounded-1\n1,grady,4\n", "utf-8")
    more.write_text("Sheet,Team,bounded-1\n2,grady,5\n", "utf-8")
    assert _run(house, "responses", str(file), "--wave", "2", "--check")[0] == 0
    assert _run(house, "responses", str(file), "--wave", "2")[0] == 0
    said_before = settings.read_text("utf-8")
    assert "low_trust = false" in said_before
    settings.write_text(said_before.replace("low_trust = false", "low_trust = true"), "utf-8")
    status, said = _run(house, "responses", str(more), "--wave", "2")
    assert (status, _count(house)) == (1, (0, 1))
    assert "low_trust = false" in said and "were told" in said


@pytest.mark.parametrize("kind", ["observations", "responses"])
def test_a_keying_sheet_is_written_once(house: Path, kind: str) -> None:
    file = house / "sheet.xlsx"
    assert _run(house, kind, "--template", str(file))[0] == 0 and file.stat().st_size > 5000
    kept = shutil.copy(file, house / "copy.xlsx")
    assert "is there already" in _run(house, kind, "--template", str(file))[1]
    assert Path(kept).read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["observations"], "Name a file"),
        (["observations", "x.csv", "--dates", "backwards"], "month-first"),
        (["responses", "x.csv"], "x.csv"),
        (["responses", "x.csv", "--survey", "condition"], "conditions"),
    ],
)
def test_what_cannot_be_done_is_said(house: Path, words: list[str], says: str) -> None:
    status, said = _run(house, *words)
    assert status != 0 and says in said


def test_a_team_that_is_not_there_is_told(house: Path) -> None:
    file = house / "visits.csv"
    file.write_text("Date,Targets in use\n2026-03-04,3\n", "utf-8")
    assert "There is no team 'gradi'" in _run(house, "observations", str(file), "--team", "gradi")[1]


def test_a_wrong_file_of_answers_is_taken_back_by_the_number_in_its_report(house: Path) -> None:
    file = house / "answers.csv"
    file.write_text("Sheet,Team,bounded-1\n1,grady,4\n2,grady,5\n", "utf-8")
    said = _run(house, "responses", str(file))[1]
    number = said.partition("--take-back ")[2].split()[0]
    status, told = _run(house, "responses", "--take-back", number, "--check")
    assert status == 0 and "2 answers of Grady Middle" in told and _count(house) == (0, 2)
    assert _run(house, "responses", "--take-back", number)[0] == 1 and _count(house) == (
        0,
        2,
    )  # nobody agreed
    status, told = _run(house, "responses", "--take-back", number, "--yes")
    assert status == 0 and "Taken back: 2 answers" in told and _count(house) == (0, 0)
