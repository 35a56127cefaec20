"""An institute: its folder, and what its institute.toml says."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cadence.errors import ContentError
from cadence.institute.check import FILE, examine, locate
from cadence.model import Settings


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
        """
        file = locate(path)
        settings, complaints = examine(file)
        if settings is None or complaints:
            raise ContentError(complaints, f"{FILE} needs a correction:")
        return cls(file.parent, settings)

    @property
    def database_url(self) -> str:
        """Return the database's address; a mere file name lies beside institute.toml."""
        written = self.settings.database
        address = written if "://" in written else f"sqlite:///{written}"
        scheme, _, name = address.partition(":///")
        if scheme.partition("+")[0] != "sqlite" or not name:
            return address
        return f"{scheme}:///{(self.root / name).as_posix()}"

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
