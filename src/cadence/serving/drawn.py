"""Pages as they were drawn last, so that one that asks again costs little where nothing changed."""

import json
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from time import monotonic

from cadence.serving.floor import Floor
from cadence.store import View

STALE = 5.0  # seconds after which a page is drawn anew: files, and private notes, change unseen
_MOST = 512


@dataclass(frozen=True)
class Drawing:
    """The pieces of a page by name, as HTML."""

    pieces: dict[str, str]

    @cached_property
    def version(self) -> str:
        """A mark that is the same exactly where all pieces are."""
        return sha256(json.dumps(self.pieces, sort_keys=True).encode("utf-8", "replace")).hexdigest()[:20]


class Drawings:
    """Keeps what was drawn for each page and person until something was saved or somebody came or went."""

    def __init__(self, custodian: View, floor: Floor, clock: Callable[[], float] = monotonic) -> None:
        self._view, self._floor, self._clock = custodian, floor, clock
        self._seq = custodian.seq()
        self._kept: dict[Hashable, tuple[Hashable, Drawing]] = {}

    def of(self, key: Hashable, draw: Callable[[], Drawing], *, presence: bool) -> Drawing:
        """Return a page as it is now; `key` says which and for whom, `presence` that it tells who is in."""
        mark = self._mark(), self._floor.present() if presence else None
        kept = self._kept.pop(key, None)
        if kept is None or kept[0] != mark:
            kept = mark, draw()
        self._kept[key] = kept
        if len(self._kept) > _MOST:
            del self._kept[next(iter(self._kept))]
        return kept[1]

    def _mark(self) -> Hashable:
        self._seq, _ = self._view.changed(self._seq)
        return self._seq, self._floor.kept, self._floor.troubled, int(self._clock() / STALE)
