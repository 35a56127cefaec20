"""Every address that the server answers at, as everybody: who may not is told so, and nothing else."""

import json
from functools import cache
from typing import Any, get_args
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, find, settings
from hypothesis import strategies as st

from cadence.serving.handler import Guarded
from cadence.serving.routes import routes
from cadence.serving.rule import Route, Rule

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ROLES = ("member", "facilitator", "district")
QUICK = settings(database=None, max_examples=20, suppress_health_check=list(HealthCheck))
TURNED_AWAY = (b"You are not signed in", b"This page is for others")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
INSIDES = (
    "Traceback",
    "tornado",
    "Tornado",
    "jupyter",
    "Jupyter",
    "Python/",
    "site-packages",
    ".py",
    "sqlite",
)


@cache
def address(pattern: str) -> str:
    """Return an address that a route answers at: the plainest that its pattern allows."""
    plain = st.from_regex(pattern, fullmatch=True, alphabet=st.characters(codec="ascii"))
    return "/" + quote(find(plain, lambda each: not each.endswith("/"), settings=QUICK), safe="/-._~")


EACH = pytest.mark.parametrize("route", routes(), ids=lambda route: route.pattern or "home")


@pytest.fixture
def path(route: Route) -> str:
    return address(route.pattern)


@pytest.fixture(scope="module")
def visitors(served: Any) -> dict[str, Any]:
    return {"nobody": served.client()} | {role: served.signed_in(role) for role in ROLES}


def asked(client: Any, method: str, path: str) -> Any:
    sent = {"Origin": f"http://127.0.0.1:{client.port}", "Content-Type": "application/json"}
    return client.ask(method, path, b"{}" if method in ("POST", "PUT", "PATCH") else None, sent)


def test_a_route_without_a_rule_is_none() -> None:
    with pytest.raises(ValueError, match="is no rule"):
        Route("open", Guarded, "everybody")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Route("open", Guarded)  # type: ignore[call-arg]


@EACH
def test_every_handler_keeps_the_rule_of_its_route(route: Route, path: str) -> None:
    assert issubclass(route.handler, Guarded) and route.rule in get_args(Rule)
    assert "prepare" not in vars(route.handler) or issubclass(route.handler, Guarded)


@EACH
def test_whoever_may_not_is_refused_however_they_ask(
    visitors: dict[str, Any], route: Route, path: str
) -> None:
    for name, client in visitors.items():
        refused = _refused(route.rule, name)
        for method in METHODS if refused else ("GET", "HEAD", "OPTIONS"):
            answer = asked(client, method, path)
            assert answer.status < 500 or answer.status == 503, (name, method, answer.body[:300])
            assert not refused or answer.status in (refused, 405), (name, method, answer.status)
            assert refused or not [word for word in TURNED_AWAY if word in answer.body], (name, method)


def _refused(rule: Rule, name: str) -> int:
    if rule == "anyone":
        return 0
    if name == "nobody":
        return 401
    return 0 if rule in ("signed_in", name) else 403


@EACH
def test_every_answer_tells_the_browser_what_it_may_do_and_nothing_of_the_server(
    visitors: dict[str, Any], route: Route, path: str
) -> None:
    for client in visitors.values():
        answer = asked(client, "GET", path)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert answer.headers["Server"] is None
        said = dict(
            each.strip().split(" ", 1) for each in answer.headers["Content-Security-Policy"].split(";")
        )
        assert "unsafe" not in said["script-src"] and "*" not in " ".join(said.values())
        assert (said["default-src"], said["frame-ancestors"], said["base-uri"]) == ("'none'",) * 3
        if answer.headers["Content-Type"] and "javascript" not in answer.headers["Content-Type"]:
            assert not [word for word in INSIDES if word.encode() in answer.body]


@EACH
def test_what_is_for_one_person_is_kept_by_no_cache(
    visitors: dict[str, Any], route: Route, path: str
) -> None:
    if route.rule != "anyone":
        for client in visitors.values():
            kept = asked(client, "GET", path).headers["Cache-Control"]
            assert "no-store" in kept or "private" in kept


@EACH
def test_a_page_of_another_site_changes_nothing_by_any_route(
    visitors: dict[str, Any], route: Route, path: str
) -> None:
    for origin in ("http://evil.example", "null", ""):
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            answer = visitors["facilitator"].ask(method, path, b"{}", {"Origin": origin})
            assert answer.status in (403, 405), (origin, method)


ELSEWHERE = (
    "/nothing /api /api/ /api/contents /api/contents/institute.toml /api/kernels /api/kernelspecs "
    "/api/sessions /api/terminals /api/config /api/status /api/spec.yaml /api/shutdown /login /logout /lab "
    "/tree /files/a"
    " /voila/files/institute.toml /voila/files/cadence.sqlite /voila/templates/base/a.css /voila/tree"
    " /voila/render/00-prework.ipynb /voila/query/11111111-1111-1111-1111-111111111111"
    " /voila/execution/11111111-1111-1111-1111-111111111111 /metrics /custom/custom.css /nbextensions/a.js"
    " /kernelspecs/python3/logo.svg /security/csp-report /.cadence-secret /institute.toml /static/base/x.js"
    " //evil.example /%2F%2Fevil.example /\\evil.example /join/ /join/x /leave/x"
).split()
UP = (
    "..",
    "%2e%2e",
    "%2E%2e",
    "..%2f",
    "..%5c",
    "..\\",
    "%252e%252e",
    "%c0%ae%c0%ae",
    "....//",
    "..;",
    "%00..",
    ".%00.",
)
TRAVERSALS = [
    f"/{start}{'/'.join([step] * 4)}/{target}"
    for start in ("", "assets/", "assets/0123456789abcdef/", "session/", "api/")
    for step in UP
    for target in ("etc/passwd", "institute.toml")
]


@pytest.mark.parametrize("name", ["nobody", "member", "facilitator"])
def test_every_other_address_is_none(visitors: dict[str, Any], name: str) -> None:
    for path in ELSEWHERE:
        answer = visitors[name].get(path)
        assert answer.status in (400, 401, 404), (path, answer.status)
        assert "Location" not in answer.headers
        assert not [word for word in INSIDES if word.encode() in answer.body], path


def test_no_spelling_of_a_way_up_leads_out(visitors: dict[str, Any], served: Any) -> None:
    for path in TRAVERSALS:
        answer = visitors["facilitator"].get(path)
        assert answer.status in (400, 403, 404), (path, answer.status)
        assert b"root:" not in answer.body and served.house.settings.district.encode() not in answer.body


def test_what_is_refused_is_said_in_words_in_the_form_that_was_asked_for(visitors: dict[str, Any]) -> None:
    page, data = visitors["nobody"].get("/nothing"), visitors["nobody"].get("/api/me")
    assert "There is nothing here" in page.text and page.headers["Content-Type"].startswith("text/html")
    assert set(json.loads(data.body)["error"]) == {"what", "remedy"}
