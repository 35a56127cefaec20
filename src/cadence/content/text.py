"""From the bytes of a YAML 1.2 file to plain data, or a plain complaint about how it is written."""

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import Node

from cadence.errors import Complaint, ContentError

# What the parser says, which mark shows the culprit, what a person needs to hear, and what to do.
_TROUBLES: tuple[tuple[str, str, str, str], ...] = (
    ("'\\t'", "problem", "a tab stands where spaces belong", "Replace the tab by spaces."),
    ("duplicate key", "problem", "the key {word} is there twice", "Keep one of the two, remove the other."),
    (
        "mapping values are not allowed",
        "problem",
        "a colon in the middle of plain words, or a line that is indented too far",
        'Put the words between double quotes ("like: this"), or line the key up with its neighbours.',
    ),
    (
        "could not find expected ':'",
        "context",
        "a line is neither a key with its colon nor part of the text above it",
        "Put a colon and a space after the key, or indent the line so that it belongs to the text above.",
    ),
    (
        "found unexpected end of stream",
        "context",
        "a quotation mark is opened here and never closed",
        "Close the quotation mark at the end of the words.",
    ),
    (
        "found '<scalar>'",
        "problem",
        "words follow after a closing quotation mark",
        "Put the whole text between double quotes; an apostrophe may stand inside them.",
    ),
    (
        "expected <block end>",
        "problem",
        "the indentation does not line up with the lines above",
        "Give the keys of one block, and the dashes of one list, the same number of spaces.",
    ),
    (
        "expected ',' or",
        "context",
        "a bracket is opened here and never closed",
        "Close the bracket, or write the list with a dash on each line.",
    ),
    (
        "cannot start any token",
        "problem",
        "plain words may not begin with this character",
        "Put the words between double quotes.",
    ),
    (
        "undefined alias",
        "problem",
        "plain words may not begin with an asterisk",
        "Put the words between double quotes.",
    ),
    (
        "expected a comment or a line break",
        "problem",
        "words stand on the same line as > or |",
        "Begin the text on the next line, indented.",
    ),
    (
        "another document",
        "problem",
        "a line of three dashes begins a second document",
        "Remove the line; a file holds one thing.",
    ),
    (
        "could not determine a constructor",
        "problem",
        "plain words may not begin with an exclamation mark",
        "Put the words between double quotes.",
    ),
)


class _Words(SafeConstructor):
    """Leaves a date as the words it was written in: content knows no dates."""


_Words.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


def _yaml() -> YAML:
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = _Words
    return yaml


def decoded(raw: bytes, file: str) -> str:
    """Return the text of a file, which must be UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = "the file is not in UTF-8, so letters such as é or ñ cannot be read"
        remedy = "Save it again with the encoding UTF-8 (in the editor: Save As, Encoding)."
        raise ContentError([Complaint(file, line, "", message, remedy)]) from error


def parsed(text: str, file: str) -> dict[Any, Any]:
    """Return the keys and values of a YAML text, or raise what is wrong with how it is written."""
    try:
        data = _yaml().load(text)
    except MarkedYAMLError as error:
        raise ContentError([_complaint(error, text, file)]) from error
    except (YAMLError, RecursionError, ValueError, TypeError) as error:
        raise ContentError([_unreadable(error, text, file)]) from error
    if isinstance(data, dict):
        return data
    message = "the file is empty" if data is None else "the file does not consist of keys with values"
    remedy = "Copy the shipped file of the same name and change it, or remove this file."
    raise ContentError([Complaint(file, 1, "", message, remedy)])


def composed(text: str) -> Node:
    """Return the tree of a text that can be parsed, in which every key knows its line."""
    node: Node = _yaml().compose(text)
    return node


def _complaint(error: MarkedYAMLError, text: str, file: str) -> Complaint:
    problem = str(error.problem or error)
    for sign, which, message, remedy in _TROUBLES:
        if sign in problem:
            mark = error.context_mark if which == "context" else error.problem_mark
            line = min((mark or error.problem_mark).line + 1, len(text.splitlines()) or 1)
            word = f"'{problem.split(chr(34))[1]}'" if '"' in problem else ""
            return Complaint(file, line, word.strip("'"), message.format(word=word), remedy)
    line = error.problem_mark.line + 1 if error.problem_mark else 0
    remedy = "Compare this line with the shipped file of the same name."
    return Complaint(file, line, "", f"this cannot be read: {problem}", remedy)


def _unreadable(error: Exception, text: str, file: str) -> Complaint:
    """Say where a character stands that no text file should hold, or that nothing can be made of it."""
    place = getattr(error, "position", None)
    if isinstance(place, int):
        line = text.count("\n", 0, place) + 1
        message = "a character stands here that no text holds (a control character)"
        return Complaint(file, line, "", message, "Delete the character, then type the words again.")
    message = "nothing can be made of this file: it is nested too deeply or its keys are not words"
    return Complaint(file, 1, "", message, "Copy the shipped file of the same name and change it.")
