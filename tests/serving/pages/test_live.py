"""Live pages: a widget of the facilitator's own, in a kernel that is one person's on every path to it."""

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from cadence.institute import Institute
from cadence.serving.pages.live import kernel_environment

pytestmark = [pytest.mark.notebook, pytest.mark.xdist_group("live-pages")]

TEAM = "alcott-elementary"
PAGE = "/session/prework"
# What the notebook would see of whoever looks, told where a test can read it.
TELLS = """
import ipywidgets, json, os
told = {"person": person, "team": team, "role": book._context.view.viewer.role}
told["environment"] = sorted(os.environ)
print(json.dumps(told))
ipywidgets.Label("Groups")
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
