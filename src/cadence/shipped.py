"""Where the files that come along with the package lie: notebooks and templates."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def shipped(folder: str) -> Path:
    """Return the folder `notebooks` or `templates`, in an installed wheel or in a checkout."""
    installed = _HERE / "_shipped" / folder
    return installed if installed.is_dir() else _HERE.parents[1] / folder
