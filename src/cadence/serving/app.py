"""The application that serves an institute: our own pages, and Voila's where a page needs a kernel."""

import socket
from typing import Any

from jupyter_server.auth.identity import IdentityProvider, User
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from traitlets import Bool, Instance, List, Unicode, default

from cadence.institute import Institute
from cadence.kernels.voila import WarmVoila
from cadence.serving.assets import Assets
from cadence.serving.handler import Guarded, Nothing
from cadence.serving.hosts import own_names
from cadence.serving.identity import Door
from cadence.serving.pages.pages import Pages
from cadence.serving.routes import routes
from cadence.store import Store

LONGEST = 2 * 1024 * 1024  # bytes of a request: a form of the longest texts, and some


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
    sockets = List(Instance(socket.socket))
    names = List(Unicode(), help="Further names that the server is reached by.")
    behind_proxy = Bool(False, help="Whether a proxy in front says who asks, and how.")

    @default("config_file_paths")
    def _none(self) -> list[str]:
        return []  # a file that lies about must not open a door

    @default("identity_provider_class")
    def _visitors(self) -> type[IdentityProvider]:
        return Visitors

    def init_settings(self) -> dict[str, Any]:
        """Add what our handlers go by."""
        settings: dict[str, Any] = super().init_settings()
        return settings | {
            "house": self.house,
            "store": self.store,
            "door": Door(self.store, self.house.root),
            "assets": Assets(),
            "pages": Pages(self.house, self.store),
            "names": own_names(self.names),
            "allow_unauthenticated_access": True,  # each route has a rule instead
            "default_handler_class": Nothing,
        }

    def init_handlers(self) -> list[Any]:
        """Return the routes that have a rule, and none of Voila's besides."""
        base = self.base_url
        return [
            (base + each.pattern, each.handler, {"rule": each.rule, **each.settings}) for each in routes()
        ]

    def listen(self) -> None:
        """Answer at the sockets that were opened, until told to stop."""
        server = HTTPServer(self.app, xheaders=self.behind_proxy, max_body_size=LONGEST)
        server.add_sockets(self.sockets)
        self.ioloop = IOLoop.current()
        pages: Pages = self.app.settings["pages"]
        pages.start()
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            self.log.info("Stopping.")
        finally:
            server.stop()
            self.ioloop.run_sync(pages.close)
            self.stop()
