"""What the command line says of a server that runs."""

from io import StringIO

import segno

from cadence.serving.setup import Setup

ALONE = "Nobody else reaches it. To open it to everybody in the room: {again} --room"
PLAIN = (
    "The network carries what people type unencrypted: use one that is yours, with a password,",
    "or a certificate (--certificate, --key). Only those who were invited get in.",
)


def greeting(name: str, setup: Setup, own: str, port: int, again: str) -> str:
    """Return what to say when the server answers.

    Parameters
    ----------
    own
        The address that signs the facilitator in, once.
    again
        How the command is typed here, to say how it is typed otherwise.
    """
    lines = [f"{name} is served.", "", "Your own page, for one use:", f"  {own}", ""]
    lines += _room(setup, port) if setup.open else [] if setup.behind_proxy else [ALONE.format(again=again)]
    return "\n".join([*lines, "Stop with Ctrl+C; nothing that was saved is lost."])


def moved(setup: Setup, port: int) -> str:
    """Return what to say when this machine has other addresses than before."""
    lines = ["", "This machine has another address on the network now.", "", *_addresses(setup, port)]
    return "\n".join([*lines, "Codes that were printed for the old one lead nowhere: print them anew."])


def _room(setup: Setup, port: int) -> list[str]:
    return [*_addresses(setup, port), *(() if setup.certificate else PLAIN)]


def _addresses(setup: Setup, port: int) -> list[str]:
    found = setup.addresses(port)
    if not found:
        return ["This machine is on no network now: others reach it as soon as it is.", ""]
    return ["For the room:", *(f"  {each}" for each in found), "", code(found[0])]


def code(link: str) -> str:
    """Return a link as a QR code for a terminal."""
    drawn = StringIO()
    segno.make(link, error="m", micro=False).terminal(drawn, compact=True, border=2)
    return drawn.getvalue()
