"""What every session notebook must have so that papermill can run it for any team."""

import json
from pathlib import Path
from typing import Any

from cadence.errors import Complaint, ContentError, shown

PARAMETERS = ("institute", "team", "cycle", "person")


def session_notebooks(folder: Path) -> list[Path]:
    """Return the notebooks of a folder in order, checkpoints left out."""
    return sorted(p for p in folder.glob("*.ipynb") if not p.name.startswith("."))


def check_notebooks(folder: Path, base: Path | None = None) -> list[Complaint]:
    """Return what would keep a notebook from being run, file by file."""
    return [c for path in session_notebooks(folder) for c in check_notebook(path, base)]


def check_notebook(path: Path, base: Path | None = None) -> list[Complaint]:
    """Return the complaints about one notebook; the `line` of each is the number of its cell."""
    name = shown(path, base)
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        return [*_language(name, notebook), *_parameters(name, notebook["cells"])]
    except (ValueError, RecursionError):
        reason = "it is not written as one" if path.stat().st_size else "it is empty"
    except (LookupError, TypeError, AttributeError):
        reason = "it has no cells as a notebook has them"
    except OSError as trouble:
        reason = f"it cannot be opened ({trouble.strerror})"
    remedy = "Take a copy from an earlier day, or delete the file to get the shipped notebook back."
    return [Complaint(name, 0, "", f"This is not a notebook: {reason}.", remedy)]


def refuse_unfit(path: Path, base: Path | None = None) -> None:
    """Raise the complaints about a notebook that could only make wrong packets, or none.

    Without its parameters cell it opens the same team whoever the packet is for.
    """
    wrong = [c for c in check_notebook(path, base) if c.key in ("", "parameters")]
    if wrong:
        raise ContentError(wrong, "The notebook needs a correction first:")


def _language(name: str, notebook: dict[str, Any]) -> list[Complaint]:
    if notebook.get("metadata", {}).get("kernelspec", {}).get("language") == "python":
        return []
    remedy = "Open it in JupyterLab, choose the kernel Python 3, and save."
    return [Complaint(name, 0, "metadata", "It does not say that its language is Python.", remedy)]


def _parameters(name: str, cells: list[dict[str, Any]]) -> list[Complaint]:
    code = [(n, c) for n, c in enumerate(cells, 1) if c.get("cell_type") == "code"]
    tagged = [(n, c) for n, c in code if "parameters" in c.get("metadata", {}).get("tags", [])]
    if len(tagged) != 1 or tagged[0] != code[0]:
        remedy = (
            "Tag the first code cell, and no other, with 'parameters' (the gear at the right of JupyterLab)."
        )
        return [Complaint(name, 0, "parameters", "Its first code cell is not the parameters cell.", remedy)]
    number, cell = tagged[0]
    lines = "".join(cell.get("source", "")).splitlines()
    return [*_names(name, number, lines), *_second_equals(name, number, lines)]


def _names(name: str, number: int, lines: list[str]) -> list[Complaint]:
    named = {line.split("=")[0].split(":")[0].strip() for line in lines if "=" in line}
    return [
        Complaint(
            name, number, wanted, f"The parameter '{wanted}' is missing.", f"Add a line: {wanted} = ..."
        )
        for wanted in PARAMETERS
        if wanted not in named
    ]


def _second_equals(name: str, number: int, lines: list[str]) -> list[Complaint]:
    # papermill #864: it reads the text after a second '=' as part of the value.
    return [
        Complaint(
            name,
            number,
            line.split("=")[0].strip(),
            "A second '=' stands in this line.",
            "Reword the comment.",
        )
        for line in lines
        if line.count("=") > 1
    ]
