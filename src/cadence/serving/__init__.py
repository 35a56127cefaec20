"""The Voila application of an institute: sign-in, pages, saving, and the room as the facilitator sees it."""

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Return where Jupyter looks for an extension, so that it is told that there is none."""
    return [{"module": "cadence.serving"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Refuse to serve participants from somebody's Jupyter server: there they could run code."""
    from cadence.errors import NotAllowed

    raise NotAllowed(
        "Cadence does not serve participants from a Jupyter server: whoever is signed in there can run code.",
        "Serve the institute by itself: cadence serve",
    )
