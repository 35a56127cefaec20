"""Text that the fonts of a packet can set: what they lack is replaced by words in brackets.

One character without a glyph makes a whole packet fail PDF/UA-1, and must neither do that nor
vanish: a reader should see that something stood there.
"""

import unicodedata
from functools import cache
from itertools import groupby

from cadence.blocks.words import clean
from cadence.printing.fonts import covered

_SCRIPTS = {"CJK": "Chinese or Japanese", "HANGUL": "Korean", "HIRAGANA": "Japanese", "KATAKANA": "Japanese"}
_JOINER = "\u200d"


def settable(text: object) -> str:
    """Return text with every character that no font here has said in words.

    >>> settable("Done \U0001f389 \u4f60\u597d")
    'Done [party popper] [2 Chinese or Japanese characters]'
    """
    words = clean(text)
    if words.isascii():
        return words
    kinds = [(char, _kind(char)) for char in words]
    runs = (
        (kind, "".join(char for char, _ in run)) for kind, run in groupby(kinds, key=lambda pair: pair[1])
    )
    return "".join(_said(kind, run) for kind, run in runs)


@cache
def _kind(char: str) -> str:
    """Return how a character is handled: kept, dropped, or the kind of run that it belongs to."""
    category = unicodedata.category(char)
    if category in ("Co", "Cn", "Cc", "Cs"):
        return "unknown"
    if ord(char) in covered() or char in "\n\t":
        return "kept"
    if _compatible(char):
        return "compatible"
    if category in ("Cf", "Sk") or "VARIATION SELECTOR" in unicodedata.name(char, ""):
        return "dropped"
    if 0x1F1E6 <= ord(char) <= 0x1F1FF:
        return "flag"
    if category[0] in "LM":
        return "script " + _script(char)
    return "space" if category[0] == "Z" else "sign"


def _compatible(char: str) -> str:
    """Return the plain form of a character (a wide letter, a ligature), if the fonts have that."""
    plain = unicodedata.normalize("NFKC", char)
    return plain if plain != char and all(ord(part) in covered() for part in plain) else ""


def _script(char: str) -> str:
    first = unicodedata.name(char, "UNKNOWN").split()[0].split("-")[0]
    return _SCRIPTS.get(first, first.capitalize())


def _said(kind: str, run: str) -> str:
    match kind.split()[0]:
        case "kept":
            return run
        case "compatible":
            return "".join(map(_compatible, run))
        case "dropped":
            return ""
        case "space":
            return " "
        case "flag":
            letters = "".join(chr(ord(char) - 0x1F1E6 + ord("A")) for char in run)
            return "".join(f"[flag {letters[at : at + 2]}]" for at in range(0, len(letters), 2))
        case "script":
            return _counted(len(run), kind.partition(" ")[2])
        case "unknown":
            return _counted(len(run), "unknown")
    return "".join(f"[{unicodedata.name(char, 'unnamed sign').lower()}]" for char in run)


def _counted(count: int, script: str) -> str:
    return f"[{count} {script} character{'s' if count > 1 else ''}]"


def breakable(text: str, longest: int) -> str:
    """Return text in which a word of more than `longest` characters may break anywhere.

    Typst lets an overlong word run off the page; a zero-width space lets it turn.
    """
    if len(text) <= longest:
        return text
    return "".join(_opened(word) if len(word) > longest else word for word in _words(text))


def _words(text: str) -> list[str]:
    return ["".join(run) for _, run in groupby(text, key=str.isspace)]


def _opened(word: str) -> str:
    parts = [word[0]]
    for char in word[1:]:
        parts.append(char if unicodedata.category(char)[0] == "M" or char == _JOINER else "\u200b" + char)
    return "".join(parts)
