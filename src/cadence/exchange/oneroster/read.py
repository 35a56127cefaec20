"""The staff in a OneRoster package: read in passes, so that no student's row is ever kept.

Version 1.1 says roles in users.csv and 1.2 in roles.csv. Either way the roles are gone through first, keeping
those of staff; then once more, to drop whoever is a student as well; then users.csv, of which only the rows
of the staff so found become records. What is not certainly staff is not read.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from cadence.errors import Complaint
from cadence.exchange.oneroster.manifest import READ, Manifest, read_manifest
from cadence.exchange.oneroster.orgs import Org, read_orgs
from cadence.exchange.oneroster.package import MANIFEST, Package, open_package
from cadence.exchange.oneroster.posts import kept_out, read_posts
from cadence.exchange.oneroster.staff import Staff, read_staff

# What else a package may hold, in words, for when it holds no people.
CONTENTS = {
    "lineitems": "assignments", "results": "grades", "resources": "teaching materials", "classes": "classes",
    "courses": "courses", "enrollments": "enrolments", "academicsessions": "terms", "orgs": "schools",
}  # fmt: skip


@dataclass(frozen=True)
class OneRoster:
    """What a package says of schools and staff, with all that is wrong in it.

    `bulk` says that these are all the people there are, so that whoever is missing has left. `nameless` are
    those of whom it has a role and no name, as a delta may.
    """

    name: str
    bulk: bool = False
    all_orgs: bool = False
    orgs: dict[str, Org] = field(default_factory=dict)
    staff: tuple[Staff, ...] = ()
    nameless: tuple[Staff, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    notes: tuple[str, ...] = ()

    def label(self, file: str) -> str:
        """Return how a complaint names a file of the package."""
        return f"{self.name}/{file}"


def read_oneroster(
    path: Path | str, known: Set[str] = frozenset(), asked: Set[str] = frozenset(), today: date | None = None
) -> OneRoster:
    """Return the schools and the staff in a package.

    Parameters
    ----------
    known
        The roster system's ids of people who are here already: a delta may speak of them without their roles.
    asked
        Roles beyond those of OneRoster that count as staff (`ext:...`).

    Raises
    ------
    ImportRefused
        The package cannot be read at all.
    """
    with open_package(Path(path)) as package:
        manifest = read_manifest(package)
        notes = tuple(_left_alone(package, manifest))
        if manifest.mode("users") == "absent" and manifest.mode("roles") == "absent":
            return OneRoster(package.name, notes=(_no_people(manifest), *notes))
        found = _read(package, manifest, known, asked, today or date.today())
    return replace(found, notes=(*notes, *found.notes))


def _read(package: Package, manifest: Manifest, known: Set[str], asked: Set[str], today: date) -> OneRoster:
    orgs = read_orgs(package, manifest)
    posts = read_posts(package, manifest, asked, today)
    complaints = (*orgs.complaints, *posts.complaints)
    if complaints:  # where roles are not certain, nobody can be told from a student, and no name is read
        return OneRoster(package.name, complaints=complaints)
    modes = {manifest.mode(file) for file in READ[manifest.version] if file != "orgs"}
    bulk = modes == {"bulk"}  # then whoever has no post is no staff, though known here: a name less to read
    ids = posts.by_user.keys() | (frozenset() if bulk else known)
    students = kept_out(package, manifest, ids, posts.by_user.keys(), today)
    people = read_staff(package, manifest, posts.by_user, ids - students)
    both = len(students & posts.by_user.keys())
    return OneRoster(
        package.name,
        bulk=bulk,
        all_orgs=manifest.mode("orgs") == "bulk",
        orgs=orgs.found,
        staff=tuple(people.found),
        nameless=tuple(people.unnamed),
        complaints=tuple(people.complaints),
        notes=(*orgs.notes, *posts.notes, *people.notes, *([f"{BOTH}: {both}"] if both else ())),
    )


BOTH = "both staff and student in the roster system, and left out"


def _left_alone(package: Package, manifest: Manifest) -> Iterator[str]:
    """Yield what is in the package and was not opened, beyond what OneRoster puts into one."""
    named = {f"{file}.csv" for file in manifest.modes}
    strangers = [m.name for file, m in package.members.items() if file not in named and file != MANIFEST]
    more = sorted([*strangers, *package.strangers])
    if more:
        shown = ", ".join(more[:5]) + (f" and {len(more) - 5} more" if more[5:] else "")
        yield f"not part of OneRoster, and not read: {shown}"
    for file in READ[manifest.version]:
        if manifest.mode(file) == "absent" and f"{file}.csv" in package:
            yield f"{file}.csv is there, but the manifest says that it is not, so it was not read"


def _no_people(manifest: Manifest) -> str:
    held = [words for file, words in CONTENTS.items() if manifest.mode(file) != "absent"]
    holds = f"It holds {', '.join(held)}." if held else "It holds nothing at all."
    return (
        f"there are no people in this package, so there was nothing to take in. {holds} "
        "For a roster, ask for one with users and orgs (and roles, in version 1.2)."
    )
