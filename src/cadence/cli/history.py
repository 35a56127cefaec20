"""`cadence history` and `cadence undo`: what was changed, and taking it back."""

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from cadence.cli.options import InstituteOption, TeamOption
from cadence.command import typed

if TYPE_CHECKING:
    from cadence.store import View
    from cadence.store.history import Logged, Submission
    from cadence.store.telling import Names


_FEW = 3  # more changes than that in one go make one line
_MANY = 20  # more than that are not shown before an undo


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("history")(history)
    app.command("undo")(undo)


def history(
    institute: InstituteOption = Path("."),
    team: TeamOption = None,
    person: Annotated[str, typer.Option(help="Changes made by this person: name, email or id.")] = "",
    record: Annotated[str, typer.Option(help="Changes of this record: words of its title, or its id.")] = "",
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="From this day on: 2026-10-12."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many to show.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Say who changed what, and when, the newest first.

    Of confidential answers it says who submitted on which day, and nothing more. What a person keeps
    alone is not in it.
    """
    from cadence.institute import Institute
    from cadence.keeping.people import find_person
    from cadence.store import Store, Viewer
    from cadence.store.history import Wanted
    from cadence.store.telling import as_data, spoken_of
    from cadence.workbook.context import find_team

    with Store.open(Institute.open(institute).standing_database()) as store:
        view = store.view(Viewer("facilitator"))
        teams = tuple(find_team(store, each).id for each in team or ())
        who = find_person(view, person).id if person else ""
        entries = view.history(Wanted(teams, who, record, since.date() if since else None, limit))
        names = view.names(spoken_of(entries))
    if as_json:
        print(json.dumps([as_data(each, names) for each in entries], indent=2, ensure_ascii=False))
        return
    for line in _lines(entries, names):
        print(line)
    if not entries:
        print("Nothing was changed yet." if not (team or person or record or since) else "No such change.")


def undo(
    number: Annotated[int, typer.Argument(help="The number of a change, as cadence history shows it.")],
    institute: InstituteOption = Path("."),
    batch: Annotated[
        bool, typer.Option("--batch", help="Undo all that was changed in the same go, such as an import.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
) -> None:
    """Take a change back; later changes to other things stay as they are.

    An undo is a change of its own: it can be undone too. What people answered in confidence and what
    is published cannot.
    """
    from cadence.institute import Institute
    from cadence.store import Store, Viewer

    with Store.open(Institute.open(institute).standing_database()) as store:
        view = store.view(Viewer("custodian"))
        _show_plan(view, number, batch)
        if not yes:
            typer.confirm("Do it?", abort=True)
        view.undo(number, batch=batch)
        print(typed(f"Undone. To have it back: cadence undo {view.seq()}{' --batch' if batch else ''}"))


def _show_plan(view: "View", number: int, batch: bool) -> None:
    """Say what an undo would do."""
    from cadence.store.telling import planned, spoken_of_plan

    plan = view.undo(number, batch=batch, rehearse=True)
    names = view.names(spoken_of_plan(plan))
    for change in plan[:_MANY]:
        print(f"  {planned(change, names)}")
    if len(plan) > _MANY:
        print(f"  and {len(plan) - _MANY} more")


def _lines(entries: "list[Logged | Submission]", names: "Names") -> Iterator[str]:
    """Yield a line for each change, and one for many that were made in one go."""
    from cadence.store.history import Submission
    from cadence.store.telling import day_in_words, time_in_words, told, told_at_once

    for batch, group in groupby(entries, key=lambda each: getattr(each, "batch", None)):
        together = list(group)
        if batch is not None and len(together) > _FEW:
            newest = cast("list[Logged]", together)
            yield _line(_numbers(newest), time_in_words(newest[0].at), told_at_once(newest[::-1], names))
            continue
        for each in together:
            if isinstance(each, Submission):
                number, when, team = "", day_in_words(each.day), each.team
            else:
                number, when, team = (
                    f"#{each.seq}",
                    time_in_words(each.at),
                    str(each.values.get("team") or ""),
                )
            where = f"{names.get(('team', team), team)}: " if team else ""
            yield _line(number, when, f"{where}{told(each, names)}")


def _numbers(newest: "list[Logged]") -> str:
    """Return the numbers of changes that were made in one go, so that each can be found in its line."""
    return f"#{newest[-1].seq}-{newest[0].seq}"


def _line(number: str, when: str, words: str) -> str:
    return f"{number:>9}  {when:<17} {words}"
