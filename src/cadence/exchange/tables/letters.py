"""Which old code page a text is written in: the one in which its letters beyond A to Z make words.

Libraries that guess code pages look for a language in long prose. A list of schools has a few names, so
each letter is looked at between its neighbours: a word is in one script and one case, some letters are
more frequent than others, and signs stand outside of words.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

PAGES = {
    "cp1252": "Windows-1252 (western)",
    "mac_roman": "Mac OS Roman",
    "cp850": "DOS 850 (western)",
    "cp1250": "Windows-1250 (central European)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "koi8_r": "KOI8-R (Cyrillic)",
    "cp1253": "Windows-1253 (Greek)",
    "cp932": "Shift-JIS (Japanese)",
    "gb18030": "GB 18030 (Chinese)",
    "big5": "Big5 (Chinese)",
    "cp949": "EUC-KR (Korean)",
}  # the likelier first
VOWELS = "aeiouyáéíóúàâäêëîïôöûüãõ"
# Letters of western languages by how much they say, and where some of them stand.
WESTERN = {**dict.fromkeys("áéíóúüñöäçèàâêôßãõå", 1.0), **dict.fromkeys("ëîïæøìòùû", 0.6)}
CENTRAL = dict.fromkeys("ąćęłńśźżčďěňřšťůžőűľăşğı", 0.8)
STANDS: dict[str, Callable[[str, str], bool]] = {
    "ç": (lambda before, after: after in tuple("aouáãéêô")),
    "ß": (lambda before, after: before in tuple(VOWELS)),
    "è": (lambda before, after: after not in tuple(VOWELS)),
    "ã": (lambda before, after: after in tuple("oe")),
    "õ": (lambda before, after: after == "e"),
    **dict.fromkeys("ìòù", (lambda before, after: not after)),
}
FAMILIAR = {  # by script: the usual letters of Russian, and of Greek
    "CYRILLIC": tuple(
        map(chr, (0x43E, 0x435, 0x430, 0x438, 0x43D, 0x442, 0x441, 0x440, 0x432, 0x43B, 0x43A))
    ),
    "GREEK": tuple(map(chr, (0x3B1, 0x3BF, 0x3B9, 0x3B5, 0x3C4, 0x3C3, 0x3BD, 0x3B7, 0x3C1, 0x3BB, 0x3C2))),
}
SIGNS = "°½¼¾®©™§€£·•"
PUNCTUATION = "\u2018\u2019\u201c\u201d\u2013\u2014"
WIDE = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")  # scripts whose letters are words
EVEN = 0.1  # the share by which a reading has to be better than another
POOR = 0.1  # of 1, below which a reading is none


@dataclass(frozen=True)
class Reading:
    """A sample read in a code page; `fits` is by byte how well a letter beyond ASCII sits, from 0 to 1."""

    page: str
    text: str
    fits: dict[int, float]

    @property
    def score(self) -> float:
        """Return how well the letters sit, on average."""
        return sum(self.fits.values()) / max(1, len(self.fits))


def readings(sample: bytes) -> list[Reading]:
    """Return the ways to read a sample, the best first; of equal ones the likelier code page."""
    found = [reading for page in PAGES if (reading := _read(sample, page))]
    return sorted(found, key=lambda each: -each.score)


def rival(best: Reading, others: list[Reading]) -> Reading | None:
    """Return a reading that is as good as the best where the two differ, None where none is."""
    return next((each for each in others if each.text != best.text and _lead(best, each) < EVEN), None)


def _lead(best: Reading, other: Reading) -> float:
    """Return by what share a reading is better than another in what they read differently."""
    ours, theirs = dict(_placed(best)), dict(_placed(other))
    apart = [at for at in ours.keys() | theirs.keys() if ours.get(at) != theirs.get(at)]
    mine, its = (sum(each.fits.get(at, 0.0) for at in apart) for each in (best, other))
    return (mine - its) / mine if mine else 0.0


def _placed(reading: Reading) -> Iterator[tuple[int, str]]:
    at = 0
    for letter in reading.text:
        yield at, letter
        at += len(letter.encode(reading.page, errors="replace"))


def _read(sample: bytes, page: str) -> Reading | None:
    try:
        text = sample.decode(page)
    except UnicodeDecodeError:
        return None
    reading = Reading(page, text, {})
    strange = ((at, place) for place, (at, letter) in enumerate(_placed(reading)) if letter > "\x7f")
    reading.fits.update({at: _fits(text, place) for at, place in strange})
    return reading


def _fits(text: str, at: int) -> float:
    """Return how well a letter sits between its neighbours: 1 well, less for a rare letter, 0 badly."""
    letter, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if not letter.isalpha():
        return _sign_fits(text, at)
    beside = [each for each in (before, after) if each.isalpha()]
    if any(_script(each) != _script(letter) for each in beside):
        return 0.0
    if not beside and _script(letter) not in WIDE:
        return (0.2 if _script(letter) == "LATIN" else 0.1) * _weight(letter, before, after)
    crowded = _script(letter) == "LATIN" and len(beside) == 2 and min(beside) > "\x7f"
    return _cased(letter, before, after) * _weight(letter, before, after) * (0.5 if crowded else 1.0)


def _cased(letter: str, before: str, after: str) -> float:
    """Return whether a letter is as large as a word has it; old programs leave it small among large ones."""
    if letter.islower():
        return 0.6 if before.isupper() and after.isupper() else 1.0
    return letter.lower() == letter or not before.isalpha() or (before.isupper() and not after.islower())


def _weight(letter: str, before: str, after: str) -> float:
    """Return how frequent a letter is, as far as that can be said of a name in any language."""
    script, small = _script(letter), letter.lower()
    if script in ("HANGUL", "CJK"):
        return 0.95 if _usual(letter) else 0.4
    if script != "LATIN":
        odd = small not in FAMILIAR.get(script, small)
        return 0.2 if script == "HALFWIDTH" else 0.7 if odd else 0.95
    first = 0.7 if letter.islower() and after.isalpha() and not before.isalpha() else 1.0
    ends = [each.lower() if each.isalpha() else "" for each in (before, after)]
    if small in STANDS and not STANDS[small](*ends):
        return 0.3
    return first * WESTERN.get(small, CENTRAL.get(small, 0.5 if letter <= "\xff" else 0.3))


def _usual(letter: str) -> bool:
    """Return whether a sign is in the first, usual part of a national table."""
    korean, chinese, japanese = (letter.encode(page, "ignore") for page in ("euc_kr", "gb2312", "shift_jis"))
    if _script(letter) == "HANGUL":
        return len(korean) == 2
    return b"\xb0" <= chinese[:1] <= b"\xd7" or b"\x88" <= japanese[:1] <= b"\x97"


@cache
def _script(letter: str) -> str:
    """Return the script of a letter, as the first word of its name in Unicode says it."""
    name = unicodedata.name(letter, "")
    return "LATIN" if letter in "ªº" else name.partition(" ")[0].partition("-")[0]


def _sign_fits(text: str, at: int) -> float:
    """Return whether a dash or a quotation mark stands where words end, or is an apostrophe (O'Brien)."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    inside = before.isalpha() and after.isalpha()
    if text[at] == "\u00a0":  # a blank that holds words together
        return 0.4 if inside else 0.7
    if text[at] in SIGNS:
        return 0.0 if before.isalpha() or after.isalpha() else 0.5
    if text[at] not in PUNCTUATION:
        return 0.0
    apostrophe = text[at] == "\u2019" and (
        before in "ODL" or (not text[at + 2 : at + 3].isalpha() and after in "stdm")
    )
    return float(not inside or apostrophe)


def apart(best: Reading, other: Reading) -> tuple[str, str]:
    """Return the first cell that two readings read differently, as each does."""
    pairs = zip(*(re.split(r'[,;|\t\r\n"]+', each.text) for each in (best, other)), strict=False)
    return next((one[:40], two[:40]) for one, two in pairs if one != two)
