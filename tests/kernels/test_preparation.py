"""What a server refuses to fork with, and what happens then."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cadence.kernels import standby
from cadence.kernels.forkserver import STOCK, ForkServer, say_once
from cadence.kernels.process import ForkedProcess, NotLaunched
from cadence.kernels.recipe import Recipe

pytestmark = [pytest.mark.notebook]

LEAVING = {
    "a_thread": (
        "import threading, time\nthreading.Thread(target=time.sleep, args=(99,), daemon=True).start()",
        "1 threads run",
    ),
    "a_file": ("held = open(__file__)", "stays open"),
    "an_error": ("import no_such_module", "ModuleNotFoundError"),
    "a_connection": (
        "import sqlalchemy\nengine = sqlalchemy.create_engine('sqlite:///kept.sqlite')\nengine.connect().close()",
        "",
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, (code, _) in LEAVING.items():
        (tmp_path / f"{name}.py").write_text(code)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    say_once.cache_clear()
    yield
    standby.dismiss()


@pytest.mark.parametrize("name", LEAVING)
def test_a_server_that_would_pass_on_what_lives_refuses_and_says_what_it_is(name: str) -> None:
    server = ForkServer.of(Recipe.of([name]))
    process = server.launch(ForkedProcess)
    process.until(lambda: bool(process.pid or process.refusal), 60)
    assert bool(process.pid) == (name == "a_connection")  # that one is closed, and nothing is refused
    assert LEAVING[name][1] in process.refusal
    process.close()
    server.stop()


def test_where_a_server_refuses_a_kernel_starts_as_ever_and_the_log_says_why(
    kernel: Any, going: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        for _ in range(2):
            async with kernel(modules=["a_thread"]) as one:
                assert not isinstance(one.process, ForkedProcess)
                assert await one.says("print(1)") == "1\n"

    with caplog.at_level(logging.WARNING, "cadence.kernels"):
        going(story)
    (line,) = [record.getMessage() for record in caplog.records if record.name == "cadence.kernels"]
    assert "1 threads run after the imports" in line


def test_where_nothing_can_be_forked_the_second_kernel_comes_from_a_process_that_waited(
    kernel: Any, going: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(STOCK, "1")

    async def story() -> None:
        async with kernel(modules=["json"]) as one:
            assert not isinstance(one.process, ForkedProcess)
            (waiting,) = standby._waiting.values()
        monkeypatch.setenv("LATER", "yes")
        async with kernel(modules=["json"]) as two:
            assert two.process.pid == waiting.pid
            assert await two.says("import os\nprint(os.environ['LATER'], os.getcwd())") == f"yes {tmp_path}\n"
            assert await two.says("import sys\nprint(sys.stdin.read(), sys.path.count(''))") == " 1\n"
            await two.manager.restart_kernel()
            await two.client.wait_for_ready(timeout=60)
            assert await two.says("print(1)") == "1\n"

    going(story)


def test_nothing_is_forked_where_the_environment_or_the_system_forbids_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(NotLaunched, match="not a Linux"):
        ForkServer.of(Recipe.of())
    monkeypatch.setenv(STOCK, "1")
    with pytest.raises(NotLaunched, match=STOCK):
        ForkServer.of(Recipe.of())
