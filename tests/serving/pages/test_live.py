"""Live pages: a widget of the facilitator's own, in a kernel that is one person's on every path to it."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterator
from html import unescape
from typing import Any

import psutil
import pytest
from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClosedError, websocket_connect

from cadence.institute import Institute
from cadence.serving.frames import V1
from cadence.serving.pages.live import kernel_environment

pytestmark = [pytest.mark.notebook]

TEAM = "alcott-elementary"
PAGE = "/session/prework"
# What the notebook would see of whoever looks, told where a test can read it.
TELLS = """
import ipywidgets, json, os
told = {"person": person, "team": team, "role": book._context.view.viewer.role}
told["environment"] = sorted(os.environ)
print(json.dumps(told))
ipywidgets.VBox([ipywidgets.Label("Groups"), ipywidgets.IntSlider(value=3, min=0, max=10, disabled=True)])
"""
KERNEL = re.compile(r'"kernelId": "([0-9a-f-]{36})"')


@pytest.fixture(scope="module")
def tailored() -> Callable[[Institute], None]:
    """Let the pre-work show a stock widget."""
    return _with_a_widget


def _with_a_widget(house: Institute) -> None:
    path = house.notebooks_dir / "00-prework.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    cell = {"cell_type": "code", "metadata": {}, "source": TELLS, "outputs": [], "execution_count": None}
    notebook["cells"].append(cell | {"id": "tells"})
    path.write_text(json.dumps(notebook), "utf-8")


def kernel_of(client: Any, path: str = f"{PAGE}/live") -> str:
    page = client.get(path)
    assert page.status == 200
    return KERNEL.findall(page.text)[0]


def test_a_page_with_a_widget_leads_to_one_with_a_kernel(served: Any) -> None:
    ana = served.signed_in("member", TEAM)
    there = ana.get(PAGE)
    assert (there.status, there.headers["Location"]) == (302, f"{PAGE}/live")
    page = ana.get(f"{PAGE}/live")
    assert page.text.count("vnd.voila.cell-output") == 1
    assert "https://" not in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe-eval" not in policy


def test_only_its_owner_reaches_a_kernel_on_any_path(served: Any) -> None:
    ana, ben = served.signed_in("member", TEAM), served.signed_in("member", TEAM, 1)
    facilitator = served.signed_in("facilitator")
    kernel = kernel_of(ana)
    assert ana.get(f"/api/kernels/{kernel}").json["id"] == kernel
    for other in (ben, facilitator):
        assert other.get(f"/api/kernels/{kernel}").status == 404
        assert other.get(f"/api/kernels/{kernel}/channels").status == 404
        assert other.post(f"/voila/api/shutdown/{kernel}").status == 404
    assert served.client().get(f"/api/kernels/{kernel}").status == 401
    assert ana.get(f"/api/kernels/{kernel}").status == 200


def test_no_kernel_is_ended_or_started_by_other_words(served: Any) -> None:
    ana = served.signed_in("member", TEAM)
    kernel = kernel_of(ana)
    assert ana.ask("DELETE", f"/api/kernels/{kernel}").status == 405
    assert ana.post("/api/kernels").status == 404
    assert ana.get("/api/kernels").status == 404
    assert ana.get(f"/api/kernels/{kernel}").status == 200


def test_a_page_that_is_left_ends_its_kernel(served: Any) -> None:
    ana = served.signed_in("member", TEAM)
    kernel = kernel_of(ana)
    assert ana.post(f"/voila/api/shutdown/{kernel}").status == 204
    assert ana.get(f"/api/kernels/{kernel}").status == 404


def test_loading_a_page_again_and_again_keeps_few_kernels(served: Any) -> None:
    ana = served.signed_in("member", TEAM, 2)
    kernels = [kernel_of(ana) for _ in range(3)]
    assert [ana.get(f"/api/kernels/{kernel}").status for kernel in kernels] == [404, 200, 200]


def told(page: str) -> dict[str, Any]:
    """Return what the notebook saw."""
    said: dict[str, Any] = json.loads(unescape(re.findall(r"<pre>(.*?)</pre>", page)[-1]))
    return said


def test_a_kernel_that_is_killed_takes_nothing_along_and_the_page_loads_anew(served: Any) -> None:
    server = psutil.Process(served.process.pid)
    kernel_of(served.signed_in("member", TEAM, 5))  # what all kernels come from is there now
    ana = served.signed_in("member", TEAM, 6)
    before = set(server.children(recursive=True))
    kernel = kernel_of(ana)
    new = set(server.children(recursive=True)) - before
    assert new
    for each in new:
        each.kill()
    psutil.wait_procs(new, 60)
    was = ana.get("/api/form/form/ask").json["values"].get("stuck")
    asked = {"key": "0" * 32, "kind": "form", "id": "ask", "record": ""}
    said = ana.post("/api/save", asked | {"changes": {"stuck": {"was": was, "now": "Without a kernel"}}})
    assert said.json["saved"] == ["stuck"]
    assert kernel_of(ana) != kernel


def test_who_is_signed_in_comes_from_the_server_and_never_from_the_address(served: Any) -> None:
    ana = served.signed_in("member", TEAM)
    query = "?person=somebody-else&team=king-early-childhood-center&role=custodian"
    seen = told(ana.get(f"{PAGE}/live{query}").text)
    assert (seen["person"], seen["team"], seen["role"]) == (ana.person, TEAM, "member")
    assert not [name for name in seen["environment"] if "QUERY" in name or name.startswith("HTTP_")]


def test_a_facilitator_who_looks_in_sees_what_the_team_sees(served: Any) -> None:
    seen = told(served.signed_in("facilitator").get(f"{PAGE}/team/{TEAM}/live").text)
    assert (seen["person"], seen["team"], seen["role"]) == ("", TEAM, "team")


def test_a_kernel_is_given_nothing_of_what_the_server_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CADENCE_DATABASE_PASSWORD", "secret")
    monkeypatch.setenv("QUERY_STRING", "person=x")
    environment = kernel_environment(TEAM)
    assert "secret" not in environment.values()
    assert "QUERY_STRING" not in environment
    assert environment["CADENCE_PACKET_OF"] == TEAM


def test_voilas_frontend_is_for_those_who_are_signed_in(served: Any) -> None:
    ana = served.signed_in("member", TEAM)
    assert ana.get("/voila/static/voila.js").status == 200
    assert served.client().get("/voila/static/voila.js").status == 401
    for path in ("/voila/static/../../../../etc/passwd", "/voila/static/%2e%2e/%2e%2e/page.html"):
        assert ana.get(path).status in (403, 404)
    for path in ("/voila/files/institute.toml", "/voila/render/notebooks/00-prework.ipynb", "/voila/tree"):
        assert ana.get(path).status == 404


# --- the line to a kernel, for those who mean no good ----------------------------------------------------


def request(kind: str, channel: str = "shell", **content: Any) -> dict[str, Any]:
    header = {"msg_type": kind, "msg_id": kind, "session": "s", "username": "", "version": "5.3", "date": ""}
    return {"channel": channel, "header": header, "parent_header": {}, "metadata": {}, "content": content}


def framed(message: dict[str, Any], protocol: str | None) -> str | bytes:
    if protocol is None:
        return json.dumps(message)
    parts = [
        json.dumps(message[name]).encode() for name in ("header", "parent_header", "metadata", "content")
    ]
    return bytes(serialize_msg_to_ws_v1(parts, message["channel"]))


async def line(client: Any, kernel: str, protocol: str | None = None, origin: str | None = None) -> Any:
    """Open a line to a kernel as a page would."""
    here = f"127.0.0.1:{client.port}"
    said = {"Origin": f"http://{here}" if origin is None else origin}
    said["Cookie"] = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    address = f"ws://{here}/api/kernels/{kernel}/channels?session_id=s"
    wanted = HTTPRequest(address, headers={name: value for name, value in said.items() if value})
    return await websocket_connect(wanted, subprotocols=[protocol] if protocol else None)


async def closed(connection: Any) -> tuple[int | None, str | None]:
    """Return the code and the reason with which the line is closed, whatever is said before."""
    while await connection.read_message() is not None:
        pass
    connection.close()
    return connection.close_code, connection.close_reason


PROTOCOLS = pytest.mark.parametrize("protocol", [None, V1])


@PROTOCOLS
def test_a_page_asks_its_kernel_what_it_is(served: Any, going: Any, protocol: str | None) -> None:
    ana = served.signed_in("member", TEAM, 3)
    kernel = kernel_of(ana)

    async def story() -> None:
        connection = await line(ana, kernel, protocol)
        await connection.write_message(
            framed(request("kernel_info_request"), protocol), binary=protocol is not None
        )
        while (said := await connection.read_message()) is not None:
            if "kernel_info_reply" in str(said):
                break
        assert said is not None
        connection.close()
        await closed(connection)

    going(story)


@PROTOCOLS
@pytest.mark.parametrize("channel", ["shell", "control", "stdin", "iopub"])
@pytest.mark.parametrize("kind", ["execute_request", "shutdown_request", "input_reply"])
def test_a_line_is_closed_on_whoever_says_what_no_page_says(
    served: Any, going: Any, line_kernel: Any, protocol: str | None, channel: str, kind: str
) -> None:
    ana, kernel = line_kernel
    trace = served.house.root / "trace"
    code = f"open({str(trace)!r}, 'w')"

    async def story() -> tuple[int | None, str | None]:
        connection = await line(ana, kernel, protocol)
        said = request(kind, channel, code=code, silent=False, restart=False)
        await connection.write_message(framed(said, protocol), binary=protocol is not None)
        return await closed(connection)

    assert going(story) == (1008, "A page says no such thing to its kernel.")
    assert not trace.exists()
    assert ana.get(f"/api/kernels/{kernel}").status == 200


async def states(connection: Any, number: int) -> dict[str, Any]:
    """Return the state of every widget that the kernel has, as its page may ask for it."""
    comm = f"asks-{number}"
    opens = request("comm_open", comm_id=comm, target_name="jupyter.widget.control", data={})
    await connection.write_message(json.dumps(opens | {"metadata": {"version": "1.0.0"}}))
    asks = request("comm_msg", comm_id=comm, data={"method": "request_states"})
    await connection.write_message(json.dumps(asks))
    while said := await connection.read_message():
        content = json.loads(said)["content"] if isinstance(said, str) else {}
        if content.get("comm_id") == comm and content["data"].get("method") == "update_states":
            found: dict[str, Any] = content["data"]["states"]
            return found
    raise AssertionError("the line was closed")


def test_who_reads_and_sets_every_widget_finds_the_notebooks_own_and_stays_within_their_range(
    served: Any, going: Any, line_kernel: Any
) -> None:
    ana, kernel = line_kernel

    async def story() -> tuple[dict[str, Any], dict[str, Any]]:
        connection = await line(ana, kernel)
        before = await states(connection, 1)
        (slider,) = [id for id, each in before.items() if each["model_name"] == "IntSliderModel"]
        update = {"method": "update", "state": {"value": 10**9}, "buffer_paths": []}
        await connection.write_message(json.dumps(request("comm_msg", comm_id=slider, data=update)))
        after = await states(connection, 2)
        connection.close()
        return before, after[slider]["state"]

    before, slider = going(story)
    models = {each["model_name"] for each in before.values()}
    assert {"LabelModel", "IntSliderModel"} <= models and not any("Form" in each for each in models)
    assert slider["value"] == 10  # disabled does not forbid, and its range still does
    people = [served.somebody("member", TEAM, n).name for n in range(8)]
    assert not [name for name in people if name in json.dumps(before)]


@pytest.mark.parametrize("frame", ["", "{", "[]", b"\x00" * 9, b"\xff" * 40, "x" * 2_000_000])
def test_a_line_is_closed_on_what_is_no_frame(served: Any, going: Any, line_kernel: Any, frame: Any) -> None:
    ana, kernel = line_kernel

    async def story() -> int | None:
        connection = await line(ana, kernel)
        await connection.write_message(frame, binary=isinstance(frame, bytes))
        return (await closed(connection))[0]

    assert going(story) in (1008, 1009, None)
    assert ana.get(f"/api/kernels/{kernel}").status == 200


def test_a_line_is_closed_on_a_flood(going: Any, line_kernel: Any) -> None:
    ana, kernel = line_kernel

    async def story() -> tuple[int | None, str | None]:
        connection = await line(ana, kernel)
        asking = json.dumps(request("comm_info_request"))
        try:
            for _ in range(2_000):
                await connection.write_message(asking)
        except WebSocketClosedError:
            pass
        return await closed(connection)

    assert going(story)[0] in (1008, None)
    assert ana.get(f"/api/kernels/{kernel}").status == 200


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", "https://127.0.0.1"])
def test_no_page_of_another_site_opens_a_line(going: Any, line_kernel: Any, origin: str) -> None:
    ana, kernel = line_kernel

    async def story() -> int:
        with pytest.raises(HTTPClientError) as refused:
            await line(ana, kernel, origin=origin)
        return int(refused.value.code)

    assert going(story) == 403


def test_nobody_else_opens_a_line_whatever_they_bring_along(
    served: Any, going: Any, line_kernel: Any
) -> None:
    _, kernel = line_kernel
    ben = served.signed_in("member", TEAM, 5)
    ben.cookies["_xsrf"] = "made-up"

    async def story() -> int:
        with pytest.raises(HTTPClientError) as refused:
            await line(ben, kernel)
        return int(refused.value.code)

    assert going(story) == 404
    own = {"X_XSRFToken": "made-up"}
    assert ben.post(f"/voila/api/shutdown/{kernel}?_xsrf=made-up", **own).status == 404


def test_a_line_is_closed_when_its_owner_is_signed_out(served: Any, going: Any) -> None:
    ana = served.signed_in("member", TEAM, 6)
    kernel = kernel_of(ana)

    async def story() -> tuple[int | None, str | None]:
        connection = await line(ana, kernel)
        served.revoke(ana.person)
        return await closed(connection)

    assert going(story) == (1008, "You are signed out.")


@pytest.fixture(scope="module")
def line_kernel(served: Any) -> tuple[Any, str]:
    """Lend somebody with a kernel of theirs."""
    ana = served.signed_in("member", TEAM, 4)
    return ana, kernel_of(ana)


@pytest.fixture
def going() -> Iterator[Callable[[Callable[[], Awaitable[Any]]], Any]]:
    """Run a coroutine function from start to end, also where Playwright's loop still counts as running."""
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield lambda story: asyncio.run(story())  # type: ignore[arg-type]
    asyncio._set_running_loop(running)
