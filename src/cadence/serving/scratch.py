"""A folder for what a server needs only while it runs; a killed one's is emptied when the next begins."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from multiprocessing.util import Finalize
from pathlib import Path

_AFTER_ITS_OWN = -200  # multiprocessing removes its folder at -100


@contextmanager
def scratch(root: Path) -> Iterator[Path]:
    """Lend the institute's one server a folder for all its temporary files and those of what it starts."""
    folder = _emptied(root)
    around, own = os.environ.get("TMPDIR"), tempfile.tempdir
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    try:
        yield folder
    finally:
        tempfile.tempdir = own
        if around is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = around
        _left(folder)


def _left(folder: Path) -> None:
    """Remove the folder; where multiprocessing keeps something in it, after that was removed by itself."""
    if any(folder.glob("pymp-*")):
        Finalize(None, shutil.rmtree, args=(folder, True), exitpriority=_AFTER_ITS_OWN)
    else:
        shutil.rmtree(folder, ignore_errors=True)


def _emptied(root: Path) -> Path:
    """Return the folder, new; where somebody else holds its name, one of another name."""
    name = sha256(str(root.resolve()).encode()).hexdigest()[:8]
    folder = Path(tempfile.gettempdir()) / f"cadence-serve-{name}"
    shutil.rmtree(folder, ignore_errors=True)  # refuses to follow a link
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        return Path(tempfile.mkdtemp(prefix="cadence-serve-"))
    return folder
