"""Markdown as Typst markup."""

import re
from collections.abc import Mapping, Sequence

from markdown_it.token import Token

from cadence.blocks.markdown import tokens, without_empty_headings, words_of
from cadence.printing.levels import Levels
from cadence.printing.parts import Picture
from cadence.printing.pictures import NO_WORDS
from cadence.printing.typst_text import Markup, call, literal, quoted, value, words

_WRAPS = {"strong": "strong", "em": "emph", "s": "strike"}
_GOES_SOMEWHERE = re.compile(r"(https?://|mailto:)[^\s]+", re.IGNORECASE)


def markdown(text: str, levels: Levels, pictures: Mapping[str, Picture] | None = None) -> Markup:
    """Return Markdown as markup, its headings mended and its pictures in place."""
    return _Markdown(levels, pictures or {}).written(without_empty_headings(tokens(text)))


def picture(found: Picture) -> Markup:
    """Return a picture with what it shows."""
    format = {"svg+xml": "svg", "jpeg": "jpg"}.get(found.format, found.format)
    return call("picture", data=found.data, format=format, alt=found.alt or NO_WORDS)


class _Markdown:
    def __init__(self, levels: Levels, pictures: Mapping[str, Picture]) -> None:
        self._levels = levels
        self._pictures = pictures

    def written(self, found: Sequence[Token]) -> Markup:
        out: list[str] = []
        at = 0
        while at < len(found):
            token = found[at]
            if token.type == "table_open":
                end = _closing(found, at)
                out.append(self._table(found[at:end]))
                at = end
            elif token.type == "heading_open":
                out.append(self._heading(token, found[at + 1]))
                at += 2
            else:
                out.append(self._block(token))
            at += 1
        return Markup("".join(out))

    def _heading(self, token: Token, inline: Token) -> str:
        said = words_of(inline)
        if not said:
            return ""
        return (
            f"#heading(level: {self._levels(int(token.tag[1]), said)})[{self._inline(inline.children)}];\n\n"
        )

    def _block(self, token: Token) -> str:
        if token.type == "inline":
            return self._inline(token.children)
        if token.type in ("paragraph_open", "paragraph_close"):
            return _paragraph(token)
        if token.type in ("fence", "code_block"):
            return call("verbatim", token.content.rstrip("\n"))
        if token.type == "ordered_list_open":
            return f"#enum(start: {int(token.attrs.get('start', 1))}, "
        return _BLOCKS.get(token.type, "")

    def _inline(self, children: Sequence[Token] | None) -> str:
        return "".join(self._span(child) for child in children or [])

    def _span(self, token: Token) -> str:
        name, _, side = token.type.rpartition("_")
        if name in _WRAPS:
            return f"#{_WRAPS[name]}[" if side == "open" else "];"
        if token.type == "code_inline":
            return f"#raw({literal(token.content)});"
        if token.type == "link_open":
            return _link(str(token.attrs.get("href", "")))
        if token.type == "image":
            return self._image(token)
        return _SPANS.get(token.type) or words(token.content)

    def _image(self, token: Token) -> str:
        held = self._pictures.get(str(token.attrs.get("src", "")))
        if held is not None:
            return picture(held)
        return words(f"[Picture: {token.content.strip() or 'without a description'}]")

    def _table(self, found: Sequence[Token]) -> str:
        rows: list[list[Markup]] = []
        aligns: list[str] = []
        for index, token in enumerate(found):
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                rows[-1].append(Markup(self._inline(found[index + 1].children)))
            if token.type == "th_open":
                aligns.append(_alignment(token))
        body = [cell for row in rows[1:] for cell in row]
        head = [Markup(f"#strong[{cell}]" if cell else "") for cell in rows[0]]
        named = {
            "align": f"({''.join(f'{name}, ' for name in aligns)})",
            "head": value(head),
            "cells": value(body),
        }
        said = ", ".join(f"{key}: {item}" for key, item in named.items())
        return f"#plain-table(columns: {len(rows[0])}, {said});\n\n"


def _paragraph(token: Token) -> str:
    outermost = token.level == 0
    if token.type == "paragraph_open":
        return "#prose[" if outermost else ""
    return "];\n\n" if outermost else "\n" if token.hidden else "\n\n"


def _link(address: str) -> str:
    goes = _GOES_SOMEWHERE.fullmatch(address) is not None and len(address) < 2000
    return f"#link({quoted(address)})[" if goes else "#["


def _alignment(token: Token) -> str:
    style = str(token.attrs.get("style", ""))
    return next((name for name in ("right", "center") if name in style), "left")


def _closing(found: Sequence[Token], start: int) -> int:
    return next(at for at in range(start, len(found)) if found[at].type == "table_close")


_SPANS = {"softbreak": " ", "hardbreak": "#linebreak();", "link_close": "];"}
_BLOCKS = {
    "bullet_list_open": "#list(",
    "bullet_list_close": ");\n\n",
    "ordered_list_close": ");\n\n",
    "list_item_open": "[",
    "list_item_close": "], ",
    "blockquote_open": "#quote(block: true)[",
    "blockquote_close": "];\n\n",
    "hr": "#divider\n\n",
}
