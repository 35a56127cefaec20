import os
import signal
import subprocess
import sys
from concurrent.futures import Executor
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from cadence.errors import PacketError
from cadence.packets import executors
from cadence.packets.executors import choose, cores, local


def test_a_local_pool_works_and_stays_warm() -> None:
    with local(1) as pool:
        assert pool.submit(os.getpid).result() == pool.submit(os.getpid).result() != os.getpid()


def test_a_worker_leaves_ctrl_c_to_its_parent() -> None:
    with local(1) as pool:
        assert pool.submit(signal.getsignal, signal.SIGINT).result() == signal.SIG_IGN


def test_a_workers_temporary_files_go_with_the_pool() -> None:
    import tempfile

    with local(1) as pool:
        left = pool.submit(tempfile.mkdtemp).result()
        assert Path(left).exists()
    assert not Path(left).parent.exists()


def test_a_file_that_lies_about_is_not_taken_for_a_module_of_python(tmp_path: Path) -> None:
    (tmp_path / "inspect.py").write_text("raise SystemExit('not me')")
    script = tmp_path / "elsewhere" / "main.py"
    script.parent.mkdir()
    script.write_text(STRAY)
    done = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_a_notebook_may_import_what_lies_beside_it() -> None:
    with local(1) as pool:
        assert pool.submit(os.getenv, "PYTHONSAFEPATH").result() is None
    assert "PYTHONSAFEPATH" not in os.environ


STRAY = """
from cadence.packets.executors import local
if __name__ == "__main__":
    with local(1) as pool:
        print(pool.submit(abs, -1).result())
"""

ORPHANS = """
import os, sys, time
from cadence.packets.executors import local
if __name__ == "__main__":
    with local(2) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        sys.stdin.read()
"""


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks processes up in /proc")
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "main.py"
    script.write_text(ORPHANS)
    with subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        worker = os.pidfd_open(int(parent.stdout.readline()))
        parent.kill()
    assert ended(worker)


def test_a_worker_that_does_not_end_by_itself_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "_PATIENCE", 0.2)
    with executors.local(1) as pool:
        worker = os.pidfd_open(pool.submit(os.getpid).result())
        pool.submit(exec, NEVER_ENDS).result()
    assert ended(worker)


NEVER_ENDS = "import threading; threading.Thread(target=threading.Event().wait).start()"


def ended(descriptor: int) -> bool:
    """Wait until the process ends, or half a minute."""
    import select

    ready, _, _ = select.select([descriptor], [], [], 30)
    os.close(descriptor)
    return bool(ready)


def test_there_is_at_least_one_processor() -> None:
    assert cores() >= 1


def test_an_unknown_executor_is_refused_with_what_can_be_said() -> None:
    with pytest.raises(PacketError, match=r"tcp://host:8786"):
        choose("cloud")


def test_a_cluster_without_dask_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(PacketError, match="cluster"), choose("tcp://127.0.0.1:1")(1):
        pass


def test_a_cluster_is_asked_for_its_own_executor(monkeypatch: pytest.MonkeyPatch) -> None:
    class Cluster(Executor):
        pass

    class Client:
        def __init__(self, address: str) -> None:
            self.address = address

        def __enter__(self) -> "Client":
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def get_executor(self) -> Executor:
            return Cluster()

    module: Any = ModuleType("distributed")
    module.Client = Client
    monkeypatch.setitem(sys.modules, "distributed", module)
    with choose("tcp://127.0.0.1:8786")(4) as pool:
        assert isinstance(pool, Cluster)


def test_a_worker_has_what_it_needs_before_its_first_task_and_no_grammars_for_addresses() -> None:
    with local(1) as pool:
        brought = pool.submit(eval, "set(__import__('sys').modules)").result()
    assert {"papermill.execute", "nbconvert", "cadence.packets.make"} <= brought
    assert "rfc3987_syntax" not in brought


def test_the_command_itself_leaves_the_heavy_tools_to_its_workers() -> None:
    look = "import sys, cadence.packets.batch; print({'nbformat', 'papermill', 'pandas'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
