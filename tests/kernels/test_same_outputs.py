"""A forked kernel and a forked child that runs cells give what a stock kernel gives, where that is hard."""

import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat
import pytest
from papermill.exceptions import PapermillExecutionError
from papermill.execute import execute_notebook

from cadence.institute import Institute

pytestmark = [pytest.mark.notebook]
MODULES = ("numpy", "pandas", "matplotlib.pyplot", "matplotlib_inline.backend_inline", "ipywidgets")
ENGINES = ("nbclient", "cadence-fork", "cadence-cells", "cadence-here")
SESSIONS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("0*.ipynb"))

# What may differ between two runs of a stock kernel, and nothing else.
MAY_DIFFER = [
    (
        re.compile(r"(?<![0-9a-f])[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\b"),
        "ID",
    ),  # of widgets, cells and figures
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?"), "TIME"),
    (re.compile(r"\b0x[0-9a-f]{6,}\b"), "ADDRESS"),
    (re.compile(r"ipykernel_\d+"), "ipykernel_PID"),
]
AWKWARD = {
    "printing": ["print('a'); import sys; print('b', file=sys.stderr); print('c')", "1; 2", "None", "_, __"],
    "large output": ["print('x' * 2_000_000)", "list(range(5000))", "for n in range(3000): print(n)"],
    "display": [
        "from IPython.display import HTML, Markdown, display, clear_output, update_display\n"
        "display(HTML('<b>1</b>'), Markdown('*2*'))",
        "handle = display('first', display_id='one')",
        "handle.update('second')",
        "print('gone'); clear_output(); print('stays')",
        "clear_output(wait=True); display('instead')",
    ],
    "tables and charts": [
        "import numpy, pandas\npandas.DataFrame({'a': [1, 2], 'b': ['x', None]})",
        "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\naxes.plot([1, 4, 2])",
        "plt.bar(['a', 'b'], [1, 2]); plt.show(); plt.plot([1, 2])",
        "from matplotlib import rcParams\nrcParams['figure.figsize'], rcParams['backend'].split('.')[-1]",
    ],
    "widgets": [
        "import ipywidgets as w\nslider = w.IntSlider(value=3, description='how many')\nslider",
        "out = w.Output()\nwith out:\n    print('inside')\nw.VBox([out, w.HTML('<i>x</i>')])",
        "slider.value = 7; slider.value",
        "w.Image(value=bytes(range(64)), format='png')",
    ],
    "async": [
        "import asyncio\nawait asyncio.sleep(0.01)\nprint('slept')",
        "async def later():\n    await asyncio.sleep(0)\n    return 5\ntask = asyncio.create_task(later())",
        "await task",
        "async def several():\n    yield 1\n    yield 2\n[x async for x in several()]",
    ],
    "exceptions": ["def f(n):\n    return 1 / n", "f(0)"],
    "a group of exceptions": ["raise ExceptionGroup('several', [ValueError(1), KeyError('k')])"],
    "syntax": ["for"],
    "the end": ["import sys\nsys.exit(3)"],
    "input": ["input('What? ')"],
    "interrupt": ["import os, signal\nos.kill(os.getpid(), signal.SIGINT)\nimport time\ntime.sleep(20)"],
    "interrupt while waiting": [
        "import asyncio, os, signal, threading\n"
        "threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "await asyncio.sleep(2)"
    ],
    "subprocesses": [
        "import subprocess, sys\n"
        "subprocess.run([sys.executable, '-c', 'print(\"from below\")'], check=True).returncode",
        "import os\nos.system('echo from a shell')",
        "!echo from a magic",
        "subprocess.run(['echo', 'kept'], capture_output=True, text=True).stdout",
        "from multiprocessing import get_context\n"
        # A fork of a process with threads may, seldom, wait for a lock that one of them held: then once more.
        "for _ in range(3):\n"
        "    process = get_context('fork').Process(target=print, args=('from a fork',))\n"
        "    process.start(); process.join(20)\n"
        "    if process.exitcode is not None: break\n"
        "    process.kill(); process.join()\n"
        "process.exitcode",
    ],
    "threads": [
        "import threading\nthread = threading.Thread(target=print, args=('from a thread',))\n"
        "thread.start(); thread.join()",
        "sorted({t.daemon for t in threading.enumerate() if t is threading.main_thread()})",
    ],
    "seeded randomness": [
        "import random, numpy\nrandom.seed(1); numpy.random.seed(1)\nrandom.random(), numpy.random.random()",
        "numpy.random.default_rng(5).normal(size=3)",
    ],
    "files": [
        "import os, tempfile\nfrom pathlib import Path\n"
        "Path('here.txt').write_text('1'), sorted(os.listdir('.'))",
        "with tempfile.TemporaryDirectory() as folder:\n    print(os.path.dirname(folder))",
        "os.path.basename(os.getcwd())",
        "import beside\nbeside.WORD",
    ],
    "environment": [
        "import os, sys\n{k: v for k, v in sorted(os.environ.items()) if k.startswith('AWKWARD')}",
        "[name for name in ('MPLBACKEND', 'OPENBLAS_NUM_THREADS', 'OMP_NUM_THREADS') if name in os.environ]",
        "sys.path[0] == '', sys.path.count(''), sys.executable, sys.flags, os.path.basename(sys.argv[0])",
        "__name__, sys.modules['__main__'].__dict__ is globals(), sys.stdout.encoding, sys.stdin.read()",
        "os.environ['TZ'], __import__('time').tzname",
        "os.getsid(0) == os.getpid(), os.getpgid(0) == os.getpid()",
    ],
    "magics": ["%matplotlib inline", "%%time_it\n1", "a = 3"],
    "history": ["x = 1", "In[1], len(In), Out[2], len(Out)", "%history -n 1-2", "%who"],
    "warnings": ["import warnings\nwarnings.warn('careful')", "warnings.warn('careful', DeprecationWarning)"],
    "logging": ["import logging\nlogging.warning('hm')\nlogging.getLogger('x').error('oh')"],
}  # fmt: skip


