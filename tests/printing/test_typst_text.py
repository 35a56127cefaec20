"""Text on its way to the typesetter."""

import json

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from cadence.printing.compile import compiler
from cadence.printing.glyphs import settable
from cadence.printing.typst_text import Markup, call, literal, value


@given(st.text(st.characters(categories=["L", "P", "S", "N"], max_codepoint=0x2FF)))
@settings(max_examples=60, deadline=None)
def test_text_means_itself_to_the_typesetter(text: str) -> None:
    source = f"#metadata({literal(text, 10**6)})<said>".encode()
    told = json.loads(typst.query(source, "<said>", field="value", one=True))
    assert told == settable(text)


def test_a_literal_cannot_be_left() -> None:
    assert literal('x"; #panic("y")') == '"x\\"; #panic(\\"y\\")"'


def test_values_are_written_as_code() -> None:
    given = {"a": None, "b": [True, 2, 1.5], "c": (), "d": Markup("*x*"), "e": b"\x01\x02"}
    assert value(given) == "(a: none, b: (true, 2, 1.5, ), c: (), d: [*x*], e: (1,2,))"
    assert value({}) == "(:)"


def test_a_call_ends_so_that_nothing_after_it_is_read_as_code() -> None:
    assert call("lines", prompt="Why?", count=2) == '#lines(prompt: "Why?", count: 2);\n\n'


def test_the_typesetter_refuses_what_is_no_text() -> None:
    with pytest.raises(typst.TypstError):
        compiler().compile(input=b"#panic()", format="pdf")
