"""Every address that the server answers at, each with the rule of who may use it: there are no others."""

from cadence.serving import (
    api,
    aside,
    asked,
    board,
    board_page,
    calls,
    district,
    home,
    keying,
    questions,
    room,
    screen,
    signin,
    steering,
    timekeeping,
    visits,
    walkin,
)
from cadence.serving.pages import handlers as pages
from cadence.serving.pages import live
from cadence.serving.rule import Route


def routes() -> tuple[Route, ...]:
    """Return the routes, in the order in which they are tried."""
    parts = (
        signin,
        home,
        calls,
        aside,
        api,
        board,
        board_page,
        asked,
        visits,
        keying,
        district,
        room,
        questions,
        steering,
        timekeeping,
        walkin,
        pages,
        screen,
        live,
    )
    return tuple(route for part in parts for route in part.ROUTES)
