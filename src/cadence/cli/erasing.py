"""`cadence forget` and `cadence close`: erase a person, or a cycle whose time is over."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cadence.cli.options import InstituteOption

if TYPE_CHECKING:
    from cadence.institute import Institute
    from cadence.keeping.erasing import Elsewhere
    from cadence.model import Person
    from cadence.store.belonging import Erased

CheckOption = Annotated[bool, typer.Option("--check", help="Only say what would go and what would stay.")]
PacketsOption = Annotated[bool, typer.Option("--packets", help="Delete the packets that were made, too.")]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("forget")(forget)
    app.command("close")(close)


def forget(
    person: Annotated[str, typer.Argument(help="A name, an email address, or an id.")],
    institute: InstituteOption = Path("."),
    check: CheckOption = False,
    packets: PacketsOption = False,
    yes: YesOption = False,
) -> None:
    """Erase a person for good: answers, notes, seats, address, and every word about them in the history.

    What the team did together stays, and says 'someone who has left'. Published results stay.
    """
    from cadence.institute import Institute
    from cadence.store.belonging import Erased

    house = Institute.open(institute)
    found = _person(house, person)
    erased = Erased(people=frozenset({found.id}))
    print(f"{found.name or 'Somebody who was erased before'} (id {found.id})")
    _erase(house, erased, [found.name, found.email], check=check, packets=packets, yes=yes)


def close(
    cycle: Annotated[int, typer.Argument(help="The number of the cycle.")],
    institute: InstituteOption = Path("."),
    check: CheckOption = False,
    now: Annotated[bool, typer.Option("--now", help="Before its time is over; asks for the name.")] = False,
    packets: PacketsOption = False,
    yes: YesOption = False,
) -> None:
    """Erase a cycle's confidential answers, private notes and history, and members who are in no other.

    Published results stay, and so does the work of the teams, without the names of those who went.
    """
    from cadence.institute import Institute
    from cadence.keeping.closing import refuse_too_early, what_closing_takes
    from cadence.model import Person
    from cadence.store import Store, Viewer

    house = Institute.open(institute)
    if now and not check:
        _ask_hard(house, cycle)
    elif not now and not check:
        refuse_too_early(house, cycle, date.today())
    with Store.open(house.standing_database()) as store:
        view = store.view(Viewer("custodian"))
        erased = what_closing_takes(view, house, cycle)
        going = [each for each in view.all(Person) if each.id in erased.people]
    print(f"Cycle {cycle} of {house.settings.name}, and {len(going)} people who are in no other")
    words = [word for each in going for word in (each.name, each.email)]
    _erase(house, erased, words, check=check, packets=packets, yes=yes)


def _person(house: "Institute", asked: str) -> "Person":
    """Return who is meant; an id that was erased before stands for itself, to be wiped once more."""
    from cadence.errors import NotFound
    from cadence.keeping.erasing import is_erased
    from cadence.keeping.people import find_person
    from cadence.model import Person
    from cadence.store import Store, Viewer

    try:
        with Store.open(house.standing_database()) as store:
            view = store.view(Viewer("custodian"))
            return find_person(view, asked, removed=view.gone(Person))
    except NotFound:
        if is_erased(house, f"person:{asked}"):
            return Person(id=asked, name="")
        raise


def _ask_hard(house: "Institute", cycle: int) -> None:
    from cadence.errors import CadenceError

    print(f"Cycle {cycle} would be erased before its time is over, and nothing brings it back.")
    if typer.prompt("Type the name of the institute to go on") != house.settings.name:
        raise CadenceError("That is not its name, so nothing was erased.")


def _erase(
    house: "Institute", erased: "Erased", words: list[str], *, check: bool, packets: bool, yes: bool
) -> None:
    from cadence.keeping.erasing import carry_out, delete_packets, elsewhere, foreseen
    from cadence.store.telling import how_many

    toll = foreseen(house, erased)
    files = f"; {how_many(toll.files, 'file')} of evidence" if toll.files else ""
    print(f"Goes:  {_rows(toll.removed)}; {how_many(toll.history, 'entry')} of the history{files}")
    print(f"Stays: {_rows(toll.changed)}, without the name; every published result")
    if check:
        print("Nothing was changed.")
    else:
        if not yes:
            typer.confirm("Erase? Nothing brings it back.", abort=True)
        carry_out(house, erased, words)
        print("Erased, and wiped from the database's files.")
        if packets:
            delete_packets(house)
    print(_remaining(elsewhere(house, words), house))


def _rows(counted: Counter[str]) -> str:
    from cadence.store.telling import how_many

    return ", ".join(how_many(number, table) for table, number in sorted(counted.items())) or "nothing"


def _remaining(left: "Elsewhere", house: "Institute") -> str:
    from cadence.errors import shown
    from cadence.store.telling import how_many

    def listed(paths: Iterable[Path]) -> str:
        return "".join(f"\n  {shown(path, house.root)}" for path in paths)

    said = ["Of what people printed or copied elsewhere, Cadence knows nothing."]
    if left.backups:
        said.append(
            "These backups were made before and may still hold it; delete them when you can spare them. "
            f"Restored with Cadence, it is erased again.{listed(left.backups)}"
        )
    if left.packets:
        said.append(
            f"packets/ has {how_many(len(left.packets), 'file')}, which may name people. They can be made "
            "again: give --packets to delete them, or delete them yourself."
        )
    if left.files:
        said.append(f"These files name people; edit them by hand, and delete invites:{listed(left.files)}")
    return "\n".join(said)
