"""The file of a backup: a zip with the database as lines, the folder's files, and a manifest of both."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from pydantic import AwareDatetime, BaseModel, ConfigDict
from sqlalchemy import Connection, func, select

from cadence.store.copying import columns_of, lines, tables
from cadence.store.migrate import version_of

FORMAT = 1
MANIFEST = "manifest.json"
FILES = ("institute.toml", ".gitignore")
FOLDERS = ("content", "notebooks", "mappings", "evidence")
PACKETS = "packets"
INVITES = "invites"  # what signs people in is in no backup
FLOOR = ".cadence-floor"  # nor is what goes on in the room, which is forgotten after a day
_CHUNK = 1 << 20


class _Fixed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Held(_Fixed):
    """A member of the zip: its size and its SHA-256."""

    bytes: int
    sha256: str


class HeldTable(Held):
    """A table of the database: its columns in the order of each line's values, and how many rows."""

    columns: tuple[str, ...]
    rows: int


class Manifest(_Fixed):
    """What a backup holds, and of which moment; `tables_at` is the version of the tables."""

    format: int
    cadence: str
    institute: str
    created: AwareDatetime
    tables_at: str
    seq: int
    tables: dict[str, HeldTable]
    files: dict[str, Held]


@dataclass
class _Packing:
    """A zip as it is filled, each member measured on its way in."""

    zip: ZipFile
    told: Callable[[str], None]

    def add(self, name: str, written: Iterable[bytes]) -> tuple[Held, int]:
        """Write a member, and return what was written in how many pieces."""
        self.told(name)
        digest, size, pieces = sha256(), 0, 0
        with self.zip.open(name, "w", force_zip64=True) as member:
            for piece in written:
                digest.update(piece)
                size += member.write(piece)
                pieces += 1
        return Held(bytes=size, sha256=digest.hexdigest()), pieces


def pack(
    out: BinaryIO,
    root: Path,
    name: str,
    connection: Connection,
    *,
    packets: bool,
    told: Callable[[str], None],
) -> Manifest:
    """Write an institute's folder and database into a file and return what it holds.

    `connection` is a snapshot of the database; `told` hears the name of each member as it comes.
    """
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        packing = _Packing(made, told)
        manifest = Manifest(
            format=FORMAT,
            cadence=version("cadence"),
            institute=name,
            created=datetime.now(UTC),
            tables_at=version_of(connection) or "",
            seq=_seq(connection),
            tables=dict(_packed_tables(packing, connection)),
            files=dict(_packed_files(packing, root, packets)),
        )
        made.writestr(MANIFEST, manifest.model_dump_json(indent=1))
    return manifest


def _seq(connection: Connection) -> int:
    return connection.scalar(select(func.max(tables(connection)["clock"].c.seq))) or 0


def _packed_tables(packing: _Packing, connection: Connection) -> Iterator[tuple[str, HeldTable]]:
    for name, table in tables(connection).items():
        held, rows = packing.add(member_of_table(name), lines(connection, table))
        yield name, HeldTable(columns=tuple(columns_of(table)), rows=rows, **held.model_dump())


def _packed_files(packing: _Packing, root: Path, packets: bool) -> Iterator[tuple[str, Held]]:
    for path in kept_files(root, packets=packets):
        name = path.relative_to(root).as_posix()
        yield name, packing.add(member_of_file(name), _pieces(path))[0]


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            yield piece


def kept_files(root: Path, *, packets: bool = False) -> Iterator[Path]:
    """Yield the files of a folder that belong to the institute; packets can be made again."""
    yield from (root / name for name in FILES if (root / name).is_file())
    for top in [*FOLDERS, *([PACKETS] if packets else [])]:
        for folder, within, names in os.walk(root / top):
            within[:] = sorted(set(within) - {".ipynb_checkpoints", "__pycache__"})
            yield from (Path(folder, name) for name in sorted(names) if Path(folder, name).is_file())


def member_of_table(name: str) -> str:
    """Return the name in the zip of a table."""
    return f"database/{name}.jsonl"


def member_of_file(name: str) -> str:
    """Return the name in the zip of a file of the folder."""
    return f"folder/{name}"
