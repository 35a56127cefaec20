"""A whole application of Voila: who comes when all come at once, who has to wait, and what is left."""

import asyncio
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.simple_httpclient import SimpleAsyncHTTPClient
from tornado.websocket import websocket_connect

from cadence.institute import Institute

pytestmark = [pytest.mark.notebook]
HERE = Path(__file__).resolve().parent
SESSION = HERE.parents[1] / "notebooks" / "01-conditions.ipynb"
AT_ONCE = 2
CELLS = (
    "person = 'nobody'",
    "import os, time\nfrom pathlib import Path\nfrom IPython.display import HTML\n"
    "if os.environ['QUERY_STRING'] == 'hold':\n"
    "    Path(f'{person}.inside').touch()\n"
    "    while not Path('go').exists():\n"
    "        time.sleep(0.01)",
    "HTML(f'<p>visitor={person} pid={os.getpid()}</p>')",
    "def opened(comm, message):\n    comm.send({'person': person, 'pid': os.getpid()})\n"
    "get_ipython().kernel.comm_manager.register_target('who', opened)",
)
Going = Callable[[Callable[[], Awaitable[Any]]], Any]


@dataclass
class Application:
    """The application in its process, and those who visit it."""

    process: "subprocess.Popen[bytes]"
    folder: Path
    rooms: Path
    port: int
    pids: set[int] = field(default_factory=set)

    async def ask(self, person: str, query: str = "", notebook: str = "who.ipynb") -> HTTPResponse:
        address = f"http://127.0.0.1:{self.port}/voila/render/{notebook}{query}"
        client = AsyncHTTPClient(force_instance=True)
        request = HTTPRequest(address, headers={"X-Person": person}, request_timeout=60)
        try:
            return await client.fetch(request, raise_error=False)
        finally:
            client.close()

    async def opened(self, person: str, **what: str) -> str:
        """Ask as often as it takes, as the page for those who wait does by itself."""
        while (answer := await self.ask(person, **what)).code == 503:
            assert "One moment" in answer.body.decode()
        assert answer.code == 200
        return answer.body.decode()

    async def who(self, person: str, page: str) -> dict[str, Any]:
        """Ask the kernel of a page, over its websocket, whom it is for."""
        kernel = _found('"kernelId": ?"([^"]+)"', page)
        address = f"ws://127.0.0.1:{self.port}/api/kernels/{kernel}/channels"
        line = await websocket_connect(HTTPRequest(address, headers={"X-Person": person}))
        header = {"msg_id": "1", "session": person, "username": "", "version": "5.3", "msg_type": "comm_open"}
        content = {"comm_id": "c", "target_name": "who", "data": {}}
        empty = {"parent_header": {}, "metadata": {}, "buffers": []}
        await line.write_message(
            json.dumps({"channel": "shell", "header": header, "content": content} | empty)
        )
        while (told := json.loads(str(await line.read_message())))["header"]["msg_type"] != "comm_msg":
            pass
        line.close()
        while await line.read_message() is not None:  # until the other side has closed it as well
            pass
        self.pids.add(told["content"]["data"]["pid"])
        return dict(told["content"]["data"])

    def end(self) -> dict[str, Any]:
        """Ask it to end, and return what it has counted."""
        self.process.terminate()
        told, _ = self.process.communicate(timeout=120)
        assert self.process.returncode == 0
        return dict(json.loads(told))


@pytest.fixture(scope="module")
def application(demo: Institute) -> Iterator[Application]:
    """Run the application; its rooms are short enough for the path of a socket."""
    SimpleAsyncHTTPClient.configure(None, max_clients=20)
    with tempfile.TemporaryDirectory(prefix="v-") as place:
        folder, rooms = Path(place, "book"), Path(place, "rooms")
        folder.mkdir()
        rooms.mkdir()
        shutil.copy(SESSION, folder)
        nbformat.write(notebook(), folder / "who.ipynb")
        with started(demo, folder, rooms) as application:
            yield application


