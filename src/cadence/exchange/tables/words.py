"""How headings, names and codes are compared: by their letters and digits alone."""

import re
from collections import Counter
from collections.abc import Container, Iterable
from difflib import SequenceMatcher

HUNG_ON = re.compile(r"\[[^\]]*\]|\blatest available year\b|\b(19|20)\d\d(-\d\d(\d\d)?)?\b", re.IGNORECASE)
NEAR = 0.6  # of 1, from which two headings look alike


def folded(text: str) -> str:
    """Return letters and digits alone, in lower case."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def bare(heading: str) -> str:
    """Return a heading, folded, without what the export tool of NCES hangs on: '[Public School] 2022-23'."""
    return folded(HUNG_ON.sub(" ", heading))


def likeness(one: str, other: str) -> float:
    """Return how alike two headings are, from 0 to 1: by their letters, or because one holds the other."""
    a, b = folded(one), folded(other)
    if not a or not b:
        return 0.0
    short, long = sorted((a, b), key=len)
    holds = 0.75 if len(short) >= 4 and short in long else 0.0
    return max(holds, SequenceMatcher(None, a, b).ratio())


def nearest(heading: str, others: Iterable[str]) -> list[str]:
    """Return those of other headings that look like one, the likest first."""
    ranked = sorted(((likeness(heading, other), other) for other in others), key=lambda each: -each[0])
    return [other for much, other in ranked if much >= NEAR]


def recognised(headings: Iterable[str], known: Container[str]) -> dict[str, str]:
    """Return the headings by what they are known by: as they are, or bare where no other is the same then."""
    headings = list(headings)
    exact = {folded(heading): heading for heading in reversed(headings)}
    counts = Counter(map(bare, headings))
    for heading in headings:
        short = bare(heading)
        if folded(heading) not in known and counts[short] == 1 and short:
            exact.setdefault(short, heading)
    return exact
