"""From an executed notebook to a document: which cells count, in which order, under which title."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from cadence.blocks import Cover, Heading, PageBreak
from cadence.blocks.markdown import tokens, words_of
from cadence.blocks.words import clean, one_line
from cadence.printing.outputs import parts_of_output
from cadence.printing.parts import Document, Part, Picture, Words
from cadence.printing.pictures import from_address

# `lab` marks controls that are for JupyterLab alone; papermill marks the cell it adds after a failure.
_LEFT_OUT = {
    "lab",
    "parameters",
    "injected-parameters",
    "remove-cell",
    "remove_cell",
    "papermill-error-cell-tag",
}
UNTITLED = "Meeting packet"


Reader = Callable[[Mapping[str, Any]], Iterator[Part]]


def read_document(
    notebook: Mapping[str, Any], folder: Path | None = None, reader: Reader = parts_of_output
) -> Document:
    """Return a notebook as a document; `folder` is where its pictures lie, `reader` takes an output apart."""
    said = notebook.get("metadata", {}).get("cadence", {})
    said = said if isinstance(said, Mapping) else {}
    own_title, parts = _own_title(list(_parts(notebook, folder, reader)))
    cover, parts = _cover_first(parts)
    heading = one_line(cover.title if cover else own_title) or one_line(said.get("title", "")) or UNTITLED
    named = one_line(said.get("title", "")) or _named(heading, cover)
    if cover and not one_line(cover.title):
        cover = replace(cover, title=heading)
    return Document(
        title=named,
        heading=heading,
        parts=tuple(parts),
        cover=cover,
        subject=one_line(said.get("subject", "") or (cover.question if cover else "")),
        author=one_line(said.get("author", "") or (cover.programme if cover else "")),
        language=_language(said.get("language", "") or (cover.language if cover else "")),
        paper=_paper(said.get("paper", "") or (cover.paper if cover else "")),
        notice=one_line(said.get("notice", "") or (cover.notice if cover else "")),
        created=_day(said.get("created")),
    )


def _parts(notebook: Mapping[str, Any], folder: Path | None, reader: Reader) -> Iterator[Part]:
    for cell in shown_cells(notebook):
        if cell.get("cell_type") == "markdown":
            yield _words(cell, folder)
        elif cell.get("cell_type") == "code":
            for output in cell.get("outputs", []):
                yield from reader(output)


def shown_cells(notebook: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the cells that count outside JupyterLab."""
    for cell in notebook.get("cells", []):
        if not _LEFT_OUT & set(cell.get("metadata", {}).get("tags", [])):
            yield cell


def _words(cell: Mapping[str, Any], folder: Path | None) -> Words:
    source = cell.get("source", "")
    markdown = "".join(source) if isinstance(source, list) else str(source)
    return Words(markdown, dict(_pictures(markdown, cell.get("attachments", {}), folder)))


def _pictures(
    markdown: str, attachments: dict[str, Any], folder: Path | None
) -> Iterator[tuple[str, Picture]]:
    if "![" not in markdown:
        return
    for token in tokens(markdown):
        for child in token.children or []:
            address = str(child.attrs.get("src", "")) if child.type == "image" else ""
            found = from_address(address, one_line(child.content), attachments, folder) if address else None
            if found:
                yield address, found


def _own_title(parts: list[Part]) -> tuple[str, list[Part]]:
    """Return the level-1 heading that a notebook opens with, and the parts without it."""
    if not parts or not isinstance(parts[0], Words):
        return "", parts
    found = tokens(parts[0].markdown)
    if not found or found[0].type != "heading_open" or found[0].tag != "h1" or found[0].map is None:
        return "", parts
    rest = "\n".join(clean(parts[0].markdown).split("\n")[found[0].map[1] :])
    return words_of(found[1]), [replace(parts[0], markdown=rest), *parts[1:]]


def _cover_first(parts: list[Part]) -> tuple[Cover | None, list[Part]]:
    """Return the first cover and the other parts; a later cover opens a page under a heading."""
    covers = [part for part in parts if isinstance(part, Cover)]
    if not covers:
        return None, parts
    rest: list[Part] = []
    for part in parts:
        if part is covers[0]:
            continue
        rest.extend(
            [PageBreak(), Heading(_named(part.title, part), 1)] if isinstance(part, Cover) else [part]
        )
    return covers[0], rest


def _named(heading: str, cover: Cover | None) -> str:
    team = one_line(cover.team) if cover else ""
    return f"{heading}: {team}" if team else heading


def _paper(text: Any) -> Literal["letter", "a4"]:
    return "a4" if str(text).lower() == "a4" else "letter"


def _language(text: Any) -> str:
    code = str(text).replace("_", "-").split("-")[0].lower()
    region = str(text).replace("_", "-").partition("-")[2].upper()
    if not (len(code) in (2, 3) and code.isascii() and code.isalpha()):
        return "en"
    return f"{code}-{region}" if len(region) == 2 and region.isascii() and region.isalpha() else code


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
