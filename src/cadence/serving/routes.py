"""Every address that the server answers at, each with the rule of who may use it: there are no others."""

from cadence.serving import calls, home, screen, signin
from cadence.serving.pages import handlers as pages
from cadence.serving.pages import live
from cadence.serving.rule import Route


def routes() -> tuple[Route, ...]:
    """Return the routes, in the order in which they are tried."""
    ours = (*signin.ROUTES, *home.ROUTES, *calls.ROUTES, *pages.ROUTES, *screen.ROUTES)
    return (*ours, *live.ROUTES)
