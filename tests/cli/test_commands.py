"""The commands as a facilitator types them: what they do, what they say, and how they end."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from cadence import __version__, cli
from cadence.cli.lab import offline
from cadence.cli.panels import PANELS
from cadence.demo import build
from cadence.errors import CadenceError
from cadence.institute import Institute
from cadence.model import Publication, School, Team
from cadence.store import Store, Viewer

SCHOOLS = "NCESSCH,SCHNAM\n482364001271,GRADY MIDDLE\n482364001308,BUSH EL\n"


def cadence(*words: object, answer: str = "") -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(cli.app, [str(word) for word in words], input=answer)


def stored(house: Institute, kind: type[Any]) -> list[Any]:
    with Store.open(house.database_url) as store:
        return store.view(Viewer(role="custodian")).all(kind)


@pytest.fixture
def mine(tmp_path: Path, demo: Institute) -> Institute:
    """Return a copy of the demonstration that a test may change."""
    return Institute.open(shutil.copytree(demo.root, tmp_path / "mine"))


def test_every_command_says_what_it_does() -> None:
    single = (
        "new",
        "check",
        "content",
        "import schools",
        "import roster",
        "reveal",
        "packets",
        "lab",
        "demo",
    )
    for words in ("", *single):
        result = cadence(*words.split(), "--help")
        assert result.exit_code == 0, words
        assert "Usage" in result.output


def test_the_handbook_knows_every_command() -> None:
    handbook = (Path(__file__).parents[2] / "docs" / "handbook.md").read_text("utf-8")
    names = [
        command.name or getattr(command.callback, "__name__", "") for command in cli.app.registered_commands
    ]
    assert set(names) >= {"new", "check", "content", "reveal", "packets", "lab", "demo"}
    assert [name for name in names if f"cadence {name}" not in handbook] == []


def test_a_refusal_is_a_sentence_on_stderr_and_no_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from cadence.cli import main; main()", "check", "-i", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("cadence: ")
    assert "Traceback" not in done.stderr


def test_the_version_is_printed() -> None:
    assert cadence("--version").output == f"cadence {__version__}\n"


def test_new_makes_an_institute_with_a_team_for_each_school(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(SCHOOLS)
    result = cadence("new", tmp_path / "river", "--district", "River", "--schools", tmp_path / "list.csv")
    assert result.exit_code == 0, result.output
    house = Institute.open(tmp_path / "river")
    assert {team.name for team in stored(house, Team)} == {"Grady Middle", "Bush Elementary"}
    assert len(stored(house, School)) == 2
    assert "cadence packets" in result.output


def test_new_refuses_a_folder_that_holds_an_institute(demo: Institute) -> None:
    result = cadence("new", demo.root)
    assert isinstance(result.exception, CadenceError)


def test_check_is_content_with_what_is_shipped(demo: Institute) -> None:
    result = cadence("check", "-i", demo.root)
    assert (result.exit_code, result.output) == (0, "All is well.\n")


def test_check_names_file_line_key_and_remedy(mine: Institute) -> None:
    file = mine.root / "institute.toml"
    file.write_text(file.read_text("utf-8").replace('paper = "letter"', 'paper = "folio"'), "utf-8")
    result = cadence("check", "-i", mine.root)
    assert result.exit_code == 1
    line = next(n for n, text in enumerate(file.read_text("utf-8").splitlines(), 1) if "folio" in text)
    assert f"institute.toml:{line} [paper]" in result.output
    assert "->" in result.output


def test_check_finds_a_notebook_whose_parameters_cell_is_gone(mine: Institute) -> None:
    path = mine.notebooks_dir / "01-conditions.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"][0]["metadata"]["tags"] = []
    path.write_text(json.dumps(notebook), "utf-8")
    result = cadence("check", "-i", mine.root)
    assert result.exit_code == 1
    assert "01-conditions.ipynb" in result.output


@pytest.mark.notebook
def test_check_run_says_which_notebook_stops_for_which_team(mine: Institute) -> None:
    for path in mine.notebooks_dir.glob("*.ipynb"):
        if path.stem != "02-vision":
            path.unlink()
    path = mine.notebooks_dir / "02-vision.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"][-1]["source"] = 'book.worksheet("comitments")'
    path.write_text(json.dumps(notebook), "utf-8")
    result = cadence("check", "--run", "-i", mine.root)
    assert result.exit_code == 1
    assert "alcott-elementary" in result.output
    assert "king-early-childhood-center" in result.output
    assert "commitments" in result.output  # did you mean


def test_check_run_finds_a_notebook_that_opens_one_team_for_all(mine: Institute) -> None:
    for path in mine.notebooks_dir.glob("*.ipynb"):
        if path.stem != "02-vision":
            path.unlink()
    path = mine.notebooks_dir / "02-vision.ipynb"
    path.write_text(path.read_text("utf-8").replace("institute, team,", "institute, 'alcott-elementary',"))
    result = cadence("check", "--run", "-i", mine.root)
    assert result.exit_code == 1
    assert "for team 'king-early-childhood-center': This packet is for" in result.output
    assert "for team 'alcott-elementary'" not in result.output


def test_content_copies_a_file_and_never_over_another(mine: Institute) -> None:
    assert "forms/charter.yaml" in cadence("content").output
    assert cadence("content", "forms/charter", "-i", mine.root).exit_code == 0
    copy = mine.content_dir / "forms" / "charter.yaml"
    copy.write_text("mine", "utf-8")
    assert isinstance(cadence("content", "forms/charter", "-i", mine.root).exception, CadenceError)
    assert copy.read_text("utf-8") == "mine"


def test_content_for_a_team_lands_in_that_team_s_folder_and_nowhere_else(mine: Institute) -> None:
    team = stored(mine, Team)[0]
    assert cadence("content", "forms/charter", "-t", team.name, "-i", mine.root).exit_code == 0
    assert (mine.content_dir / "teams" / team.id / "forms" / "charter.yaml").is_file()
    for stray in ("../../..", "nobody"):
        refused = cadence("content", "forms/charter", "-t", stray, "-i", mine.root)
        assert "There is no team" in str(refused.exception)
    assert not (mine.root / "forms").exists() and not (mine.root.parent / "forms").exists()


def test_commands_to_type_next_are_quoted_where_a_folder_has_blanks(tmp_path: Path) -> None:
    said = cadence("new", tmp_path / "our year").output
    assert f"cadence check -i '{tmp_path}/our year'" in said


def test_content_that_does_not_exist_is_met_with_what_does() -> None:
    result = cadence("content", "charter")
    assert "forms/charter.yaml" in str(result.exception)


def test_import_takes_schools_in_and_says_what_changed(mine: Institute, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("NCESSCH,SCHNAM\n489999900001,A NEW SCHOOL\n")
    before = len(stored(mine, School))
    result = cadence("import", "schools", tmp_path / "list.csv", "-i", mine.root)
    assert result.exit_code == 0, result.output
    assert len(stored(mine, School)) == before + 1


def test_reveal_asks_first_and_stops_at_no(mine: Institute) -> None:
    before = len(stored(mine, Publication))
    result = cadence("reveal", "conditions", "--together", "-i", mine.root, answer="n\n")
    assert result.exit_code == 1
    assert len(stored(mine, Publication)) == before


def test_reveal_leaves_a_publication_as_it_stands(mine: Institute) -> None:
    result = cadence("reveal", "conditions", "--yes", "-i", mine.root)
    assert result.output.count("it stands as it is") == 2


def test_reveal_does_not_freeze_what_is_too_little_to_show(mine: Institute) -> None:
    before = len(stored(mine, Publication))
    result = cadence("reveal", "conditions", "--together", "--yes", "-i", mine.root)
    assert "not published" in result.output
    assert len(stored(mine, Publication)) == before


def test_the_demonstration_is_not_built_over_somebody_s_institute(bare: Institute) -> None:
    result = cadence("demo", bare.root, "--fresh")
    assert isinstance(result.exception, CadenceError)
    assert (bare.root / "institute.toml").exists()


def test_the_demonstration_is_built_anew_when_asked(tmp_path: Path) -> None:
    house = build(tmp_path / "demo", teams=1)
    (house.root / "stray.txt").write_text("old")
    result = cadence("demo", house.root, "--fresh", "--no-packets", "--teams", 1)
    assert result.exit_code == 0, result.output
    assert not (house.root / "stray.txt").exists()
    assert "Next, try" in result.output


def test_next_steps_are_spelled_as_run_py_is_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CADENCE_CALLED", "python3 run.py")
    result = cadence("new", tmp_path / "riverside")
    assert "python3 run.py check" in result.output
    assert "cadence check" not in result.output


def test_jupyterlab_is_told_to_ask_nobody() -> None:
    given = offline({"JUPYTER_CONFIG_PATH": "/own", "HOME": "/home"})
    first, second = given["JUPYTER_CONFIG_PATH"].split(":")
    assert second == "/own"
    told = json.loads((Path(first) / "jupyter_lab_config.json").read_text("utf-8"))
    assert told["LabApp"]["news_url"] is None
    assert given["HOME"] == "/home"


def test_every_command_has_its_place_in_the_help() -> None:
    placed = [name for names in PANELS.values() for name in names]
    known = typer.main.get_command(cli.app).commands  # type: ignore[attr-defined]
    assert sorted(placed) == sorted(known)
