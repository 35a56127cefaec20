"""Folder names in which a person finds their school, on every operating system."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from pathvalidate import sanitize_filename

from cadence.model import Team
from cadence.whole import write_whole

# The name stands twice in a path (folder and file), and Windows still stops many programs at 260.
LONGEST = 60
_BYTES = 150  # some encrypted home folders allow 143 to 255 bytes a name
_TAKEN = {"failed", "manifest.json"}  # what else lies in a session's folder
_DEVICES = re.compile(r"(CON|PRN|AUX|NUL|CLOCK\$|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """The folder a team was given, and the name it had then."""

    name: str
    folder: str


def clean(name: str) -> str:
    """Return a team's name as a file name that every system takes, '' if nothing of it is left."""
    text = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    text = _no_device(_tidy("".join(map(_plain, text))))
    text = sanitize_filename(text, replacement_text="-", platform="universal", max_len=None)
    text = _no_device(_tidy(text))
    return text if any(unicodedata.category(c)[0] in "LNS" for c in text) else ""


def _tidy(text: str) -> str:
    """Return text with single spaces and without the dots and spaces at its ends that systems drop."""
    return unicodedata.normalize("NFC", " ".join(text.split())).strip(" .")


def _no_device(text: str) -> str:
    """Return text that Windows does not take for a device such as CON."""
    return f"Team {text}" if _DEVICES.match(text) else text


def _plain(character: str) -> str:
    kind = unicodedata.category(character)
    if kind == "Cc":
        return " "
    return "" if kind[0] == "C" else character  # direction marks, joiners, private and unassigned ones


def fold(name: str) -> str:
    """Return what two names share when some file system, or some reader, takes them for the same."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(c for c in text if unicodedata.category(c)[0] not in "C" and not _selects(c)).strip(" .")


def _selects(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f"  # variation selectors: emoji or text style


def fitted(base: str, ending: str = "") -> str:
    """Return base and ending, the base cut so that both stay within the limits."""
    while len(base) + len(ending) > LONGEST or len((base + ending).encode()) > _BYTES:
        base = base[:-1]
    return base.strip(" .") + ending


def name_folders(teams: Iterable[Team], known: Mapping[str, Place]) -> dict[str, Place]:
    """Return the place of every team, known ones included.

    A team keeps its folder for as long as it keeps its name, whichever teams come or go. Of two
    teams whose names a file system could take for the same, the later one gets its short name
    added.
    """
    places = dict(known)
    for team in sorted(teams, key=lambda team: team.id):
        if team.id not in places or places[team.id].name != team.name:
            places.pop(team.id, None)
            places[team.id] = Place(team.name, _free(team, places))
    return places


def _free(team: Team, places: Mapping[str, Place]) -> str:
    used = {fold(place.folder) for place in places.values()} | _TAKEN
    short = clean(team.id)
    base = fitted(clean(team.name) or short or "Team")
    mark = sha256(team.id.encode("utf-8", "replace")).hexdigest()
    endings = ("", f" ({short[:24].strip(' .')})", f" ({mark[:8]})", f" ({mark[:24]})")
    return next(name for name in (fitted(base, ending) for ending in endings) if fold(name) not in used)


def read_places(packets: Path) -> dict[str, Place]:
    """Return the places that earlier runs gave, {} where none are known."""
    try:
        data = json.loads((packets / "folders.json").read_text("utf-8"))
        return {team: Place(**place) for team, place in data.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def keep_places(packets: Path, places: Mapping[str, Place]) -> None:
    """Write down which team has which folder, if there is anything new to write."""
    if places and places != read_places(packets):
        data = {team: asdict(places[team]) for team in sorted(places)}
        write_whole(packets / "folders.json", json.dumps(data, indent=1, ensure_ascii=False).encode())
