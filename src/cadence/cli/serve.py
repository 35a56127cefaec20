"""`cadence serve`: the institute in a browser."""

import getpass
import os
import shutil
import sys
import webbrowser
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cadence.cli.options import InstituteOption
from cadence.command import typed
from cadence.errors import CadenceError

if TYPE_CHECKING:
    from cadence.institute import Institute
    from cadence.serving.setup import Setup
    from cadence.store import Store

_HALF_A_DAY = 0.5
_EVERYWHERE = "0.0.0.0"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(
    institute: InstituteOption = Path("."),
    room: Annotated[
        bool, typer.Option("--room", help="Answer everybody on this network, not this machine alone.")
    ] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where to answer; 0: any that is free.")] = 8866,
    host: Annotated[str, typer.Option(help="Answer at this address of the machine.")] = "",
    name: Annotated[
        list[str] | None,
        typer.Option("--name", help="A host name by which browsers come; may be given several times."),
    ] = None,
    certificate: Annotated[Path | None, typer.Option(help="A certificate (PEM), to encrypt.")] = None,
    key: Annotated[Path | None, typer.Option(help="The certificate's key (PEM).")] = None,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="Believe the proxy in front what it says of visitors.")
    ] = False,
    base_url: Annotated[str, typer.Option(help="The path under which browsers come.")] = "/",
    browser: Annotated[bool, typer.Option(help="Open your own page in a browser.")] = True,
    allow_root: Annotated[
        bool, typer.Option("--allow-root", help="Let the administrator's account serve others.")
    ] = False,
    unit: Annotated[
        bool, typer.Option("--unit", help="Print the systemd unit that serves it like this, and stop.")
    ] = False,
) -> None:
    """Serve the institute's pages to those who were invited."""
    from cadence.institute import Institute
    from cadence.serving.setup import Setup

    house = Institute.open(institute)
    at = host or (_EVERYWHERE if room else Setup.host)
    setup = Setup(at, port, base_url, tuple(name or ()), certificate, key, behind_proxy)
    if unit:
        print(_unit(house, setup), end="")
        return
    _refuse_root(setup, allow_root)
    _run(house, setup, browser)


def _unit(house: "Institute", setup: "Setup") -> str:
    """Return the unit that serves like this, with the rights of the user who asks for it."""
    from cadence.serving.unit import unit

    program = shutil.which(sys.argv[0]) or sys.argv[0]
    root = house.root.resolve()
    words = ["serve", "--institute", str(root), *setup.options(), "--no-browser"]
    return unit(house.settings.name, root, getpass.getuser(), [os.path.abspath(program), *words])


def _refuse_root(setup: "Setup", allowed: bool) -> None:
    if setup.open and not allowed and hasattr(os, "geteuid") and os.geteuid() == 0:
        raise CadenceError(
            "You are root: whoever found a hole in the server would have the whole machine.",
            "Use an ordinary account, or say --allow-root where there is none, as in a container.",
        )


def _run(house: "Institute", setup: "Setup", browser: bool) -> None:
    from cadence.serving.address import opened
    from cadence.serving.app import CadenceVoila
    from cadence.serving.greeting import greeting
    from cadence.serving.running import only_one
    from cadence.serving.scratch import scratch
    from cadence.store import Store

    context = setup.context()
    database = house.begun_database()
    with (
        only_one(house.root),
        scratch(house.root),
        Store.open(database) as store,
        store.served_alone(),
    ):
        listening = opened(setup.port, setup.host)
        port = listening.getsockname()[1]
        app = CadenceVoila(house=house, store=store, setup=setup, listening=listening, encryption=context)
        app.initialize([str(house.root)])
        own = f"{setup.own(port)}join#{_own_invite(house, store)}"
        print(greeting(house.settings.name, setup, own, port, typed("cadence serve")), flush=True)
        if browser:
            webbrowser.open(own)
        app.start()
    print("Stopped.")


def _own_invite(house: "Institute", store: "Store") -> str:
    """Return an invite for one use, for the facilitator at this machine."""
    from cadence.serving.invites import Invites
    from cadence.store import Viewer
    from cadence.workbook.facilitator import facilitator_of

    view = store.view(Viewer("custodian"))
    person = facilitator_of(view, house.settings)
    return Invites(view, house.root).issue(person.id, datetime.now(UTC), _HALF_A_DAY, once=True)
