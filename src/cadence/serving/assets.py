"""What a browser fetches beside a page: style sheets, scripts and fonts, from this server alone.

Their address holds a digest of all of them, so a browser may keep them for good, and what one
script imports by a relative address is of the same kind.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import cadence.board.page
import cadence.forms
from cadence.blocks.style import block_css, dark_css
from cadence.printing.fonts import CUTS, faces, woff
from cadence.serving.packing import Packed
from cadence.serving.template import FOLDERS
from cadence.shipped import shipped

KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff": "font/woff",
}
FOLDER = "assets"


@dataclass(frozen=True)
class Asset:
    """One file as it goes to a browser."""

    data: bytes
    kind: str

    @cached_property
    def packed(self) -> Packed:
        """The same, compressed as far as it goes."""
        return Packed.of(self.data)


class Assets:
    """All of them, by name such as `page.css` or `forms/form.js`; gathered once, kept in memory."""

    def __init__(self) -> None:
        self._files = {name: Asset(data, KINDS[Path(name).suffix]) for name, data in _files()}
        whole = sha256()
        for name, file in sorted(self._files.items()):
            whole.update(name.encode() + b"\0" + file.data + b"\0")
        self.digest = whole.hexdigest()[:16]

    def address(self, name: str) -> str:
        """Return where a file is to be had, below the server's base address; it must exist."""
        self._files[name]
        return f"{FOLDER}/{self.digest}/{name}"

    def names(self, folder: str, ending: str) -> list[str]:
        """Return the names of the files of a kind in a folder."""
        return sorted(n for n in self._files if n.startswith(f"{folder}/") and n.endswith(ending))

    def get(self, digest: str, name: str) -> Asset | None:
        """Return a file, None where there is none or another version of it was asked for."""
        return self._files.get(name) if digest == self.digest else None


def _files() -> Iterator[tuple[str, bytes]]:
    yield "house.css", "\n".join((faces(_font), block_css(), dark_css())).encode()
    for cut in CUTS:
        yield _font(cut), woff(cut)
    for folder in FOLDERS:
        yield from _folder(shipped("templates") / folder)
    yield from _folder(Path(cadence.forms.__file__).parent / "page", "forms/")
    yield from _folder(Path(cadence.board.page.__file__).parent, "board/")


def _font(cut: str) -> str:
    return f"fonts/{cut}.woff"


def _folder(folder: Path, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.glob("*")):
        if path.suffix in KINDS:
            yield prefix + path.name, path.read_bytes()
