"""An order: whose packets of which session are wanted, and what each of them is made from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from cadence.content import Content
from cadence.errors import NotFound, PacketError
from cadence.institute import Institute
from cadence.model import Session, Settings, Team
from cadence.packets import fingerprint
from cadence.packets.folders import Place, clean, name_folders, read_places
from cadence.shipped import shipped
from cadence.store import Store
from cadence.workbook.context import meeting_of, teams_of
from cadence.workbook.notebooks import refuse_unfit

Audience = Literal["team", "facilitator", "teachers"]

EXPORTERS = {
    "pdf": "cadence.printing.exporters:PacketPDFExporter",
    "html": "cadence.printing.exporters:PacketHTMLExporter",
}
BRIEF = "Facilitator brief"
NOTEBOOKS = {"facilitator": "brief.ipynb", "teachers": "handouts.ipynb"}
HANDOUTS_SESSION = 5


@dataclass(frozen=True)
class Packet:
    """One packet that is wanted: a team's, or the facilitator's brief over all teams (team '')."""

    team: str
    name: str
    folder: str  # below the session's folder; '' for the brief
    stem: str
    parameters: Mapping[str, str | int]
    metadata: Mapping[str, str]
    made_from: Mapping[str, str]

    def file(self, format: str) -> str:
        """Return where the file of a format lies, below the session's folder."""
        return f"{self.folder}/{self.stem}.{format}" if self.folder else f"{self.stem}.{format}"


@dataclass(frozen=True)
class Order:
    """All that is wanted in one run."""

    institute: Path
    session: int
    title: str
    audience: Audience
    notebook: Path
    folder: Path
    packets: tuple[Packet, ...]
    exporters: Mapping[str, str] = field(default_factory=lambda: dict(EXPORTERS))
    places: Mapping[str, Place] = field(default_factory=dict)
    timeout: int = 600


def place_order(
    institute: Institute,
    store: Store,
    session: int,
    *,
    teams: Iterable[str] = (),
    formats: Iterable[str] = ("pdf", "html"),
    audience: Audience = "team",
) -> Order:
    """Look up whose packets are wanted and take the digest of everything they are made from.

    Raises
    ------
    NotFound
        There is no team at all, none of a given name, or no such session.
    ContentError
        The session's notebook is damaged, or would open the same team for every packet.
    PacketError
        A format is unknown, or the session's notebook is missing or there twice.
    """
    exporters = {name: _exporter(name) for name in formats}
    if not exporters:
        raise PacketError("No format was named.", f"Known: {', '.join(EXPORTERS)}.")
    content = Content.load(institute.root)
    meeting = content.session(session)
    if audience == "teachers" and session != HANDOUTS_SESSION:
        raise PacketError(
            f"Session {session} has no handouts for teachers.", f"Say --session {HANDOUTS_SESSION}."
        )
    notebook = find_notebook(institute, session, audience)
    refuse_unfit(notebook, institute.root)
    base = _base(institute, content, notebook, session)
    places: Mapping[str, Place] = {}
    if audience == "facilitator":
        packets = [_brief(institute, store, meeting, base)]
    else:
        chosen = _chosen(teams_of(store), tuple(teams))
        places = name_folders(chosen, read_places(institute.packets_dir))
        packets = [_of_team(institute, store, meeting, base, team, places[team.id].folder) for team in chosen]
    if audience == "teachers":
        packets = [replace(packet, stem=f"{packet.folder} - handouts") for packet in packets]
    return Order(
        institute=institute.root,
        session=session,
        title=meeting.title,
        audience=audience,
        notebook=notebook,
        folder=institute.packets_dir / f"session-{session}-{meeting.id}",
        packets=tuple(packets),
        exporters=exporters,
        places=places,
    )


def _exporter(format: str) -> str:
    if format not in EXPORTERS:
        raise PacketError(f"'{format}' is not a format of packets.", f"Known: {', '.join(EXPORTERS)}.")
    return EXPORTERS[format]


