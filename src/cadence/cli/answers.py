"""`cadence import observations` and `cadence import responses`: what was seen, and what people answered."""

import json as jsons
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cadence.cli.asked import Asked, asking
from cadence.cli.importing import group, taking

if TYPE_CHECKING:
    from cadence.content import Content
    from cadence.exchange import Report, Source
    from cadence.institute import Institute
    from cadence.model import Survey, Team
    from cadence.store import View

FileArgument = Annotated[Path | None, typer.Argument(help="A CSV or XLSX file.")]
TemplateOption = Annotated[
    Path | None,
    typer.Option("--template", help="Write a sheet for typing paper in to this XLSX file instead."),
]
TeamOption = Annotated[
    str, typer.Option("--team", "-t", help="Whose the rows are, where the file does not say (short name).")
]
CycleOption = Annotated[
    int | None, typer.Option("--cycle", min=1, help="Which improvement cycle (default: the institute's).")
]
DatesOption = Annotated[
    str, typer.Option("--dates", help="'month-first' or 'day-first', where it cannot be told; remembered.")
]
TakeBackOption = Annotated[
    int | None,
    typer.Option(
        "--take-back",
        min=1,
        help="Take back what an import of answers brought, by the number in its report.",
    ),
]
NoNamesOption = Annotated[
    bool, typer.Option("--no-names", help="You have looked: no note and no room names a person.")
]


def register(_app: typer.Typer) -> None:
    """Add the commands to the group `import`."""
    group.command("observations")(asking(observations))
    group.command("responses")(asking(responses))


def observations(
    file: FileArgument = None,
    template: TemplateOption = None,
    team: TeamOption = "",
    cycle: CycleOption = None,
    dates: DatesOption = "",
    no_names: NoNamesOption = False,
    *,
    asked: Asked,
) -> None:
    """Take in visits to classrooms, from paper that was typed in or from another tool's export."""
    from cadence.content import Content
    from cadence.exchange.keying import observation_sheet
    from cadence.exchange.visits.fields import observation_fields
    from cadence.exchange.visits.importing import import_observations
    from cadence.institute import Institute

    house = Institute.open(asked.institute)
    metric = Content.load(house.root).metric(house.settings.metric)
    if template:
        observation_sheet(template, metric, _teams(house))
        _written(template)
        return

    def importer(view: "View", source: "Source", check: bool) -> "Report":
        settings = house.settings.cycle
        chosen = settings.model_copy(update={"number": cycle or settings.number})
        whose = named_team(view, team)
        return import_observations(view, source, metric, chosen, date.today(), whose, no_names, check)

    taking(
        house, observation_fields(metric), _given(file), asked.with_more(dates=date_order(dates)), importer
    )


def responses(
    file: FileArgument = None,
    template: TemplateOption = None,
    survey: Annotated[
        str, typer.Option("--survey", help="Which survey (default: conditions; from wave 2 on pulse).")
    ] = "",
    wave: Annotated[
        int, typer.Option("--wave", min=1, help="1 is the audit before Session 1; 2 and on are pulses.")
    ] = 1,
    team: TeamOption = "",
    cycle: CycleOption = None,
    dates: DatesOption = "",
    take_back: TakeBackOption = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before taking back.")] = False,
    *,
    asked: Asked,
) -> None:
    """Take in answers to a survey: paper that was typed in, Google Forms (CSV) or Microsoft Forms (XLSX).

    What anybody answered is never printed.
    """
    from cadence import publish
    from cadence.content import Content
    from cadence.exchange.keying import response_sheet
    from cadence.exchange.responses.fields import response_fields
    from cadence.exchange.responses.importing import Wave, import_responses
    from cadence.institute import Institute

    house = Institute.open(asked.institute)
    if take_back:
        _take_back(house, take_back, asked, yes)
        return
    content = Content.load(house.root)
    about = content.survey(survey or ("conditions" if wave == 1 else "pulse"))
    if template:
        response_sheet(template, about, _teams(house), house.settings.low_trust)
        _written(template)
        return

    def importer(view: "View", source: "Source", check: bool) -> "Report":
        chosen = Wave(about, cycle or house.settings.cycle.number, wave)
        others = _others(content, survey)
        told = (view, house.settings, chosen.cycle, chosen.wave)
        publish.hold_to_promise(*told)
        now = datetime.now(UTC)
        report = import_responses(view, source, chosen, now, named_team(view, team), others, check)
        if not check:
            publish.promise(*told, now)
        return report

    taking(house, response_fields(about), _given(file), asked.with_more(dates=date_order(dates)), importer)


def _take_back(house: "Institute", number: int, asked: Asked, yes: bool) -> None:
    """Take back an import of answers, having said how many these are and asked."""
    from cadence.exchange.responses.taking_back import take_back_responses
    from cadence.store import Store, Viewer

    with Store.open(house.standing_database()) as store:
        view = store.view(Viewer(role="custodian"))
        found = take_back_responses(view, number, check=True)
        if not (asked.check or yes):
            print(found)
            typer.confirm("Do it?", abort=True)
        if not asked.check:
            found = take_back_responses(view, number)
    print(jsons.dumps(found.as_json(), ensure_ascii=False) if asked.json else found)


def _others(content: "Content", survey: str) -> tuple["Survey", ...]:
    """Return the surveys that a file may be of instead, none where one was named."""
    return () if survey else tuple(content.surveys())


def _given(file: Path | None) -> Path:
    if file is None:
        raise typer.BadParameter("Name a file to take in, or --template FILE.xlsx.", param_hint="FILE")
    return file


def date_order(said: str) -> str:
    """Return whether dates have the day or the month first as it was typed, or refuse anything else."""
    if said not in ("", "month-first", "day-first"):
        raise typer.BadParameter(f"'{said}' is neither 'month-first' nor 'day-first'.", param_hint="--dates")
    return said


def named_team(view: "View", name: str) -> "Team | None":
    """Return the team of this short name, None where none was named."""
    from cadence.content.known import did_you_mean
    from cadence.errors import NotFound
    from cadence.model import Team

    found = view.first(Team, id=name) if name else None
    if name and found is None:
        known = [team.id for team in view.all(Team)]
        raise NotFound(f"There is no team '{name}'.", did_you_mean(name, known) or "Take in a roster first.")
    return found


def _teams(house: "Institute") -> list["Team"]:
    from cadence.model import Team
    from cadence.store import Store, Viewer

    with Store.open(house.begun_database()) as store:
        return store.view(Viewer(role="custodian")).all(Team)


def _written(template: Path) -> None:
    print(f"{template} is written. Type one row a sheet of paper, save, and take the file in.")
