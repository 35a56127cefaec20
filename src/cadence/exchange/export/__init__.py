"""Everything that leaves an institute as tables, and the way back into a new one.

`gather` chooses what may leave for whom, `files_of` writes it as CSV, XLSX or JSON, `put` puts the files
in their folder whole; `import_institute` takes an export in. The tables are made from the model
(`shape`), and so is their dictionary.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cadence.exchange.export.dictionary import as_markdown
    from cadence.exchange.export.files import FORMS, files_of, put, refuse_folder
    from cadence.exchange.export.parcel import Asked, Parcel, gather
    from cadence.exchange.export.part import Part
    from cadence.exchange.export.taking import Arrival, import_institute

_HOME = {
    "FORMS": "files",
    "Arrival": "taking",
    "Asked": "parcel",
    "Parcel": "parcel",
    "Part": "part",
    "as_markdown": "dictionary",
    "files_of": "files",
    "gather": "parcel",
    "import_institute": "taking",
    "put": "files",
    "refuse_folder": "files",
}

__all__ = [
    "FORMS", "Arrival", "Asked", "Parcel", "Part", "as_markdown", "files_of", "gather",
    "import_institute", "put", "refuse_folder",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """Import a name from its module on first use."""
    if name in _HOME:
        return getattr(import_module(f"cadence.exchange.export.{_HOME[name]}"), name)
    raise AttributeError(f"module 'cadence.exchange.export' has no attribute '{name}'")
