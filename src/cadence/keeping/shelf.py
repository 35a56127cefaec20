"""The shelf of backups: an index of what was put where, and what was erased since; it names nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from cadence.errors import CadenceError
from cadence.whole import write_whole

FOLDER = "backups"
INDEX = "index.json"
ENDING = ".cadence"


class Entry(BaseModel):
    """A backup: its file (below the shelf, or elsewhere with its whole path), and of which moment it is."""

    model_config = ConfigDict(frozen=True)

    file: str
    created: AwareDatetime
    seq: int
    sealed: bool
    bytes: int


class Index(BaseModel):
    """All backups that were made, and the ids of all that was erased (`person:...`, `cycle:...`)."""

    model_config = ConfigDict(frozen=True)

    backups: tuple[Entry, ...] = ()
    erased: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shelf:
    """The folder `backups/` of an institute."""

    folder: Path

    def index(self) -> Index:
        """Return the index; one that is not there is empty."""
        try:
            return Index.model_validate_json((self.folder / INDEX).read_bytes())
        except FileNotFoundError:
            return Index()
        except ValidationError as error:
            raise CadenceError(
                f"{self.folder / INDEX} cannot be read.", "Rename it; the backups themselves are not touched."
            ) from error

    def put(self, path: Path, entry: Entry) -> None:
        """Take a backup into the index."""
        index = self.index()
        named = entry.model_copy(update={"file": self._named(path)})
        others = tuple(each for each in index.backups if each.file != named.file)
        self._write(index.model_copy(update={"backups": (*others, named)}))

    def note_erased(self, ids: Iterable[str]) -> None:
        """Write down what was erased, so that restoring an older backup erases it again."""
        index = self.index()
        self._write(index.model_copy(update={"erased": tuple(sorted({*index.erased, *ids}))}))

    def standing(self) -> list[tuple[Path, Entry | None]]:
        """Return the backups that are there, oldest first; None for a file that the index does not know."""
        known = {self.folder / each.file: each for each in self.index().backups}
        strangers = sorted(set(self.folder.glob(f"*{ENDING}")) - known.keys())
        there = [(path, entry) for path, entry in known.items() if path.is_file()]
        return [*((path, None) for path in strangers), *sorted(there, key=lambda each: each[1].created)]

    def prune(self, keep: int) -> list[Path]:
        """Delete all but the newest backups of the shelf itself, and return what went."""
        own = [path for path, entry in self.standing() if entry and path.parent == self.folder]
        gone = own[: max(len(own) - keep, 0)]
        for path in gone:
            path.unlink(missing_ok=True)
        index = self.index()
        names = {self._named(path) for path in gone}
        left = tuple(each for each in index.backups if each.file not in names)
        self._write(index.model_copy(update={"backups": left}))
        return gone

    def _named(self, path: Path) -> str:
        return path.name if path.parent == self.folder else str(path)

    def _write(self, index: Index) -> None:
        write_whole(self.folder / INDEX, index.model_dump_json(indent=1).encode())
