"""Awkward words come out as themselves or visibly replaced, and never break a packet."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_markdown_cell

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
    Paragraph,
    Prose,
    Statement,
    Table,
)

AWKWARD = [
    'say "hi" \\ \\" end\\',
    '#"; #panic("x")',
    "]#panic()[ $x$ @a <b> //c /* d */ = e",
    "<script>alert(1)</script><img src=x onerror=y>&amp;",
    "</style></title>{{ x }}{% y %}",
    "😀👩‍🏫🇺🇸👍🏽",
    "你好。世界 नमस्ते ก",
    "العربية עברית",
    "a\x00b\x07\u202ec\ud800\ufeff\U0010ffff",
    "x" * 500,
    "",
    " \t\n\n ",
    "one\ntwo\n\nthree\u2028four",
    "Đặng Thị Nguyễn, Zoë, Łukasz",
    "e" + "\u0301\u0489" * 40,
]
OURS = set(
    "html head meta title style body main header nav footer a p div span br h1 h2 h3 h4 h5 h6 dl dt dd ol ul "
    "li table caption colgroup col thead tbody tr th td figure figcaption blockquote img pre code em strong "
    "hr s".split()
)
words = st.sampled_from(AWKWARD) | st.text(max_size=60)
some = settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))


def blocks(a: str, b: str, c: str, svg: str) -> list[Any]:
    return [
        Cover(a, b, c, a, b, c, a, b, c),
        Heading(a, 7),
        Paragraph(b, lead=True),
        Callout("note", c, a, (b, c), a),
        Agenda(a, (AgendaRow(0, 5, b, c, a, True),), b),
        Chart(a, svg, b, c),
        Table(a, (b, c), ((a, b, c), (c,)), blank_rows=1, note=b),
        Facts(((a, b, c),)),
        Statement(a, b),
        Bullets((a, b), c),
        Lines(a, 2, b),
        Checklist(a, (b, c), a),
        Grid(a, (b, c), (a, b), c),
        Prose(a),
    ]


def notebook(sample: Any, a: str, b: str, c: str) -> Any:
    shown = sample.shown(*blocks(a, b, c, sample.SVG))
    others = [
        new_markdown_cell(f"{a}\n\n{b}"),
        sample.output({"text/html": b}),
        sample.output({"text/plain": c}),
    ]
    return sample.notebook(shown, *others, title=a, author=b, subject=c, notice=a, language=b)


@pytest.mark.pdf
@some
@given(words, words, words)
def test_paper_stays_valid(sample: Any, as_paper: Any, a: str, b: str, c: str) -> None:
    assert as_paper(notebook(sample, a, b, c)).complaints() == []


@some
@given(words, words, words)
def test_a_page_holds_no_markup_of_theirs(sample: Any, as_page: Any, a: str, b: str, c: str) -> None:
    page = as_page(notebook(sample, a, b, c))
    page.text.encode()
    assert {tag for tag, _ in page.elements} <= OURS
    assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on")]
    assert page.levels().count(1) == 1


def test_words_of_every_script_are_on_the_page(sample: Any, as_page: Any) -> None:
    said = as_page(sample.notebook(sample.shown(Paragraph(" ".join(AWKWARD[5:8]))))).words
    assert "😀" in said and "你好" in said and "العربية" in said
