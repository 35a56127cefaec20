"""`cadence import roster`: who is on which team, from a table or a OneRoster package."""

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cadence.cli.asked import Asked, asking
from cadence.cli.importing import group, taking
from cadence.errors import CadenceError

if TYPE_CHECKING:
    from cadence.exchange import Report, Source, Terms
    from cadence.store import View

ADDRESS = re.compile(r"[^\s,;<>\"]+@[^\s,;<>\"]+")
QUESTIONS = {
    "grant": "The file gives these people a role in which they see more than a member:",
    "leavers": "These people have left or are no longer in the file:",
}
ANSWERS = {"grant": "Give them these roles?", "leavers": "Mark them as left?"}

FileArgument = Annotated[Path, typer.Argument(help="A CSV or XLSX file, or a OneRoster zip or folder.")]
GrantOption = Annotated[
    bool,
    typer.Option("--grant", help="Make facilitators and district leaders of those whom the file calls so."),
]
LeaversOption = Annotated[
    bool, typer.Option("--leavers", help="Mark as left whoever has left or is no longer in the file.")
]
TeamsOption = Annotated[
    bool, typer.Option("--teams", help="OneRoster: make a team for each known school that has none.")
]
RolesOption = Annotated[
    list[str] | None,
    typer.Option("--roles", help="OneRoster: the roles that come onto a team (default: those that lead)."),
]
OnlyOption = Annotated[
    Path | None,
    typer.Option("--only", help="OneRoster: a text file with the email addresses of those to take."),
]
RenamedOption = Annotated[
    list[str] | None,
    typer.Option("--renamed", help="The email or staff id of somebody whose whole name has changed."),
]


def register(_app: typer.Typer) -> None:
    """Add the command to the group `import`."""
    group.command("roster")(asking(roster))


def roster(
    file: FileArgument,
    grant: GrantOption = False,
    leavers: LeaversOption = False,
    renamed: RenamedOption = None,
    teams: TeamsOption = False,
    roles: RolesOption = None,
    only: OnlyOption = None,
    *,
    asked: Asked,
) -> None:
    """Take in a roster: who is on which school's team (a table, or OneRoster 1.1 or 1.2)."""
    from cadence.exchange import ROSTER, Terms, import_roster
    from cadence.institute import Institute

    house = Institute.open(asked.institute)
    terms = Terms(
        grant=grant,
        leavers=leavers,
        teams=teams,
        roles=tuple(roles or ()),
        only=_addresses(only) if only else None,
        renamed=frozenset(each.casefold() for each in renamed or ()),
    )

    def importer(view: "View", source: "Source", check: bool) -> "Report":
        agreed = terms
        if not asked.check and not asked.json and _at_a_terminal():
            agreed = _agreed(terms, import_roster(view, source, check=True, terms=terms))
        return import_roster(view, source, check=check, terms=agreed)

    taking(house, ROSTER, file, asked, importer)


def _at_a_terminal() -> bool:
    return sys.stdin.isatty()


def _agreed(terms: "Terms", seen: "Report") -> "Terms":
    """Return the terms with what a person at the terminal allows, having seen whom it is about."""
    agreed = {option: _confirmed(option, lines) for option, lines in seen.asks.items()}
    return replace(
        terms,
        grant=terms.grant or agreed.get("grant", False),
        leavers=terms.leavers or agreed.get("leavers", False),
    )


def _confirmed(option: str, lines: tuple[str, ...]) -> bool:
    print("\n".join([QUESTIONS[option], *(f"  {line}" for line in lines)]))
    return typer.confirm(ANSWERS[option])


def _addresses(file: Path) -> frozenset[str]:
    """Return the email addresses in a text file, in small letters."""
    try:
        found = ADDRESS.findall(file.read_text("utf-8-sig", errors="replace"))
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror}."
        raise CadenceError(message, "Name a text file for --only.") from None
    if not found:
        remedy = "Write one address a line; a spreadsheet must be saved as CSV first."
        raise CadenceError(f"There is no email address in {file}.", remedy)
    return frozenset(address.casefold() for address in found)
