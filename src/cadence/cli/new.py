"""`cadence new`: make an institute."""

import shlex
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cadence.cli.options import called


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("new")(new)


def new(
    folder: Annotated[Path, typer.Argument(help="The folder to make; it must not hold an institute yet.")],
    name: Annotated[
        str, typer.Option(help="What the institute is called.")
    ] = "Instructional Leadership Institute",
    district: Annotated[str, typer.Option(help="The district's name.")] = "Our District",
    facilitator: Annotated[str, typer.Option(help="Who leads it.")] = "The facilitator",
    paper: Annotated[str, typer.Option(help="letter or a4.")] = "letter",
    schools: Annotated[
        Path | None, typer.Option(help="A school list (CSV or XLSX): take it in, with one team a school.")
    ] = None,
) -> None:
    """Make an institute: institute.toml, content/, notebooks/ and packets/ in a new folder."""
    from cadence.institute import create

    starts, ends = school_year(date.today())
    house = create(
        folder,
        name=name,
        district=district,
        cycle_title=f"School year {starts.year}-{ends:%y}",
        starts=starts,
        ends=ends,
        facilitator=facilitator,
        paper=paper,
    )
    print(f"Made {house.root}")
    if schools is not None:
        from cadence.cli.importing import take_schools

        take_schools(house, schools, teams=True)
    print(_next_steps(house.root, bool(schools)))


def school_year(today: date) -> tuple[date, date]:
    """Return the first and last day of the US school year (August to June) that is on or comes next."""
    first = today.year if today.month >= 6 else today.year - 1
    return date(first, 8, 1), date(first + 1, 6, 30)


def _next_steps(root: Path, has_schools: bool) -> str:
    there = shlex.quote(str(root))
    steps = [f"edit {root / 'institute.toml'}: name, dates, facilitators", f"{called()} check -i {there}"]
    if not has_schools:
        steps.append(f"{called()} import schools LIST.csv --teams -i {there}")
    steps.append(f"{called()} packets --session 0 -i {there}")
    return "Next:\n" + "\n".join(f"  {i}. {step}" for i, step in enumerate(steps, 1))
