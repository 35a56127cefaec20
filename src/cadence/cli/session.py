"""`cadence session`: what members may open and fill in now."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from cadence.cli.options import InstituteOption, TeamOption

if TYPE_CHECKING:
    from cadence.model import Step

SessionArgument = Annotated[str, typer.Argument(help="A session's number or short name.", metavar="SESSION")]
StepOption = Annotated[
    str, typer.Option("--step", help="page (the session's page and forms), conditions (the survey) or pulse.")
]
CycleOption = Annotated[int | None, typer.Option(help="Which improvement cycle (default: institute.toml's).")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Open and close the sessions for their teams.")
    group.command("open")(open_step)
    group.command("close")(close_step)
    group.command("list")(list_steps)
    app.add_typer(group, name="session")


def open_step(
    session: SessionArgument,
    institute: InstituteOption = Path("."),
    team: TeamOption = None,
    step: StepOption = "page",
    cycle: CycleOption = None,
) -> None:
    """Open a session for its teams: its page and its forms are offered to members from now on.

    Pre-work is open from the start. The survey is part of it; a pulse is opened by itself.
    """
    _set("open", session, institute, team, step, cycle)


def close_step(
    session: SessionArgument,
    institute: InstituteOption = Path("."),
    team: TeamOption = None,
    step: StepOption = "page",
    cycle: CycleOption = None,
) -> None:
    """Close a session again: what was written is kept, and nothing more is taken."""
    _set("closed", session, institute, team, step, cycle)


def list_steps(institute: InstituteOption = Path("."), cycle: CycleOption = None) -> None:
    """Say for how many teams each session is open, and which results are out."""
    from cadence.content import Content
    from cadence.institute import Institute
    from cadence.publish.offered import offered
    from cadence.publish.steps import Steps
    from cadence.store import Store, Viewer
    from cadence.workbook.context import teams_of

    house = Institute.open(institute)
    sessions = Content.load(house.root).sessions()
    with Store.open(house.begun_database()) as store:
        view, number = store.view(Viewer(role="custodian")), cycle or house.settings.cycle.number
        teams = teams_of(store)
        found = [offered(sessions, Steps.read(view, number, team.id)) for team in teams]
    wide = max(len(session.title) for session in sessions)
    for session, *offers in zip(sessions, *found, strict=True):
        opened = sum(offer.open for offer in offers)
        asked = sorted({f"{name} asked" for offer in offers for name in offer.surveys})
        out = sorted({f"{name} revealed" for offer in offers for name in offer.results})
        state = "closed" if not opened else f"open for {opened} of {len(teams)} teams"
        print(f"{session.number}  {session.title:<{wide}}  {'; '.join([state, *asked, *out])}")


def _set(
    state: Literal["open", "closed"],
    session: str,
    institute: Path,
    named: list[str] | None,
    step: str,
    cycle: int | None,
) -> None:
    from cadence.content import Content
    from cadence.errors import NotFound
    from cadence.institute import Institute
    from cadence.publish.steps import set_state
    from cadence.store import Store, Viewer
    from cadence.workbook.context import find_session, find_team, teams_of

    house = Institute.open(institute)
    found = find_session(Content.load(house.root), int(session) if session.isdecimal() else session)
    with Store.open(house.begun_database()) as store:
        teams = [find_team(store, name) for name in named] if named else teams_of(store)
        if not teams:
            raise NotFound("There are no teams yet.", "Take them in: cadence import roster FILE")
        changed = set_state(
            store.view(Viewer(role="custodian")), state, cycle=cycle or house.settings.cycle.number,
            teams=[team.id for team in teams], session=found.number, step=step,
        )  # fmt: skip
    print(_told(found.title if step == "page" else step.capitalize(), changed))
    left = {team.id: team.name for team in teams}
    for each in changed:
        left.pop(each.team)
    for name in left.values():
        print(f"{name}: left as it is, its results are revealed.")


def _told(what: str, changed: "tuple[Step, ...]") -> str:
    count = len(changed)
    return f"{what}: {changed[0].state} for {count} {'team' if count == 1 else 'teams'}."
