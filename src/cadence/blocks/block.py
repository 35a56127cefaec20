"""What a cell can show. A block is a frozen value; three renderers (HTML, plain text, Typst) read it.

All text in a block is plain text and is escaped by every renderer, with one exception: `Prose`
holds Markdown from the shipped or the institute's own content, never a participant's words.
"""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Literal

Tone = Literal["note", "missing", "warning", "win", "caution", "say"]
Align = Literal["left", "right", "center"]


@dataclass(frozen=True)
class Block:
    """The base of all blocks; `kind` names it in JSON."""

    kind: ClassVar[str]

    def to_json(self) -> dict[str, Any]:
        """Return the block as JSON data, with its kind."""
        return {"kind": self.kind, **asdict(self)}


@dataclass(frozen=True)
class Cover(Block):
    """The first page: who meets, about what, when and where; `notice` stands out (synthetic data).

    `paper` ('letter' or 'a4') and `language` are for the printer; nothing on the page shows them.
    """

    kind: ClassVar[str] = "cover"
    programme: str
    title: str
    team: str
    district: str = ""
    question: str = ""
    when: str = ""
    place: str = ""
    prepared: str = ""
    notice: str = ""
    paper: str = ""
    language: str = ""


@dataclass(frozen=True)
class Heading(Block):
    """A heading; exporters mend a skipped level."""

    kind: ClassVar[str] = "heading"
    text: str
    level: int = 2


@dataclass(frozen=True)
class Prose(Block):
    """Markdown from content files (never from participants)."""

    kind: ClassVar[str] = "prose"
    markdown: str


@dataclass(frozen=True)
class Paragraph(Block):
    """Plain words, participants' included; `lead` sets them larger."""

    kind: ClassVar[str] = "paragraph"
    text: str
    lead: bool = False


@dataclass(frozen=True)
class Callout(Block):
    """Something that must not be missed, with its points and what to do about it."""

    kind: ClassVar[str] = "callout"
    tone: Tone
    title: str
    text: str = ""
    points: tuple[str, ...] = ()
    remedy: str = ""


@dataclass(frozen=True)
class AgendaRow:
    """A stretch of the agenda; `start` is minutes after the opening."""

    start: int
    minutes: int
    title: str
    task: str = ""
    protocol: str = ""
    keep: bool = False


@dataclass(frozen=True)
class Agenda(Block):
    """The agenda with its minutes; `opens` ("15:30", "3:30 pm") turns minutes into times of day."""

    kind: ClassVar[str] = "agenda"
    caption: str
    rows: tuple[AgendaRow, ...]
    opens: str = ""


@dataclass(frozen=True)
class Chart(Block):
    """A drawing as SVG text, with the finding in words (`alt`) and one sentence above it (`title`).

    `caption` says how to read it and where the numbers come from.
    """

    kind: ClassVar[str] = "chart"
    title: str
    svg: str
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class Table(Block):
    """A table; the first column holds row headers unless `row_header` is False.

    `blank_rows` empty rows to write in follow the rows; `widths` are relative, one a column.
    """

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    align: tuple[Align, ...] = ()
    widths: tuple[float, ...] = ()
    row_header: bool = True
    blank_rows: int = 0
    note: str = ""


@dataclass(frozen=True)
class Facts(Block):
    """A few figures with their labels, side by side: (figure, label, small print)."""

    kind: ClassVar[str] = "facts"
    items: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Statement(Block):
    """Words that the team agreed on, set apart."""

    kind: ClassVar[str] = "statement"
    text: str
    source: str = ""


@dataclass(frozen=True)
class Bullets(Block):
    """A list of plain points under an optional lead-in."""

    kind: ClassVar[str] = "bullets"
    items: tuple[str, ...]
    lead: str = ""
    ordered: bool = False


@dataclass(frozen=True)
class Lines(Block):
    """Room to write under a prompt."""

    kind: ClassVar[str] = "lines"
    prompt: str
    count: int = 3
    help: str = ""


@dataclass(frozen=True)
class Checklist(Block):
    """Boxes to tick under a prompt."""

    kind: ClassVar[str] = "checklist"
    prompt: str
    items: tuple[str, ...]
    help: str = ""


@dataclass(frozen=True)
class Grid(Block):
    """Statements in rows, each to be marked in one of the columns (a printed survey)."""

    kind: ClassVar[str] = "grid"
    prompt: str
    rows: tuple[str, ...]
    options: tuple[str, ...]
    help: str = ""


@dataclass(frozen=True)
class PageBreak(Block):
    """A new page on paper; nothing on a screen."""

    kind: ClassVar[str] = "pagebreak"
