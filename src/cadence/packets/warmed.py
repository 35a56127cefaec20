"""Importing this warms a process before it is forked: caches are filled, for every packet alike.

An institute without teams is made, each session's notebook is run for it, and its page is drawn. So what
is personal, and what differs from one packet to the next, has no place here; and nothing is compiled to
PDF, since the typesetter starts threads, which a fork would lose.
"""

import gc
from contextlib import chdir, suppress
from datetime import date
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat

from cadence.charts.sheet import Sheet
from cadence.institute import create
from cadence.packets.make import exporter, quiet
from cadence.packets.order import EXPORTERS
from cadence.packets.rehearsal import played
from cadence.printing.compile import compiler
from cadence.printing.document import read_document
from cadence.printing.typst_markup import markup
from cadence.workbook.notebooks import session_notebooks

# What a shell with a kernel brings in beyond the plain one that this is rehearsed in.
_OF_A_KERNEL = (
    "IPython.core.logger",
    "IPython.extensions.storemagic",
    "ipykernel.debugger",
    "pydoc",
    "tornado.platform.asyncio",
    "tornado.queues",
)


def warm_up() -> None:
    """Go once through all that every packet goes through, up to the typesetter."""
    for name in _OF_A_KERNEL:
        import_module(name)
    compiler()  # reads the fonts
    _draw()
    with TemporaryDirectory(prefix="cdb-", ignore_cleanup_errors=True) as room, chdir(room):
        for path in session_notebooks(_blank(Path(room) / "blank")):
            notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
            notebook.cells = [cell for _, cell, _ in played(path, path.parents[1], "")]
            exporter(EXPORTERS["html"]).from_notebook_node(notebook)
            markup(read_document(notebook))
    gc.collect()  # and with it the connections to that institute's database


def _blank(root: Path) -> Path:
    """Make an institute without schools, teams or people, and return the folder of its notebooks."""
    return create(
        root,
        name="Blank",
        district="Blank",
        cycle_title="Blank",
        starts=date(2000, 1, 1),
        ends=date(2001, 1, 1),
        facilitator="Blank",
    ).notebooks_dir


def _draw() -> None:
    """Draw every kind of mark: letters take the longest, the first time."""
    sheet = Sheet(40)
    for bold in (False, True):
        sheet.text(0, 10, "Letters", bold=bold)
    sheet.circle(10, 30, 5)
    sheet.box(20, 20, 10, 10)
    sheet.line((0, 35), (40, 35))
    sheet.svg()


with suppress(Exception), quiet():  # a packet that needs what is wrong says so itself
    warm_up()
gc.freeze()  # so that the children's collector leaves the pages of all this alone
