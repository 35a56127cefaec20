"""Making a new institute: the whole of it or nothing."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from email.utils import parseaddr
from pathlib import Path
from tempfile import mkdtemp

from cadence.errors import CadenceError, Complaint, ContentError
from cadence.institute.check import FILE, examine
from cadence.institute.institute import Institute
from cadence.shipped import shipped

_STARTER = Path(__file__).with_name("starter")


def create(
    path: Path | str,
    *,
    name: str,
    district: str,
    cycle_title: str,
    starts: date,
    ends: date,
    facilitator: str,
    metric: str = "walkthrough",
    paper: str = "letter",
    synthetic: bool = False,
) -> Institute:
    """Make an institute in a folder: institute.toml, content/, notebooks/, packets/, .gitignore.

    `facilitator` is a name, or a name with an address: `Ana Ruiz <ana@example.org>`.

    Raises
    ------
    CadenceError
        The folder holds an institute already, or something that would be overwritten.
    ContentError
        What was given does not make sense; nothing has been written.
    """
    person, email = parseaddr(facilitator) if "<" in facilitator else (facilitator, "")
    texts = dict(name=name, district=district, paper=paper, metric=metric, cycle_title=cycle_title)
    words = {key: _quoted(value) for key, value in texts.items()}
    words |= {"facilitator": _quoted(person or facilitator), "email": _quoted(email)}
    words |= {"starts": str(starts), "ends": str(ends), "example": str(starts)}
    words |= {"synthetic": "true" if synthetic else "false"}
    root = Path(path).expanduser().absolute()
    _refuse_overwriting(root)
    with _workshop(root) as made:
        _furnish(made, words)
        _refuse_nonsense(made / FILE)
        _move_in(made, root)
    return Institute.open(root / FILE)


def _quoted(text: str) -> str:
    """Return text as TOML writes it."""
    kept = text.encode("utf-8", "replace").decode()  # half a character, as a shell may pass it, becomes ?
    return json.dumps(kept, ensure_ascii=False).replace("\x7f", "\\u007f")


def _refuse_overwriting(root: Path) -> None:
    if root.exists() and not root.is_dir():
        raise CadenceError(f"{root} is a file.", "Name a folder.")
    if (root / FILE).exists():
        raise CadenceError(f"{root} holds an institute already.", "Name another folder.")
    taken = [each for each in ("content", "notebooks", "packets") if (root / each).exists()]
    if taken:
        raise CadenceError(f"{root} already holds {', '.join(taken)}.", "Name a new or an empty folder.")


@contextmanager
def _workshop(root: Path) -> Iterator[Path]:
    """Lend a folder on the same disk, which is gone afterwards whatever happens."""
    ground = next(each for each in (root, *root.parents) if each.is_dir())
    try:
        made = Path(mkdtemp(prefix=".cadence-", dir=ground))
    except OSError as error:
        raise CadenceError(
            f"Nothing can be written in {ground}: {error.strerror}.", "Name another folder."
        ) from error
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _furnish(made: Path, words: dict[str, str]) -> None:
    text = (_STARTER / FILE).read_text("utf-8")
    text = re.sub(r"\{\{(\w+)\}\}", lambda blank: words[blank[1]], text)
    (made / FILE).write_text(text, "utf-8")
    for folder in ("content", "notebooks", "packets"):
        (made / folder).mkdir()
    shutil.copyfile(_STARTER / "content.md", made / "content" / "README.md")
    shutil.copyfile(_STARTER / "gitignore", made / ".gitignore")
    for notebook in sorted(shipped("notebooks").glob("*.ipynb")):
        shutil.copyfile(notebook, made / "notebooks" / notebook.name)


def _refuse_nonsense(file: Path) -> None:
    complaints = examine(file)[1]
    if complaints:
        plain = [
            Complaint("the new institute", 0, each.key, each.message, each.remedy) for each in complaints
        ]
        raise ContentError(plain, "Nothing was made.")


def _move_in(made: Path, root: Path) -> None:
    """Move what was made to its place, institute.toml last; put everything back if that fails."""
    moved: list[Path] = []
    absent = [each for each in (root, *root.parents) if not each.exists()]
    try:
        root.mkdir(parents=True, exist_ok=True)
        for each in sorted(made.iterdir(), key=lambda entry: entry.name == FILE):
            if not (root / each.name).exists():  # a .gitignore of their own stays
                moved.append(each.rename(root / each.name))
    except OSError as error:
        for each in moved:
            shutil.rmtree(each) if each.is_dir() else each.unlink()
        for folder in absent:
            folder.rmdir() if folder.exists() else None
        raise CadenceError(f"{root} cannot be written: {error.strerror}.", "Name another folder.") from error
