"""The typeface of the charts, and how wide words are in it."""

import unicodedata
from functools import cache
from importlib.resources import as_file, files

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.textpath import text_to_path

# matplotlib brings DejaVu Sans: it lends the characters that the house typeface lacks.
FAMILY = ("Atkinson Hyperlegible", "DejaVu Sans")
UNKNOWN = "\N{WHITE SQUARE}"


@cache
def _characters() -> frozenset[int]:
    """Register the house typeface and return every character that can be drawn."""
    with as_file(files("fontpkg_atkinson_hyperlegible") / "files") as folder:
        for path in sorted(folder.glob("*.ttf")):
            font_manager.fontManager.addfont(str(path))
    paths = [
        font_manager.findfont(FontProperties(family=[name]), fallback_to_default=False) for name in FAMILY
    ]
    return frozenset(code for path in paths for code in FT2Font(str(path)).get_charmap())


@cache
def font(size: float, bold: bool = False) -> FontProperties:
    """Return the house typeface at a size in points."""
    _characters()
    return FontProperties(family=list(FAMILY), size=size, weight="bold" if bold else "normal")


def drawable(words: str) -> str:
    """Return words on one line, with a visible square for what no font at hand can draw."""
    known = _characters()
    line = " ".join(unicodedata.normalize("NFC", words).split())
    kept = (c for c in line if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return "".join(c if ord(c) in known else UNKNOWN for c in kept)


@cache
def width(words: str, size: float, bold: bool = False) -> float:
    """Return how wide words are in points."""
    return float(text_to_path.get_text_width_height_descent(words, font(size, bold), False)[0])


def clipped(words: str, room: float, size: float, bold: bool = False) -> str:
    """Return words that fit the room, cut with an ellipsis where they do not."""
    words = drawable(words)
    if width(words, size, bold) <= room:
        return words
    while words and width(words + "…", size, bold) > room:
        words = words[:-1].rstrip()
    return words + "…"


def wrapped(words: str, room: float, size: float, bold: bool = False, lines: int = 2) -> list[str]:
    """Return words broken into at most so many lines that fit the room; the last is cut if need be."""
    rest = drawable(words).split(" ")
    made: list[str] = []
    while rest and len(made) < lines - 1:
        take = len(rest)
        while take > 1 and width(" ".join(rest[:take]), size, bold) > room:
            take -= 1
        made.append(clipped(" ".join(rest[:take]), room, size, bold))
        rest = rest[take:]
    return [*made, clipped(" ".join(rest), room, size, bold)] if rest else made
