"""The schools and offices in a OneRoster package."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from cadence.errors import Complaint
from cadence.exchange.oneroster.manifest import Manifest
from cadence.exchange.oneroster.package import Package
from cadence.exchange.oneroster.status import is_gone, is_status
from cadence.exchange.oneroster.table import Row, Table

OFFICES = ("department", "district", "local", "state", "national")
TYPES = ("school", *OFFICES)


@dataclass(frozen=True)
class Org:
    """A school or an office; `identifier` is what the authorities know it by, often its NCES id."""

    line: int
    id: str
    name: str
    type: str
    identifier: str = ""

    @property
    def is_school(self) -> bool:
        """Return whether it is a school."""
        return self.type == "school"


@dataclass
class Orgs:
    """The orgs by their ids, and what is wrong with them."""

    found: dict[str, Org] = field(default_factory=dict)
    complaints: list[Complaint] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_orgs(package: Package, manifest: Manifest) -> Orgs:
    """Return the orgs of a package, none where its manifest says that they are absent."""
    orgs = Orgs()
    if manifest.mode("orgs") == "absent":
        return orgs
    table = Table(package, "orgs.csv", ("sourcedId", "name", "type"), ("status", "identifier"))
    for row in table.rows():
        if is_gone(row["status"]):
            orgs.notes.append(
                f"'{row['name']}' is no longer an org of the roster system; it stays here as it is"
            )
            continue
        org = Org(row.line, row["sourcedId"], row["name"], row["type"].casefold(), row["identifier"])
        wrong = list(_wrong(table, row, org, orgs))
        orgs.complaints += wrong
        if not wrong:
            orgs.found[org.id] = org
    orgs.complaints += table.complaints.values()
    orgs.notes += table.notes()
    return orgs


def _wrong(table: Table, row: Row, org: Org, orgs: Orgs) -> Iterator[Complaint]:
    if not org.id:
        yield table.complain(row.line, "sourcedId", "this org has no id", "Give it one in the roster system.")
    elif org.id in orgs.found:
        first = orgs.found[org.id].line
        message = f"'{org.id}' stands on line {first} already"
        yield table.complain(row.line, "sourcedId", message, "Keep one of the two rows.")
    if not org.name:
        yield table.complain(row.line, "name", "this org has no name", "Give it one in the roster system.")
    if org.type not in TYPES:
        message = f"'{row['type'][:40]}' is not a type of org"
        yield table.complain(row.line, "type", message, f"Write one of: {', '.join(TYPES)}.")
    if not is_status(row["status"]):
        message = f"'{row['status'][:40]}' is not a status"
        yield table.complain(row.line, "status", message, "Write active or tobedeleted, or leave it empty.")
