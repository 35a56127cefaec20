"""Voila with kernels that wait for a visitor, templates compiled once, and a few pages drawn at a time."""

import os
from typing import Any, ClassVar

from tornado import web
from tornado.ioloop import IOLoop
from traitlets import Float, Int, default
from traitlets.config import Config
from voila.app import Voila  # type: ignore[import-untyped]
from voila.tornado.handler import TornadoVoilaHandler  # type: ignore[import-untyped]

from cadence.kernels.pages import PageKernels
from cadence.kernels.templates import ServeTemplates, SharedTemplates
from cadence.kernels.turns import Full, Turns, queue_page

_TURNS = "page_turns"
_AGAIN = 3  # seconds after which one who had to wait asks again
# A cell that does not end would keep its turn for good; all of this yields to what is configured.
DEFAULTS = {
    "VoilaConfiguration": {"multi_kernel_manager_class": f"{PageKernels.__module__}.{PageKernels.__name__}"},
    "VoilaExecutor": {"timeout": 60},
}


class InTurn:
    """What makes a handler of pages wait for its turn: to be named before the handler."""

    async def get(self, path: str | None = None) -> None:
        """Draw the page in turn, or say that it takes a moment."""
        if self._leads_elsewhere(path):
            await super().get(path)  # type: ignore[misc]
            return
        try:
            async with self.settings[_TURNS].one():  # type: ignore[attr-defined]
                await super().get(path)  # type: ignore[misc]
        except Full as full:
            self._put_off(full.ahead)

    def _leads_elsewhere(self: Any, path: str | None) -> bool:
        """Return whether this is no page: where one notebook is served, any path beyond it is a file's."""
        return bool(self.notebook_path and path)

    def _put_off(self: Any, ahead: int) -> None:
        self.set_status(503)
        self.set_header("Retry-After", str(_AGAIN))
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(queue_page(ahead, _AGAIN))


class PageHandler(InTurn, TornadoVoilaHandler):  # type: ignore[misc]
    """Voila's handler of pages, in turn."""

    @web.authenticated
    async def get(self, path: str | None = None) -> None:  # type: ignore[override]
        """Draw the page for someone who may see it; nobody else waits in the queue."""
        await super().get(path)


class WarmVoila(Voila):  # type: ignore[misc]
    """Voila as it is, and quick: subclass it, or run it, in the place of Voila.

    `replaced` says which handlers stand in for which of Voila's; a subclass names its own there, with
    `InTurn` before the one that draws pages.
    """

    replaced: ClassVar[dict[type, type]] = {TornadoVoilaHandler: PageHandler}

    at_once = Int(help="How many pages are drawn at the same time; as many as there are cores.").tag(
        config=True
    )
    room = Int(200, min=0, help="How many visitors may wait for their turn with the page open.").tag(
        config=True
    )
    patience = Float(10, help="Seconds after which a visitor sees that it takes a moment.").tag(config=True)

    @default("at_once")
    def _cores(self) -> int:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

    def initialize(self, argv: list[str] | None = None) -> None:
        """Read the configuration, with what makes it quick where nothing else is said."""
        settings = Config(DEFAULTS)
        settings.merge(self.config)
        self.update_config(settings)
        super().initialize(argv)
        self.config.VoilaExporter.preprocessors.append(ServeTemplates)

    def init_settings(self) -> dict[str, Any]:
        """Add the turns, the shared templates and the kernels that wait."""
        settings: dict[str, Any] = super().init_settings()
        for name in ("voila_jinja2_env", "jinja2_env"):
            SharedTemplates.serve(settings[name])
        return settings | {_TURNS: Turns(self.at_once, self.room, self.patience)}

    def init_handlers(self) -> list[Any]:
        """Put the handlers that are replaced in the place of Voila's."""
        rules = (tuple(rule) for rule in super().init_handlers())
        return [(route, self.replaced.get(handler, handler), *rest) for route, handler, *rest in rules]

    def listen(self) -> None:
        """Have kernels wait for the first visitors, and listen."""
        if isinstance(self.kernel_manager, PageKernels):
            IOLoop.current().add_callback(self.kernel_manager.fill)
        super().listen()

    def stop(self) -> None:
        """End the kernels where they live, in the loop that has started them, and clean up."""
        self.ioloop.run_sync(self.kernel_manager.shutdown_all)
        super().stop()
