"""Rehearsing every notebook for every team without kernels: quick enough to do after each change."""

import atexit
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cadence.errors import CadenceError, Complaint, shown
from cadence.institute import Institute
from cadence.model import Team
from cadence.packets.executors import cores, local
from cadence.store import Store
from cadence.workbook.context import packet_of, teams_of
from cadence.workbook.notebooks import session_notebooks

Progress = Callable[[int, int], None]
Played = tuple[int, Any, BaseException | None]


def rehearse(institute: Path, progress: Progress = lambda done, all: None) -> list[Complaint]:
    """Run each of the institute's notebooks for each of its teams and return what went wrong.

    `progress` is told how many runs are done, of how many. Without teams each notebook runs once.
    """
    house = Institute.open(institute)
    with Store.open(house.begun_database()) as store:
        teams: list[Team | None] = [*teams_of(store)] or [None]
    runs = [
        (path, team.id if team else "") for path in session_notebooks(house.notebooks_dir) for team in teams
    ]
    found: list[Complaint] = []
    with local(cores()) as pool:
        waiting = [pool.submit(rehearse_one, path, house.root, team) for path, team in runs]
        for done, future in enumerate(waiting, 1):
            found += future.result()
            progress(done, len(runs))
    return found


def rehearse_one(path: Path, root: Path, team: str) -> list[Complaint]:
    """Run one notebook for one team in a fresh shell and return its first failure, if any."""
    for number, _, error in played(path, root, team):
        if error is not None:
            return [_complaint(shown(path, root), number, team, error)]
    return []


def played(path: Path, root: Path, team: str) -> Iterator[Played]:
    """Run a notebook's cells for a team in a fresh plain shell of this process, one after the other.

    Yields the number of each code cell, the cell with what it displayed, and what it raised, if anything.
    """
    import nbformat
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output
    from traitlets.config import Config

    os.chdir(root)
    main = sys.modules["__main__"]
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    try:
        for number, cell in enumerate(nbformat.read(path, as_version=4).cells, 1):
            if cell.cell_type != "code":
                continue
            with packet_of(team), capture_output() as captured, warnings.catch_warnings():
                warnings.simplefilter("ignore")
                result = shell.run_cell(cell.source, store_history=False, silent=True)
            cell.outputs = [
                nbformat.v4.new_output("display_data", shown.data, metadata=shown.metadata or {})
                for shown in captured.outputs
            ]
            yield number, cell, result.error_before_exec or result.error_in_exec
            if "parameters" in cell.metadata.get("tags", []):
                shell.push({"institute": str(root), "team": team})
    finally:
        shell.reset(new_session=False)  # lets go of what the cells made, the store's connections among it
        atexit.unregister(shell.atexit_operations)
        InteractiveShell.clear_instance()
        sys.modules["__main__"] = main  # the shell puts its own there, and a process started later reads it


def _complaint(name: str, number: int, team: str, error: BaseException) -> Complaint:
    said: Any = str(error) if isinstance(error, CadenceError) else f"{type(error).__name__}: {error}"
    who = f" for team '{team}'" if team else ""
    remedy = (
        "Open it in JupyterLab, pick that team and run this cell; or delete the file to get the shipped one."
    )
    return Complaint(name, 0, f"cell {number}", f"It stops{who}: {said}", remedy)
