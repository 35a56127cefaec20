"""How a callout's tone is said in words, so that colour is never the only sign of it."""

from typing import NamedTuple

from cadence.blocks.block import Tone


class Voice(NamedTuple):
    """The words and the sign of a tone."""

    label: str
    sign: str


VOICES: dict[Tone, Voice] = {
    "note": Voice("Note", "i"),
    "missing": Voice("Not there yet", "?"),
    "warning": Voice("Needs attention", "!"),
    "win": Voice("Worth celebrating", "✓"),
    "caution": Voice("Read with care", "~"),
    "say": Voice("Say", "\u201c"),
}


def voice(tone: str) -> Voice:
    """Return the words and the sign of a tone, those of a note for a tone nobody knows."""
    return VOICES.get(tone, VOICES["note"])  # type: ignore[call-overload, no-any-return]
