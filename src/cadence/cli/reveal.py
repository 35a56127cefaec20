"""`cadence reveal`: publish the results of a step."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cadence.cli.options import InstituteOption, TeamOption

if TYPE_CHECKING:
    from cadence.institute import Institute
    from cadence.model import Team
    from cadence.store import Store

ALL_TOGETHER = "All teams together"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("reveal")(reveal)


def reveal(
    what: Annotated[str, typer.Argument(help="conditions or baseline.")],
    institute: InstituteOption = Path("."),
    team: TeamOption = None,
    together: Annotated[
        bool, typer.Option("--together", help="Publish the result of all teams together instead.")
    ] = False,
    cycle: Annotated[int, typer.Option(help="Which improvement cycle.")] = 1,
    wave: Annotated[int, typer.Option(help="1 is the survey, 2 and on are the pulses after it.")] = 1,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
) -> None:
    """Publish results once and for ever; what comes in later waits for the next pulse.

    A team of which too little is there to be shown is left alone, so that it can still be published.
    In low-trust mode only the result of all teams together is published.
    """
    from cadence.institute import Institute
    from cadence.store import Store

    house = Institute.open(institute)
    with Store.open(house.standing_database()) as store:
        chosen = _chosen(house, store, what, team, together)
        if not yes:
            typer.confirm(
                f"Publish {what} for {', '.join(chosen.values())}? It cannot be undone.", abort=True
            )
        for ident, name in chosen.items():
            print(f"{name}: {_publish(house, store, what, ident or None, cycle, wave)}")


def _chosen(
    house: "Institute", store: "Store", what: str, named: list[str] | None, together: bool
) -> dict[str, str]:
    """Return the teams' names by id; '' is all teams together."""
    from cadence.errors import NotFound
    from cadence.workbook.context import find_team, teams_of

    if together or (house.settings.low_trust and what == "conditions"):
        return {"": ALL_TOGETHER}
    teams: list[Team] = [find_team(store, name) for name in named] if named else teams_of(store)
    if not teams:
        raise NotFound("There are no teams yet.", "Take them in: cadence import roster FILE")
    return {team.id: team.name for team in teams}


def _publish(house: "Institute", store: "Store", what: str, team: str | None, cycle: int, wave: int) -> str:
    from cadence import publish
    from cadence.content import Content
    from cadence.publish import steps
    from cadence.serving.audit import note
    from cadence.store import Viewer

    view, content = store.view(Viewer(role="custodian")), Content.load(house.root, team)
    asked: dict[str, Any] = {
        "cycle": cycle,
        "team": team,
        "kind": what,
        "wave": wave,
        "now": datetime.now(UTC),
    }
    found = publish.preview(view, content, house.settings, **asked)
    if found.revision:
        return "published before; it stands as it is"
    if reason := found.body.get("unsaid"):
        return f"not published. {reason}"
    steps.reveal(view, content, house.settings, **asked)
    note(view, "revealed", asked["now"], f"{what} of {team or 'all teams together'}")
    return "published"
