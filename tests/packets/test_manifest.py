import json
from pathlib import Path

import pytest

from cadence.packets.manifest import Failure, Made, Manifest


def made(team: str, format: str = "pdf") -> Made:
    return Made(
        "team",
        team,
        "Nämé",
        format,
        f"x/{team}.{format}",
        "0" * 64,
        1,
        "f",
        {"data": "d"},
        "now",
        {"start": 1.0},
    )


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    manifest = Manifest.read(tmp_path)
    manifest.add([made("b"), made("a", "html"), made("a")])
    manifest.fail(Failure("team", "c", "C", "because"))
    again = Manifest.read(tmp_path)
    assert (again.files, again.failures) == (manifest.files, manifest.failures)


def test_the_order_of_work_does_not_show_in_the_file(tmp_path: Path) -> None:
    one, other = Manifest(tmp_path / "1" / "manifest.json"), Manifest(tmp_path / "1" / "other.json")
    one.add([made("a"), made("b")])
    other.add([made("b")])
    other.add([made("a")])
    assert one.path.read_text("utf-8") == other.path.read_text("utf-8")


def test_a_packet_that_is_made_is_no_longer_a_failure(tmp_path: Path) -> None:
    manifest = Manifest.read(tmp_path)
    manifest.fail(Failure("team", "a", "A", "because"))
    manifest.add([made("a")])
    assert Manifest.read(tmp_path).failures == {}


@pytest.mark.parametrize("damage", ["", "{", "[]", "{}", '{"files": [{"team": 1}], "failures": []}', "\x00"])
def test_a_damaged_manifest_counts_as_nothing_made(tmp_path: Path, damage: str) -> None:
    (tmp_path / "manifest.json").write_text(damage)
    assert Manifest.read(tmp_path).files == {}


def test_names_are_readable_in_the_file(tmp_path: Path) -> None:
    Manifest.read(tmp_path).add([made("a")])
    text = (tmp_path / "manifest.json").read_text("utf-8")
    assert "Nämé" in text
    assert json.loads(text)["session"] == tmp_path.name
