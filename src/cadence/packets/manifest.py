"""What was made from what: one readable JSON file in each session's folder."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from cadence import __version__
from cadence.whole import write_whole

NAME = "manifest.json"
_EDITION = 1
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Made:
    """One file: for whom, where it lies, and what it was made from."""

    audience: str
    team: str
    name: str
    format: str
    file: str  # below the session's folder, with forward slashes
    sha256: str
    bytes: int
    fingerprint: str
    made_from: dict[str, str]
    made_at: str
    seconds: dict[str, float]

    @property
    def key(self) -> Key:
        """Return what there is one file of."""
        return (self.audience, self.team, self.format)


@dataclass(frozen=True)
class Failure:
    """One packet that could not be made, why, and where its executed notebook lies."""

    audience: str
    team: str
    name: str
    reason: str
    notebook: str = ""


@dataclass
class Manifest:
    """The files of one session; written after every packet, so that a killed run can go on."""

    path: Path
    files: dict[Key, Made] = field(default_factory=dict)
    failures: dict[tuple[str, str], Failure] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return the manifest of a session's folder; what cannot be read counts as nothing made."""
        path = folder / NAME
        try:
            data = json.loads(path.read_text("utf-8"))
            files = [Made(**item) for item in data["files"]]
            failures = [Failure(**item) for item in data["failures"]]
        except (OSError, ValueError, TypeError, KeyError):
            return cls(path)
        return cls(path, {f.key: f for f in files}, {(f.audience, f.team): f for f in failures})

    def add(self, made: Iterable[Made]) -> None:
        """Take in the files of a packet that was made."""
        for one in made:
            self.files[one.key] = one
            self.failures.pop((one.audience, one.team), None)
        self.write()

    def fail(self, failure: Failure) -> None:
        """Take in that a packet could not be made; its earlier files, if any, stay listed."""
        self.failures[failure.audience, failure.team] = failure
        self.write()

    def write(self) -> None:
        """Write the manifest, whole or not at all."""
        write_whole(self.path, json.dumps(self.to_json(), indent=1, ensure_ascii=False).encode())

    def to_json(self) -> dict[str, Any]:
        """Return the manifest as JSON data, in an order that does not depend on who was quickest."""
        return {
            "edition": _EDITION,
            "cadence": __version__,
            "session": self.path.parent.name,
            "files": [asdict(self.files[key]) for key in sorted(self.files)],
            "failures": [asdict(self.failures[key]) for key in sorted(self.failures)],
        }
