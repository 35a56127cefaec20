"""The word that somebody probably meant, and the keys that a shape knows at a place inside it."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any, get_args, get_origin

from pydantic import BaseModel, TypeAdapter


def known_keys(shape: TypeAdapter[Any], path: Sequence[str | int]) -> list[str]:
    """Return the keys that may stand at a path of pydantic's, its union tags included."""
    kinds = [shape._type]
    for step in path:
        kinds = [inner for kind in kinds for inner in _inside(kind, step)] or kinds
    return sorted({key for kind in kinds for model in _models(kind) for key in model.model_fields})


def _inside(kind: Any, step: str | int) -> Iterator[Any]:
    if isinstance(step, int):
        yield from get_args(kind)[:1] if get_origin(kind) in (tuple, list) else ()
        return
    for model in _models(kind):
        if step in model.model_fields:
            yield model.model_fields[step].annotation
        elif "kind" in model.model_fields and model.model_fields["kind"].default == step:
            yield model


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    elif get_origin(kind) not in (tuple, list, dict):
        for inner in get_args(kind):
            yield from _models(inner)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the likeliest of the known words as a remedy, else all of them, '' if there are none."""
    known = list(known)
    if close := get_close_matches(word.lower(), known, n=1, cutoff=0.6):
        return f"Did you mean '{close[0]}'?"
    return f"Known: {', '.join(known)}." if known else ""
