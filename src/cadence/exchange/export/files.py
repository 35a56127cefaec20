"""The files of an export: made in memory, then put in their folder all at once or not at all."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

from cadence.errors import CadenceError, NotFound, writing
from cadence.exchange.export.about import HEADINGS
from cadence.exchange.export.csv_folder import csv_bytes
from cadence.exchange.export.dictionary import HEADINGS as ENTRY
from cadence.exchange.export.dictionary import entries
from cadence.exchange.export.json_file import json_bytes
from cadence.exchange.export.parcel import Parcel
from cadence.exchange.export.readme import readme
from cadence.exchange.export.row import rows_of
from cadence.exchange.export.sealed_part import SEALED
from cadence.exchange.export.workbook import Page, workbook_bytes
from cadence.whole import AN_HOUR, beside, sweep, sync_folder

Form = Literal["csv", "xlsx", "json"]
FORMS: tuple[str, ...] = get_args(Form)
CSV, XLSX, JSON, README = "csv", "institute.xlsx", "institute.json", "README.txt"
OURS = (CSV, XLSX, JSON, README, SEALED)

Files = dict[str, bytes]


def files_of(
    parcel: Parcel,
    forms: Sequence[str],
    say: Callable[[str], None] = lambda words: None,
    seal: Callable[[bytes], bytes] | None = None,
) -> Files:
    """Return the files of an export by their place in its folder; `seal` closes its sealed part.

    Raises
    ------
    NotFound
        There is no such form.
    WillNotFit
        XLSX cannot hold a text that is there.
    """
    unknown = [form for form in forms if form not in FORMS]
    if unknown or not forms:
        raise NotFound(f"There is no form '{', '.join(unknown)}'.", f"Known: {', '.join(FORMS)}.")
    made = {README: "\r\n".join(readme(parcel.about)).encode("utf-8-sig")}
    for form in dict.fromkeys(forms):
        say(f"Writing {form} ...")
        made |= _MADE[form](parcel)
    if seal is not None:
        say(f"Sealing {SEALED} ...")
        made[SEALED] = seal(parcel.secret)
    return made


def _pages(parcel: Parcel) -> Iterator[Page]:
    yield Page("dictionary", ENTRY, [tuple(entry) for entry in entries(parcel.tables())])
    for table in parcel.tables():
        yield Page(table.name, table.headings, rows_of(table, parcel.records[table.of]))
    yield Page("about", HEADINGS, list(parcel.about.lines()))


def _csv(parcel: Parcel) -> Files:
    return {f"{CSV}/{page.name}.csv": csv_bytes(page.headings, page.rows) for page in _pages(parcel)}


def _xlsx(parcel: Parcel) -> Files:
    return {XLSX: workbook_bytes(readme(parcel.about), list(_pages(parcel)), parcel.about.written)}


def _json(parcel: Parcel) -> Files:
    return {JSON: json_bytes(parcel)}


_MADE: Mapping[str, Callable[[Parcel], Files]] = {"csv": _csv, "xlsx": _xlsx, "json": _json}


def refuse_folder(folder: Path, force: bool) -> None:
    """Refuse a folder in which something would be lost.

    Raises
    ------
    CadenceError
        It is a file, holds what no export wrote, or holds an export and `force` is not given.
    """
    if folder.is_file():
        raise CadenceError(f"{folder} is a file.", "Name a folder.")
    there = sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []
    foreign = [name for name in there if name not in OURS]
    if foreign:
        raise CadenceError(f"{folder} holds other things ({', '.join(foreign[:3])}).", "Name a new folder.")
    if there and not force:
        raise CadenceError(
            f"{folder} holds an export already.", "Name another folder, or replace it: --force"
        )


def put(folder: Path, files: Files, force: bool = False) -> None:
    """Make the folder hold these files and nothing else.

    They are written elsewhere first and moved in at once. An earlier export is moved aside just before,
    and thrown away only when the new one is in its place.
    """
    refuse_folder(folder, force)
    with writing(folder, "There is no export."):
        folder.parent.mkdir(parents=True, exist_ok=True)
        sweep(folder.parent, untouched=AN_HOUR)  # what a killed run left
    fresh, gone = beside(folder), beside(folder)
    try:
        with writing(folder, "There is no new export; an earlier one stands."):
            for name, data in files.items():
                _write(fresh / name, data)
            if folder.exists():
                os.replace(folder, gone)
            os.replace(fresh, folder)
            sync_folder(folder.parent)
    finally:
        if gone.exists() and not folder.exists():
            os.replace(gone, folder)
        for left in (fresh, gone):
            shutil.rmtree(left, ignore_errors=True)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
