"""`cadence export` and `cadence import institute`: the way out as tables, and the way in again."""

import json as jsons
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cadence.cli.importing import group, print_refusal
from cadence.cli.options import InstituteOption, TeamOption
from cadence.cli.passphrase import PassphraseFileOption, known_passphrase, new_passphrase

if TYPE_CHECKING:
    from collections.abc import Callable

    from cadence.exchange.export import Asked, Parcel
    from cadence.exchange.export.about import Reader
    from cadence.institute import Institute
    from cadence.store import Store


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("export")(export)
    group.command("institute")(take_institute)


def export(
    folder: Annotated[
        Path | None, typer.Argument(help="A new folder (default: exports/DATE in the institute).")
    ] = None,
    institute: InstituteOption = Path("."),
    format: Annotated[str, typer.Option(help="xlsx, csv, json, or several: csv,xlsx.")] = "xlsx",
    team: TeamOption = None,
    table: Annotated[
        list[str] | None,
        typer.Option(help="A table, such as card; may be given several times (default: all)."),
    ] = None,
    reader: Annotated[str, typer.Option("--for", help="facilitator or district.")] = "facilitator",
    contacts: Annotated[bool, typer.Option("--contacts", help="With people's addresses.")] = False,
    rooms: Annotated[bool, typer.Option("--rooms", help="With the room codes of visits.")] = False,
    sealed: Annotated[
        bool,
        typer.Option(
            "--sealed", help="With a part under a passphrase, for a new institute: all answers, and notes."
        ),
    ] = False,
    passphrase_file: PassphraseFileOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an earlier export in the folder.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print what was written as JSON.")] = False,
    dictionary: Annotated[
        bool, typer.Option("--dictionary", help="Print what every table and column means, and stop.")
    ] = False,
) -> None:
    """Write what the institute holds as tables: XLSX, CSV or JSON, with a data dictionary.

    Confidential answers leave as they are published, under random ids. As they were handed in they leave
    only under seal, and so do private notes.
    """
    from cadence.exchange.export import as_markdown, files_of, put, refuse_folder
    from cadence.institute import Institute

    if dictionary:
        print(as_markdown(), end="")
        return
    house = Institute.open(institute)
    place = folder or house.root / "exports" / date.today().isoformat()
    refuse_folder(place, force)
    parcel = _gathered(house, team, table, reader, contacts=contacts, rooms=rooms, sealed=sealed)
    seal = _sealer(passphrase_file) if sealed else None
    files = files_of(parcel, [each.strip() for each in format.split(",")], _say, seal)
    put(place, files, force)
    _note(house, f"{len(files)} files for {reader}{', with a sealed part' if sealed else ''}")
    print(_as_json(place, files, parcel) if json else _in_words(place, files, parcel))


def _note(house: "Institute", about: str) -> None:
    """Write the export into the log; from a medium that cannot be written one may still export."""
    from cadence.errors import StoreError
    from cadence.serving.audit import note
    from cadence.store import Store, Viewer

    try:
        with Store.open(house.begun_database()) as store:
            note(store.view(Viewer("custodian")), "exported", datetime.now(UTC), about)
    except StoreError as refusal:
        _say(f"The log does not tell of this export. {refusal}")


def _gathered(
    house: "Institute",
    team: list[str] | None,
    table: list[str] | None,
    reader: str,
    *,
    contacts: bool,
    rooms: bool,
    sealed: bool,
) -> "Parcel":
    from cadence.exchange.export import gather
    from cadence.store import Store, Viewer

    with Store.open(house.standing_database()) as store:
        asked = _asked(store, team, table, reader, contacts=contacts, rooms=rooms, sealed=sealed)
        view, keeper = store.view(Viewer(role=asked.reader)), store.view(Viewer("keeper"))
        return gather(view, asked, institute=house.settings.name, now=datetime.now(UTC), keeper=keeper)


def _sealer(file: Path | None) -> "Callable[[bytes], bytes]":
    from cadence.keeping.sealing import sealed

    passphrase = new_passphrase(file)
    return lambda data: sealed(data, passphrase)


def _asked(
    store: "Store",
    team: list[str] | None,
    table: list[str] | None,
    reader: str,
    *,
    contacts: bool,
    rooms: bool,
    sealed: bool,
) -> "Asked":
    from cadence.errors import NotFound
    from cadence.exchange.export import Asked, Part
    from cadence.workbook.context import find_team

    if reader not in ("facilitator", "district"):
        raise NotFound(f"There is no export for '{reader}'.", "Known: facilitator, district.")
    teams = tuple(find_team(store, name).id for name in team or ())
    for_whom: Reader = "district" if reader == "district" else "facilitator"
    return Asked(for_whom, Part(teams, tuple(table or ())), contacts=contacts, rooms=rooms, sealed=sealed)


SEALED_WORDS = (
    "sealed.age is under the passphrase: whoever has both reads all answers, without names, and private "
    "notes, with them. Keep the two apart."
)


def _say(words: str) -> None:
    print(words, file=sys.stderr)


def _in_words(place: Path, files: dict[str, bytes], parcel: "Parcel") -> str:
    from cadence.store.telling import how_many

    held = [how_many(len(some), kind.table) for kind, some in parcel.records.items() if some]
    lines = [f"Exported to {place}: {', '.join(held) or 'no records'}.", "Left out:"]
    sealed = [SEALED_WORDS] if parcel.secret else []
    return "\n".join([*lines, *(f"  {each}" for each in parcel.about.left_out), *sealed])


def _as_json(place: Path, files: dict[str, bytes], parcel: "Parcel") -> str:
    about = parcel.about
    said = {
        "folder": str(place),
        "files": {name: len(data) for name, data in files.items()},
        "rows": dict(about.rows),
        "for": about.reader,
        "part": about.part,
        "left_out": [vars(each) for each in about.left_out],
        "loose": [vars(each) for each in about.loose],
    }
    return jsons.dumps(said, indent=2, ensure_ascii=False)


def _opener(passphrase_file: Path | None) -> "Callable[[Path], bytes]":
    from cadence.keeping.sealing import unsealed

    return lambda sealed: unsealed(sealed, known_passphrase(passphrase_file))


def take_institute(
    path: Annotated[Path, typer.Argument(help="What `cadence export` wrote: its folder, or a file in it.")],
    check: Annotated[
        bool,
        typer.Option("--check", help="Only say what would be taken; write nothing (status 1 if refused)."),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    leave_sealed: Annotated[
        bool, typer.Option("--leave-sealed", help="Take what stands in the open alone.")
    ] = False,
    passphrase_file: PassphraseFileOption = None,
    institute: InstituteOption = Path("."),
) -> None:
    """Take a whole export into a new institute that holds nothing yet.

    Where it has a sealed part, its passphrase is asked for.
    """
    from cadence.errors import ImportRefused
    from cadence.exchange.export import import_institute
    from cadence.institute import Institute
    from cadence.store import Store, Viewer

    try:
        with Store.open(Institute.open(institute).begun_database()) as store:
            keeper, unseal = store.view(Viewer("keeper")), None if leave_sealed else _opener(passphrase_file)
            arrival = import_institute(keeper, path, check=check, unseal=unseal)
    except ImportRefused as refusal:
        if not (check or json):
            raise
        print_refusal(refusal, json)
        raise typer.Exit(1) from None
    print(jsons.dumps(vars(arrival), indent=2, ensure_ascii=False) if json else arrival)
