"""What the options, rows and items of a form are called in the paths that a page saves under."""

from hashlib import sha256

from cadence.model.metric import Indicator

_LENGTH = 10


def token(words: str) -> str:
    """Return a short name for words: the same words have the same name, reworded ones another."""
    return sha256(words.encode()).hexdigest()[:_LENGTH]


def level_name(indicator: Indicator, value: int) -> str:
    """Return a level as people choose it: '3 Used'."""
    return next((f"{level.value} {level.label}" for level in indicator.levels if level.value == value), "")
