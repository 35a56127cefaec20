"""An export read back from its files, whichever form it has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cadence.errors import Complaint, ImportRefused
from cadence.exchange.export.about import HEADINGS, About, Line, about_of
from cadence.exchange.export.cell import Unreadable, Value, as_text
from cadence.exchange.export.csv_folder import read_folder
from cadence.exchange.export.draft import Draft, Drafts
from cadence.exchange.export.files import CSV, JSON, XLSX
from cadence.exchange.export.grid import Grid
from cadence.exchange.export.json_file import read_json
from cadence.exchange.export.sealed_part import SEALED
from cadence.exchange.export.shape import tables
from cadence.exchange.export.workbook import README, read_workbook
from cadence.exchange.tables.filetype import kind_of
from cadence.model import Record
from cadence.store.schema import HEAD

BESIDE = ("about", "dictionary", README)  # sheets and files that hold no records


@dataclass(frozen=True)
class Found:
    """What an export holds: what it says of itself, the drafts of its records, what is wrong so far.

    The values of drafts are `typed`, or as JSON says them: there a date is text. `sealed` is where its sealed
    part lies or should lie, None where it has none.
    """

    file: str
    about: About
    drafts: Mapping[type[Record], Iterable[Draft]]
    complaints: tuple[Complaint, ...]
    typed: bool = True
    sealed: Path | None = None


def find(path: Path) -> Found:
    """Read an export: a folder of CSV files, a workbook, a JSON file, or the folder that one of them is in.

    Raises
    ------
    ImportRefused
        It cannot be read at all, is no export, is of a part of an institute, or was written by a newer
        version of Cadence.
    """
    place = _place(path)
    if place.is_dir():
        return _from_grids(place, read_folder(place), f"{place.name}/about.csv")
    if place.suffix.lower() == ".json":
        lines, drafts, complaints = read_json(place)
        about = _about(lines, place.name)
        return Found(place.name, about, drafts, tuple(complaints), typed=False, sealed=_sealed(place, about))
    if kind_of(place) == "workbook":
        return _from_grids(place, read_workbook(place), f"{place.name}, sheet 'about'")
    raise _refused(place.name, "this is one table of an export", "Name the folder that it is in.")


def _sealed(place: Path, about: About) -> Path | None:
    return place.parent / SEALED if about.sealed else None


def _place(path: Path) -> Path:
    """Return the one export at a path."""
    if not path.exists():
        raise _refused(str(path), "there is no such file or folder", "Check the path and the name.")
    if path.is_file():
        return path
    forms = [path / name for name in (CSV, XLSX, JSON) if (path / name).exists()]
    if len(forms) > 1:
        named = ", ".join(str(form) for form in forms)
        raise _refused(
            str(path), "it holds the export in several forms", f"Name the one to take in: {named}."
        )
    if forms:
        return forms[0]
    if (path / "about.csv").exists():
        return path
    raise _refused(
        str(path), "there is no export in this folder", "Name the folder that `cadence export` wrote."
    )


def _refused(file: str, message: str, remedy: str) -> ImportRefused:
    return ImportRefused([Complaint(file, 0, "", message, remedy)])


def _from_grids(place: Path, grids: dict[str, Grid], where: str) -> Found:
    if "about" not in grids or grids["about"].headings != HEADINGS:
        raise _refused(place.name, "the table 'about' is missing or damaged", "Export it again.")
    about = _about((_line(row) for _, row in grids["about"].rows()), where)
    drafts = Drafts(older=about.schema < HEAD)
    for table in tables():
        if table.name in grids:
            drafts.take(table, grids[table.name])
        elif table.name in about.rows or not drafts.older:
            missing = Complaint(
                place.name, 0, table.name, "this table is missing", "Put it back, or export again."
            )
            drafts.complaints.append(missing)
    known = {*(table.name for table in tables()), *BESIDE}
    drafts.complaints += [
        Complaint(place.name, 0, name, "no export has such a table", "Take it out of the export.")
        for name in grids
        if name not in known
    ]
    found = {kind: list(some.values()) for kind, some in drafts.found.items()}
    return Found(place.name, about, found, tuple(drafts.complaints), sealed=_sealed(place, about))


def _line(row: Mapping[str, Value]) -> Line:
    what, table, record, column, value = (as_text(row[heading]) for heading in HEADINGS)
    return what, table, record, column, value


def _about(lines: Iterable[tuple[str, ...]], where: str) -> About:
    try:
        about = about_of(lines)  # type: ignore[arg-type]
    except Unreadable as trouble:
        raise _refused(where, trouble.message, trouble.remedy) from None
    if about.schema > HEAD:
        raise _refused(
            where, "a newer version of Cadence wrote this export", "Bring Cadence up to date first."
        )
    if about.part or about.reader != "facilitator":
        message = f"it holds a part of an institute ({about.part or 'for the district'})"
        raise _refused(where, message, "Export the whole: without --team, --table and --for.")
    return about
