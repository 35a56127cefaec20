"""`cadence audit`: who came in and went, and what was refused, revealed and exported."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cadence.cli.options import InstituteOption

if TYPE_CHECKING:
    from cadence.model import Event


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("audit")(audit)


def audit(
    institute: InstituteOption = Path("."),
    limit: Annotated[int, typer.Option(min=1, help="So many lines, the newest first.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Show the log of the door: sign-ins and sign-outs, refused ones, reveals and exports."""
    from cadence.institute import Institute
    from cadence.serving.audit import told
    from cadence.store import Store, Viewer

    house = Institute.open(institute)
    with Store.open(house.begun_database()) as store:
        lines = told(store.view(Viewer("custodian")), limit)
    if as_json:
        print(json.dumps([_data(event, name) for event, name in lines], ensure_ascii=False, indent=2))
        return
    print("\n".join(_line(event, name) for event, name in lines) or "Nothing has happened at the door yet.")


def _line(event: "Event", name: str) -> str:
    who = name or ("somebody who was erased" if event.person else "somebody")
    words = f"{event.at.astimezone():%Y-%m-%d %H:%M}  {event.what:<10}  {who}"
    return "  ".join(filter(None, [words, event.about, event.address and f"from {event.address}"]))


def _data(event: "Event", name: str) -> dict[str, str]:
    kept = event.model_dump(mode="json", include={"at", "what", "about", "address"})
    return kept | {"who": name}
