"""From an executed notebook to a page: its parts as pieces of HTML, with a place where each form stands."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any, ClassVar

from cadence.blocks import MIME, Block, html
from cadence.blocks.html_words import escaped
from cadence.printing.document import read_document, shown_cells
from cadence.printing.html_body import Writer
from cadence.printing.outputs import parts_of_output
from cadence.printing.parts import Document, Part
from cadence.serving.pages.page import Page, Piece, Section

_WIDGET = "application/vnd.jupyter.widget-view+json"
_PLACE = re.compile(r'<div class="cadence-form"([^>]*)>')
_SAID = re.compile(r'data-(kind|id)="([^"]*)"')
_SECTION = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Place(Block):
    """Where a form stands: the browser draws it, with what the person who looks may fill in."""

    kind: ClassVar[str] = "place"
    of: str
    id: str


@dataclass(frozen=True)
class Control(Block):
    """A widget of the facilitator's own, on a page with a kernel: Voila's frontend draws it."""

    kind: ClassVar[str] = "control"
    output: str


def drawn(notebook: Mapping[str, Any], folder: Path | None = None, *, live: bool = False) -> Page:
    """Return the page of an executed notebook; `folder` is where its pictures lie.

    `live`: there is a kernel behind it, and its widgets are to be drawn.
    """
    document = read_document(notebook, folder, _live_parts if live else _parts)
    writer = _PageWriter()
    pieces = tuple(piece for part in document.parts if (piece := writer.piece(part)))
    return Page(
        title=document.heading,
        cover=_cover(document),
        pieces=_keyed(pieces),
        sections=tuple(writer.sections),
        notice=document.notice,
        language=document.language,
        live=_is_live(notebook),
    )


def _cover(document: Document) -> str:
    """Return what the page opens with; its notice stands at the very top of the page already."""
    if document.cover is None:
        return f"<h1>{escaped(document.heading)}</h1>"
    return html([replace(document.cover, notice="", prepared="")])


def _parts(output: Mapping[str, Any]) -> Iterator[Part]:
    """Yield the parts of an output: a form's place instead of the sheet that is printed for it."""
    place = _place(output.get("data", {}))
    if place:
        yield place
    else:
        yield from parts_of_output(output)


def _live_parts(output: Mapping[str, Any]) -> Iterator[Part]:
    data = output.get("data", {})
    if _WIDGET in data and MIME not in data:
        yield Control(json.dumps({**output, "trusted": True}).replace("<", "\\u003c"))
    else:
        yield from _parts(output)


def _place(data: Mapping[str, Any]) -> Place | None:
    # Only beside our own blocks: a table of a facilitator's may say anything in its HTML.
    words = data.get("text/html", "") if MIME in data else ""
    found = _PLACE.search("".join(words) if isinstance(words, list) else words)
    if not found:
        return None
    said = {name: unescape(value) for name, value in _SAID.findall(found[1])}
    return Place(said.get("kind", "form"), said.get("id", ""))


def _is_live(notebook: Mapping[str, Any]) -> bool:
    """Return whether a cell shows a widget that is none of our forms."""
    return any(
        _WIDGET in output.get("data", {}) and MIME not in output.get("data", {})
        for cell in shown_cells(notebook)
        for output in cell.get("outputs", ())
    )


class _PageWriter(Writer):
    """Writes parts as pieces, and gives each section an anchor that does not move when others come."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[Section] = []

    def piece(self, part: Part) -> Piece | None:
        """Return a part as a piece, None where there is nothing to see."""
        if isinstance(part, Place):
            return _form(part)
        if isinstance(part, Control):
            said = f'<script type="application/vnd.voila.cell-output+json">{part.output}</script>'
            return Piece(_digest(said), said)
        said = _SECTION.sub(self._anchored, self.part(part))
        return Piece(_digest(said), said) if said.strip() else None

    def _anchored(self, heading: re.Match[str]) -> str:
        title = unescape(_TAG.sub("", heading[1])).strip()
        section = Section(self._free(_slug(title)), title)
        self.sections.append(section)
        return f'<h2 id="{section.anchor}" tabindex="-1">{heading[1]}</h2>'

    def _free(self, anchor: str) -> str:
        taken = [one.anchor for one in self.sections if one.anchor.rpartition(".")[0] == anchor]
        return f"{anchor}.{len(taken) + 1}"


def _form(place: Place) -> Piece:
    kind, id = escaped(place.of), escaped(place.id)
    said = f'<div class="cadence-form" data-kind="{kind}" data-id="{id}"></div>'
    return Piece(f"{place.of}:{place.id}", said, (place.of, place.id))


def _keyed(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces with keys that differ, where the same piece stands on the page twice."""
    seen: dict[str, int] = {}
    kept = []
    for piece in pieces:
        seen[piece.key] = seen.get(piece.key, 0) + 1
        again = seen[piece.key]
        kept.append(replace(piece, key=f"{piece.key}.{again}") if again > 1 else piece)
    return tuple(kept)


def _slug(title: str) -> str:
    return "s-" + (re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-") or _digest(title)[:8])


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]
