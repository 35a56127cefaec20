from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from cadence import cli
from cadence.errors import NotFound
from cadence.institute import Institute
from cadence.publish.steps import state
from cadence.store import Store, Viewer

SCHOOLS = "NCESSCH,SCHNAM\n482364001271,GRADY MIDDLE\n482364001308,BUSH EL\n"
TEAMS = ("bush-elementary", "grady-middle")


def cadence(*words: object) -> Result:
    return CliRunner().invoke(cli.app, [str(word) for word in words])


def session(*words: object) -> Result:
    return cadence("session", *words)


@pytest.fixture
def house(tmp_path: Path) -> Institute:
    (tmp_path / "list.csv").write_text(SCHOOLS)
    made = cadence("new", tmp_path / "river", "--district", "R", "--schools", tmp_path / "list.csv")
    assert made.exit_code == 0, made.output
    return Institute.open(tmp_path / "river")


def states(house: Institute, session: int, step: str = "page") -> list[str]:
    with Store.open(house.database_url) as store:
        return [state(store.view(Viewer("custodian")), 1, team, session, step) for team in TEAMS]


def test_a_session_is_opened_for_every_team_and_closed_for_one(house: Institute) -> None:
    assert session("open", "2", "-i", house.root).output == "Instructional vision: open for 2 teams.\n"
    assert states(house, 2) == ["open", "open"]
    assert "closed for 1 team." in session("close", "vision", "-t", TEAMS[0], "-i", house.root).output
    assert states(house, 2) == ["closed", "open"]


def test_a_pulse_is_opened_by_itself(house: Institute) -> None:
    assert session("open", "1", "--step", "pulse", "-i", house.root).output == "Pulse: open for 2 teams.\n"
    assert states(house, 5, "pulse") == ["open", "open"]
    assert states(house, 1) == ["closed", "closed"]


@pytest.mark.parametrize(
    "words", [("open", "7"), ("open", "2", "--step", "lunch"), ("close", "2", "-t", "x")]
)
def test_what_there_is_not_is_met_with_what_there_is(house: Institute, words: tuple[str, ...]) -> None:
    refused = session(*words, "-i", house.root)
    assert isinstance(refused.exception, NotFound)
    assert "Known" in str(refused.exception)


def test_what_is_open_is_listed_session_by_session(house: Institute) -> None:
    session("open", "2", "-t", TEAMS[0], "-i", house.root)
    lines = session("list", "-i", house.root).output.splitlines()
    assert [line[0] for line in lines] == list("012345")
    assert lines[0].endswith("open for 2 of 2 teams; conditions asked")
    assert lines[2].endswith("open for 1 of 2 teams") and lines[4].endswith("closed")


def test_an_office_of_the_district_with_its_leaders_alone_is_no_team_that_meets(
    house: Institute, tmp_path: Path
) -> None:
    (tmp_path / "staff.csv").write_text("Team,Name,Role\nCentral office,Dana Lead,district\n")
    taken = cadence("import", "roster", tmp_path / "staff.csv", "--grant", "-i", house.root)
    assert taken.exit_code == 0, taken.output
    assert session("open", "2", "-i", house.root).output == "Instructional vision: open for 2 teams.\n"
    assert "open for 2 of 2 teams" in session("list", "-i", house.root).output
    (tmp_path / "staff.csv").write_text("Team,Name\nCentral office,Kim Member\n")
    cadence("import", "roster", tmp_path / "staff.csv", "-i", house.root)
    assert "open for 2 of 3 teams" in session("list", "-i", house.root).output
