"""Reading institute.toml, with every complaint about it at once."""

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from cadence.errors import Complaint, NotFound
from cadence.institute.places import Places, places
from cadence.institute.sense import nonsense
from cadence.institute.wording import said, said_of_syntax
from cadence.model import Settings

FILE = "institute.toml"


def locate(path: Path | str) -> Path:
    """Return the institute.toml of a path: the file itself, in the folder, or in a folder above."""
    start = Path(path).expanduser().absolute()
    if start.is_file():
        return start
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return (folder / FILE).resolve()
    raise NotFound(
        f"There is no institute in {start}.",
        "Name the folder of yours: --institute FOLDER. Or make a new one: cadence new FOLDER",
    )


def check_settings(path: Path | str) -> list[Complaint]:
    """Return everything that is wrong with an institute's institute.toml, in the order of its lines."""
    return examine(locate(path))[1]


def examine(file: Path) -> tuple[Settings | None, list[Complaint]]:
    """Return what a file says (None where it cannot be made out) and what is wrong with it."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        return None, [_closed(file, error)]
    except UnicodeDecodeError as error:
        return None, [_not_utf8(file, error)]
    except tomllib.TOMLDecodeError as error:
        return None, [_not_toml(file, text, error)]
    except RecursionError:
        return None, [_tangled(file)]
    return _shaped(file.name, data, places(text))


def _shaped(file: str, data: dict[str, Any], where: Places) -> tuple[Settings | None, list[Complaint]]:
    settings, found = None, list(nonsense(data))
    try:
        settings = Settings.model_validate(data)
    except ValidationError as error:
        found += [(each["loc"], *said(each, Settings)) for each in error.errors(include_url=False)]
    complaints = [
        Complaint(file, where.line(path), ".".join(map(str, path)), message, remedy)
        for path, message, remedy in found
    ]
    return settings, sorted(complaints)


def _closed(file: Path, error: OSError) -> Complaint:
    return Complaint(
        file.name, 0, "", f"cannot be opened: {error.strerror}", "See to its permissions, then try again."
    )


def _tangled(file: Path) -> Complaint:
    return Complaint(
        file.name, 0, "", "has far too many brackets within brackets", "Look for a line of brackets."
    )


def _not_utf8(file: Path, error: UnicodeDecodeError) -> Complaint:
    line = error.object[: error.start].count(b"\n") + 1
    return Complaint(
        file.name, line, "", "has characters in an encoding other than UTF-8", "Save it again as UTF-8."
    )


def _not_toml(file: Path, text: str, error: tomllib.TOMLDecodeError) -> Complaint:
    at = re.search(r"\(at line (\d+)", str(error))
    line = int(at[1]) if at else len(text.splitlines())
    written = text.splitlines()[line - 1] if 0 < line <= len(text.splitlines()) else ""
    return Complaint(file.name, line, "", *said_of_syntax(str(error), written))
