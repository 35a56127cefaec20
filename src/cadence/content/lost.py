"""Find words that YAML takes for a comment: 'Room #4' without quotes is read as 'Room'."""

import re
from collections.abc import Iterator

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from cadence.content.text import composed
from cadence.errors import Complaint

_WORDS = re.compile(r"[ \t]+(#[^\s#!][^\n]*)")  # a comment proper has a space after its sign


def lost_words(text: str, file: str) -> Iterator[Complaint]:
    """Yield a complaint for each value that is cut off by a sign that begins a comment."""
    for key, node in _plain(composed(text), ()):
        cut = _WORDS.match(text, node.end_mark.index)
        if cut and node.value:
            message = f"everything from '{cut[1][:30].strip()}' on is taken for a comment and lost"
            remedy = "Put the whole text between double quotes, or a space after the sign."
            yield Complaint(file, node.start_mark.line + 1, ".".join(key), message, remedy)


def _plain(node: Node, key: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], ScalarNode]]:
    if isinstance(node, ScalarNode) and not node.style:
        yield key, node
    elif isinstance(node, MappingNode):
        for name, value in node.value:
            yield from _plain(value, (*key, str(name.value)))
    elif isinstance(node, SequenceNode):
        for index, value in enumerate(node.value):
            yield from _plain(value, (*key, str(index)))
