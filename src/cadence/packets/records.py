"""The record of a session as files: one for each team, one for the sponsor, as pages and on paper."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat

from cadence.blocks import Block
from cadence.blocks.display import bundle
from cadence.errors import PacketError
from cadence.institute import Institute
from cadence.packets.folders import name_folders
from cadence.packets.make import exporter
from cadence.packets.order import EXPORTERS
from cadence.store import Store, Viewer
from cadence.whole import write_whole
from cadence.workbook.context import Context, find_session, find_team, teams_of
from cadence.workbook.record import sponsor_record, team_record

FOLDER = "reports"
SPONSOR = "For the sponsor"


@dataclass(frozen=True)
class Wanted:
    """Which records are wanted: a session's, of these teams (none: all), and the sponsor's or not."""

    institute: Path
    session: int
    teams: tuple[str, ...] = ()
    sponsor: bool = True
    formats: tuple[str, ...] = ("pdf", "html")


def make_records(wanted: Wanted) -> Iterator[Path]:
    """Write the records one after the other, and yield where each of them lies.

    Raises
    ------
    PacketError
        A format is unknown.
    NotFound
        There is no such session, or no such team.
    """
    unknown = sorted(set(wanted.formats) - set(EXPORTERS))
    if unknown or not wanted.formats:
        raise PacketError(f"There is no format '{', '.join(unknown)}'.", f"Known: {', '.join(EXPORTERS)}.")
    house = Institute.open(wanted.institute)
    with Store.open(house.begun_database()) as store:
        from cadence.content import Content

        session = find_session(Content.load(house.root), wanted.session)
        folder = house.root / FOLDER / f"Session {session.number}"
        for name, blocks in _records(house, store, wanted):
            yield from _written(folder / name, blocks, wanted.formats)


def _records(house: Institute, store: Store, wanted: Wanted) -> Iterator[tuple[str, Sequence[Block]]]:
    everybody = teams_of(store)
    names = name_folders(everybody, {})
    for team in [find_team(store, name) for name in wanted.teams] or everybody:
        yield names[team.id].folder, team_record(_context(house, store, team.id, wanted.session))
    if wanted.sponsor:
        yield SPONSOR, sponsor_record(_context(house, store, "", wanted.session))


def _context(house: Institute, store: Store, team: str, session: int) -> Context:
    """Return the place of a team, seen as its packet may see it; the sponsor's record looks for itself."""
    from cadence.content import Content

    found, content = find_team(store, team), Content.load(house.root, team or None)
    return Context(
        institute=house,
        content=content,
        store=store,
        view=store.view(Viewer("team", team=found.id) if team else Viewer("district")),
        team=found,
        cycle=house.settings.cycle.number,
        session=find_session(content, session),
    )


def _written(stem: Path, blocks: Sequence[Block], formats: Iterable[str]) -> Iterator[Path]:
    notebook = _notebook(blocks)
    for format in formats:
        made, _ = exporter(EXPORTERS[format]).from_notebook_node(notebook)
        path = stem.with_name(f"{stem.name}.{format}")
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, made.encode() if isinstance(made, str) else made)
        yield path


def _notebook(blocks: Sequence[Block]) -> nbformat.NotebookNode:
    """Return the blocks as a notebook that has been run already: the printing reads nothing else."""
    v4 = nbformat.v4
    output = v4.new_output("display_data", data=bundle(blocks))  # type: ignore[no-untyped-call]
    cell = v4.new_code_cell("", outputs=[output])  # type: ignore[no-untyped-call]
    made: nbformat.NotebookNode = v4.new_notebook(cells=[cell])  # type: ignore[no-untyped-call]
    return made
