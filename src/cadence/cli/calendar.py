"""`cadence calendar`: when cards are due and when the sessions meet, as files for anybody's calendar."""

from pathlib import Path
from typing import Annotated

import typer

from cadence.cli.options import InstituteOption, TeamOption


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("calendar")(calendar)


def calendar(
    institute: InstituteOption = Path("."),
    team: TeamOption = None,
    to: Annotated[Path, typer.Option(help="The folder for the files.")] = Path("calendars"),
) -> None:
    """Write a calendar for each team: the due dates on its board, and the meetings.

    Opened once more after a change, it moves what has moved: each date keeps its name for good.
    """
    from cadence.board.calendar import calendar as drawn
    from cadence.board.dates import dates_of
    from cadence.content import Content
    from cadence.institute import Institute
    from cadence.store import Store, Viewer
    from cadence.whole import whole
    from cadence.workbook.context import find_team, teams_of

    house = Institute.open(institute)
    with Store.open(house.standing_database()) as store:
        for each in [find_team(store, name) for name in team] if team else teams_of(store):
            content = Content.load(house.root, each.id)
            entries = dates_of(store.view(Viewer("custodian")), house, content, each.id)
            path = to / f"{each.id}.ics"
            with whole(path) as file:
                file.write(drawn(each.name, entries, house.settings.timezone))
            print(f"{path}: {len(entries)} dates")
