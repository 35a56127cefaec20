"""What pages take from here: kernels that wait for a visitor, templates compiled once, and turns."""

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment
from traitlets.config import Config

from cadence.kernels.managers import PromptClient
from cadence.kernels.pages import PageKernels, SharedTemplates, Turns, queue_page
from cadence.kernels.process import ForkedProcess

pytestmark = [pytest.mark.notebook, pytest.mark.xdist_group("kernels")]


async def says(kernels: PageKernels, kernel: str, code: str) -> str:
    """Run code in a kernel and return what it prints."""
    manager: Any = kernels.get_kernel(kernel)
    client = PromptClient(context=manager.context)
    client.load_connection_info(manager.get_connection_info())
    client.start_channels()
    await client.wait_for_ready(timeout=60)
    printed: list[str] = []
    await client.execute_interactive(
        code, output_hook=lambda m: printed.append(m["content"].get("text", "")), timeout=60
    )
    client.stop_channels()
    return "".join(printed)


SEEN = "import os; print(os.environ.get('VISITOR'), os.environ.get('OTHER'), os.getcwd())"


@pytest.mark.filterwarnings("ignore")
def test_a_kernel_that_waited_is_handed_out_with_the_visitors_surroundings(
    going: Any, tmp_path: Path
) -> None:
    (tmp_path / "session").mkdir()

    async def story() -> None:
        kernels = PageKernels(root_dir=str(tmp_path), config=Config(PageKernels={"ready": 2}))
        kernels.fill()
        await kernels._filling
        waited = [kernel for _, kernel in kernels._waiting]
        found = [
            await kernels.start_kernel(path="session/n.ipynb", env=dict(os.environ) | {name: "yes"})
            for name in ("VISITOR", "OTHER")
        ]
        assert found == waited
        assert all(
            isinstance(kernels.get_kernel(kernel).provisioner.process, ForkedProcess) for kernel in found
        )
        assert await says(kernels, found[0], SEEN) == f"yes None {tmp_path / 'session'}\n"
        assert await says(kernels, found[1], SEEN) == f"None yes {tmp_path / 'session'}\n"
        await kernels.restart_kernel(found[0])
        assert await says(kernels, found[0], SEEN) == f"yes None {tmp_path / 'session'}\n"
        await kernels._filling
        assert len(kernels._waiting) == 2
        await kernels.shutdown_all(now=True)

    going(story)


def test_a_template_is_compiled_once_for_all_environments(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = {"page": "Hello {{ name }}"}
    first, second = (SharedTemplates.serve(Environment(loader=DictLoader(sources))) for _ in range(2))
    assert first.get_template("page").render(name="Ana") == "Hello Ana"
    monkeypatch.setattr(Environment, "compile", lambda *_, **__: pytest.fail("compiled again"))
    assert second.get_template("page").render(name="Bo") == "Hello Bo"


def test_a_changed_template_is_compiled_again() -> None:
    for text in ("old", "new"):
        environment = SharedTemplates.serve(Environment(loader=DictLoader({"changing": text})))
        assert environment.get_template("changing").render() == text


def test_turns_are_given_in_the_order_in_which_visitors_came_and_never_too_many_at_once(going: Any) -> None:
    async def story() -> None:
        turns, inside, most, order = Turns(at_once=2, room=3), 0, 0, []

        async def visitor(number: int) -> None:
            nonlocal inside, most
            async with turns.one():
                inside, order[len(order) :] = inside + 1, [number]
                most = max(most, inside)
                await asyncio.sleep(0)
                inside -= 1

        visitors = [asyncio.ensure_future(visitor(number)) for number in range(5)]
        await asyncio.sleep(0)
        assert turns.full and turns.waiting == 3
        await asyncio.gather(*visitors)
        assert (most, order, turns.waiting, turns.full) == (2, [0, 1, 2, 3, 4], 0, False)

    going(story)


def test_the_page_for_those_who_wait_says_how_many_are_before_them_and_asks_again() -> None:
    page = queue_page(7, 4)
    assert "7 are before you" in page
    assert '<meta http-equiv="refresh" content="4">' in page
