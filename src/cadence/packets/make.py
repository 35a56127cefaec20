"""Making one packet: run its notebook, set each format, put the files in place. Runs in a worker."""

import faulthandler
import importlib
import logging
import os
import shutil
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Protocol

import nbformat

from cadence.packets.apart import ChildEnded, apart, may_fork
from cadence.packets.execution import Run, execute
from cadence.packets.manifest import Failure, Made
from cadence.packets.reasons import ENDED, in_words
from cadence.packets.task import Outcome, Task, failed_folder, keep_failure
from cadence.packets.timing import split
from cadence.whole import sweep, write_whole

_LONGEST = 120.0  # seconds for a format; one takes a fraction of one


class Exporter(Protocol):
    """What an nbconvert exporter is to us."""

    def from_notebook_node(self, nb: nbformat.NotebookNode, resources: Any = None) -> tuple[str | bytes, Any]:
        """Return the document and what else there is to say about it."""


@cache
def exporter(address: str) -> Exporter:
    """Return the exporter at 'module:Class', made once a process: its templates stay compiled."""
    module, _, name = address.partition(":")
    made: Exporter = getattr(importlib.import_module(module), name)()
    return made


def make(task: Task) -> Outcome:
    """Make one packet and say what became of it; whatever goes wrong is an outcome, not an exception.

    Where this process may fork, the packet is made in a child that is gone afterwards, and the notebook runs
    in it; elsewhere it runs in a kernel. A child that is ended is tried once more: memory may be short.
    """
    with TemporaryDirectory(prefix="cdp-", ignore_cleanup_errors=True) as room:
        executed = Path(room) / "executed.ipynb"
        if not may_fork():
            return _make(task, Run(executed))
        for careful in (False, True):  # the second time the notebook is saved after every cell
            with suppress(ChildEnded):
                return apart(_make, task, Run(executed, here=True, careful=careful))
        return Outcome(task.packet, failure=keep_failure(task, ENDED, executed))


def _make(task: Task, run: Run) -> Outcome:
    clock: dict[str, float] = {}
    try:
        with quiet():
            documents = _documents(task, run, clock)
        made = _put(task, documents, clock)
    except Exception as error:
        return Outcome(task.packet, failure=_failed(task, run.saved, error), seconds=clock)
    shutil.rmtree(failed_folder(task), ignore_errors=True)
    return Outcome(task.packet, made, seconds=clock)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the tools' chatter from the screen of a person who asked for packets."""
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _documents(task: Task, run: Run, clock: dict[str, float]) -> dict[str, bytes]:
    with timed(clock, "run"):
        notebook = execute(
            task.notebook,
            task.packet.parameters,
            folder=task.institute,
            timeout=task.timeout,
            run=run,
        )
    clock |= split(notebook, clock.pop("run"))
    notebook.metadata["cadence"] = dict(task.packet.metadata)
    resources = {"metadata": {"path": str(task.notebook.parent)}}  # where a facilitator's pictures lie
    documents = {}
    for format, address in task.exporters.items():
        with timed(clock, format), _naming(format), _ended_when_stuck(run):
            document, _ = exporter(address).from_notebook_node(notebook, resources)
        documents[format] = document.encode() if isinstance(document, str) else document
    return documents


@contextmanager
def _ended_when_stuck(run: Run) -> Iterator[None]:
    """End a forked child whose typesetter waits for what the fork has lost; its packet is tried once more."""
    if not run.here:
        yield
        return
    with open(os.devnull, "w") as nowhere:
        faulthandler.dump_traceback_later(_LONGEST, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


@contextmanager
def timed(clock: dict[str, float], phase: str) -> Iterator[None]:
    """Add the time that a phase takes to the clock."""
    start = perf_counter()
    try:
        yield
    finally:
        clock[phase] = round(clock.get(phase, 0.0) + perf_counter() - start, 3)


@contextmanager
def _naming(format: str) -> Iterator[None]:
    """Note on an exception which format was being made."""
    try:
        yield
    except Exception as error:
        error.add_note(f"the {format.upper()}")
        raise


def _put(task: Task, documents: Mapping[str, bytes], clock: dict[str, float]) -> tuple[Made, ...]:
    folder = (task.folder / task.packet.file("pdf")).parent
    with timed(clock, "writing"):
        if folder != task.folder:
            sweep(folder)
        for format, document in documents.items():
            write_whole(task.folder / task.packet.file(format), document)
    return tuple(_made(task, format, document, clock) for format, document in documents.items())


def _made(task: Task, format: str, document: bytes, clock: Mapping[str, float]) -> Made:
    return Made(
        audience=task.audience,
        team=task.packet.team,
        name=task.packet.name,
        format=format,
        file=task.packet.file(format),
        sha256=sha256(document).hexdigest(),
        bytes=len(document),
        fingerprint=task.fingerprints[format],
        made_from=dict(task.packet.made_from),
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        seconds=dict(clock),
    )


def _failed(task: Task, executed: Path, error: Exception) -> Failure:
    notes = getattr(error, "__notes__", [])
    return keep_failure(task, in_words(error, notes[0] if notes else ""), executed)
