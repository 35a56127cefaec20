"""An export that is killed while it is put in place is the old one, the new one, or not there."""

import os
import signal
import sys
from pathlib import Path

import pytest

from cadence.exchange.export import put

OLD, NEW = (
    {f"csv/{n}.csv": word * 1000 for n in range(2)} | {"README.txt": word} for word in (b"old", b"new")
)


def dying(folder: Path, at: int) -> bool:
    """Put an export in place in a process that dies at its n-th call; return whether it died."""
    child = os.fork()
    if not child:
        left = at

        def counted(*_: object) -> None:
            nonlocal left
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(counted)
        put(folder, NEW, force=True)
        sys.setprofile(None)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def held(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_killed_at_any_point_an_export_is_never_there_by_half(tmp_path: Path) -> None:
    seen, at, died = set(), 1, True
    while died:
        folder = tmp_path / str(at) / "out"
        put(folder, OLD)
        died = dying(folder, at)
        there = held(folder) if folder.exists() else None
        assert there in (OLD, NEW, None)
        seen.add((died, there == OLD, there == NEW))
        put(folder, NEW, force=True)
        assert held(folder) == NEW
        at += 37
    assert {(True, True, False), (False, False, True)} <= seen
