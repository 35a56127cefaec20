"""The engine that runs cells without a kernel: when time runs out, a child dies or nothing can be forked."""

import logging
import os
import sys
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.execute import execute_notebook

from cadence.kernels import standby
from cadence.kernels.forkserver import STOCK, say_once

pytestmark = [
    pytest.mark.notebook,
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("papermill", "traitlets"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")


def run(tmp_path: Path, *cells: str, **settings: Any) -> Any:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    saved, settings = tmp_path / "saved.ipynb", {"kernel_name": "python3", "language": "python"} | settings
    return execute_notebook(
        notebook, str(saved), engine_name="cadence-cells", progress_bar=False, cwd=str(tmp_path), **settings
    )


def said(notebook: Any) -> str:
    return "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", ()))


def pid(tmp_path: Path) -> int:
    return int((tmp_path / "pid").read_text())


NOTE = "import os\nopen('pid', 'w').write(str(os.getpid()))"


def test_nothing_of_a_child_is_left_when_its_notebook_is_done(tmp_path: Path) -> None:
    assert said(run(tmp_path, NOTE, "print(os.getppid() != 1)")) == "True\n"
    assert not psutil.pid_exists(pid(tmp_path))


def test_a_cell_that_takes_too_long_is_ended_and_its_child_with_it(tmp_path: Path) -> None:
    with pytest.raises(CellTimeoutError):
        run(tmp_path, NOTE, "while True: pass", execution_timeout=1)
    with pytest.raises(psutil.NoSuchProcess):
        psutil.Process(pid(tmp_path)).wait(20)
        psutil.Process(pid(tmp_path))


@pytest.mark.parametrize("deadly", ["SIGKILL", "SIGSEGV"])
def test_a_child_that_dies_is_a_dead_kernel_and_what_came_before_is_saved(
    tmp_path: Path, deadly: str
) -> None:
    with pytest.raises(DeadKernelError):
        run(tmp_path, "print('before')", f"import os, signal\nos.kill(os.getpid(), signal.{deadly})")
    assert said(nbformat.read(tmp_path / "saved.ipynb", as_version=4)) == "before\n"


def test_where_nothing_can_be_forked_the_cells_run_in_a_kernel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say_once.cache_clear()
    monkeypatch.setenv(STOCK, "1")
    try:
        assert said(run(tmp_path, "import sys\nprint(sys.executable)")) == f"{sys.executable}\n"
    finally:
        standby.dismiss()


def test_the_child_sees_the_environment_of_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("one", "two"):
        monkeypatch.setenv("SEEN", value)
        assert said(run(tmp_path, "import os\nprint(os.environ['SEEN'])")) == f"{os.environ['SEEN']}\n"
