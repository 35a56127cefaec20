"""What all routes have in common: who asks, whether they may, and what is said if not."""

import json
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, cast

from jupyter_server.base.handlers import JupyterHandler
from tornado.web import HTTPError

from cadence.errors import CadenceError, StoreError
from cadence.institute import Institute
from cadence.serving.assets import Assets
from cadence.serving.floor import Floor
from cadence.serving.headers import A_YEAR, HEADERS, policy
from cadence.serving.hosts import is_own
from cadence.serving.identity import Door
from cadence.serving.limits import Limits
from cadence.serving.refusal import Refusal, refusal_of, remedy_of
from cadence.serving.rule import Rule, admit
from cadence.serving.template import render
from cadence.serving.who import Who
from cadence.store import Store, View, Viewer

_READING = ("GET", "HEAD")


class Guarded(JupyterHandler):
    """Keeps a route's rule before anything else of it runs: to be named before the handler it guards."""

    rule: Rule

    def initialize(self, rule: Rule, **settings: Any) -> None:
        """Take the rule under which the route was registered."""
        self.rule = rule
        super().initialize(**settings)

    async def prepare(self, **settings: Any) -> None:
        """Find out who asks, and let them through or refuse."""
        await super().prepare(**settings)
        admit(self.rule, self.visitor)
        if self.visitor and not self.limits.requests.allows(self.visitor.person):
            raise Refusal(429, "That was too much in too short a time.", "Wait a moment, and go on.")
        if self.visitor:
            self.floor.heard(self.visitor.person)

    @cached_property
    def visitor(self) -> Who | None:
        """Return who is signed in on the device that asks, None if nobody."""
        return self.door.who(self.held, self.now())

    @property
    def encrypted(self) -> bool:
        """Return whether the request came over TLS, here or to the proxy in front."""
        return self.request.protocol == "https"

    @property
    def cookie(self) -> str:
        """Return the name of the cookie; with this prefix a browser takes it from this very host alone."""
        return f"__Host-{self.door.cookie}" if self.encrypted and self.base_url == "/" else self.door.cookie

    @property
    def held(self) -> str:
        """Return what the device's cookie holds, '' where it has none."""
        return self.get_cookie(self.cookie) or ""

    @property
    def who(self) -> Who:
        """Return who asks, on a route that asks for somebody who is signed in."""
        if self.visitor is None:
            raise Refusal(401, "You are not signed in.", "Open your invite link once more.")
        return self.visitor

    @property
    def house(self) -> Institute:
        """Return the institute that is served."""
        return cast(Institute, self.settings["house"])

    @property
    def store(self) -> Store:
        """Return its store."""
        return cast(Store, self.settings["store"])

    @property
    def door(self) -> Door:
        """Return what lets people in and out."""
        return cast(Door, self.settings["door"])

    @property
    def limits(self) -> Limits:
        """Return how often somebody may ask."""
        return cast(Limits, self.settings["limits"])

    @property
    def floor(self) -> Floor:
        """Return what goes on in the room."""
        return cast(Floor, self.settings["floor"])

    @property
    def view(self) -> View:
        """Return the store as whoever asks may see it."""
        return self.store.view(self.who.viewer)

    @property
    def custodian(self) -> View:
        """Return the store as the trusted process sees it; what is shown of it goes through `publish`."""
        return self.store.view(Viewer("custodian"))

    @property
    def address(self) -> str:
        """Return the network address that the request came from."""
        return self.request.remote_ip or ""

    def now(self) -> datetime:
        """Return the time."""
        return datetime.now(UTC)

    def get_current_user(self) -> Any:
        """Return nothing: who asks is found by the identity provider alone."""
        return None

    def set_default_headers(self) -> None:
        """Say what the browser may do; and nothing of what this server is made of."""
        self.clear_header("Server")
        for name, value in HEADERS.items():
            self.set_header(name, value)
        self.set_header("Content-Security-Policy", self.content_security_policy)
        if self.encrypted:
            self.set_header("Strict-Transport-Security", A_YEAR)

    @property
    def content_security_policy(self) -> str:
        """Return what a page may load and run."""
        return policy()

    def check_host(self) -> bool:
        """Return whether the request was meant for this server."""
        return is_own(self.request.host, self.settings["names"])

    def check_origin(self, origin_to_satisfy_tornado: str = "") -> bool:
        """Return whether a page of ours sends this; a browser says so with all that changes anything."""
        origin = self.request.headers.get("Origin")
        return (
            origin is not None and origin.lower() == f"{self.request.protocol}://{self.request.host}".lower()
        )

    def check_xsrf_cookie(self) -> None:
        """Refuse what no page of ours sends.

        A cookie that is repeated in a header proves less: whoever can set the one can send the other.
        """
        if not self.check_origin():
            raise Refusal(403, "This came from no page of this server.", "Open the page once more, and try.")

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say in words what is refused, and nothing about how it came to that."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        refusal = refusal_of(error, status_code)
        if isinstance(error, StoreError):
            self.floor.trouble(remedy_of(error))
        self.clear()
        self.set_status(refusal.status)
        if self.wants_json:
            self.finish_json({"error": {"what": refusal.message, "remedy": refusal.remedy}})
        else:
            self.refuse(refusal)

    @property
    def wants_json(self) -> bool:
        """Return whether a program of ours asks."""
        path = self.request.path.removeprefix(self.base_url)
        return path.startswith("api/") or self.request.method not in _READING

    @property
    def assets(self) -> Assets:
        """Return what a page may fetch beside itself."""
        return cast(Assets, self.settings["assets"])

    def asset(self, name: str) -> str:
        """Return the address of an asset."""
        return self.base_url + self.assets.address(name)

    def rendered(self, template: str, *, title: str, **values: object) -> str:
        """Return a template filled in: `title`, and what else it asks for beyond `base.html.j2`.

        With `who=None` it is drawn without asking the store who is signed in.
        """
        around: dict[str, object] = {
            "base": self.base_url,
            "asset": self.asset,
            "house": self.house.settings.name,
            "language": self.house.settings.language,
            "team": "",
            "notice": "",
            "who": values["who"] if "who" in values else self.visitor,
        }
        return render(template, title=title, **(around | values))

    def refuse(self, refusal: Refusal) -> None:
        """Show a page that says what is refused and what to do."""
        link = (self.base_url, "To the first page")
        self.set_header("Content-Type", "text/html; charset=utf-8")
        words = {"who": None, "lines": [refusal.remedy], "again": 0, "link": link}
        self.finish(self.rendered("message.html.j2", title=refusal.message.rstrip("."), **words))

    def finish_json(self, answer: object) -> None:
        """Answer a program."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(answer, ensure_ascii=False))

    def log_exception(self, typ: Any, value: BaseException | None, tb: Any) -> None:
        """Keep refusals out of the log: they are answers, and their words may name somebody."""
        if isinstance(value, StoreError):
            self.log.error("%s", value)
        elif not isinstance(value, CadenceError | HTTPError):
            super().log_exception(typ, value, tb)


class Handler(Guarded):
    """A handler of ours: asked in JSON below `api/`, and for pages elsewhere."""

    def asked(self) -> dict[str, Any]:
        """Return the JSON object that was sent.

        Raises
        ------
        Refusal
            It is none.
        """
        try:
            sent = json.loads(self.request.body)
        except (ValueError, RecursionError):
            sent = None
        if not isinstance(sent, dict):
            raise Refusal(422, "The server could not read what was sent.", "Load the page anew.")
        return sent
