"""A document's parts as HTML, with anchors at its sections."""

import re
from dataclasses import dataclass
from functools import singledispatchmethod
from html import unescape

from cadence.blocks import Block, html
from cadence.blocks.as_html import picture_html, prose_html
from cadence.blocks.html_words import escaped
from cadence.printing.levels import Levels
from cadence.printing.parts import Document, Picture, Verbatim, Words

_SECTION = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)


@dataclass(frozen=True)
class Section:
    """A section of the page, to be linked to."""

    anchor: str
    title: str


def body_html(document: Document) -> tuple[str, list[Section]]:
    """Return the body of a document as HTML, and its sections in order."""
    writer = Writer()
    body = "\n".join(writer.part(part) for part in document.parts)
    sections: list[Section] = []

    def anchored(match: re.Match[str]) -> str:
        sections.append(Section(f"s{len(sections) + 1}", unescape(re.sub(r"<[^>]+>", "", match[1]))))
        return f'<h2 id="{sections[-1].anchor}">{match[1]}</h2>'

    return _SECTION.sub(anchored, body), sections


class Writer:
    """Writes a document's parts one after the other, and knows at which level their headings stand."""

    def __init__(self) -> None:
        self._levels = Levels()

    @singledispatchmethod
    def part(self, part: object) -> str:
        """Return a part as HTML."""
        raise TypeError(f"no HTML for {type(part).__name__}")

    @part.register
    def _block(self, part: Block) -> str:
        return html([part], self._levels)

    @part.register
    def _words(self, part: Words) -> str:
        held = {name: _source(picture) for name, picture in part.pictures.items()}
        return prose_html(part.markdown, self._levels, held)

    @part.register
    def _picture(self, part: Picture) -> str:
        return f'<figure class="cad-picture">{picture_html(part.data, part.format, part.alt)}</figure>'

    @part.register
    def _verbatim(self, part: Verbatim) -> str:
        return f"<pre>{escaped(part.text)}</pre>"


def _source(picture: Picture) -> str:
    from base64 import b64encode

    return f"data:image/{picture.format};base64,{b64encode(picture.data).decode()}"
