"""Old code pages are told by the words that they make, and two that make words alike are asked about."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cadence.errors import ImportRefused
from cadence.exchange import read_schools
from cadence.exchange.tables.columns import Source
from cadence.exchange.tables.letters import PAGES, readings, rival
from cadence.exchange.tables.mapping import Mapping

Written = Callable[..., Path]
SPANISH = "González,Peña Elementary\nJosé Martí,MUÑOZ"
TEXTS = [
    (SPANISH, "cp1252"), (SPANISH, "cp850"), (SPANISH, "mac_roman"),
    ("École Général de Sèvres,Hélène", "cp1252"), ("École Général de Sèvres,Hélène", "cp850"),
    ("Schröder Schule,Müller", "cp1252"), ("Schröder Schule,Müller", "cp850"),
    ("São João,Conceição", "cp1252"), ("O\u2019Brien School \u2013 West", "cp1252"),
    ("Základní škola Kuřim,Čapek", "cp1250"), ("Gimnázium Kőszeg,Győr", "cp1250"),
    ("Szkoła Podstawowa,Łódź", "cp1250"),
    ("\u0428\u043a\u043e\u043b\u0430,\u041c\u043e\u0441\u043a\u0432\u0430", "cp1251"),
    ("\u0428\u043a\u043e\u043b\u0430,\u041c\u043e\u0441\u043a\u0432\u0430", "koi8_r"),
    ("\u6771\u4eac\u5c0f\u5b66\u6821,\u3055\u304f\u3089", "cp932"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "page"), TEXTS)
def test_a_text_is_read_in_the_page_that_it_was_written_in(text: str, page: str) -> None:
    best, *others = readings(text.encode(page))
    assert best.text == text and rival(best, others) is None


def table(names: str, page: str) -> bytes:
    return "".join(f"{at},{name}\n" for at, name in enumerate(["School ID,", *names.split(",")])).replace(
        "0,School ID,", "School ID,School name"
    ).encode(page)  # fmt: skip


@pytest.mark.parametrize("page", ["cp850", "cp1250", "mac_roman"])
def test_the_guess_is_named_with_a_word_and_how_to_say_otherwise(written: Written, page: str) -> None:
    taken = read_schools(written(table("Łódź,Győr" if page == "cp1250" else "Peña,Muñoz", page)))
    (note,) = taken.notes
    name = taken.rows[0].name
    assert f"read as {PAGES[page]}: look whether line 2 rightly says '{name}' (else --encoding)" in note


def test_two_pages_that_make_words_alike_are_asked_about(written: Written) -> None:
    turkish = table("Işık,Şişli,İzmir", "cp1254")
    with pytest.raises(ImportRefused, match=r"Say which: --encoding \w+ or --encoding \w+"):
        read_schools(written(table("\uc11c\uc6b8\ucd08\ub4f1", "cp949")))
    said = Source(written(turkish), Mapping(encoding="cp1254"))
    assert [each.name for each in read_schools(said).rows] == ["Işık", "Şişli", "İzmir"]


def test_letters_that_make_no_words_anywhere_are_refused(written: Written) -> None:
    with pytest.raises(ImportRefused, match="make no words in any code page"):
        read_schools(written(b"School ID,School name\n1,x\xd7y z\xf7w\n"))


def test_what_was_said_is_checked_against_the_file(written: Written) -> None:
    with pytest.raises(ImportRefused, match="it is not written in cp932"):
        read_schools(Source(written(table("Mañ,Niñ", "cp1252")), Mapping(encoding="cp932")))


def test_a_file_that_became_utf_8_is_read_as_that_whatever_is_remembered(written: Written) -> None:
    taken = read_schools(Source(written(table("Peña,Niño", "utf-8")), Mapping(encoding="cp850")))
    assert taken.rows[0].name == "Peña" and "it is UTF-8, so it was not read as cp850" in taken.notes
