"""What a OneRoster package says of itself: its version, and which of its files hold all or only changes."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

from cadence.errors import Complaint, ImportRefused
from cadence.exchange.oneroster.package import AGAIN, MANIFEST, Package

Mode = Literal["absent", "bulk", "delta"]
Version = Literal["1.1", "1.2"]
READ = {"1.1": ("orgs", "users"), "1.2": ("orgs", "users", "roles")}  # all that is ever opened
VERSIONS = "Ask the roster system for OneRoster 1.1 or 1.2 as CSV."


@dataclass(frozen=True)
class Manifest:
    """A package's version, and for each of its files whether it is there and holds all or only changes."""

    version: Version
    modes: Mapping[str, Mode]

    def mode(self, file: str) -> Mode:
        """Return a file's mode; what the manifest does not name is absent."""
        return self.modes.get(file, "absent")

    @property
    def present(self) -> tuple[str, ...]:
        """Return the files that the manifest says are there, in small letters."""
        return tuple(file for file, mode in self.modes.items() if mode != "absent")


def read_manifest(package: Package) -> Manifest:
    """Return a package's manifest.

    Raises
    ------
    ImportRefused
        It cannot be understood, or a file that it promises is not there.
    """
    said = _said(package)
    version = _version(package, said)
    modes = {key.removeprefix("file."): value for key, (_, value) in said.items() if key.startswith("file.")}
    complaints = [*_unknown(package, said), *_missing(package, READ[version], modes)]
    if complaints:
        raise ImportRefused(complaints, f"Nothing was taken in from {package.name}:")
    return Manifest(version, cast(Mapping[str, Mode], modes))


def _said(package: Package) -> dict[str, tuple[int, str]]:
    """Return each property in small letters with its line and its value."""
    said: dict[str, tuple[int, str]] = {}
    reader = csv.reader(package.lines(MANIFEST, package.encoding(MANIFEST)))
    try:
        for row in reader:
            name, value = (*(cell.strip() for cell in row), "", "")[:2]
            if name.casefold() in said and said[name.casefold()][1] != value.casefold():
                line = said[name.casefold()][0]
                message = f"'{name}' stands on line {line} already, with another value"
                raise package.refused(
                    MANIFEST, message, "Delete the line that is out of date.", reader.line_num
                )
            said.setdefault(name.casefold(), (reader.line_num, value.casefold()))
    except csv.Error:
        raise package.refused(MANIFEST, "this line cannot be read as CSV", AGAIN, reader.line_num) from None
    return said


def _version(package: Package, said: Mapping[str, tuple[int, str]]) -> Version:
    line, version = said.get("oneroster.version", (1, ""))
    if not version:
        message = "the manifest does not say which version of OneRoster this is"
        raise package.refused(MANIFEST, message, VERSIONS, line, "oneroster.version")
    for known in get_args(Version):
        if version == known or version.startswith(f"{known}."):
            return cast(Version, known)
    message = f"version '{version[:20]}' of OneRoster cannot be read"
    raise package.refused(MANIFEST, message, VERSIONS, line, "oneroster.version")


def _unknown(package: Package, said: Mapping[str, tuple[int, str]]) -> Iterator[Complaint]:
    for key, (line, value) in said.items():
        if key.startswith("file.") and value not in get_args(Mode):
            message = f"'{value[:20]}' is not one of absent, bulk, delta"
            yield Complaint(
                package.label(MANIFEST), line, key, message, "Correct it, or export the package again."
            )


def _missing(package: Package, files: tuple[str, ...], modes: Mapping[str, str]) -> Iterator[Complaint]:
    for file in files:
        if modes.get(file, "absent") != "absent" and f"{file}.csv" not in package:
            message = f"the manifest promises {file}.csv, and it is not there"
            yield Complaint(package.label(MANIFEST), 0, f"file.{file}", message, AGAIN)
    if "roles" in files and modes.get("users") == "bulk" and modes.get("roles", "absent") == "absent":
        message = "all users are in the package and no roles, so staff cannot be told from students"
        remedy = "Ask the roster system for roles.csv as well."
        yield Complaint(package.label(MANIFEST), 0, "file.roles", message, remedy)
