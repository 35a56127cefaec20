"""`cadence serve`: the institute in a browser."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cadence.cli.options import InstituteOption

if TYPE_CHECKING:
    from cadence.institute import Institute
    from cadence.store import Store

_HALF_A_DAY = 0.5


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(
    institute: InstituteOption = Path("."),
    port: Annotated[int, typer.Option(help="The port to answer at; 0 takes any that is free.")] = 8866,
    host: Annotated[str, typer.Option(help="The address to answer at; this machine alone by default.")] = (
        "127.0.0.1"
    ),
) -> None:
    """Serve the institute's pages to those who were invited."""
    from tornado.netutil import bind_sockets

    from cadence.institute import Institute
    from cadence.serving.app import CadenceVoila
    from cadence.store import Store

    house = Institute.open(institute)
    sockets = bind_sockets(port, host)
    with Store.open(house.database_url) as store:
        app = CadenceVoila(house=house, store=store, sockets=sockets)
        app.initialize([str(house.root)])
        address = f"http://{host}:{sockets[0].getsockname()[1]}/"
        print(f"Your own page: {address}join#{_own_invite(house, store)}", flush=True)
        app.start()


def _own_invite(house: "Institute", store: "Store") -> str:
    """Return an invite for one use, for the facilitator at this machine."""
    from cadence.serving.facilitator import facilitator_of
    from cadence.serving.invites import Invites
    from cadence.store import Viewer

    view = store.view(Viewer("custodian"))
    person = facilitator_of(view, house.settings)
    return Invites(view, house.root).issue(person.id, datetime.now(UTC), _HALF_A_DAY, once=True)
