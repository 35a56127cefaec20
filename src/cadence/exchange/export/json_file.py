"""An export as one JSON file: what it says of itself, the dictionary, and every record, one a line."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cadence.errors import Complaint, ImportRefused
from cadence.exchange.export.about import HEADINGS
from cadence.exchange.export.dictionary import HEADINGS as ENTRY
from cadence.exchange.export.dictionary import entries
from cadence.exchange.export.draft import Draft
from cadence.exchange.export.parcel import Parcel
from cadence.exchange.export.shape import LEAVING, fields_of
from cadence.model import Record

TABLES = {kind.table: kind for kind in LEAVING}


def json_bytes(parcel: Parcel) -> bytes:
    """Return a parcel as the bytes of a JSON file."""
    return "\n".join(_lines(parcel)).encode()


def _lines(parcel: Parcel) -> Iterator[str]:
    yield '{"about": ['
    yield from _joined(dict(zip(HEADINGS, line, strict=True)) for line in parcel.about.lines())
    yield '], "dictionary": ['
    yield from _joined(dict(zip(ENTRY, entry, strict=True)) for entry in entries(parcel.tables()))
    yield '], "records": {'
    for number, (kind, records) in enumerate(parcel.records.items(), start=1):
        yield f'"{kind.table}": ['
        yield from _joined(record.model_dump(mode="json", include=set(fields_of(kind))) for record in records)
        yield "]," if number < len(parcel.records) else "]"
    yield "}}\n"


def _joined(values: Iterator[Mapping[str, Any]]) -> Iterator[str]:
    """Yield each value on a line of its own, a comma after each but the last."""
    held: str | None = None
    for value in values:
        if held is not None:
            yield f"{held},"
        held = json.dumps(value, ensure_ascii=False, allow_nan=False)
    if held is not None:
        yield held


def read_json(path: Path) -> tuple[list[tuple[Any, ...]], dict[type[Record], list[Draft]], list[Complaint]]:
    """Return the lines of what the file says of itself, its records, and what is wrong with its frame."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        whole = json.loads(text)
        about = [tuple(str(line[heading]) for heading in HEADINGS) for line in whole["about"]]
        held = {name: list(records) for name, records in whole["records"].items()}
    except json.JSONDecodeError as error:
        complaint = Complaint(
            path.name, error.lineno, "", f"this is not JSON ({error.msg})", "Export it again."
        )
        raise ImportRefused([complaint]) from None
    except (UnicodeDecodeError, KeyError, TypeError, AttributeError):
        complaint = Complaint(path.name, 0, "", "this is not an export of Cadence", "Export it again.")
        raise ImportRefused([complaint]) from None
    complaints = [
        Complaint(path.name, 0, name, "there is no such table", f"Delete it; known: {', '.join(TABLES)}.")
        for name in held
        if name not in TABLES
    ]
    lines = _record_lines(text, held)
    drafts = {
        TABLES[table]: [Draft(path.name, next(lines), record) for record in records]
        for table, records in held.items()
        if table in TABLES
    }
    return about, drafts, complaints


def _record_lines(text: str, held: Mapping[str, list[Any]]) -> Iterator[int]:
    """Yield the line of each record where the file still has one a line, otherwise 0."""
    lines = text.split("\n")
    starts = lines.index('], "records": {') if '], "records": {' in lines else len(lines)
    found = [number for number, line in enumerate(lines[starts:], starts + 1) if line.startswith('{"')]
    count = sum(len(records) for records in held.values())
    yield from (found if len(found) == count else [0] * count)
