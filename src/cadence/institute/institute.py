"""An institute: its folder, and what its institute.toml says."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cadence.errors import CadenceError, ContentError, NotFound
from cadence.institute.check import FILE, examine, locate
from cadence.model import Settings

# What lies beside institute.toml once the institute has been worked with.
_TRACES = (".cadence-secret", ".cadence-floor", "backups/*", "packets/*")
RESTORING = Path(".restoring") / "plan.json"  # there while a backup is being brought back


@dataclass(frozen=True)
class Institute:
    """A folder that holds an institute.toml, opened and found to be in order."""

    root: Path
    settings: Settings

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """Open the institute in a folder, in a folder above it, or of an institute.toml.

        Raises
        ------
        NotFound
            There is no institute.toml there.
        ContentError
            The file does not hold together; every complaint names file, line, key and remedy.
        CadenceError
            A backup was being brought back and that was stopped half-way.
        """
        file = locate(path)
        if (file.parent / RESTORING).exists():
            raise CadenceError(
                f"A restore was stopped half-way in {file.parent}.",
                f"Finish it first: cadence restore --finish -i {file.parent}",
            )
        settings, complaints = examine(file)
        if settings is None or complaints:
            raise ContentError(complaints, f"{FILE} needs a correction:")
        return cls(file.parent, settings)

    @property
    def database_url(self) -> str:
        """Return the database's address; a mere file name lies beside institute.toml."""
        return address_of(self.settings.database, self.root)

    def standing_database(self) -> str:
        """Return the database's address, or refuse where it is a file that is not there.

        Making one anew would say that nothing was ever entered, where somebody only moved the file.
        """
        if missing := self._missing():
            raise NotFound(
                f"There is no database {missing}.",
                "Put it back where it was, or bring back a backup: cadence restore FILE. A new institute "
                "gets its database with the first import: cadence import schools FILE",
            )
        return self.database_url

    def begun_database(self) -> str:
        """Return the database's address; a new institute's may still be made, one that is gone may not.

        Raises
        ------
        NotFound
            The file is not there, and the folder shows that the institute has been worked with.
        """
        if (missing := self._missing()) and any(any(self.root.glob(each)) for each in _TRACES):
            raise NotFound(
                f"The database {missing} is gone: this institute has been worked with, and an empty one "
                "in its place would say that nothing was ever entered.",
                "Put it back where it was, or bring back a backup: cadence restore FILE. To begin with "
                "nothing, make a new institute: cadence new FOLDER",
            )
        return self.database_url

    def _missing(self) -> str:
        """Return the name of the database's file where that is not there, else ''."""
        scheme, _, name = self.database_url.partition(":///")
        return name if scheme.partition("+")[0] == "sqlite" and name and not Path(name).exists() else ""

    @property
    def content_dir(self) -> Path:
        """Return the folder whose files replace shipped content."""
        return self.root / "content"

    @property
    def notebooks_dir(self) -> Path:
        """Return the folder of the institute's own copies of the session notebooks."""
        return self.root / "notebooks"

    @property
    def packets_dir(self) -> Path:
        """Return the folder that packets are written to."""
        return self.root / "packets"


def address_of(written: str, root: Path) -> str:
    """Return the database's address as `database` of an institute.toml in a folder says it."""
    address = written if "://" in written else f"sqlite:///{written}"
    scheme, _, name = address.partition(":///")
    if scheme.partition("+")[0] != "sqlite" or not name:
        return address
    return f"{scheme}:///{(root / name).as_posix()}"
