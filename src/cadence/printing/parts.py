"""What a packet is made of, before it is known whether it becomes paper or a page."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from cadence.blocks import Block, Cover
from cadence.blocks.words import one_line

Format = Literal["png", "jpeg", "gif", "webp", "svg+xml"]


@dataclass(frozen=True)
class Picture:
    """A picture with its bytes and what it shows."""

    data: bytes
    format: Format
    alt: str = ""


@dataclass(frozen=True)
class Words:
    """Markdown written in the notebook, with the pictures that it names."""

    markdown: str
    pictures: dict[str, Picture] = field(default_factory=dict)


@dataclass(frozen=True)
class Verbatim:
    """Text whose spacing matters, such as what a cell printed."""

    text: str


Part = Block | Words | Picture | Verbatim


@dataclass(frozen=True)
class Document:
    """A whole packet: what it is called, for whom, and its parts in order.

    `heading` is the title shown on the page where there is no cover.
    """

    title: str
    heading: str
    parts: tuple[Part, ...]
    cover: Cover | None = None
    subject: str = ""
    author: str = ""
    language: str = "en"
    paper: Literal["letter", "a4"] = "letter"
    notice: str = ""
    created: date | None = None

    @property
    def running(self) -> str:
        """The line at the foot of every page."""
        if self.cover is None:
            return self.heading
        named = (one_line(self.cover.team), one_line(self.cover.title))
        return " · ".join(name for name in named if name)
