"""An application of Voila whose visitors have a name: it counts what it does, and says so at its end."""

import json
import sys
from collections import Counter
from typing import Any, ClassVar

import jinja2
from jupyter_server.auth.identity import IdentityProvider, User
from papermill.parameterize import parameterize_notebook
from tornado import web
from tornado.ioloop import IOLoop
from traitlets.config import Config
from voila.tornado.handler import TornadoVoilaHandler

from cadence.kernels.pages import PageKernels
from cadence.kernels.voila import InTurn, WarmVoila

institute, settings = sys.argv[1], json.loads(sys.argv[2])
compiled: Counter[str] = Counter()
drawn = {"now": 0, "most": 0}


class Counting(jinja2.Environment):
    """Counted by its method alone, which is put into the class that everybody uses."""

    def compile(self, source: Any, name: Any = None, filename: Any = None, **how: Any) -> Any:
        compiled[f"{name} {self.is_async} {bool(self.autoescape)}"] += 1
        return once(self, source, name, filename, **how)


once = jinja2.Environment.compile
jinja2.Environment.compile = Counting.compile  # type: ignore[method-assign]


class Named(IdentityProvider):
    """Knows visitors by the name in a header."""

    auth_enabled = True

    async def get_user(self, handler: web.RequestHandler) -> User | None:  # type: ignore[override]
        name = handler.request.headers.get("X-Person")
        return User(username=name) if name else None


class Counted(TornadoVoilaHandler):
    """Counts how many pages are drawn at the same time."""

    async def get(self, path: str | None = None) -> None:
        drawn["now"] += 1
        drawn["most"] = max(drawn.values())
        try:
            await super().get(path)
        finally:
            drawn["now"] -= 1


class Page(InTurn, Counted):
    """A page for those who have a name."""

    @web.authenticated
    async def get(self, path: str | None = None) -> None:
        await super().get(path)


class OwnedKernels(PageKernels):
    """Stands for a manager that minds who owns a kernel."""


class Application(WarmVoila):
    replaced: ClassVar[dict[type, type]] = {TornadoVoilaHandler: Page}


def hook(handler: Any, notebook: Any, cwd: str) -> Any:
    notebook.metadata.papermill = {}
    for cell in notebook.cells:
        cell.metadata.setdefault("tags", [])  # papermill looks there without asking whether there are any
    known = {"institute": institute, "person": handler.current_user.username}
    return parameterize_notebook(notebook, known, kernel_name="python3", language="python")


config = Config(settings)
config.Voila.identity_provider_class = Named
config.VoilaConfiguration.prelaunch_hook = hook
config.VoilaConfiguration.multi_kernel_manager_class = OwnedKernels
application = Application(config=config)
application.initialize([".", "--no-browser", "--Voila.port_retries=0"])
IOLoop.current().add_callback(print, "listening", flush=True)
application.start()
print(json.dumps({"compiled": compiled, "most": drawn["most"]}), flush=True)
