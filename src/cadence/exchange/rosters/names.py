"""Names of people as rosters write them, put in the order in which they are spoken, and compared."""

import re

EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")
GENERATIONS = ("jr", "sr", "ii", "iii", "iv", "v")
DEGREES = (
    "phd",
    "edd",
    "edm",
    "md",
    "med",
    "ma",
    "mat",
    "ms",
    "msed",
    "mba",
    "jd",
    "esq",
    "rn",
    "ba",
    "bs",
    "ed",
)
TITLES = ("dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "rev", "sr", "sra", "hon")


def spoken(name: str) -> str | None:
    """Return a name with the first name first, or None where its commas allow no such order.

    'Example, Ann' becomes 'Ann Example', 'Example, Ann, Jr.' 'Ann Example Jr.'; a degree behind a comma stays
    where it is, as in 'Ann Example, Ed.D.'.
    """
    parts = [" ".join(part.split()) for part in name.split(",")]
    words = [part for part in parts if part]
    degrees = [part for part in words[1:] if _is(part, DEGREES)]
    generations = [part for part in words[1:] if _is(part, GENERATIONS)]
    kept = words[:1] + [part for part in words[1:] if part not in (*degrees, *generations)]
    if len(kept) > 2:
        return None
    if len(kept) == 2:
        kept = [_turned(*kept)]
    return ", ".join([" ".join([*kept, *generations]), *degrees])


def _turned(family: str, given: str) -> str:
    """Return 'Ann Example Jr.' of 'Example Jr.' and 'Ann'."""
    *words, last = family.split()
    if words and _is(last, GENERATIONS):
        return f"{given} {' '.join(words)} {last}"
    return f"{given} {family}"


def compared(name: str) -> str:
    """Return what two ways to write one person's name have in common: no case, title, degree or sign."""
    return " ".join(_words(name))


def akin(one: str, other: str) -> bool:
    """Return whether two names share a word, as those of one person do even after a marriage."""
    ours = {word for word in _words(one) if len(word) > 1}
    return bool(ours & {word for word in _words(other) if len(word) > 1})


def _words(name: str) -> list[str]:
    words = [_plain(word) for part in name.split(",") for word in part.split()]
    if len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    while len(words) > 2 and words[-1] in DEGREES:
        words = words[:-1]
    return [word for word in words if word]


def _plain(word: str) -> str:
    return "".join(sign for sign in word.casefold() if sign.isalnum())


def _is(part: str, known: tuple[str, ...]) -> bool:
    return _plain(part) in known
