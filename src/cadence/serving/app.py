"""The application that serves an institute: our own pages, and Voila's where a page needs a kernel."""

import logging
import signal
import socket
import ssl
from datetime import UTC, datetime, timedelta
from typing import Any

from jupyter_server.auth.identity import IdentityProvider, User
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.web import RequestHandler
from traitlets import Instance, default
from traitlets.config import Config

from cadence.institute import Institute
from cadence.kernels.voila import WarmVoila
from cadence.serving.assets import Assets
from cadence.serving.drawn import Drawings
from cadence.serving.floor import Floor
from cadence.serving.greeting import moved
from cadence.serving.handler import Guarded
from cadence.serving.hosts import own_names
from cadence.serving.identity import Door
from cadence.serving.limits import Limits
from cadence.serving.pages.kernels import KERNELS, Kernels
from cadence.serving.pages.pages import Pages
from cadence.serving.routes import routes
from cadence.serving.running import told
from cadence.serving.screen import Nothing
from cadence.serving.setup import Setup
from cadence.store import Store, Viewer

LONGEST = 2 * 1024 * 1024  # bytes of a request: a form of the longest texts, and some
MOST_OF_HEADERS = 32 * 1024  # bytes
REMEMBERED = timedelta(days=7)  # how late a page may repeat a request that it heard nothing of
PATIENCE = 30.0  # seconds for a request to arrive whole
QUIET = 75.0  # seconds that a connection may say nothing, or take for the head of a request
_LOOK = 10_000  # milliseconds between two looks at this machine's addresses


class Visitors(IdentityProvider):
    """Knows visitors by the cookie that their invite was exchanged for, and by nothing else."""

    auth_enabled = True

    def get_user(self, handler: Any) -> User | None:
        """Return who asks, for Jupyter's own handlers."""
        who = handler.visitor if isinstance(handler, Guarded) else None
        return User(username=who.person, name=who.name) if who else None

    def get_handlers(self) -> list[Any]:
        """Return none: nobody signs in by a password or a token."""
        return []


class CadenceVoila(WarmVoila):
    """Serves one institute to those who were invited."""

    house = Instance(Institute)
    store = Instance(Store)
    setup = Instance(Setup)
    listening = Instance(socket.socket)
    encryption = Instance(ssl.SSLContext, allow_none=True)

    @default("config_file_paths")
    def _none(self) -> list[str]:
        return []  # a file that lies about must not open a door

    @default("identity_provider_class")
    def _visitors(self) -> type[IdentityProvider]:
        return Visitors

    @default("base_url")
    def _base(self) -> str:
        return self.setup.base

    @default("log_level")
    def _quiet(self) -> int:
        return logging.WARNING

    def initialize(self, argv: list[str] | None = None) -> None:
        """Read nothing but what is said here: how the kernels of live pages are kept."""
        self.update_config(Config(KERNELS))
        super().initialize(argv)

    def init_settings(self) -> dict[str, Any]:
        """Add what our handlers go by."""
        settings: dict[str, Any] = super().init_settings()
        floor = Floor(self.house.root)
        self.store.drop_receipts(datetime.now(UTC) - REMEMBERED)
        floor.tidy(datetime.now(UTC))
        return settings | {
            "house": self.house,
            "store": self.store,
            "door": Door(self.store, self.house.root),
            "assets": Assets(),
            "floor": floor,
            "drawings": Drawings(self.store.view(Viewer("custodian")), floor),
            "pages": Pages(self.house, self.store),
            "limits": Limits(),
            "kernels": Kernels(self.kernel_manager),
            "names": own_names(self.setup.names),
            "allow_unauthenticated_access": True,  # each route has a rule instead
            "default_handler_class": Nothing,
            "log_function": self._log_fault,
        }

    def init_handlers(self) -> list[Any]:
        """Return the routes that have a rule, and none of Voila's besides."""
        return [
            (self.base_url + each.pattern, each.handler, {"rule": each.rule, **each.settings})
            for each in routes()
        ]

    def listen(self) -> None:
        """Answer at the sockets that were opened, until told to stop."""
        server = HTTPServer(
            self.app,
            xheaders=self.setup.behind_proxy,
            ssl_options=self.encryption,
            max_body_size=LONGEST,
            max_header_size=MOST_OF_HEADERS,
            body_timeout=PATIENCE,
            idle_connection_timeout=QUIET,
        )
        server.add_socket(self.listening)
        self.ioloop = IOLoop.current()
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, self._handle_signal_stop)
        pages: Pages = self.app.settings["pages"]
        pages.start()
        self._follow()
        try:
            self.ioloop.start()
        finally:
            server.stop()
            self.ioloop.run_sync(pages.close)
            self.stop()

    def _log_fault(self, handler: RequestHandler) -> None:
        """Log what went wrong here, and nobody's ordinary ways."""
        if handler.get_status() >= 500:
            request = handler.request
            self.log.error("%s %s ended with %d", request.method, request.path, handler.get_status())

    def _follow(self) -> None:
        """Say where the server is reached, and say it again when that changes."""
        self._reached: tuple[str, ...] = ()
        self._look()
        self._looking = PeriodicCallback(self._look, _LOOK)
        self._looking.start()

    def _look(self) -> None:
        port = self.listening.getsockname()[1]
        reached = self.setup.addresses(port) or (self.setup.own(port),)
        if reached != self._reached:
            told(self.house.root, reached)
            if self._reached and self.setup.open:
                print(moved(self.setup, port), flush=True)
            self._reached = reached
