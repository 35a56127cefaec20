"""A page of a session as it is kept: what a team's members see before anything personal is added."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from cadence.serving.packing import Packed


@dataclass(frozen=True)
class Order:
    """Which page is wanted: a session's, for a team, in a cycle, of the institute in a folder."""

    institute: str
    session: int
    team: str
    cycle: int


@dataclass(frozen=True)
class Piece:
    """A piece of a page; pieces with the same key look the same, so a browser keeps what it has.

    `form` names the form that stands there by kind and id; then `html` is the place that it is drawn into.
    """

    key: str
    html: str
    form: tuple[str, str] | None = None


@dataclass(frozen=True)
class Section:
    """A section of the page, to be linked to."""

    anchor: str
    title: str


@dataclass(frozen=True)
class Page:
    """What an executed notebook shows.

    `live` is true where a cell shows a widget of the facilitator's own, which needs a kernel.
    """

    title: str
    cover: str
    pieces: tuple[Piece, ...]
    sections: tuple[Section, ...]
    notice: str = ""
    language: str = "en"
    live: bool = False

    @cached_property
    def version(self) -> str:
        """A mark that two pages share exactly if they look the same."""
        keys = (piece.key for piece in self.pieces)
        return sha256("\n".join((self.title, self.notice, self.cover, *keys)).encode()).hexdigest()[:20]

    @cached_property
    def packed(self) -> Packed:
        """Its pieces as they stand on the page, compressed once for everybody."""
        said = (f'<div class="piece" data-key="{piece.key}">{piece.html}</div>' for piece in self.pieces)
        return Packed.of("\n".join(said).encode("utf-8", "replace"))

    @property
    def forms(self) -> tuple[tuple[str, str], ...]:
        """The forms that stand on the page."""
        return tuple(piece.form for piece in self.pieces if piece.form)


@dataclass(frozen=True)
class Unmade:
    """Why there is no page, in words for a facilitator."""

    reason: str
