"""The folder in which files lie that show what a team has done: one below `evidence/` for each team."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cadence.errors import writing
from cadence.whole import whole

FOLDER = "evidence"
_NAME = re.compile(r"([0-9a-f]{32})\.[a-z]{2,4}")
_TEAM = re.compile(r"[^/\\:\0]+")


@dataclass(frozen=True)
class EvidenceFolder:
    """Files by the id of their evidence; what they were called stands in the store, and in no path."""

    root: Path

    def put(self, team: str, id: str, ending: str, data: bytes) -> Path:
        """Keep a file, and return where it lies.

        Raises
        ------
        CadenceError
            The disk does not take it; nothing of it is there.
        """
        path = self._of(team) / f"{id}.{ending}"
        if not _NAME.fullmatch(path.name):
            raise ValueError(path.name)
        with writing(path, "The file was not kept."), whole(path, private=True) as out:
            out.write(data)
        return path

    def files(self, team: str) -> dict[str, Path]:
        """Return the files of a team, by the id of their evidence."""
        folder = self._of(team)
        found = folder.iterdir() if folder.is_dir() else ()
        return {name[1]: path for path in found if (name := _NAME.fullmatch(path.name))}

    def sizes(self, team: str) -> dict[str, int]:
        """Return how many bytes each file of a team takes, by the id of its evidence."""
        return {id: path.stat().st_size for id, path in self.files(team).items()}

    def all(self) -> Iterator[tuple[str, str, Path]]:
        """Yield the team, the id and the path of every file."""
        top = self.root / FOLDER
        for folder in sorted(top.iterdir()) if top.is_dir() else ():
            if folder.is_dir():
                yield from ((folder.name, id, path) for id, path in sorted(self.files(folder.name).items()))

    def _of(self, team: str) -> Path:
        if team in (".", "..") or not _TEAM.fullmatch(team):
            raise ValueError(team)
        return self.root / FOLDER / team
