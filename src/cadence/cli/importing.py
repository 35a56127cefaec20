"""`cadence import`: take in what people keep in spreadsheets, each kind by its own command.

A command of this group is an importer and what it wants; the rest is shared:

    def importer(view: View, source: Source, check: bool) -> Report:
        return import_roster(view, source, check=check)

    taking(Institute.open(institute), ROSTER, file, Asked(check, json, ...), importer)
"""

import json as jsons
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cadence.cli.options import InstituteOption

if TYPE_CHECKING:
    from cadence.errors import ImportRefused
    from cadence.exchange import Report, Source, Wanted
    from cadence.institute import Institute
    from cadence.store import View

FileArgument = Annotated[Path, typer.Argument(help="A CSV or XLSX file.")]
CheckOption = Annotated[
    bool, typer.Option("--check", help="Only say what would change; write nothing (status 1 if refused).")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the report as JSON.")]
MapOption = Annotated[
    list[str] | None, typer.Option("--map", help="HEADING=FIELD: which column holds what; remembered.")
]
SheetOption = Annotated[str, typer.Option("--sheet", help="The sheet of a workbook that is meant.")]
HeaderOption = Annotated[int, typer.Option("--header", min=0, help="The line that holds the headings.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Take in school lists and rosters (CSV or XLSX).", no_args_is_help=True)
    group.command("schools")(schools)
    group.command("roster")(roster)
    app.add_typer(group, name="import")


@dataclass(frozen=True)
class Asked:
    """What was typed beside the name of a file."""

    check: bool = False
    json: bool = False
    map: tuple[str, ...] = ()
    sheet: str = ""
    header: int = 0


Importer = Callable[["View", "Source", bool], "Report"]


def schools(
    file: FileArgument,
    teams: Annotated[bool, typer.Option("--teams", help="Also make one team for each school.")] = False,
    check: CheckOption = False,
    json: JsonOption = False,
    map: MapOption = None,
    sheet: SheetOption = "",
    header: HeaderOption = 0,
    institute: InstituteOption = Path("."),
) -> None:
    """Take in a list of schools (NCES Common Core of Data column names are known)."""
    from cadence.institute import Institute

    asked = Asked(check, json, tuple(map or ()), sheet, header)
    take_schools(Institute.open(institute), file, teams=teams, asked=asked)


def take_schools(house: "Institute", file: Path, teams: bool, asked: Asked = Asked()) -> None:
    """Import a school list into an institute and print what changed."""
    from cadence.exchange import SCHOOLS, import_schools

    def importer(view: "View", source: "Source", check: bool) -> "Report":
        return import_schools(view, source, teams=teams, check=check)

    taking(house, SCHOOLS, file, asked, importer)


def roster(
    file: FileArgument,
    check: CheckOption = False,
    json: JsonOption = False,
    map: MapOption = None,
    sheet: SheetOption = "",
    header: HeaderOption = 0,
    institute: InstituteOption = Path("."),
) -> None:
    """Take in a roster: who is on which school's team."""
    from cadence.exchange import ROSTER, import_roster
    from cadence.institute import Institute

    def importer(view: "View", source: "Source", check: bool) -> "Report":
        return import_roster(view, source, check=check)

    asked = Asked(check, json, tuple(map or ()), sheet, header)
    taking(Institute.open(institute), ROSTER, file, asked, importer)


def taking(house: "Institute", wanted: "Wanted", file: Path, asked: Asked, importer: Importer) -> None:
    """Run an import by the remembered mapping and what was typed, print its report, remember the mapping.

    A dry run that would be refused ends with status 1, and so does a refusal printed as JSON.
    """
    from cadence.errors import ImportRefused
    from cadence.exchange import Source
    from cadence.exchange.mapping import Mapping, mapping_file, read_mapping, said_mapping, write_mapping
    from cadence.store import Store, Viewer

    kept = mapping_file(house.root, wanted.what)
    said = {"columns": said_mapping(asked.map, wanted.names()), "sheet": asked.sheet, "header": asked.header}
    mapping = read_mapping(kept, wanted.names()).joined(Mapping(**{k: v for k, v in said.items() if v}))
    try:
        with Store.open(house.database_url) as store:
            view = store.view(Viewer(role="custodian"))
            report = importer(view, Source(file, mapping), asked.check)
    except ImportRefused as refusal:
        if not (asked.check or asked.json):
            raise
        _print_refusal(refusal, asked.json)
        raise typer.Exit(1) from None
    print(jsons.dumps(report.as_json(), indent=2, ensure_ascii=False) if asked.json else report)
    if asked.map and not asked.check:
        write_mapping(kept, mapping, f"How files for `cadence import {wanted.what}` are read.")


def _print_refusal(refusal: "ImportRefused", json: bool) -> None:
    if json:
        said = [vars(each) for each in refusal.complaints]
        print(jsons.dumps({"refused": True, "complaints": said}, indent=2, ensure_ascii=False))
    else:
        print(refusal, file=sys.stderr)
