"""Files as evidence: told by what they hold, and kept under names that nobody chose."""

import io
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.board import files
from cadence.board.asked import BoardRefused
from cadence.board.files import file_name
from cadence.board.filetype import type_of
from cadence.errors import CadenceError, NotFound

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def zipped(**members: str) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return out.getvalue()


GOOD = {
    "a.pdf": b"%PDF-1.7\n",
    "photo.PNG": PNG,
    "photo.jpeg": b"\xff\xd8\xff\xe0" + bytes(9),
    "photo.gif": b"GIF89a" + bytes(9),
    "photo.webp": b"RIFF\0\0\0\0WEBPVP8 ",
    "photo.heic": b"\0\0\0\x18ftypheic" + bytes(9),
    "plan.docx": zipped(word__document_xml="<x/>"),
    "plan.xlsx": zipped(xl__workbook_xml="<x/>"),
    "plan.pptx": zipped(ppt__presentation_xml="<x/>"),
    "plan.odt": zipped(mimetype="application/vnd.oasis.opendocument.text"),
    "notes.txt": "Zwölf Räume\r\n".encode(),
    "list.csv": b"a,b\n1,2\n",
}
BAD = {
    "page.html": b"<!doctype html><script>alert(1)</script>",
    "drawing.svg": b"<svg onload='alert(1)'/>",
    "virus.exe": b"MZ\x90\0" + bytes(40),
    "photo.png": b"<script>alert(1)</script>",
    "report.pdf": PNG,
    "plan.docx": zipped(word__document_xml="<x/>", word__vbaProject_bin="x"),
    "archive.zip": zipped(a_txt="x"),
    "broken.docx": b"PK\x03\x04 and nothing else",
    "photo": PNG,
    "latin.txt": b"Zw\xf6lf",
    "null.txt": b"a\0b",
    "empty.txt": b"",
    "": b"x",
    "run.sh": b"#!/bin/sh\nrm -rf /\n",
}


@pytest.fixture
def id(table: Any, add: Any) -> str:
    """Lend a card."""
    return str(add(table("ana"), "Look at lessons"))


def bring(table: Any, card: str, name: str, data: bytes, key: str = "") -> Any:
    return table.bring_file({"card": card, "name": name, "key": key or uuid4().hex}, data)


def kept(folder: Path) -> list[Path]:
    return [each for each in (folder / "evidence").rglob("*") if each.is_file()]


@pytest.mark.parametrize("name", GOOD)
def test_what_schools_work_with_is_taken(name: str) -> None:
    assert name.casefold().rpartition(".")[2] in type_of(name, GOOD[name]).endings


@pytest.mark.parametrize("name", [each for each in BAD if BAD[each]])
def test_what_lies_or_could_run_is_not_taken(name: str) -> None:
    with pytest.raises(BoardRefused) as refusal:
        type_of(name, BAD[name])
    assert refusal.value.remedy


def test_a_file_is_kept_under_a_name_that_nobody_chose(table: Any, id: str, tmp_path: Path) -> None:
    said = bring(table("ana"), id, "../../photo.PNG", PNG)
    (evidence,) = said["card"]["evidence"]
    assert (evidence["kind"], evidence["text"], evidence["size"]) == ("file", "photo.PNG", len(PNG))
    assert evidence["href"] == f"api/board/file/{evidence['id']}"
    (path,) = kept(tmp_path)
    assert path == tmp_path / "evidence" / "a" / f"{evidence['id']}.png"
    assert path.read_bytes() == PNG


def test_what_is_not_taken_is_not_kept(table: Any, id: str, tmp_path: Path) -> None:
    for name in ("page.html", "photo.png", "empty.txt", ""):
        said = bring(table("ana"), id, name, BAD[name])
        assert said["refused"]["file"]["remedy"] and said["card"]["evidence"] == []
    assert kept(tmp_path) == []


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\ana\\plan.docx", "plan.docx"),
        ("..", ""),
        ("/", ""),
        ("a\0b\r\nX-Evil: 1.txt", "abX-Evil: 1.txt"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("<img src=x onerror=alert(1)>.png", "<img src=x onerror=alert(1)>.png"),
    ],
)
def test_a_file_is_called_by_its_last_name_and_by_nothing_unseen(said: str, called: str) -> None:
    assert file_name(said) == called


@given(st.text(max_size=300))
def test_whatever_a_file_is_called_its_name_is_short_and_leads_nowhere(said: str) -> None:
    name = file_name(said)
    assert len(name) <= 120 and not set(name) & set("/\\\0\r\n") and name not in (".", "..")


@given(st.binary(max_size=60), st.sampled_from(["a.pdf", "a.docx", "a.txt", "a.png", "a.heic", "a"]))
def test_whatever_a_file_holds_it_is_taken_or_refused_in_words(data: bytes, name: str) -> None:
    for start in (b"", b"PK\x03\x04", b"%PDF-"):
        try:
            assert name.rpartition(".")[2] in type_of(name, start + data).endings
        except BoardRefused as refusal:
            assert refusal.remedy


def test_too_much_is_refused_for_a_file_and_for_a_team(
    table: Any, id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST", 50)
    assert "too big" in bring(table("ana"), id, "a.txt", b"x" * 51)["refused"]["file"]["what"]
    monkeypatch.setattr(files, "MOST_OF_A_TEAM", 60)
    assert bring(table("ana"), id, "a.txt", b"x" * 50)["refused"] == {}
    assert "The team's files" in bring(table("ana"), id, "a.txt", b"x" * 11)["refused"]["file"]["what"]
    assert len(kept(tmp_path)) == 1


def test_the_same_file_sent_again_is_kept_once(table: Any, id: str, tmp_path: Path) -> None:
    for _ in range(2):
        said = bring(table("ana"), id, "a.png", PNG, key="k")
    assert len(said["card"]["evidence"]) == len(kept(tmp_path)) == 1


def test_no_file_is_left_of_what_was_not_written_down(
    table: Any, id: str, ask: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotFound):
        bring(table("dan", "b"), id, "a.png", PNG)
    ana = table("ana")

    def full(*_: object) -> None:
        raise CadenceError("The disk is full.", "Make room.")

    with monkeypatch.context() as broken:
        broken.setattr("cadence.store.view.View.write_once", full)
        with pytest.raises(CadenceError, match="disk is full"):
            bring(ana, id, "a.png", PNG)
    assert kept(tmp_path) == []
    assert ana.show()["cards"][0]["evidence"] == []
