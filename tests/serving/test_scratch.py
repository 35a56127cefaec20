"""What a server needs only while it runs lies in one folder, and a killed one's goes when the next begins."""

import os
import tempfile
from pathlib import Path

import pytest

from cadence.serving.scratch import scratch


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def test_temporary_files_lie_in_it_and_go_with_it(tmp_path: Path) -> None:
    with scratch(tmp_path / "institute") as folder:
        made = Path(tempfile.mkdtemp())
        assert made.parent == folder and os.environ["TMPDIR"] == str(folder)
        assert folder.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [] and os.environ["TMPDIR"] == str(tmp_path)


def test_what_a_killed_server_left_goes_when_the_next_begins(tmp_path: Path) -> None:
    without_end = scratch(tmp_path / "institute")
    killed = without_end.__enter__()
    (killed / "voila_1").mkdir()
    tempfile.tempdir = os.environ["TMPDIR"] = str(tmp_path)
    with scratch(tmp_path / "institute") as folder:
        assert folder == killed and list(folder.iterdir()) == []


def test_another_institutes_server_has_another(tmp_path: Path) -> None:
    with scratch(tmp_path / "one") as one:
        tempfile.tempdir = os.environ["TMPDIR"] = str(tmp_path)
        with scratch(tmp_path / "two") as two:
            assert one != two


def test_a_link_that_somebody_laid_in_its_place_is_not_followed(tmp_path: Path) -> None:
    with scratch(tmp_path / "institute") as folder:
        name = folder.name
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "file").touch()
    (tmp_path / name).symlink_to(precious)
    with scratch(tmp_path / "institute") as folder:
        assert folder.name != name
    assert (precious / "file").exists()
