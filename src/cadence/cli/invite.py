"""`cadence invite`: a way in for each person, on paper, in a table for letters, or as one link."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cadence.cli.options import InstituteOption, TeamOption
from cadence.command import typed

if TYPE_CHECKING:
    from cadence.institute import Institute
    from cadence.serving.guests import Guest, Letter
    from cadence.store import Store, View


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("invite")(invite)


def invite(
    institute: InstituteOption = Path("."),
    everyone: Annotated[
        bool, typer.Option("--all", help="Everybody on a team, and district leaders.")
    ] = False,
    team: TeamOption = None,
    person: Annotated[str, typer.Option(help="One person: name, email or id. Prints the link.")] = "",
    days: Annotated[float, typer.Option(min=0.01, max=400, help="How long a new invite is good.")] = 30,
    address: Annotated[
        str, typer.Option(help="The address people will use (default: the one last served at).")
    ] = "",
    reissue: Annotated[
        bool, typer.Option("--reissue", help="Take back the invites they have, and make new ones.")
    ] = False,
    revoke: Annotated[
        bool, typer.Option("--revoke", help="Take back their invites; they are signed out at once.")
    ] = False,
    listing: Annotated[bool, typer.Option("--list", help="Who was invited, and who signed in.")] = False,
) -> None:
    """Make invites: slips to cut out (PDF), a table for letters (CSV), or one link.

    Whoever has an invite that stands keeps it, so that slips can be printed again.
    """
    from cadence.institute import Institute
    from cadence.serving.guests import letters
    from cadence.serving.invites import Invites
    from cadence.store import Store, Viewer

    house = Institute.open(institute)
    with Store.open(house.begun_database()) as store:
        view, now = store.view(Viewer(role="custodian")), datetime.now(UTC)
        chosen = _chosen(store, view, now, everyone or listing, team, person)
        invites = Invites(view, house.root)
        if listing:
            _list(chosen, now)
            return
        where = "" if revoke else _address(house, address)
        people = {each.person.id: each.person.name for each in chosen}
        if revoke or reissue:
            _told(sum(invites.revoke(now, person=each) for each in people), list(people.values()))
        if not revoke:
            made = letters(invites, view, people, now, days, where, house.settings.district)
            _hand_out(house, made, where, on_screen=bool(person))


def _chosen(
    store: "Store", view: "View", now: datetime, everyone: bool, teams: list[str] | None, person: str
) -> "list[Guest]":
    """Return those whom the options name."""
    from cadence.errors import CadenceError
    from cadence.keeping.people import find_person
    from cadence.serving.guests import guests
    from cadence.workbook.context import find_team

    found = guests(view, now)
    if person:
        one = find_person(view, person)
        if chosen := [each for each in found if each.person.id == one.id]:
            return chosen
        raise CadenceError(f"{one.name} is on no team.", "Give them a seat: cadence import roster FILE")
    if teams:
        wanted = {find_team(store, each).id for each in teams}
        return [each for each in found if each.team and each.team.id in wanted]
    if everyone:
        return [each for each in found if each.person.role != "facilitator"]
    raise CadenceError("Say whom to invite.", "Add --all, --team NAME or --person NAME.")


def _address(house: "Institute", given: str) -> str:
    from cadence.errors import CadenceError
    from cadence.serving.posted import checked, posted

    if where := checked(given) if given else posted(house.root):
        return where
    raise CadenceError(
        "Which address will people use?", "Serve the institute in the room once, or say: --address http://..."
    )


def _told(count: int, names: Sequence[str]) -> None:
    whose = names[0] if len(names) == 1 else f"{len(names)} people"
    print(f"Taken back: {_counted(count)} of {whose}.")


def _hand_out(house: "Institute", made: "Sequence[Letter]", where: str, *, on_screen: bool) -> None:
    """Put one person's link on the screen, or everybody's into files."""
    from cadence.serving.guests import letters_csv
    from cadence.serving.posted import short
    from cadence.serving.slips import slips_pdf

    if on_screen:
        for each in made:
            print(f"{each.slip.name}, {each.slip.team}: {each.slip.link}")
        return
    slips = [each.slip for each in made]
    print(f"{_counted(len(made))} for {where}")
    _keep(
        house, "slips.pdf", slips_pdf(slips, house.settings, short(where, "walk-in")), "to print and cut out"
    )
    _keep(house, "letters.csv", letters_csv(made), "for letters in series")
    print("Each link signs its person in. Keep both files to yourself, and delete them once they are used.")


def _keep(house: "Institute", name: str, data: bytes, use: str) -> None:
    from cadence.keeping.archive import INVITES
    from cadence.whole import whole

    path = house.root / INVITES / name
    with whole(path, private=True) as file:
        file.write(data)
    print(f"  {path}  {use}")


def _counted(count: int) -> str:
    return f"{count} {'invite' if count == 1 else 'invites'}"


def _list(chosen: "Sequence[Guest]", now: datetime) -> None:
    """Say of everybody whether they were invited, and whether they came."""
    if not chosen:
        print(typed("Nobody is on a team yet. Take people in: cadence import roster FILE"))
    wide = max((len(each.person.name) for each in chosen), default=0)
    named: object = ()
    for each in chosen:
        if each.team != named:
            named = each.team
            print(each.team.name if each.team else "On no team")
        until = f", until {each.invite.expires:%Y-%m-%d}" if each.invite else ""
        print(f"  {each.person.name:<{wide}}  {each.state(now)}{until}")