def notebook() -> Any:
    cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    cells[0].metadata["tags"] = ["parameters"]
    spec = {"name": "python3", "language": "python", "display_name": "Python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec})


class started:
    """The application from its start until it is ended."""

    def __init__(self, demo: Institute, folder: Path, rooms: Path) -> None:
        with socket.socket() as held:
            held.bind(("127.0.0.1", 0))
            port = int(held.getsockname()[1])
        settings = {
            "Voila": {"port": port, "ip": "127.0.0.1"},
            "WarmVoila": {"at_once": AT_ONCE, "patience": 0.3},
            "PageKernelManager": {"modules": ["cadence.workbook.book"]},
        }
        surroundings = {"JUPYTER_RUNTIME_DIR": str(rooms), "TMPDIR": str(rooms)}
        process = subprocess.Popen(
            [sys.executable, str(HERE / "application.py"), str(demo.root), json.dumps(settings)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=os.environ | surroundings | {"PYDEVD_DISABLE_FILE_VALIDATION": "1"},
        )
        self._application = Application(process, folder, rooms, port)

    def __enter__(self) -> Application:
        assert self._application.process.stdout is not None
        assert self._application.process.stdout.readline() == b"listening\n"
        return self._application

    def __exit__(self, *error: object) -> None:
        process = self._application.process
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=60)


def _found(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    assert found is not None, page
    return found[1]


def test_twelve_come_at_once_and_each_has_a_kernel_and_a_name_of_their_own(
    application: Application, going: Going
) -> None:
    names = [f"visitor {number}" for number in range(12)]

    async def story() -> None:
        pages = await asyncio.gather(*(application.opened(name) for name in names))
        assert [_found("visitor=(visitor [0-9]+) pid", page) for page in pages] == names
        kernels = [_found('"kernelId": ?"([^"]+)"', page) for page in pages]
        assert len(set(kernels)) == len(names)
        told = await asyncio.gather(*map(application.who, names, pages))
        assert [each["person"] for each in told] == names
        pids = [str(each["pid"]) for each in told]
        assert len(set(pids)) == len(names)
        assert pids == [_found("pid=([0-9]+)", page) for page in pages]

    going(story)


def test_who_has_to_wait_long_sees_a_friendly_page_and_then_the_real_one(
    application: Application, going: Going
) -> None:
    async def story() -> None:
        inside = [asyncio.ensure_future(application.ask(f"holder{n}", "?hold")) for n in range(AT_ONCE)]
        while not all((application.folder / f"holder{n}.inside").exists() for n in range(AT_ONCE)):
            await asyncio.sleep(0.01)
        answer = await application.ask("<b>late</b>")
        assert (answer.code, answer.headers["Retry-After"]) == (503, "3")
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        page = answer.body.decode()
        assert '<html lang="en">' in page and "<h1>One moment</h1>" in page
        assert not re.search("https?://|src=|href=|<b>", page)
        (application.folder / "go").touch()
        assert [page.code for page in await asyncio.gather(*inside)] == [200] * AT_ONCE
        assert "visitor=late " in await application.opened("late")

    going(story)


def test_nobody_without_a_name_waits_in_the_queue_or_has_a_kernel(
    application: Application, going: Going
) -> None:
    answer = going(lambda: application.ask(""))
    assert "kernelId" not in answer.body.decode()


def test_a_session_opens_as_a_page(application: Application, demo: Institute, going: Going) -> None:
    page = going(lambda: application.opened("Ana", notebook=SESSION.name))
    assert demo.settings.name in page
    assert "Traceback" not in page


def test_at_the_end_nothing_is_left_and_no_template_was_compiled_twice(
    application: Application, going: Going
) -> None:
    async def story() -> None:
        for name in ("one", "two"):
            await application.who(name, await application.opened(name))

    going(story)
    children = psutil.Process(application.process.pid).children(recursive=True)
    assert application.pids <= {child.pid for child in children}
    counted = application.end()
    assert [child for child in children if child.is_running()] == []
    assert list(application.rooms.iterdir()) == []
    assert 0 < counted["most"] <= AT_ONCE
    assert set(counted["compiled"].values()) == {1}
    assert any(name.startswith("index.html.j2 True") for name in counted["compiled"])
