"""Blocks as HTML: the same fragments in JupyterLab, in Voila and in a packet."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import singledispatch

from markdown_it.token import Token

from cadence.blocks.block import (
    Agenda,
    Block,
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
from cadence.blocks.html_tables import agenda_html, grid_html, scrolling, table_html
from cadence.blocks.html_words import escaped, flowing, inside, optional
from cadence.blocks.markdown import reader, tokens, without_empty_headings
from cadence.blocks.tones import voice
from cadence.blocks.words import is_long, is_short, one_line

Levels = Callable[[int, str], int]
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)  # the reader's own: what people type is escaped
_VIEW_BOX = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
NO_WORDS = "A picture that came without a description."


def as_asked(level: int, text: str = "") -> int:
    """Return a heading's level as it was asked for, within what HTML has."""
    return min(max(int(level), 1), 6)


def html(blocks: Iterable[Block], levels: Levels = as_asked) -> str:
    """Return blocks as HTML; `levels` decides each heading's level from the one asked for."""
    return "\n".join(_html(block, levels) for block in blocks)


def prose_html(markdown: str, levels: Levels = as_asked, pictures: Mapping[str, str] | None = None) -> str:
    """Return Markdown as HTML, with its headings at the levels that the page needs.

    `pictures` gives for an address in the Markdown the `data:` address to show; a picture that it
    does not know is named in words, since a page fetches nothing.
    """
    found = without_empty_headings(tokens(markdown))
    for index, token in enumerate(found):
        if token.type == "heading_open":
            level = levels(int(token.tag[1]), found[index + 1].content)
            token.tag = found[index + 2].tag = f"h{level}"
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        for child in token.children or []:
            if child.type == "image":
                _settle_picture(child, pictures or {})
    page = reader()
    said = _TABLE.sub(lambda table: scrolling(table[0], ""), page.renderer.render(found, page.options, {}))
    return f'<div class="cad-prose">{said}</div>'


def _settle_picture(token: Token, pictures: Mapping[str, str]) -> None:
    said = one_line(token.content)
    source = pictures.get(str(token.attrs.get("src", "")))
    if source is None:
        token.type, token.tag, token.content = "text", "", f"[Picture: {said or 'without a description'}]"
        return
    token.attrs["src"] = source
    token.children = [Token("text", "", 0, content=said or NO_WORDS)]


@singledispatch
def _html(block: Block, levels: Levels) -> str:
    raise TypeError(f"no HTML for {type(block).__name__}")


@_html.register
def _cover(block: Cover, levels: Levels) -> str:
    details = [("When", block.when), ("Where", block.place)]
    facts = "".join(f"<div><dt>{name}</dt><dd>{inside(said)}</dd></div>" for name, said in details if said)
    return (
        '<header class="cad-cover"><div class="cad-cover-panel">'
        + optional("p", "cad-programme", block.programme)
        + f"<h{levels(1, block.title)}>{escaped(one_line(block.title))}</h1>"
        + optional("p", "cad-question", block.question)
        + "</div>"
        + optional("p", "cad-team", block.team)
        + optional("p", "cad-district", block.district)
        + (f'<dl class="cad-when">{facts}</dl>' if facts else "")
        + optional("p", "cad-notice", block.notice)
        + optional("p", "cad-prepared", block.prepared)
        + "</header>"
    )


@_html.register
def _heading(block: Heading, levels: Levels) -> str:
    if not one_line(block.text):
        return ""
    level = levels(block.level, block.text)
    return f"<h{level}>{escaped(one_line(block.text))}</h{level}>"


@_html.register
def _prose(block: Prose, levels: Levels) -> str:
    return prose_html(block.markdown, levels)


@_html.register
def _paragraph(block: Paragraph, levels: Levels) -> str:
    return flowing(block.text, "cad-lead" if block.lead else "")


