"""A document as Typst markup: a call of the house style for each part."""

from collections.abc import Sequence
from functools import singledispatchmethod

from cadence.blocks import (
    Agenda,
    AgendaRow,
    Bullets,
    Callout,
    Chart,
    Checklist,
    Cover,
    Facts,
    Grid,
    Heading,
    Lines,
    PageBreak,
    Paragraph,
    Prose,
    Statement,
    Table,
)
from cadence.blocks.markdown import tokens
from cadence.blocks.tones import voice
from cadence.blocks.words import clock, clock_head, is_long, is_short, one_line
from cadence.printing.fonts import families
from cadence.printing.levels import Levels
from cadence.printing.parts import Document, Part, Picture, Verbatim, Words
from cadence.printing.typst_markdown import markdown, picture
from cadence.printing.typst_tables import grid_markup, table_markup
from cadence.printing.typst_text import Markup, call, flowing, literal, quoted, value
from cadence.printing.units import units

_UNSEEN = {"kind", "paper", "language"}  # what a cover carries for the printer alone


def markup(document: Document) -> tuple[str, list[bool]]:
    """Return a document as Typst markup, and of each of its tables whether it has row headers."""
    writer = _Writer()
    first = writer.part(document.cover) if document.cover else _title(document.heading)
    made = [_unit([writer.part(part) for part in unit], unit) for unit in units(document.parts)]
    return "".join([_opening(document), first, *made]), writer.headed


def _unit(made: list[Markup], unit: list[Part]) -> str:
    """Return a unit that stays on one page if one page can hold it."""
    together = "".join(made)
    return together if isinstance(unit[0], PageBreak) else f"#unit[\n{together}];\n\n"


def _opening(document: Document) -> str:
    language, _, region = document.language.partition("-")
    day = document.created
    created = f"datetime(year: {day.year}, month: {day.month}, day: {day.day})" if day else "none"
    said = {
        "title": literal(document.title),
        "subject": literal(document.subject),
        "author": literal(document.author),
        "language": quoted(language),
        "region": quoted(region) if region else "none",
        "paper": quoted("a4" if document.paper == "a4" else "us-letter"),
        "families": value(families()),
        "notice": literal(document.notice),
        "running": literal(document.running),
        "covered": value(document.cover is not None),
        "created": created,
    }
    named = ", ".join(f"{key}: {item}" for key, item in said.items())
    return f'#import "/house.typ": *\n#show: house.with({named})\n\n'


def _title(heading: str) -> Markup:
    return Markup(f"#heading(level: 1, {literal(heading)});\n\n")


class _Writer:
    def __init__(self) -> None:
        self._levels = Levels()
        self.headed: list[bool] = []

    @singledispatchmethod
    def part(self, part: object) -> Markup:
        raise TypeError(f"no Typst for {type(part).__name__}")

    @part.register
    def _cover(self, part: Cover) -> Markup:
        said = {key: one_line(text) for key, text in part.to_json().items() if key not in _UNSEEN}
        return call("cover", **said)

    @part.register
    def _heading(self, part: Heading) -> Markup:
        text = one_line(part.text)
        if not text:
            return Markup("")
        return Markup(f"#heading(level: {self._levels(part.level, text)}, {literal(text)});\n\n")

    @part.register
    def _prose(self, part: Prose) -> Markup:
        return self._markdown(Words(part.markdown))

    @part.register
    def _words(self, part: Words) -> Markup:
        return self._markdown(part)

    def _markdown(self, part: Words) -> Markup:
        self.headed += [False] * sum(token.type == "table_open" for token in tokens(part.markdown))
        return markdown(part.markdown, self._levels, part.pictures)

    @part.register
    def _paragraph(self, part: Paragraph) -> Markup:
        return call("lead" if part.lead else "told", flowing(part.text))

    @part.register
    def _callout(self, part: Callout) -> Markup:
        said = voice(part.tone)
        return call(
            "callout",
            tone=part.tone,
            label=said.label,
            sign=said.sign,
            title=part.title,
            parts=flowing(part.text),
            points=_spoken(part.points),
            remedy=part.remedy,
            long=_is_long(part.text, *part.points),
        )

    @part.register
    def _agenda(self, part: Agenda) -> Markup:
        self.headed.append(True)
        first = clock_head(part.opens)
        rows = [_agenda_row(row, part.opens) for row in part.rows]
        return call("agenda", caption=one_line(part.caption), first=first, rows=rows)

    @part.register
    def _chart(self, part: Chart) -> Markup:
        alt = one_line(part.alt) or one_line(part.title) or "A chart that came without a description."
        return Markup(
            f"#chart(title: {literal(part.title)}, data: {quoted(part.svg)}, alt: {literal(alt, 10**6)}, "
            f"caption: {literal(part.caption)});\n\n"
        )

    @part.register
    def _table(self, part: Table) -> Markup:
        made = table_markup(part)
        self.headed += [part.row_header] if made else []
        return made

    @part.register
    def _grid(self, part: Grid) -> Markup:
        self.headed += [True] if part.options else []
        return grid_markup(part)

    @part.register
    def _facts(self, part: Facts) -> Markup:
        return call("facts", part.items) if part.items else Markup("")

    @part.register
    def _statement(self, part: Statement) -> Markup:
        return call("statement", parts=flowing(part.text), source=part.source, long=is_long(part.text))

    @part.register
    def _bullets(self, part: Bullets) -> Markup:
        return call("bullets", lead=part.lead, ordered=part.ordered, items=_spoken(part.items))

    @part.register
    def _lines(self, part: Lines) -> Markup:
        count = max(int(part.count), 1)
        room = f"Room to write: {count} {'line' if count == 1 else 'lines'}."
        return call("lines", prompt=part.prompt, help=part.help, count=count, room=room)

    @part.register
    def _checklist(self, part: Checklist) -> Markup:
        items = _spoken(part.items)
        short, long = is_short(items), _is_long(*items)
        return call("checklist", prompt=part.prompt, help=part.help, items=items, short=short, long=long)

    @part.register
    def _pagebreak(self, part: PageBreak) -> Markup:
        return Markup("#newpage\n\n")

    @part.register
    def _picture(self, part: Picture) -> Markup:
        return picture(part)

    @part.register
    def _verbatim(self, part: Verbatim) -> Markup:
        return call("verbatim", part.text)


def _agenda_row(row: AgendaRow, opens: str) -> dict[str, object]:
    return {
        "time": clock(row.start, opens),
        "minutes": str(row.minutes),
        "title": row.title,
        "task": row.task,
        "protocol": row.protocol,
        "keep": row.keep,
    }


def _is_long(*texts: str) -> bool:
    """Return whether a block may break over pages: kept whole, it would leave half of one empty."""
    return len(texts) > 15 or sum(map(len, texts)) > 1000


def _spoken(items: Sequence[str]) -> list[str]:
    return [item for item in items if one_line(item)]
