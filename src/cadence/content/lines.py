"""Find the line on which a key of a YAML text stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from cadence.content.text import composed


@dataclass(frozen=True)
class Place:
    """Where a path through a file leads: its 1-based line, and the part of the path that is there."""

    line: int
    key: str


def place_of(text: str, path: Sequence[str | int]) -> Place:
    """Return the place of a path; steps that the file does not have (pydantic's tags) are left out."""
    node: Node | None = composed(text)
    line, walked = 1, list[str]()
    for step in path:
        found = _step(node, step)
        if found is not None:
            line, node = found
            walked.append(str(step))
    return Place(line, ".".join(walked))


def line_of(text: str, path: Sequence[str | int]) -> int:
    """Return the 1-based line of a path."""
    return place_of(text, path).line


def _step(node: Node | None, step: str | int) -> tuple[int, Node] | None:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        item: Node = node.value[step]
        return item.start_mark.line + 1, item
    return None
