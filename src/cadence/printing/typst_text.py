"""Values as Typst literals: the only way in which text reaches the typesetter."""

from collections.abc import Mapping, Sequence
from typing import Any

from cadence.blocks.words import paragraphs
from cadence.printing.glyphs import breakable, settable

# A word of this many characters always fits on a line, whatever its letters.
LONGEST = 42


class Markup(str):
    """Typst markup that this package made, as against text."""


def literal(text: object, longest: int = LONGEST) -> str:
    r"""Return text as a Typst string literal.

    >>> literal('say "#x" \\')
    '"say \\"#x\\" \\\\"'
    """
    return quoted(breakable(settable(text), longest))


def quoted(text: str) -> str:
    """Return a string that is in order already (an address, a drawing) as a Typst string literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\r", "").replace("\n", "\\n")
    return f'"{escaped}"'


def words(text: object) -> str:
    """Return text for the middle of markup; the semicolon keeps what follows from being read as code."""
    said = str(text)
    return f"#{literal(said)};" if said else ""


def value(given: Any) -> str:
    """Return a Python value as Typst code."""
    if isinstance(given, Markup):
        return f"[{given}]"
    if given is None or isinstance(given, bool):
        return {None: "none", True: "true", False: "false"}[given]
    if isinstance(given, int | float):
        return repr(given)
    if isinstance(given, bytes):
        return f"({','.join(map(str, given))},)"
    if isinstance(given, Mapping):
        return "(" + (", ".join(f"{key}: {value(item)}" for key, item in given.items()) or ":") + ")"
    if isinstance(given, Sequence) and not isinstance(given, str):
        return "(" + "".join(f"{value(item)}, " for item in given) + ")"
    return literal(given)


def call(name: str, *given: Any, **named: Any) -> Markup:
    """Return a call of one of the house style's functions, as a paragraph of its own."""
    listed = [value(item) for item in given]
    listed += [f"{key.replace('_', '-')}: {value(item)}" for key, item in named.items()]
    return Markup(f"#{name}({', '.join(listed)});\n\n")


def flowing(text: object) -> list[str]:
    """Return the paragraphs of a text, for the house style to set."""
    return paragraphs(text)
