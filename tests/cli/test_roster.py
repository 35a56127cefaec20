"""`cadence import roster` as a facilitator types it: what it asks, what it says, how it ends."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from cadence import cli
from cadence.errors import CadenceError
from cadence.institute import Institute
from cadence.model import Membership, Person, School
from cadence.store import Store, Viewer

PACKAGE = Path(__file__).parents[1] / "exchange" / "oneroster" / "packages" / "school_small"
ROSTER = "School,Name,Email,Role\nGrady,Ann Example,ann@example.org,Principal\nGrady,Cy Lead,,Facilitator\n"


def roster(house: Institute, file: Path, *words: str, answer: str = "") -> Result:
    """Run the command in this process."""
    words = ("import", "roster", str(file), "--institute", str(house.root), *words)
    return CliRunner().invoke(cli.app, words, input=answer)


@pytest.fixture
def house(tmp_path: Path) -> Institute:
    """Return an institute that knows two schools."""
    folder = tmp_path / "house"
    CliRunner().invoke(cli.app, ["new", str(folder), "--name", "Riverside", "--district", "Unified"])
    found = Institute.open(folder)
    with Store.open(found.database_url) as store:
        store.view(Viewer("custodian")).write(
            School(id="1", name="Grady"), School(id="1000", name="Marmalade Whitmore Elementary School")
        )
    return found


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a roster in which somebody is called a facilitator."""
    path = tmp_path / "people.csv"
    path.write_text(ROSTER)
    return path


def people(house: Institute) -> dict[str, str]:
    """Return everybody's role by name."""
    with Store.open(house.database_url) as store:
        return {each.name: each.role for each in store.view(Viewer("custodian")).all(Person)}


@pytest.mark.parametrize(("answer", "role"), [("y\n", "facilitator"), ("n\n", "member")])
def test_at_a_terminal_it_asks_before_it_makes_a_facilitator(
    house: Institute, table: Path, monkeypatch: pytest.MonkeyPatch, answer: str, role: str
) -> None:
    monkeypatch.setattr("cadence.cli.roster._at_a_terminal", lambda: True)
    result = roster(house, table, answer=answer)
    assert "  Cy Lead: facilitator\nGive them these roles? [y/N]" in result.output
    assert people(house) == {"Ann Example": "member", "Cy Lead": role}


def test_elsewhere_it_asks_nothing_and_says_what_allows_it(house: Institute, table: Path) -> None:
    result = roster(house, table)
    assert result.exit_code == 0 and "--grant allows it" in result.output
    assert people(house)["Cy Lead"] == "member"
    roster(house, table, "--grant")
    assert people(house)["Cy Lead"] == "facilitator"


def test_a_dry_run_asks_nothing_either(
    house: Institute, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cadence.cli.roster._at_a_terminal", lambda: True)
    result = roster(house, table, "--check")
    assert result.exit_code == 0 and "?" not in result.output and not people(house)


def test_at_a_terminal_it_asks_before_it_marks_somebody_as_left(
    house: Institute, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roster(house, table)
    table.write_text(ROSTER.replace("Grady,Cy Lead,,Facilitator\n", ""))
    monkeypatch.setattr("cadence.cli.roster._at_a_terminal", lambda: True)
    result = roster(house, table, answer="y\n")
    assert "  Cy Lead on Grady: not in this file\nMark them as left? [y/N]" in result.output
    with Store.open(house.database_url) as store:
        assert len([m for m in store.view(Viewer("custodian")).all(Membership) if m.left]) == 1


def test_a_oneroster_folder_is_known_by_itself(house: Institute) -> None:
    result = roster(house, PACKAGE, "--teams")
    assert result.exit_code == 0, result.output
    assert people(house) == {"Aisha Tumbleweed": "member"}
    assert "of the same teams' schools, and not taken: Teacher 6" in result.output


def test_the_list_of_whom_to_take_is_a_text_file_of_addresses(house: Institute, tmp_path: Path) -> None:
    only = tmp_path / "team.txt"
    only.write_text("Aisha <AISHA.Tumbleweed@roster.example>\nnobody@roster.example\n")
    result = roster(house, PACKAGE, "--teams", "--only", str(only))
    assert people(house) == {"Aisha Tumbleweed": "member"}
    assert "on your list, and not among the staff of this package: nobody@roster.example" in result.output


@pytest.mark.parametrize(
    ("text", "says"), [("no addresses here", "There is no email address"), (None, "cannot be read")]
)
def test_a_list_without_addresses_is_refused(
    house: Institute, tmp_path: Path, text: str | None, says: str
) -> None:
    only = tmp_path / "team.txt"
    if text:
        only.write_text(text)
    result = roster(house, PACKAGE, "--only", str(only))
    assert isinstance(result.exception, CadenceError) and says in str(result.exception)


def test_students_cannot_be_asked_for(house: Institute) -> None:
    result = roster(house, PACKAGE, "--teams", "--roles", "teacher,student")
    assert isinstance(result.exception, CadenceError) and "never be taken in" in str(result.exception)
    assert not people(house)


def test_the_report_as_json_says_what_was_not_allowed(house: Institute, table: Path) -> None:
    told = json.loads(roster(house, table, "--json").output)
    assert told["asks"] == {"grant": ["Cy Lead: facilitator"]} and told["added"]["person"] == 2


def test_a_refusal_as_json_has_its_complaints(house: Institute, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = roster(house, tmp_path / "empty", "--json")
    assert result.exit_code == 1
    (complaint,) = json.loads(result.output)["complaints"]
    assert complaint["file"] == "empty" and "manifest.csv" in complaint["message"]
