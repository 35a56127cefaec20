"""Notebooks of the demonstration as they come out of a run."""

from pathlib import Path
from typing import Any

import pytest

from cadence.institute import Institute
from cadence.packets.rehearsal import played
from cadence.workbook.notebooks import session_notebooks

TEAM = "alcott-elementary"


@pytest.fixture(scope="session")
def executed_sessions(demo: Institute, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Every session's notebook, run for a team; its prose is left out."""
    import nbformat

    before = Path.cwd()
    try:
        return {
            path.stem: nbformat.v4.new_notebook(cells=[cell for _, cell, _ in played(path, demo.root, TEAM)])
            for path in session_notebooks(demo.notebooks_dir)
            if path.stem not in ("brief", "handouts")
        }
    finally:
        import os

        os.chdir(before)
