"""Small institutes with small notebooks, and stand-ins for what other layers bring."""

from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import pytest

from cadence.institute import Institute, create
from cadence.model import Team
from cadence.packets import make, order
from cadence.packets.order import Order, place_order
from cadence.store import Store, Viewer

STAND_INS = Path(__file__).parent / "stand_ins"
PARAMETERS = 'institute: str = "."\nteam: str = ""\ncycle: int = 1\nperson: str = ""'
TEAMS = {"north": "North High", "south": "South Middle", "west": "West Elementary"}


def write_notebook(path: Path, *cells: str) -> Path:
    """Write a notebook: a parameters cell, then these."""
    nodes = [nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})]
    nodes += [nbformat.v4.new_code_cell(cell) for cell in cells]
    for number, node in enumerate(nodes):
        node["id"] = f"cell-{number}"
    nbformat.write(nbformat.v4.new_notebook(cells=nodes), path)
    return path


class Bench:
    """An institute in a temporary folder and what tests do to it."""

    def __init__(self, root: Path) -> None:
        self.institute: Institute = create(
            root,
            name="The Institute",
            district="The District",
            cycle_title="This year",
            starts=date(2026, 8, 1),
            ends=date(2027, 6, 30),
            facilitator="Fran Facilitator",
        )
        self.notebook = self.institute.notebooks_dir / "01-conditions.ipynb"
        self.cells('print("for", team)')
        self.write(*(Team(id=id, name=name) for id, name in TEAMS.items()))

    @property
    def root(self) -> Path:
        return self.institute.root

    @property
    def folder(self) -> Path:
        return self.institute.packets_dir / "session-1-conditions"

    def cells(self, *cells: str) -> None:
        write_notebook(self.notebook, *cells)

    def write(self, *records: Any) -> None:
        with Store.open(self.institute.database_url) as store:
            store.view(Viewer(role="custodian")).write(*records)

    def order(self, **wanted: Any) -> Order:
        with Store.open(self.institute.database_url) as store:
            return place_order(Institute.open(self.root), store, wanted.pop("session", 1), **wanted)

    def files(self) -> dict[str, int]:
        """Return the packets on disk and when each was written."""
        found = (*self.folder.rglob("*.pdf"), *self.folder.rglob("*.html"))
        return {path.relative_to(self.folder).as_posix(): path.stat().st_mtime_ns for path in found}


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def bench(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.syspath_prepend(STAND_INS)
    monkeypatch.setitem(order.EXPORTERS, "pdf", "stand_ins:Bytes")
    monkeypatch.setitem(order.EXPORTERS, "html", "stand_ins:Text")
    return Bench(tmp_path / "inst {braces} ünï")


class Inline(Executor):
    """Does each task at once, here."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@pytest.fixture
def inline() -> Any:
    """Return how to open a pool that works here and now."""

    @contextmanager
    def open_pool(jobs: int) -> Iterator[Executor]:
        yield Inline()

    return open_pool


@pytest.fixture
def no_kernels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the notebook's cells here instead of in a kernel: quick, for tests about everything else."""

    def execute(notebook: Path, parameters: Any, *, folder: Path, timeout: int, run: Any) -> Any:
        node = nbformat.read(notebook, as_version=4)
        for cell in node.cells:
            printed: list[str] = []
            space = dict(parameters) | {
                "print": lambda *words, p=printed: p.append(" ".join(map(str, words)))
            }
            nbformat.write(node, run.saved)
            if "parameters" not in cell.metadata.get("tags", []):
                exec(cell.source, space)
                cell.outputs = [nbformat.v4.new_output("stream", text="\n".join(printed))]
        nbformat.write(node, run.saved)
        return node

    monkeypatch.setattr(make, "execute", execute)