def normal(value: Any) -> Any:
    """Return what a notebook holds without what may differ."""
    text = json.dumps(value)
    for pattern, word in MAY_DIFFER:
        text = pattern.sub(word, text)
    return json.loads(text)


def states(notebook: Any) -> list[str]:
    """Return the states of the widgets, in an order that does not depend on their ids."""
    saved = notebook.metadata.get("widgets", {}).get("application/vnd.jupyter.widget-state+json", {})
    return sorted(json.dumps(normal(each), sort_keys=True) for each in saved.get("state", {}).values())


def joined(outputs: list[Any]) -> list[Any]:
    """Return outputs with what was printed in pieces put together: where it is cut is a matter of time."""
    whole: list[Any] = []
    for output in outputs:
        if whole and output["output_type"] == "stream" == whole[-1]["output_type"]:
            if whole[-1]["name"] == output["name"]:
                whole[-1]["text"] += output["text"]
                continue
        whole.append(dict(output))
    return whole


def execute(notebook: Any, saved: Path, folder: Path, parameters: Any, **way: Any) -> None:
    with suppress(PapermillExecutionError):  # raised when all cells have run
        way |= {"cwd": str(folder), "progress_bar": False, "execution_timeout": 200}
        execute_notebook(notebook, str(saved), parameters, **way)


HERE = """
import json, sys
import numpy, pandas, matplotlib.pyplot, matplotlib_inline.backend_inline, ipywidgets
from papermill.execute import execute_notebook
from papermill.exceptions import PapermillExecutionError
sys.path.remove("")  # a program that is run has its own folder there, and a kernel none
notebook, saved, folder, parameters = sys.argv[1:]
way = {"engine_name": "cadence-here", "cwd": folder, "progress_bar": False}
try:
    execute_notebook(notebook, saved, json.loads(parameters), **way)
except PapermillExecutionError:
    pass
"""


def run_here(notebook: Any, saved: Path, folder: Path, parameters: Any) -> None:
    """Run a notebook in a process that is there for it alone."""
    if not isinstance(notebook, str):
        nbformat.write(notebook, saved)
        notebook = str(saved)
    command = [sys.executable, "-c", HERE, notebook, str(saved), str(folder), json.dumps(parameters)]
    nothing = subprocess.DEVNULL
    streams: dict[str, Any] = {"stdin": nothing, "stdout": nothing, "stderr": subprocess.PIPE}
    done = subprocess.run(command, **streams, text=True, start_new_session=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")


def run(engine: str, notebook: Any, folder: Path, parameters: Any = None) -> dict[str, Any]:
    saved = folder.parent / f"{engine}.ipynb"
    if engine == "cadence-here":
        run_here(notebook, saved, folder, parameters)
    else:
        named = {} if engine == "nbclient" else {"modules": MODULES}
        execute(notebook, saved, folder, parameters, engine_name=engine, **named)
    done = nbformat.read(saved, as_version=4)
    code = [cell for cell in done.cells if cell.cell_type == "code"]
    return {
        "outputs": [(cell.source, cell.execution_count, normal(joined(cell.outputs))) for cell in code],
        "language": done.metadata.get("language_info"),
        "widgets": states(done),
    }


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    for name in ("papermill", "traitlets", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    monkeypatch.setenv("AWKWARD_ONE", "ünï $HOME\n2")
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    monkeypatch.setenv("PYTHONHASHSEED", "0")
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path_factory.getbasetemp() / "ipython"))
    monkeypatch.delenv("MPLBACKEND", raising=False)
    # ipykernel leaves alone what a notebook's subprocesses print while it is tested itself.
    running = os.environ.pop("PYTEST_CURRENT_TEST")
    yield
    os.environ["PYTEST_CURRENT_TEST"] = running


def awkward() -> Any:
    cells = [nbformat.v4.new_code_cell(code) for group in AWKWARD.values() for code in group]
    for cell in cells:
        cell.metadata["tags"] = ["raises-exception"]  # and the next one runs
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python"}
    return notebook


@pytest.mark.filterwarnings("ignore")
def test_awkward_cells_give_what_a_stock_kernel_gives(tmp_path: Path) -> None:
    for engine in ENGINES:
        (tmp_path / engine / "work").mkdir(parents=True)
        (tmp_path / engine / "work" / "beside.py").write_text("WORD = 'found'")
    stock, *ours = (run(engine, awkward(), tmp_path / engine / "work") for engine in ENGINES)
    for engine, found in zip(ENGINES[1:], ours, strict=True):
        for one, other in zip(found["outputs"], stock["outputs"], strict=True):
            assert one == other, engine
        assert found == stock, engine


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", SESSIONS, ids=lambda path: path.stem)
def test_a_session_gives_what_a_stock_kernel_gives(path: Path, demo: Institute, tmp_path: Path) -> None:
    parameters = {"institute": str(demo.root)}
    stock, *ours = (run(engine, str(path), demo.root, parameters) for engine in ENGINES)
    assert any(outputs for _, _, outputs in stock["outputs"])
    for engine, found in zip(ENGINES[1:], ours, strict=True):
        assert found == stock, engine
