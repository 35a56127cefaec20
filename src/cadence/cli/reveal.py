"""`cadence reveal`: publish the results of a step."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cadence.cli.options import InstituteOption, TeamOption


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("reveal")(reveal)


def reveal(
    what: Annotated[str, typer.Argument(help="conditions or baseline.")],
    institute: InstituteOption = Path("."),
    team: TeamOption = None,
    cycle: Annotated[int, typer.Option(help="Which improvement cycle.")] = 1,
) -> None:
    """Publish a team's results once and for ever; answers that come later wait for the next pulse."""
    from cadence import publish
    from cadence.content import Content
    from cadence.institute import Institute
    from cadence.store import Store, Viewer
    from cadence.workbook.context import find_team, teams_of

    house = Institute.open(institute)
    with Store.open(house.database_url) as store:
        chosen = [find_team(store, name) for name in team] if team else teams_of(store)
        view = store.view(Viewer(role="custodian"))
        for one in chosen:
            publish.reveal(
                view,
                Content.load(house.root, one.id),
                house.settings,
                cycle=cycle,
                team=one.id,
                kind=what,
                now=datetime.now(UTC),
            )
            print(f"{one.name}: {what} published")
