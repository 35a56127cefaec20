"""Read one file of content into its shape, or raise every complaint about it."""

from functools import lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from cadence.content import kept
from cadence.content.layers import ALONE, FOLDERS, Source
from cadence.errors import Complaint, ContentError

T = TypeVar("T")


@lru_cache
def shape_of(place: str) -> TypeAdapter[Any]:
    """Return what a file of a folder, or one that stands alone, must look like."""
    return TypeAdapter(FOLDERS[place] if place in FOLDERS else ALONE[place])


def read(source: Source) -> Any:
    """Return what a file says, in the shape that its folder asks for."""
    try:
        raw = source.path.read_bytes()
    except OSError as error:
        message = f"the file cannot be opened: {error.strerror}"
        raise ContentError([Complaint(source.label, 0, "", message, "See to its permissions.")]) from error
    return _shaped(raw, source.folder or source.name, source.name, source.label)


@lru_cache(maxsize=512)
def _shaped(raw: bytes, place: str, name: str, label: str) -> Any:
    """Do the work once for the same bytes: forked kernels share what was read before the fork."""
    shape = shape_of(place)
    data = kept.recall(raw)
    if data is not None:
        try:
            return _named(shape.validate_python(data), raw, name, label)
        except ValidationError:
            pass  # kept by another version of Cadence: read the file itself
    return _from_yaml(raw, shape, name, label)


def _from_yaml(raw: bytes, shape: TypeAdapter[Any], name: str, label: str) -> Any:
    # The parser costs 0.16 s to import, and most runs find what they need already kept.
    from cadence.content.text import decoded, parsed

    text = decoded(raw, label)
    data = parsed(text, label)
    try:
        value = shape.validate_python(data)
    except ValidationError as error:
        from cadence.content.complaints import complaints

        raise ContentError(complaints(error, text, label, shape)) from error
    kept.keep(raw, data)
    return _named(value, raw, name, label)


def _named(value: T, raw: bytes, name: str, label: str) -> T:
    """Return the value if its id is the file's name, by which everything else finds it."""
    stem = name.rpartition("/")[2].removesuffix(".yaml")
    own = getattr(value, "id", stem)
    if name in ALONE or name.startswith("sessions/") or own == stem:
        return value
    from cadence.content.lines import line_of
    from cadence.content.text import decoded

    line = line_of(decoded(raw, label), ("id",))
    message = f"the id is '{own}', but the file is called '{stem}.yaml'"
    raise ContentError([Complaint(label, line, "id", message, f"Write id: {stem}, or rename the file.")])
