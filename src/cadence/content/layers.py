"""Where content lies: a team's own folder first, then the institute's, then what is shipped."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cadence.errors import shown
from cadence.model import Board, Form, Metric, Protocol, Question, Session, Survey
from cadence.model.shape import Shape, Words

DEFAULTS = Path(__file__).resolve().parent / "defaults"
FOLDERS: Mapping[str, type[Shape]] = {
    "sessions": Session,
    "protocols": Protocol,
    "surveys": Survey,
    "metrics": Metric,
    "forms": Form,
    "questions": Question,
}
GLOSSARY = "glossary.yaml"
BOARD = "board.yaml"
ALONE: Mapping[str, Any] = {GLOSSARY: dict[Words, Words], BOARD: Board}  # files that stand in no folder
TEAMS = "teams"


@dataclass(frozen=True)
class Source:
    """A file of content: `name` is its relative name, `label` what people are told it is called."""

    name: str
    path: Path
    label: str

    @property
    def folder(self) -> str:
        """Return the folder that says what the file holds, '' for one that stands alone."""
        return self.name.rpartition("/")[0]

    @property
    def stem(self) -> str:
        """Return the file's name without folder and ending."""
        return Path(self.name).stem


def content_folders(root: Path | None, team: str | None) -> list[Path]:
    """Return the folders to look in, the strongest first."""
    if root is None:
        return [DEFAULTS]
    folders = [root / "content", DEFAULTS]
    return [root / "content" / TEAMS / team, *folders] if team and _is_a_name(team) else folders


def _is_a_name(team: str) -> bool:
    """Tell whether a team's short name can be a folder and cannot climb out of `teams/`."""
    return team not in {".", ".."} and not set(team) & set("/\\:\0")


def sources(folder: Path, root: Path | None = None) -> Iterator[Source]:
    """Yield the files of one folder that are read, in the order of their names."""
    for kind in FOLDERS:
        for path in sorted((folder / kind).glob("*.yaml")):
            yield Source(f"{kind}/{path.name}", path, label(path, root))
    for name in ALONE:
        if (folder / name).is_file():
            yield Source(name, folder / name, label(folder / name, root))


def label(path: Path, root: Path | None) -> str:
    """Return what a file is called in a complaint."""
    if path.is_relative_to(DEFAULTS):
        return f"cadence/content/defaults/{path.relative_to(DEFAULTS).as_posix()}"
    return shown(path, root)


def effective(root: Path | None, team: str | None) -> dict[str, Source]:
    """Return the file that counts for each relative name; a stronger one replaces the whole."""
    found: dict[str, Source] = {}
    for folder in reversed(content_folders(root, team)):
        found |= {source.name: source for source in sources(folder, root)}
    return dict(sorted(found.items()))


def fingerprint(found: Mapping[str, Source]) -> str:
    """Return a digest that changes when any of these files changes, comes or goes."""
    digest = hashlib.sha256()
    for name, source in found.items():
        body = source.path.read_bytes() if source.path.is_file() else b""
        digest.update(f"{name}\0{len(body)}\0".encode() + body)
    return digest.hexdigest()
