"""Words made fit to show: what no reader can see, or what would garble the rest, is taken out."""

import re
import unicodedata
from collections.abc import Sequence

_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BROKEN = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n+")


def clean(text: object) -> str:
    r"""Return text without control characters, with one kind of line break and composed accents.

    Direction overrides go too: one of them in a name would turn round the rest of the page. Half
    a character (a lone surrogate) becomes U+FFFD, since no file could hold it.

    >>> clean("caf\u0065\u0301\x00\r\nbar")
    'café\nbar'
    """
    unified = _BREAKS.sub("\n", str(text))
    return unicodedata.normalize("NFC", _BROKEN.sub("\ufffd", _UNSEEN.sub("", unified)))


def one_line(text: object) -> str:
    """Return cleaned text on one line, for titles, captions and alternatives of pictures."""
    return " ".join(clean(text).split())


def paragraphs(text: object) -> list[str]:
    """Return the paragraphs of a text, split where somebody left a line blank."""
    return [part.strip() for part in _BLANK_LINE.split(clean(text)) if part.strip()]


def clock(start: int, opens: str = "") -> str:
    """Return when a stretch of the agenda begins: by the clock if the opening is known.

    >>> clock(75, "15:30"), clock(75)
    ('4:45 pm', '1:15')
    """
    opened = opening(opens)
    if opened is None:
        return f"{start // 60}:{start % 60:02d}"
    hour, minute = divmod((opened + start) % 1440, 60)
    return f"{hour % 12 or 12}:{minute:02d} {'am' if hour < 12 else 'pm'}"


def clock_head(opens: str) -> str:
    """Return the name of the column that `clock` fills."""
    return "From the start" if opening(opens) is None else "Time"


def is_short(items: Sequence[str]) -> bool:
    """Return whether a list is better set in two columns."""
    return len(items) > 3 and max(map(len, items)) <= 34


def is_long(text: str) -> bool:
    """Return whether a statement is too long to be set large."""
    return len(text) > 320


_TIME = re.compile(r"\b(\d{1,2})[:.](\d{2})(?:\s*([ap])\.?m\b)?", re.IGNORECASE)


def opening(opens: str) -> int | None:
    """Return the minutes since midnight of the first time of day in a text, as people write it."""
    match = _TIME.search(opens)
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2]), (match[3] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None
