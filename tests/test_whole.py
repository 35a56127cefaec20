import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cadence.whole import beside, digest, sweep, write_whole

KILLED = """
import os, signal, sys
from pathlib import Path
from cadence import whole

def die(*_): os.kill(os.getpid(), signal.SIGKILL)

moment, path = sys.argv[1], Path(sys.argv[2])
if moment == "half written":
    class Half(type(path)):
        pass
    real = Path.open
    def open(self, *a, **k):
        file = real(self, *a, **k)
        class Torn:
            def __enter__(self): return self
            def __exit__(self, *_): file.close()
            def fileno(self): return file.fileno()
            def write(self, data): file.write(data[: len(data) // 2]); file.flush(); die()
        return Torn()
    Path.open = open
elif moment == "written":
    os.replace = die
elif moment == "in place":
    replace = os.replace
    os.replace = lambda *a: (replace(*a), die())
whole.write_whole(path, b"new" * 100_000)
"""
OLD, NEW = b"old" * 10, b"new" * 100_000


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("moment", ["half written", "written", "in place"])
def test_a_file_is_whole_or_absent_when_the_writer_is_killed(
    tmp_path: Path, moment: str, there: bool
) -> None:
    path = tmp_path / "packet.pdf"
    if there:
        path.write_bytes(OLD)
    done = subprocess.run([sys.executable, "-c", KILLED, moment, str(path)], check=False)
    assert done.returncode == -signal.SIGKILL
    if moment == "in place":
        assert path.read_bytes() == NEW
    elif there:
        assert path.read_bytes() == OLD
    else:
        assert not path.exists()
    sweep(tmp_path)
    assert os.listdir(tmp_path) == (["packet.pdf"] if there or moment == "in place" else [])


def test_a_disk_that_fills_up_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "packet.pdf"
    path.write_bytes(OLD)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, NEW)
    assert os.listdir(tmp_path) == ["packet.pdf"]
    assert path.read_bytes() == OLD


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b" / "c.txt", b"x")
    assert (tmp_path / "a" / "b" / "c.txt").read_bytes() == b"x"


def test_sweeping_leaves_what_people_put_there(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / ".cadence-notes").write_text("mine too")
    sweep(tmp_path)
    assert len(os.listdir(tmp_path)) == 2


def test_a_file_that_is_not_there_has_no_digest(tmp_path: Path) -> None:
    assert digest(tmp_path / "none") == ""


def test_what_a_killed_run_left_is_swept_whether_it_is_a_file_or_a_folder(tmp_path: Path) -> None:
    file, folder, other = beside(tmp_path / "a"), beside(tmp_path / "b"), tmp_path / "kept"
    folder.mkdir()
    for path in (file, folder / "half", other):
        path.write_text("half")
    sweep(tmp_path, untouched=3600)
    assert file.exists() and folder.exists()
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == [other]
