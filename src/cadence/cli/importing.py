"""`cadence import`: take in what people keep in spreadsheets, each kind by its own command.

A command of this group is an importer and what it wants; the rest is shared, its options too:

    @asking
    def roster(file: FileArgument, asked: Asked) -> None: ...

    def importer(view: View, source: Source, check: bool) -> Report:
        return import_roster(view, source, check=check)

    taking(Institute.open(asked.institute), ROSTER, file, asked, importer)
"""

import json as jsons
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cadence.cli.asked import Asked, asking
from cadence.command import typed

if TYPE_CHECKING:
    from cadence.cli.mapping import Remembered
    from cadence.errors import ImportRefused
    from cadence.exchange import Report, Source, Wanted
    from cadence.institute import Institute
    from cadence.store import View

TRIES = 3  # of an import that others overtake
FileArgument = Annotated[Path, typer.Argument(help="A CSV or XLSX file.")]

group = typer.Typer(help="Take in what people keep in spreadsheets (CSV or XLSX).", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group.command("schools")(asking(schools))
    group.command("indicators")(asking(indicators))
    app.add_typer(group, name="import")


Importer = Callable[["View", "Source", bool], "Report"]


def schools(
    file: FileArgument,
    teams: Annotated[bool, typer.Option("--teams", help="Also make one team for each school.")] = False,
    as_listed: Annotated[
        bool, typer.Option("--as-listed", help="You have looked: each row is a school, and none a total.")
    ] = False,
    *,
    asked: Asked,
) -> None:
    """Take in a list of schools (NCES Common Core of Data column names are known)."""
    from cadence.institute import Institute

    take_schools(Institute.open(asked.institute), file, teams=teams, asked=asked, as_listed=as_listed)


def take_schools(
    house: "Institute", file: Path, teams: bool, asked: Asked | None = None, as_listed: bool = False
) -> None:
    """Import a school list into an institute and print what changed."""
    from cadence.exchange import SCHOOLS, import_schools

    def importer(view: "View", source: "Source", check: bool) -> "Report":
        return import_schools(view, source, teams=teams, check=check, as_listed=as_listed)

    taking(house, SCHOOLS, file, asked or Asked(), importer)


def indicators(
    file: FileArgument,
    indicator: Annotated[
        list[str] | None,
        typer.Option("--indicator", help="HEADING or HEADING=NAME: a column that holds values; remembered."),
    ] = None,
    year: Annotated[str, typer.Option("--year", help="The school year of the file, such as 2025-26.")] = "",
    decimal: Annotated[
        str, typer.Option("--decimal", help="'comma' or 'point', where it cannot be told.")
    ] = "",
    *,
    asked: Asked,
) -> None:
    """Take in lagging indicators by school and school year: attendance, test results, graduation."""
    from cadence.exchange import INDICATORS, import_outcomes
    from cadence.institute import Institute

    more = {"indicators": _named(indicator or ()), "year": _school_year(year), "decimal": _decimal(decimal)}
    house = Institute.open(asked.institute)
    taking(house, INDICATORS, file, asked.with_more(**more), import_outcomes)


def _named(said: Iterable[str]) -> dict[str, str]:
    """Return heading -> name from what was typed as `HEADING` or `HEADING=NAME`."""
    named = {}
    for word in said:
        heading, equals, name = (part.strip() for part in word.partition("="))
        if not heading or (equals and not name):
            raise typer.BadParameter(
                f"'{word}' is neither HEADING nor HEADING=NAME.", param_hint="--indicator"
            )
        named[heading] = name or heading
    return named


def _school_year(said: str) -> str:
    from cadence.exchange.tables.years import school_year

    year = school_year(said) if said else ""
    if year is None:
        raise typer.BadParameter(f"'{said}' is no school year; write it as 2025-26.", param_hint="--year")
    return year


def _decimal(said: str) -> str:
    if said not in ("", "comma", "point"):
        raise typer.BadParameter(f"'{said}' is neither 'comma' nor 'point'.", param_hint="--decimal")
    return said


def taking(house: "Institute", wanted: "Wanted", file: Path, asked: Asked, importer: Importer) -> None:
    """Run an import by the remembered mapping and what was typed, print its report, remember what was said.

    Where headings are not known, a person at a terminal is asked; otherwise a mapping is proposed in a
    file. A dry run that would be refused ends with status 1, and so does a refusal printed as JSON.
    """
    from cadence.cli.mapping import Remembered
    from cadence.errors import ImportRefused

    remembered = Remembered.of(house, wanted, asked)
    try:
        report = _run(house, file, asked, importer, remembered)
    except ImportRefused as refusal:
        if not (asked.check or asked.json):
            raise
        print_refusal(refusal, asked.json)
        raise typer.Exit(1) from None
    print(jsons.dumps(report.as_json(), indent=2, ensure_ascii=False) if asked.json else report)
    if report.change and not asked.json:
        print(typed(f"  to take all of it back: cadence {_back(report)}"))
    if not asked.check:
        remembered.keep()


def _back(report: "Report") -> str:
    if report.confidential:
        return f"import responses --take-back {report.change}"
    return f"undo {report.change} --batch"


def _run(
    house: "Institute", file: Path, asked: Asked, importer: Importer, remembered: "Remembered"
) -> "Report":
    """Run an import; where another one overtakes it, again, on what that one left."""
    from cadence.errors import Overtaken
    from cadence.store import Store, Viewer

    with Store.open(house.begun_database()) as store:
        view = store.view(Viewer(role="custodian"))
        for _ in range(TRIES - 1):
            try:
                return _once(view.as_of_now(), file, asked, importer, remembered)
            except Overtaken:
                continue
        return _once(view.as_of_now(), file, asked, importer, remembered)


def _once(view: "View", file: Path, asked: Asked, importer: Importer, remembered: "Remembered") -> "Report":
    from cadence.cli.mapping import seems
    from cadence.exchange import HeadingsUnclear, Source

    try:
        return importer(view, Source(file, remembered.mapping), asked.check)
    except HeadingsUnclear as unclear:
        if asked.json or not remembered.ask(unclear):
            told = seems(unclear)
            raise told if asked.check else remembered.propose(told) from None
        return importer(view, Source(file, remembered.mapping), asked.check)


def print_refusal(refusal: "ImportRefused", json: bool) -> None:
    """Print why a file was refused, on the error stream or as JSON."""
    if json:
        said = [vars(each) for each in refusal.complaints]
        print(jsons.dumps({"refused": True, "complaints": said}, indent=2, ensure_ascii=False))
    else:
        print(typed(str(refusal)), file=sys.stderr)
