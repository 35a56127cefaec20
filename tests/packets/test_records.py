"""The records as files."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cadence import cli
from cadence.errors import PacketError
from cadence.institute import Institute
from cadence.packets.records import Wanted, make_records


def test_each_team_and_the_sponsor_have_a_file_of_each_format(demo: Institute, tmp_path: Path) -> None:
    house = _copy(demo, tmp_path)
    made = list(make_records(Wanted(house.root, 5)))
    assert len(made) == 6 and {each.suffix for each in made} == {".pdf", ".html"}
    assert {each.parent for each in made} == {house.root / "reports" / "Session 5"}
    for each in made:
        begins = each.read_bytes()[:5]
        assert begins == b"%PDF-" if each.suffix == ".pdf" else b"<" in begins
    page = next(each for each in made if each.name == "For the sponsor.html").read_text("utf-8")
    assert "The record for the sponsor" in page or "the record for the sponsor" in page


def test_of_named_teams_only_theirs_is_written_and_the_command_says_where(
    demo: Institute, tmp_path: Path
) -> None:
    house = _copy(demo, tmp_path)
    words = ["report", "-s", "4", "-i", str(house.root), "--team", "alcott-elementary", "--format", "html"]
    said = CliRunner().invoke(cli.app, words)
    assert said.exit_code == 0
    (line,) = said.output.split("\n")[:-1]
    assert line.endswith("Alcott Elementary.html") and Path(line).is_file()


def test_an_unknown_format_is_refused_before_anything_is_written(demo: Institute, tmp_path: Path) -> None:
    house = _copy(demo, tmp_path)
    with pytest.raises(PacketError, match="no format 'doc'"):
        list(make_records(Wanted(house.root, 5, formats=("pdf", "doc"))))
    assert not (house.root / "reports").exists()


def _copy(demo: Institute, folder: Path) -> Institute:
    from shutil import copytree

    return Institute.open(copytree(demo.root, folder / "institute"))
