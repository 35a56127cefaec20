"""The sealed part of an export, before it is sealed and after it was opened: a file of JSON.

Its length says nothing of how much is in it: it is filled up with blanks to the next power of two.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from cadence.errors import Complaint, ImportRefused
from cadence.exchange.export.about import Loose
from cadence.exchange.export.draft import Draft
from cadence.exchange.export.secret import SECRET
from cadence.model import Record

SEALED = "sealed.age"
_LEAST = 1 << 16  # bytes
_KINDS = {kind.table: kind for kind in SECRET}

Placed = Mapping[type[Record], Sequence[tuple[Draft, Record]]]


@dataclass(frozen=True)
class SealedPart:
    """Records with their places in the file, and the ids among them that led nowhere already."""

    records: Placed
    loose: tuple[Loose, ...]


def sealed_part_bytes(
    mark: str, records: Mapping[type[Record], Sequence[Record]], loose: Iterable[Loose]
) -> bytes:
    """Return what is to be sealed; `mark` ties it to the export that it goes along with."""
    said = {
        "mark": mark,
        "loose": [vars(each) for each in loose],
        "records": {
            kind.table: [each.model_dump(mode="json", exclude={"revision"}) for each in records[kind]]
            for kind in SECRET
        },
    }
    data = json.dumps(said, ensure_ascii=False, allow_nan=False).encode()
    return data.ljust(max(_LEAST, 1 << (len(data) - 1).bit_length()))


def read_sealed_part(data: bytes, mark: str) -> SealedPart:
    """Return what was sealed, held to the model; refuse what belongs to another export."""
    try:
        said = json.loads(data)
        found, held = str(said["mark"]), said["records"]
        loose = tuple(Loose(**each) for each in said["loose"])
        records = {kind: _placed(kind, held.get(table, ())) for table, kind in _KINDS.items()}
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError):
        raise _refused("it holds nothing that an export of Cadence sealed") from None
    if found != mark:
        raise _refused("it belongs to another export")
    return SealedPart(records, loose)


def _placed(kind: type[Record], held: Iterable[dict[str, Any]]) -> list[tuple[Draft, Record]]:
    return [
        (Draft(SEALED, place, each), kind.model_validate_json(json.dumps(each), strict=True))
        for place, each in enumerate(held, start=1)
    ]


def _refused(message: str) -> ImportRefused:
    return ImportRefused([Complaint(SEALED, 0, "", message, "Take the one that was written beside it.")])
