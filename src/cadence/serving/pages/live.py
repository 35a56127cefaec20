"""Live pages: where a cell shows a widget of the facilitator's own, a visitor has a kernel of their own."""

import os
from collections.abc import Mapping
from typing import Any, cast

import nbformat
from jupyter_core.utils import ensure_async
from nbclient.exceptions import CellExecutionError
from papermill.parameterize import parameterize_notebook  # type: ignore[import-untyped]
from voila.execute import VoilaExecutor  # type: ignore[import-untyped]
from voila.utils import get_page_config, get_voila_labextensions_path  # type: ignore[import-untyped]

from cadence.kernels.turns import Full, Turns
from cadence.packets.order import find_notebook
from cadence.serving.headers import policy
from cadence.serving.packing import quickly
from cadence.serving.pages.drawing import drawn
from cadence.serving.pages.handlers import AGAIN, ID, PIECES, TEAM, Sessions
from cadence.serving.pages.kernels import (
    ExtensionFile,
    FrontendFile,
    KernelEnd,
    KernelLine,
    Kernels,
    KernelState,
    frontend_folders,
)
from cadence.serving.pages.page import Page
from cadence.serving.pages.running import CELL_SECONDS
from cadence.serving.rule import Route
from cadence.workbook.context import PACKET_OF
from cadence.workbook.notebooks import refuse_unfit

# Voila's frontend and the widgets put their looks into the page themselves, and fetch nothing from elsewhere.
CSP = policy(style_src="'self' 'unsafe-inline'", img_src="'self' data: blob:")
EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget")
# What a kernel needs of our own environment; the rest, whatever it may hold, is none of its business.
_SURROUNDINGS = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "TZ",
    "SYSTEMROOT",
    "VIRTUAL_ENV",
    "XDG_CACHE_HOME",
)


class LivePage(Sessions):
    """A session's page with a kernel behind it that belongs to whoever looks."""

    @property
    def content_security_policy(self) -> str:
        """Return the one exception to what pages may do."""
        return CSP

    async def get(self, id: str, team: str = "") -> None:
        """Run the notebook in a kernel of the visitor's own, and show it with its controls."""
        outlook, session = self.place(id, team)
        turns = cast(Turns, self.settings["page_turns"])
        try:
            async with turns.one():
                kernel, page = await self._run(session.number, team or self.who.team, bool(team))
        except Full as full:
            words = f"{full.ahead} other pages come first."
            self.say("One moment", words, status=503, again=AGAIN, home=False)
        except CellExecutionError:
            self.say(
                session.title, "This page is not ready yet.", "Your facilitator can see why.", status=503
            )
        else:
            before, after = self.shell(page, outlook, self.view.seq(), kernel=self._config(kernel)).split(
                PIECES
            )
            self.finish_packed(quickly(before), page.packed, quickly(after))

    def _excuse(self, title: str, reason: str) -> None:
        """Say that there is no page: why, to the facilitator alone."""
        looking_in = self.who.role == "facilitator"
        self.say(
            title,
            "This page is not ready yet.",
            reason if looking_in else "Your facilitator can see why.",
            status=503,
        )

    async def _run(self, session: int, team: str, looking_in: bool) -> tuple[str, Page]:
        """Return the number of a kernel in which the notebook was run, and what it shows."""
        path = find_notebook(self.house, session, "team")
        refuse_unfit(path, self.house.root)
        person = "" if looking_in else self.who.person
        notebook = parameterized(nbformat.read(path, as_version=4), self._parameters(team, person))  # type: ignore[no-untyped-call]
        kernel = await self._kernels.start(self.who.person, kernel_environment(team))
        try:
            await executed(notebook, self.kernel_manager.get_kernel(kernel))
        except BaseException:
            await self._kernels.end(kernel)
            raise
        return kernel, drawn(notebook, path.parent, live=True)

    @property
    def _kernels(self) -> Kernels:
        return cast(Kernels, self.settings["kernels"])

    def _parameters(self, team: str, person: str) -> dict[str, object]:
        """Return what is injected: who is signed in, as this server knows it and nobody else says."""
        cycle = self.house.settings.cycle.number
        return {"institute": str(self.house.root.resolve()), "team": team, "cycle": cycle, "person": person}

    def _config(self, kernel: str) -> dict[str, object]:
        """Return what Voila's frontend asks the page for: where the kernel is, and nothing outside."""
        voila = self.settings["voila"].voila_configuration
        found = get_page_config(self.base_url, self.settings, self.log, voila)
        return {name: value for name, value in found.items() if "athjax" not in name} | {
            "baseUrl": self.base_url,
            "kernelId": kernel,
            "themesUrl": f"{self.base_url}voila/api/themes",
            "fullMathjaxUrl": self.asset("formulas.js"),
            "mathjaxConfig": "",
            "federated_extensions": [e for e in found["federated_extensions"] if e["name"] in EXTENSIONS],
        }


def kernel_environment(team: str) -> dict[str, str]:
    """Return the environment of a visitor's kernel: it holds no secret, and opens no other team."""
    kept = {name: os.environ[name] for name in _SURROUNDINGS if name in os.environ}
    return kept | {PACKET_OF: team, "MPLBACKEND": "module://matplotlib_inline.backend_inline"}


def parameterized(notebook: Any, parameters: Mapping[str, object]) -> Any:
    """Return a notebook with these values put in after its `parameters` cell."""
    notebook.metadata.papermill = {}  # papermill notes there what it did
    for cell in notebook.cells:
        cell.metadata.setdefault("tags", [])
    return parameterize_notebook(notebook, dict(parameters), kernel_name="python3", language="python")


async def executed(notebook: Any, kernel: Any) -> None:
    """Run all cells of a notebook in a kernel; raise `CellExecutionError` at the first that fails."""
    runner = VoilaExecutor(notebook, km=kernel, timeout=CELL_SECONDS)
    runner.kc = await runner.async_start_new_kernel_client()
    try:
        await runner.async_execute(cleanup_kc=False)
    finally:
        await ensure_async(runner.kc.stop_channels())


_KERNEL = r"(?P<kernel_id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
ROUTES = (
    Route(f"{ID}/live", LivePage, "member"),
    Route(f"{ID}{TEAM}/live", LivePage, "facilitator"),
    Route(f"api/kernels/{_KERNEL}", KernelState, "signed_in"),
    Route(f"api/kernels/{_KERNEL}/channels", KernelLine, "signed_in"),
    Route(f"voila/api/shutdown/{_KERNEL}", KernelEnd, "signed_in"),
    Route(r"voila/static/(.*)", FrontendFile, "signed_in", {"paths": frontend_folders()}),
    Route(r"voila/labextensions/(.*)", ExtensionFile, "signed_in", {"path": get_voila_labextensions_path()}),
)
