"""School names made fit to read, and short names made from them."""

import re
import unicodedata
from collections.abc import Container

# Whole words that directories cut short; the first column only where it ends the name.
LAST = {"EL": "Elementary", "ELEM": "Elementary", "INT": "Intermediate", "MS": "Middle", "HS": "High School"}
ANYWHERE = {"SCH": "School", "CTR": "Center", "HTS": "Heights", "ACAD": "Academy", "ELEMENTARY": "Elementary"}
SMALL = {"OF", "AT", "FOR", "AND", "THE", "IN", "ON"}
CAPITALS = {
    "AEP",
    "ECC",
    "DAEP",
    "JJAEP",
    "STEM",
    "STEAM",
    "KIPP",
    "ISD",
    "CISD",
    "HISD",
    "TSU",
    "II",
    "III",
    "IV",
}
TITLES = {"ST", "DR", "JR", "SR", "MT", "FT", "MR", "MRS"}


def display_name(name: str) -> str:
    """Return a school's name for the top of a page; a name that is not all capitals stays as it is.

    'BELLAIRE H S' becomes 'Bellaire High School', 'BUSH EL' 'Bush Elementary'.
    """
    words = name.split()
    if name != name.upper() or not words:
        return name
    shown = [_word(word, first=at == 0, last=at == len(words) - 1 > 0) for at, word in enumerate(words)]
    spoken = re.sub(r"\bH S\b", "High School", " ".join(shown))
    spoken = re.sub(r"\bEd (?=Center)", "Education ", spoken)
    return re.sub(r"(?<=\w) J H$", " Junior High", spoken)


def _word(word: str, first: bool, last: bool) -> str:
    if last and word in LAST:
        return LAST[word]
    if word in ANYWHERE:
        return ANYWHERE[word]
    if word in SMALL and not first:
        return word.lower()
    if word in CAPITALS or _spelt(word):
        return word
    return "".join(_capital(part) for part in re.split(r"([-/&.(])", word))


def _spelt(word: str) -> bool:
    """Return whether a word is read letter by letter: it has no vowel, or digits with a dash."""
    if re.fullmatch(r"\d+(ST|ND|RD|TH)", word):
        return False
    return word not in TITLES and not re.search(r"[AEIOUY]", word)


def _capital(part: str) -> str:
    if re.fullmatch(r"MC[A-Z]{3,}", part):
        return f"Mc{part[2:].capitalize()}"
    if re.match(r"[OD]'[A-Z]{2,}", part):
        return f"{part[:2]}{part[2:].capitalize()}"
    return part.capitalize()


def short_name(name: str, taken: Container[str] = ()) -> str:
    """Return a lower-case id made from a name, with a number behind it where that one is taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['`]", "", plain)).strip("-")[:50].strip("-") or "team"
    number, candidate = 1, slug
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate
