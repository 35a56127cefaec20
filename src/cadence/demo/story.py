"""The words of the demonstration, kept as data beside the school list."""

from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML


@cache
def story() -> dict[str, Any]:
    """Return the made-up words: comments, notes, clauses, cards, promises and the rest."""
    text = files("cadence.demo").joinpath("data", "story.yaml").read_text("utf-8")
    words: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    return words