@_html.register
def _callout(block: Callout, levels: Levels) -> str:
    said = voice(block.tone)
    points = f"<ul>{_items(block.points)}</ul>" if block.points else ""
    return (
        f'<div class="cad-callout cad-{escaped(block.tone)}" role="note">'
        f'<p class="cad-tone"><span class="cad-sign" aria-hidden="true">{said.sign}</span>{said.label}</p>'
        + optional("p", "cad-callout-title", block.title)
        + flowing(block.text)
        + points
        + optional("p", "cad-remedy", block.remedy)
        + "</div>"
    )


@_html.register
def _agenda(block: Agenda, levels: Levels) -> str:
    return agenda_html(block)


@_html.register
def _chart(block: Chart, levels: Levels) -> str:
    picture = picture_html(block.svg.encode("utf-8", "replace"), "svg+xml", block.alt, _sides(block.svg))
    return (
        '<figure class="cad-chart">'
        + optional("p", "cad-finding", block.title)
        + scrolling(picture, block.title or "Chart")
        + optional("figcaption", "", block.caption)
        + "</figure>"
    )


def picture_html(data: bytes, subtype: str, alt: str, sides: str = "") -> str:
    """Return a picture that carries its own bytes; as an `img`, nothing in it can run or be fetched."""
    source = f"data:image/{subtype};base64,{b64encode(data).decode()}"
    return f'<img src="{source}" alt="{escaped(one_line(alt))}"{sides}>'


def _sides(svg: str) -> str:
    """Return the sides of a drawing as attributes: room is kept for it before it is there."""
    found = _VIEW_BOX.search(svg)
    return f' width="{float(found[1]):.0f}" height="{float(found[2]):.0f}"' if found else ""


@_html.register
def _table(block: Table, levels: Levels) -> str:
    return table_html(block)


@_html.register
def _grid(block: Grid, levels: Levels) -> str:
    return grid_html(block)


@_html.register
def _facts(block: Facts, levels: Levels) -> str:
    cells = (
        f'<div><dt>{inside(label)}</dt><dd class="cad-figure">{inside(figure)}</dd>'
        + optional("dd", "cad-small", small)
        + "</div>"
        for figure, label, small in block.items
    )
    return f'<dl class="cad-facts">{"".join(cells)}</dl>' if block.items else ""


@_html.register
def _statement(block: Statement, levels: Levels) -> str:
    source = f"<figcaption>{inside(block.source)}</figcaption>" if block.source else ""
    words = flowing(block.text)
    kind = "cad-statement cad-long" if is_long(block.text) else "cad-statement"
    return f'<figure class="{kind}"><blockquote>{words}</blockquote>{source}</figure>'


@_html.register
def _bullets(block: Bullets, levels: Levels) -> str:
    tag = "ol" if block.ordered else "ul"
    listed = f"<{tag}>{_items(block.items)}</{tag}>" if block.items else ""
    return optional("p", "cad-lead-in", block.lead) + listed


def _items(items: Sequence[str]) -> str:
    return "".join(f"<li>{inside(item)}</li>" for item in items)


@_html.register
def _lines(block: Lines, levels: Levels) -> str:
    count = max(int(block.count), 1)
    room = f'<p class="cad-hidden">Room to write: {count} {"line" if count == 1 else "lines"}.</p>'
    rules = '<div class="cad-rule" aria-hidden="true"></div>' * count
    return f'<div class="cad-write">{_prompt(block.prompt, block.help)}{room}{rules}</div>'


@_html.register
def _checklist(block: Checklist, levels: Levels) -> str:
    kind = "cad-checks cad-short" if is_short(block.items) else "cad-checks"
    listed = f'<ul class="{kind}" role="list">{_items(block.items)}</ul>' if block.items else ""
    return f'<div class="cad-write">{_prompt(block.prompt, block.help)}{listed}</div>'


def _prompt(prompt: str, help: str) -> str:
    return optional("p", "cad-prompt", prompt) + optional("p", "cad-help", help)


@_html.register
def _pagebreak(block: PageBreak, levels: Levels) -> str:
    return '<div class="cad-break"></div>'
