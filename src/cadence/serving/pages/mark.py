"""What a page was made from, as numbers: when they change it is made again, at once or before long."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from cadence.model import Entry, Note, Publication, Round, Step, Team
from cadence.store import Store, Viewer
from cadence.store.notice import Changed
from cadence.workbook.drawn import DRAWN

# What forms write comes to a page by itself; pages hold the forms' places, not what is typed. What is drawn
# from a form is on the page, though, and follows.
TYPED = frozenset(kind.table for kind in (Entry, Note, Round))
AT_ONCE = frozenset(kind.table for kind in (Publication, Step, Team))
_FILES_EVERY = 1.0  # seconds between two looks at files


@dataclass(frozen=True)
class Mark:
    """A state of all that a team's pages show.

    `now` counts changes that people wait for, such as a reveal; `soon` counts others, which come often
    while a team works; `files` is the state of notebooks, content and institute.toml.
    """

    now: int
    soon: int
    files: int


class Watch:
    """Looks at the store and the institute's files, and says in which state what a team sees is."""

    def __init__(self, store: Store, root: Path, clock: Callable[[], float] = monotonic) -> None:
        self._files = Files(root, clock)
        self._store = store
        self._teams: dict[str, Changes] = {}

    def mark(self, team: str) -> Mark:
        """Return the state now; costs microseconds where nothing was saved since."""
        if team not in self._teams:
            self._teams[team] = Changes(self._store, team)
        changes = self._teams[team]
        changes.look()
        return Mark(changes.now, changes.soon, self._files.state())


class Changes:
    """Counts what changed in the records that a team's page may show."""

    def __init__(self, store: Store, team: str) -> None:
        self._view = store.view(Viewer(role="team", team=team))
        self._seq = self._view.seq()
        self.now = self.soon = 0

    def look(self) -> None:
        """Take note of what was saved since the last look."""
        self._seq, changed = self._view.changed(self._seq)
        tables = changed.keys() - TYPED
        self.now += bool(tables & AT_ONCE)
        self.soon += bool(tables - AT_ONCE) or self._drawn(changed)

    def _drawn(self, changed: Changed) -> bool:
        """Return whether a form was written in from which the page draws something."""
        if Entry.table not in changed:
            return False
        entries = changed[Entry.table]
        forms = (entry.form for name in entries for entry in self._view.all(Entry, id=name))
        return not entries or any(form in DRAWN for form in forms)


class Files:
    """The state of the files that an institute's pages are made from."""

    def __init__(self, root: Path, clock: Callable[[], float]) -> None:
        self._root, self._clock = root, clock
        self._state, self._looked = 0, float("-inf")

    def state(self) -> int:
        """Return a number that changes when a file came, changed or went; at most one look a second."""
        if self._clock() - self._looked >= _FILES_EVERY:
            self._state, self._looked = hash(tuple(self._stamps())), self._clock()
        return self._state

    def _stamps(self) -> Iterator[tuple[str, int, int]]:
        for part in ("institute.toml", "content", "notebooks"):
            base = self._root / part
            for path in sorted((base, *base.rglob("*"))):
                try:
                    stat = path.stat()
                except OSError:  # it went while we looked
                    continue
                if not path.is_dir():
                    yield str(path), stat.st_mtime_ns, stat.st_size
