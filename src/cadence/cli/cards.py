"""`cadence import cards`: a board that a team kept elsewhere."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cadence.cli.answers import CycleOption, DatesOption, date_order, named_team
from cadence.cli.asked import Asked, asking
from cadence.cli.importing import group, taking

if TYPE_CHECKING:
    from cadence.exchange import Report, Source
    from cadence.store import View

FileArgument = Annotated[Path, typer.Argument(help="A CSV or XLSX file, or Trello's export (JSON).")]
TeamOption = Annotated[str, typer.Option("--team", "-t", help="Whose board it is (short name).")]
ListOption = Annotated[
    list[str] | None,
    typer.Option("--list", help="NAME=COLUMN: which column a list of the file is; remembered."),
]


def register(_app: typer.Typer) -> None:
    """Add the command to the group `import`."""
    group.command("cards")(asking(cards))


def cards(
    file: FileArgument,
    team: TeamOption,
    lists: ListOption = None,
    cycle: CycleOption = None,
    dates: DatesOption = "",
    *,
    asked: Asked,
) -> None:
    """Take a board's cards in, from a table or from Trello; what was done there goes to In review here."""
    from cadence.errors import NotFound
    from cadence.exchange.cards.fields import CARDS
    from cadence.exchange.cards.importing import import_cards
    from cadence.institute import Institute

    house = Institute.open(asked.institute)

    def importer(view: "View", source: "Source", check: bool) -> "Report":
        whose = named_team(view, team)
        if whose is None:
            raise NotFound("A board belongs to a team.", "Name it: --team NAME.")
        return import_cards(view, source, whose, cycle or house.settings.cycle.number, check)

    more = {"dates": date_order(dates), "values": {"column": _lists(lists or ())} if lists else {}}
    taking(house, CARDS, file, asked.with_more(**more), importer)


def _lists(said: Iterable[str]) -> dict[str, str]:
    """Return list -> column from what was typed as `NAME=COLUMN`."""
    from cadence.model.board import PLACES

    named = {}
    for word in said:
        name, _, column = (part.strip() for part in word.rpartition("="))
        if not name or column not in PLACES:
            raise typer.BadParameter(
                f"'{word}' is not NAME=COLUMN with one of {', '.join(PLACES)}.", param_hint="--list"
            )
        named[name] = column
    return named
