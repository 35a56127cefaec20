"""Values inside values, such as a filled form or a published result, as rows with a path, and back.

A path names the way from the outside in, its steps joined by `/`: `items/#1/counts/#3` is the third number
of `counts` of the first of `items`. `#` counts places in a list from 1; in a name `~0`, `~1` and `~2` stand
for `~`, `/` and `#`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, get_args

from cadence.exchange.export.cell import Unreadable, Value

Leaf = Literal["text", "whole number", "number", "yes or no", "none", "empty list", "empty group"]
LEAVES: tuple[str, ...] = get_args(Leaf)


def leaves(value: Mapping[str, Any]) -> Iterator[tuple[str, Leaf, Value]]:
    """Yield path, kind and value of everything in a mapping, in its order."""
    for name, inner in value.items():
        yield from _below(_step(name), inner)


def _below(path: str, value: Any) -> Iterator[tuple[str, Leaf, Value]]:
    match value:
        case dict() if value:
            for name, inner in value.items():
                yield from _below(f"{path}/{_step(name)}", inner)
        case list() | tuple() if value:
            for place, inner in enumerate(value, start=1):
                yield from _below(f"{path}/#{place}", inner)
        case dict():
            yield path, "empty group", None
        case list() | tuple():
            yield path, "empty list", None
        case None:
            yield path, "none", None
        case bool():
            yield path, "yes or no", value
        case int():
            yield path, "whole number", value
        case float():
            yield path, "number", value
        case _:
            yield path, "text", str(value)


def _step(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1").replace("#", "~2")


def _name(step: str) -> str:
    return step.replace("~2", "#").replace("~1", "/").replace("~0", "~")


class _Group(dict[str, Any]):
    """Steps and what lies below them, before it is known whether they are names or places."""


def hollow(kind: str) -> Any:
    """Return a fresh value of a kind that needs no cell: none, an empty list, an empty group."""
    return {"empty list": [], "empty group": {}}.get(kind)


def grown(found: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return the mapping that these paths and values came from, or raise `Unreadable`."""
    root = _Group()
    for path, value in found:
        *way, last = path.split("/")
        inner: Any = root
        for step in way:
            inner = inner.setdefault(step, _Group())
            if not isinstance(inner, _Group):
                raise Unreadable(f"'{path}' lies below a path that has a value", "Keep one of the two.")
        if last in inner:
            raise Unreadable(f"the path '{path}' is there twice", "Keep one of the two.")
        inner[last] = value
    return {_name(step): _settled(value, step) for step, value in root.items()}


def _settled(value: Any, path: str) -> Any:
    if not isinstance(value, _Group):
        return value
    below = {step: _settled(inner, f"{path}/{step}") for step, inner in value.items()}
    if not any(step.startswith("#") for step in below):
        return {_name(step): inner for step, inner in below.items()}
    places = [f"#{place}" for place in range(1, len(below) + 1)]
    if set(places) != set(below):
        message = f"the places below '{path}' are not {', '.join(places[:3])} and so on without a gap"
        raise Unreadable(message, "Number them from #1.")
    return [below[place] for place in places]
