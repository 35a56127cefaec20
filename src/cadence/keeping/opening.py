"""Opening a backup, and believing nothing of it before all of it has been checked."""

import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from pydantic import ValidationError
from pydantic_core import from_json

from cadence.errors import CadenceError
from cadence.keeping.archive import (
    FILES,
    FOLDERS,
    FORMAT,
    MANIFEST,
    PACKETS,
    Held,
    Manifest,
    member_of_file,
    member_of_table,
)
from cadence.keeping.sealing import is_sealed, unsealed
from cadence.store.copying import Lines
from cadence.store.schema import HEAD

_MANIFEST_BYTES = 64 << 20
_TIMES_SMALLER = 1000  # nothing that people write shrinks further
_CHUNK = 1 << 20


class Unreadable(CadenceError):
    """A backup that cannot be believed: damaged, foreign, too new, or not to be opened."""


@dataclass(frozen=True)
class Archive:
    """A backup that was found whole: all that its manifest lists is there and nothing else."""

    zip: ZipFile
    manifest: Manifest

    def tables(self) -> dict[str, Lines]:
        """Return the columns and the lines of each table."""
        return {name: (held.columns, self._lines(name)) for name, held in self.manifest.tables.items()}

    @property
    def room(self) -> int:
        """Return how much room it takes when it is unpacked."""
        return sum(held.bytes for held in _held(self.manifest).values())

    def file(self, name: str) -> bytes:
        """Return the bytes of a file of the folder."""
        return self.zip.read(member_of_file(name))

    def _lines(self, name: str) -> Iterator[bytes]:
        with self.zip.open(member_of_table(name)) as member:
            yield from member


@contextmanager
def opened_backup(path: Path, passphrase: str | None = None) -> Iterator[Archive]:
    """Lend a backup once every byte of it has been checked.

    Raises
    ------
    Unreadable
        It is damaged, no backup of Cadence, written by a newer version, or the passphrase is wrong.
    """
    data = _plain_bytes(path, passphrase)
    with _believing(path.name), ZipFile(data) as opened:
        archive = Archive(opened, _manifest(opened, path.name))
        _check_members(archive, path.name)
        _check_digests(archive, path.name)
        yield archive


def needs_passphrase(path: Path) -> bool:
    """Return whether a file is sealed with a passphrase."""
    with path.open("rb") as file:
        return is_sealed(file.read(64))


def _plain_bytes(path: Path, passphrase: str | None) -> BytesIO | Path:
    if not needs_passphrase(path):
        if not _begins_as_a_zip(path):
            raise _foreign(path.name)
        return path
    if passphrase is None:
        raise Unreadable(f"{path.name} is sealed with a passphrase.", "Give it with --passphrase-file.")
    return BytesIO(unsealed(path, passphrase))


def _begins_as_a_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return b"PK".startswith(file.read(2))  # of one that was cut off, perhaps not even both


@contextmanager
def _believing(name: str) -> Iterator[None]:
    """Turn what a broken zip makes of Python into a sentence."""
    try:
        yield
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _damaged(name, str(error) or "it ends too early") from error


def _manifest(opened: ZipFile, name: str) -> Manifest:
    try:
        info = opened.getinfo(MANIFEST)
    except KeyError:
        raise _foreign(name) from None
    if info.file_size > _MANIFEST_BYTES:
        raise _damaged(name, "its manifest is far too large")
    try:
        said = from_json(opened.read(info))
        format = said["format"] if isinstance(said, dict) else None
        if isinstance(format, int) and format > FORMAT:
            raise _too_new(name)
        manifest = Manifest.model_validate(said)
    except (ValueError, KeyError, ValidationError) as error:
        raise _damaged(name, "its manifest cannot be read") from error
    if manifest.tables_at > HEAD:
        raise _too_new(name)
    return manifest


def _check_members(archive: Archive, name: str) -> None:
    """Refuse members that are not listed, listed ones that are not there, and paths that lead elsewhere."""
    held, found = _held(archive.manifest), archive.zip.infolist()
    complete = FILES[0] in archive.manifest.files and "clock" in archive.manifest.tables
    if not complete or sorted(each.filename for each in found) != sorted([*held, MANIFEST]):
        raise _damaged(name, "its contents are not those that its manifest lists")
    for path in archive.manifest.files:
        if not _stays_inside(path):
            raise _damaged(name, f"it wants to write to '{path}', which is no place of an institute")
    for info in found:
        if info.filename != MANIFEST and (info.file_size != held[info.filename].bytes or _is_odd(info)):
            raise _damaged(name, f"'{info.filename}' is not what the manifest says")


def _is_odd(info: ZipInfo) -> bool:
    """Return whether a member is no plain file, or shrinks as only a trap does."""
    mode = info.external_attr >> 16
    trap = info.file_size > _CHUNK and info.file_size > _TIMES_SMALLER * max(info.compress_size, 1)
    return info.is_dir() or stat.S_ISLNK(mode) or trap


def _stays_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    plain = path == "/".join(parts) and not {"..", "."} & {*parts} and not set(path) & {"\\", "\0", ":"}
    return plain and (path in FILES or (len(parts) > 1 and parts[0] in (*FOLDERS, PACKETS)))


def _check_digests(archive: Archive, name: str) -> None:
    for member, held in _held(archive.manifest).items():
        digest = sha256()
        with archive.zip.open(member) as file:
            while piece := file.read(_CHUNK):
                digest.update(piece)
        if digest.hexdigest() != held.sha256:
            raise _damaged(name, f"'{member}' is not what was written")


def _held(manifest: Manifest) -> dict[str, Held]:
    tables = {member_of_table(name): held for name, held in manifest.tables.items()}
    return tables | {member_of_file(name): held for name, held in manifest.files.items()}


def _foreign(name: str) -> Unreadable:
    return Unreadable(f"{name} is no backup of Cadence.", "Name a file that cadence backup made.")


def _damaged(name: str, reason: str) -> Unreadable:
    return Unreadable(f"{name} is damaged: {reason}. Nothing was changed.", "Use another backup.")


def _too_new(name: str) -> Unreadable:
    return Unreadable(
        f"{name} was written by a newer version of Cadence. Nothing was changed.",
        "Install that version or a later one: pip install --upgrade cadence",
    )
