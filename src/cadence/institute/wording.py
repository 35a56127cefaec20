"""What is wrong with a key, said to somebody who edits one such file a year."""

from difflib import get_close_matches
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

Said = tuple[str, str]  # what is wrong, what to do

_LONGEST = 60  # of what was written, as much as a complaint repeats
_CURLY = "\u201c\u201d\u201e\u2018\u2019"
_EXAMPLES = {
    "starts": "2026-08-10",
    "ends": "2027-06-04",
    "on": "2026-09-14",
    "time": '"15:30"',
    "language": '"en" or "es-MX"',
    "metric": '"walkthrough"',
}


def said(found: ErrorDetails, shape: type[BaseModel]) -> Said:
    """Return the message and the remedy for one thing that pydantic found."""
    path, kind, ctx = found["loc"], found["type"], found.get("ctx", {})
    name = str(path[-1])
    match kind:
        case "missing":
            return f"'{name}' is missing", _added(name, path, shape)
        case "extra_forbidden":
            return f"the key '{name}' is unknown", _known(name, path, shape)
        case "literal_error":
            return f"{_shown(found)} is not one of the choices", f"Write one of {ctx['expected']}."
        case "string_pattern_mismatch":
            return f"{_shown(found)} is not written as it should be", f"Write it like this: {_example(name)}."
        case "tuple_type":
            return f"'{name}' is a single block", f"Write its heading with two brackets: [[{name}]]."
        case "model_type" | "model_attributes_type":
            return f"'{name}' is not a single block", f"Write its heading with one bracket: [{name}]."
        case "too_short":
            return f"'{name}' is empty", f"Add a [[{name}]] block."
    return _said_of_value(found, name, kind, ctx)


def _said_of_value(found: ErrorDetails, name: str, kind: str, ctx: dict[str, Any]) -> Said:
    if kind.startswith("string_too_short"):
        return f"'{name}' has no words", f"Write it between the quotes: {name} = {_example(name)}"
    if kind.startswith("string"):
        return f"'{name}' is not text", f"Put it in double quotes: {name} = {_example(name)}"
    if kind.startswith("date"):
        return f"{_shown(found)} is not a date", f"Write year, month, day: {name} = {_example(name)}"
    if kind.startswith("bool"):
        return f"{_shown(found)} is neither yes nor no", "Write true or false, without quotes."
    if kind == "greater_than_equal" and found["loc"][0] == "thresholds":
        people = f"fewer than {ctx['ge']} people"
        return (
            f"{found['input']} is too low: nothing may be shown about {people}",
            f"Write {ctx['ge']} or more.",
        )
    if kind.startswith(("greater_than", "less_than")):
        (bound,) = ctx.values()
        words = "no less than" if kind.startswith("greater") else "no more than"
        return f"{found['input']} is out of range", f"Write {words} {bound}."
    if kind.startswith("int"):
        return f"{_shown(found)} is not a whole number", "Write digits alone, without quotes."
    return f"{_shown(found)} does not fit: {found['msg']}", "Correct it or remove the line."


def said_of_syntax(error: str, written: str) -> Said:
    """Return the message and the remedy for a line that is not TOML."""
    if any(mark in written for mark in _CURLY):
        return "has curly quotation marks", 'Type straight ones: "like this".'
    if "\\" in written:
        return (
            "has a backslash inside double quotes",
            "Write / instead, also in the names of Windows folders.",
        )
    if "overwrite" in error or "already" in error or "twice" in error or "mutate" in error:
        return "says the same thing a second time", "Keep one of the two lines, or one of the two headings."
    key, equals, value = written.partition("=")
    if equals and value.strip() and not value.strip().startswith(('"', "'", "[", "{")):
        example = value.partition("#")[0].strip().replace('"', "")
        return f"cannot be read: {_first(error)}", f'Put text in double quotes: {key.strip()} = "{example}"'
    return (
        f"cannot be read: {_first(error)}",
        "Write each line as: key = value. Text stands in double quotes.",
    )


def _first(error: str) -> str:
    return error.partition(" (at ")[0].lower()


def _shown(found: ErrorDetails) -> str:
    text = str(found["input"])
    return f"'{text}'" if len(text) <= _LONGEST else f"'{text[:_LONGEST]} ...'"


def _added(name: str, path: tuple[str | int, ...], shape: type[BaseModel]) -> str:
    """Return what to write for a key that is missing: a line, or the heading of a block."""
    annotation = _fields(shape, path[:-1])[name].annotation
    if _shape_in(annotation) is None:
        return f"Add a line: {name} = {_example(name)}"
    return f"Add a block: [{name}]" if get_origin(annotation) is None else f"Add a block: [[{name}]]"


def _example(name: str) -> str:
    return _EXAMPLES.get(name, "..." if name in ("number", "session") else '"..."')


def _known(name: str, path: tuple[str | int, ...], shape: type[BaseModel]) -> str:
    """Return a remedy for an unknown key: the nearest known one, or the place it belongs to."""
    known = list(_fields(shape, path[:-1]))
    close = get_close_matches(name.lower(), known, n=1, cutoff=0.6)
    if close:
        return f"Did you mean '{close[0]}'?"
    if len(path) > 1 and name in shape.model_fields:
        return "Move the line to the top of the file, above the first heading in brackets."
    return f"Remove it. Known here: {', '.join(known)}."


def _fields(shape: type[BaseModel], path: tuple[str | int, ...]) -> dict[str, Any]:
    for step in path:
        if isinstance(step, str) and step in shape.model_fields:
            shape = _shape_in(shape.model_fields[step].annotation) or shape
    return shape.model_fields


def _shape_in(annotation: Any) -> type[BaseModel] | None:
    if get_origin(annotation) in (tuple, list, Union, UnionType):
        return next(filter(None, map(_shape_in, get_args(annotation))), None)
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None
