"""An export is there whole or not at all, and nothing else is lost to it."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cadence.errors import CadenceError, NotFound
from cadence.exchange.export import FORMS, Asked, Parcel, files_of, put
from cadence.exchange.export.about import About
from cadence.exchange.export.parcel import gather
from cadence.exchange.export.shape import LEAVING
from cadence.store import Store, Viewer

FILES = {"README.txt": b"new", "csv/card.csv": b"new"}


def held(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_files_are_put_into_a_new_folder(tmp_path: Path) -> None:
    put(tmp_path / "a" / "out", FILES)
    assert held(tmp_path / "a") == {"out/README.txt": b"new", "out/csv/card.csv": b"new"}


def test_an_earlier_export_is_replaced_whole_and_only_when_asked(tmp_path: Path) -> None:
    put(tmp_path / "out", {"institute.json": b"old"})
    with pytest.raises(CadenceError, match="--force"):
        put(tmp_path / "out", FILES)
    assert held(tmp_path) == {"out/institute.json": b"old"}
    put(tmp_path / "out", FILES, force=True)
    assert held(tmp_path) == {"out/README.txt": b"new", "out/csv/card.csv": b"new"}


def test_a_folder_that_holds_other_things_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_bytes(b"years of work")
    with pytest.raises(CadenceError, match=r"thesis\.txt"):
        put(tmp_path, FILES, force=True)
    assert held(tmp_path) == {"thesis.txt": b"years of work"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(CadenceError, match="is a file"):
        put(tmp_path / "out", FILES)


@pytest.mark.parametrize("force", [False, True])
def test_a_disk_that_fills_up_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, force: bool
) -> None:
    if force:
        put(tmp_path / "out", {"institute.json": b"old"})
    before = held(tmp_path)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CadenceError, match="No space"):
        put(tmp_path / "out", FILES, force=force)
    assert held(tmp_path) == before


def test_a_folder_that_cannot_take_its_place_gives_the_earlier_one_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "out", {"institute.json": b"old"})
    replace = os.replace

    def stubborn(source: Path, target: Path) -> None:
        if target == tmp_path / "out" and (source / "README.txt").exists():
            raise OSError(5, "Input/output error")
        replace(source, target)

    monkeypatch.setattr(os, "replace", stubborn)
    with pytest.raises(CadenceError, match="Input/output"):
        put(tmp_path / "out", FILES, force=True)
    assert held(tmp_path) == {"out/institute.json": b"old"}


def test_each_form_has_its_files(store: Store) -> None:
    view = store.view(Viewer("facilitator"))
    parcel = gather(view, Asked(), institute="Riverside", now=datetime(2026, 11, 24, tzinfo=UTC))
    names = set(files_of(parcel, FORMS))
    assert {"README.txt", "institute.xlsx", "institute.json", "csv/about.csv", "csv/dictionary.csv"} <= names
    assert {f"csv/{kind.table}.csv" for kind in LEAVING} <= names


@pytest.mark.parametrize("forms", [["pdf"], []])
def test_a_form_that_there_is_not_is_refused(forms: list[str]) -> None:
    about = About("1", "Riverside", datetime(2026, 11, 24, tzinfo=UTC))
    with pytest.raises(NotFound, match="csv, xlsx, json"):
        files_of(Parcel(about, {}), forms)
