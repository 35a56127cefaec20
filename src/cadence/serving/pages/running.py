"""Running a session's notebook for a page: in a forked child of a warm worker, gone when it is done."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from cadence.institute import Institute
from cadence.packets.apart import ChildEnded, apart, may_fork
from cadence.packets.execution import Run, execute
from cadence.packets.make import quiet
from cadence.packets.order import find_notebook
from cadence.packets.reasons import in_words
from cadence.serving.pages.drawing import drawn
from cadence.serving.pages.page import Order, Page, Unmade
from cadence.workbook.notebooks import refuse_unfit

CELL_SECONDS = 60  # a room waits: a cell that takes longer than this is no cell for a page
_BEHIND = 5  # what people save comes before what is made for them
_ENDED = (
    "The process that ran this notebook was ended from outside, twice; most often memory ran out. "
    "Close other programs. If that does not help, look for a cell that ends its process."
)


def run_page(order: Order) -> Page | Unmade:
    """Run the notebook and return its page; whatever goes wrong is returned in words.

    Where this process may fork, nothing of one page is left for the next one to meet.
    """
    if not may_fork():
        return _run(order)
    for _ in range(2):
        try:
            return apart(_run, order, True)
        except ChildEnded:  # once more: memory may be short
            continue
    return Unmade(_ENDED)


def _run(order: Order, here: bool = False) -> Page | Unmade:
    if here:
        os.nice(_BEHIND)
    try:
        with quiet(), TemporaryDirectory(prefix="cdg-", ignore_cleanup_errors=True) as room:
            return _made(order, Run(Path(room) / "executed.ipynb", here=here, careful=False))
    except Exception as error:
        return Unmade(in_words(error))


def _made(order: Order, run: Run) -> Page:
    house = Institute.open(order.institute)
    notebook = find_notebook(house, order.session, "team")
    refuse_unfit(notebook, house.root)
    executed = execute(notebook, _parameters(order), folder=house.root, timeout=CELL_SECONDS, run=run)
    return drawn(executed, notebook.parent)


def _parameters(order: Order) -> dict[str, object]:
    """Return what is injected: never who looks, since everybody on the team sees this page."""
    return {"institute": order.institute, "team": order.team, "cycle": order.cycle, "person": ""}
