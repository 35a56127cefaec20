"""`cadence next-cycle`: begin the next cycle with what lives on."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cadence.cli.options import InstituteOption
from cadence.command import typed

if TYPE_CHECKING:
    from cadence.keeping.next_cycle import Carried

DAY = ["%Y-%m-%d"]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("next-cycle")(next_cycle)


def next_cycle(
    title: Annotated[str, typer.Option(help="What the next cycle is called, such as 'School year 2027-28'.")],
    starts: Annotated[datetime, typer.Option(formats=DAY, help="Its first day, as 2027-08-02.")],
    ends: Annotated[datetime, typer.Option(formats=DAY, help="Its last day.")],
    institute: InstituteOption = Path("."),
    check: Annotated[bool, typer.Option("--check", help="Only say what would go along.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
) -> None:
    """Begin the next cycle with what lives on of this one; what was, stays and can be looked up.

    Along go the vision with its clauses, goals that no review adopted or abandoned (baseline and date to be
    found anew), open cards as Ready or Ideas, asks without an answer, initiatives that were not stopped, the
    charter and who carries which routine. Visits, answers and results stay where they are.
    """
    from cadence.errors import CadenceError
    from cadence.institute import Institute
    from cadence.institute.rewrite import rehearse, set_cycle
    from cadence.keeping.next_cycle import carry_over, refuse_twice, what_goes_along
    from cadence.store import Store, Viewer

    house = Institute.open(institute)
    cycle, file = house.settings.cycle, house.root / "institute.toml"
    if not cycle.ends < starts.date() < ends.date():
        raise CadenceError(
            f"The next cycle cannot go from {starts:%Y-%m-%d} to {ends:%Y-%m-%d}: the present one ends on "
            f"{cycle.ends}.",
            "Give a first day after that, and a last day after the first.",
        )
    with Store.open(house.begun_database()) as store:
        view = store.view(Viewer(role="custodian"))
        carried = what_goes_along(view, cycle.number)
        refuse_twice(carried)
        _tell(carried)
        if check:
            print("Nothing was changed.")
            return
        if not yes:
            typer.confirm(f"Begin cycle {cycle.number + 1}, {title}?", abort=True)
        rehearse(file)
        carry_over(view, carried)
        set_cycle(file, cycle.number + 1, title, starts.date(), ends.date())
    told = (
        f"Cycle {cycle.number + 1} has begun. Write the days of its sessions into institute.toml, restart "
        "servers, and begin with the pre-work: cadence packets --session 0"
    )
    print(typed(told))


def _tell(carried: "list[Carried]") -> None:
    """Say for every team what goes along, and which goals stay behind."""
    for each in carried:
        counts = ", ".join(f"{count} {table}" for table, count in each.counts().items())
        print(f"{each.team.name}: {'has begun already' if each.standing else counts or 'nothing'}")
        for words in each.left:
            print(f"  stays behind: {words}")