def find_notebook(institute: Institute, session: int, audience: Audience) -> Path:
    """Return the notebook of a session: the institute's own before the shipped one.

    Of several in one folder, such as the copies that JupyterLab makes, the one with the shipped
    name counts.
    """
    pattern = NOTEBOOKS.get(audience, f"{session:02d}-*.ipynb")
    usual = {path.name for path in shipped("notebooks").glob(pattern)}
    for folder in (institute.notebooks_dir, shipped("notebooks")):
        found = sorted(folder.glob(pattern))
        named = [path for path in found if path.name in usual] or found
        if len(named) == 1:
            return named[0]
        if named:
            names = ", ".join(path.name for path in named)
            raise PacketError(f"Session {session} has several notebooks in {folder}: {names}.", "Keep one.")
    raise PacketError(
        f"There is no notebook for session {session}.",
        f"Put one called {pattern} into {institute.notebooks_dir}.",
    )


def _chosen(everyone: list[Team], names: tuple[str, ...]) -> list[Team]:
    if not everyone:
        raise NotFound(
            "This institute has no team yet.", "Take in a school list: cadence import schools FILE --teams"
        )
    picked = {team.id: team for name in names for team in [_find(everyone, name)]} if names else None
    return sorted(picked.values() if picked else everyone, key=lambda team: (team.name.casefold(), team.id))


def _find(everyone: list[Team], name: str) -> Team:
    for team in everyone:
        if name == team.id:
            return team
    named = [team for team in everyone if team.name.casefold() == name.casefold()]
    if len(named) == 1:
        return named[0]
    if named:
        raise NotFound(f"{len(named)} teams are called '{name}'.", f"Say which: {_listed(named)}.")
    raise NotFound(f"There is no team '{name}'.", f"Known short names: {_listed(everyone)}.")


def _listed(teams: list[Team]) -> str:
    names = [team.id for team in teams[:12]]
    return ", ".join(names) + (f" and {len(teams) - 12} more" if len(teams) > 12 else "")


def _base(institute: Institute, content: Content, notebook: Path, session: int) -> dict[str, str]:
    dated = meeting_of(institute.settings, session) is not None
    return {
        "day": "" if dated else str(date.today()),
        "notebook": fingerprint.of_file(notebook),
        "content": content.fingerprint(),
        "settings": fingerprint.of_text(institute.settings.model_dump_json()),
        "library": fingerprint.of_library(),
    }


def _of_team(
    institute: Institute, store: Store, meeting: Session, base: Mapping[str, str], team: Team, folder: str
) -> Packet:
    made_from = dict(base)
    own = institute.content_dir / "teams" / team.id
    if clean(team.id) == team.id and own.is_dir():  # reading all content once a team is not free
        made_from["content"] = Content.load(institute.root, team.id).fingerprint()
    return _packet(institute, meeting, made_from, store.fingerprint(team.id), team, folder)


def _brief(institute: Institute, store: Store, meeting: Session, base: Mapping[str, str]) -> Packet:
    return _packet(institute, meeting, base, store.fingerprint(None), Team(id="-", name=BRIEF), "")


def _packet(
    institute: Institute, meeting: Session, base: Mapping[str, str], data: str, team: Team, folder: str
) -> Packet:
    parameters = _parameters(institute, meeting, team.id if folder else "")
    if not folder:
        parameters["session"] = meeting.number
    made_from = dict(base) | {
        "data": data,
        "parameters": fingerprint.of_text(repr(sorted(parameters.items()))),
    }
    stem = f"{folder or BRIEF} - session {meeting.number}"
    return Packet(
        team.id if folder else "",
        team.name,
        folder,
        stem,
        parameters,
        document(institute.settings, meeting, team.name),
        made_from,
    )


def _parameters(institute: Institute, meeting: Session, team: str) -> dict[str, str | int]:
    cycle = institute.settings.cycle.number
    return {"institute": str(institute.root.resolve()), "team": team, "cycle": cycle, "person": ""}


def document(settings: Settings, meeting: Session, name: str) -> dict[str, str]:
    """Return what the document says of itself: title, subject, author, language, paper, notice."""
    return {
        "title": f"{name}: {meeting.title}",
        "subject": meeting.question,
        "author": ", ".join(facilitator.name for facilitator in settings.facilitators),
        "language": settings.language,
        "paper": settings.paper,
        "notice": "Made-up data for demonstration" if settings.synthetic else "",
    }
