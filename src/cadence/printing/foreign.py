"""HTML that some other library made, read for its words, tables and pictures alone.

Nothing of its markup, style or script reaches a packet, so it prints the same on paper and cannot
do anything on the page.
"""

import re
from html.parser import HTMLParser

from cadence.blocks import Bullets, Heading, Paragraph
from cadence.printing.foreign_table import TableReader
from cadence.printing.parts import Part, Verbatim
from cadence.printing.pictures import NO_WORDS, from_address

_SILENT = {"script", "style", "head", "template", "noscript", "svg", "math", "button", "select", "textarea"}
_ENDS = {
    "p",
    "div",
    "section",
    "article",
    "br",
    "hr",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "figure",
    "tr",
}
_HEADING = re.compile(r"h[1-6]")


def parts_of_html(markup: str) -> list[Part]:
    """Return the parts that a piece of HTML says something with."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    reader.settle()
    return reader.parts


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Part] = []
        self._text: list[str] = []
        self._items: list[str] = []
        self._silent = 0
        self._pre = 0
        self._ordered = False
        self._lists = 0
        self._table: TableReader | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif self._silent:
            return
        elif self._table is not None:
            self._table.start(tag, dict(attrs))
        elif tag == "table":
            self.settle()
            self._table = TableReader()
        elif tag == "img":
            self._image(dict(attrs))
        else:
            self._start(tag)

    def _start(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self._open_list(tag == "ol")
        elif tag == "li":
            self._item()
        elif tag in _ENDS or tag == "pre" or _HEADING.fullmatch(tag):
            self._paragraph()
        self._pre += tag == "pre"

    def _open_list(self, ordered: bool) -> None:
        if self._lists:  # a list inside a point: its points join the others
            self._item()
        else:
            self._paragraph()
            self._ordered = ordered
        self._lists += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif self._silent:
            return
        elif self._table is not None:
            self._end_in_table(tag)
        else:
            self._end(tag)

    def _end_in_table(self, tag: str) -> None:
        if self._table is None or self._table.end(tag):
            return
        self.parts.extend(self._table.parts())
        self._table = None

    def _end(self, tag: str) -> None:
        if tag == "li":
            self._item()
        elif tag in ("ul", "ol"):
            self._list()
        elif _HEADING.fullmatch(tag):
            self._heading(int(tag[1]))
        elif tag == "pre":
            self._verbatim()
        elif tag in _ENDS:
            self._paragraph()

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._table is not None:
            self._table.words(data)
        else:
            self._text.append(data)

    def _image(self, attrs: dict[str, str | None]) -> None:
        self._paragraph()
        found = from_address(attrs.get("src") or "", attrs.get("alt") or NO_WORDS, {}, None)
        if found:
            self.parts.append(found)

    def _taken(self) -> str:
        text = "".join(self._text)
        self._text.clear()
        return text if self._pre else " ".join(text.split())

    def _paragraph(self) -> None:
        if self._lists:  # the words stay with their point
            return
        text = self._taken()
        if text.strip():
            self.parts.append(Verbatim(text.strip("\n")) if self._pre else Paragraph(text))

    def _verbatim(self) -> None:
        self._paragraph()
        self._pre = max(self._pre - 1, 0)

    def _heading(self, level: int) -> None:
        text = self._taken()
        if text.strip():
            self.parts.append(Heading(text, level))

    def _item(self) -> None:
        if not self._lists:  # a point without its list, or words before the first point
            self._paragraph()
        elif (text := self._taken()).strip():
            self._items.append(text)

    def _list(self) -> None:
        self._item()
        self._lists = max(self._lists - 1, 0)
        if self._items and not self._lists:
            self.parts.append(Bullets(tuple(self._items), ordered=self._ordered))
            self._items = []

    def settle(self) -> None:
        """Close whatever the markup left open."""
        if self._table is not None:
            self.parts.extend(self._table.parts())
            self._table = None
        while self._lists:
            self._list()
        self._paragraph()
