"""Read everything that an institute would read, and list every complaint."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cadence.content.known import did_you_mean
from cadence.content.layers import ALONE, DEFAULTS, FOLDERS, TEAMS, Source, label, sources
from cadence.content.library import Content
from cadence.content.lost import lost_words
from cadence.content.read import read
from cadence.content.references import cross_references
from cadence.content.text import decoded
from cadence.errors import Complaint, ContentError


def check_content(root: Path | None = None, teams: Iterable[str] = ()) -> list[Complaint]:
    """Return every complaint about the shipped content, the institute's and its teams'; never raises."""
    known = list(teams)
    own = _team_folders(root)
    found = set(_unread(root, known) if root else ())
    for folder in _folders(root, own):
        found.update(complaint for source in sources(folder, root) for complaint in _faults(source))
    for team in (None, *own):
        content = Content.load(root, team)
        found.update(cross_references(content, _readable(content)))
    return sorted(found)


def _team_folders(root: Path | None) -> list[str]:
    folder = root / "content" / TEAMS if root else None
    if folder is None or not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def _folders(root: Path | None, teams: Iterable[str]) -> list[Path]:
    if root is None:
        return [DEFAULTS]
    return [DEFAULTS, root / "content", *(root / "content" / TEAMS / team for team in teams)]


def _faults(source: Source) -> tuple[Complaint, ...]:
    try:
        read(source)
    except ContentError as error:
        return error.complaints
    if source.path.is_relative_to(DEFAULTS):
        return ()  # what is shipped is tested for it
    return tuple(lost_words(decoded(source.path.read_bytes(), source.label), source.label))


def _readable(content: Content) -> dict[Source, Any]:
    """Return what can be read; what cannot has its own complaints already."""
    values = {}
    for source in content.files.values():
        try:
            values[source] = read(source)
        except ContentError:
            continue
    return values


def _unread(root: Path, teams: list[str]) -> Iterator[Complaint]:
    """Yield a complaint for each file that somebody put where it is never looked for."""
    content = root / "content"
    yield from _strays(content, root, {*FOLDERS, TEAMS})
    for team in _team_folders(root):
        folder = content / TEAMS / team
        if teams and team not in teams:
            message = f"there is no team '{team}', so this folder is never read"
            yield Complaint(label(folder, root), 0, "", message, did_you_mean(team, teams))
        yield from _strays(folder, root, set(FOLDERS))


def _strays(folder: Path, root: Path, wanted: set[str]) -> Iterator[Complaint]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith("."):
            continue
        if path.is_dir() and path.name not in wanted:
            message = f"the folder '{path.name}' is never read"
            yield Complaint(label(path, root), 0, "", message, did_you_mean(path.name, sorted(wanted)))
        elif path.is_dir() and path.name in FOLDERS:
            yield from _misnamed(path, root)
        elif _looks_like_content(path) and path.name not in ALONE:
            message = f"a file here is never read, except {' and '.join(ALONE)}"
            remedy = f"Move it into one of the folders {', '.join(FOLDERS)}, or name it {' or '.join(ALONE)}."
            yield Complaint(label(path, root), 0, "", message, remedy)


def _misnamed(folder: Path, root: Path) -> Iterator[Complaint]:
    for path in sorted(folder.iterdir()):
        if path.suffix != ".yaml" and (path.is_dir() or _looks_like_content(path)):
            message = "only files whose name ends in .yaml are read here"
            remedy = f"Rename it to {path.name.split('.')[0]}.yaml, or move it elsewhere."
            yield Complaint(label(path, root), 0, "", message, remedy)


def _looks_like_content(path: Path) -> bool:
    return path.suffix.lower() in {".yml", ".yaml"} or ".yaml." in path.name or ".yml." in path.name
