"""Which terms schools share, and which one school uses alone."""

from collections.abc import Iterable, Iterator

import pandas as pd

from cadence.analysis.lexicon import Terms
from cadence.analysis.ratings import require
from cadence.analysis.readability import words_of

STOP = frozenset(
    "a about across all also an and any are as at be been being both but by can could do does each every "
    "for from get had has have her his how i if in into is it its just may me more most must my no nor not "
    "of on one only or other our out own same shall she should so some such than that the their them then "
    "there these they this those through "
    "to too up us very was we were what when where which while who will with would you your".split()
)
COLUMNS = ["term", "schools", "share", "who", "use"]


def common_language(texts: pd.DataFrame, terms: Iterable[str] = (), *, shared: float = 0.5) -> pd.DataFrame:
    """Return the terms of several schools' visions, those that most schools share first.

    Parameters
    ----------
    texts
        Columns `school` and `text`; a school may have many rows.
    terms
        Terms to look for, a shared glossary say. Without them every word and pair of words that carries
        meaning counts, and those of a single school are left out where nobody else could share them.
    shared
        From what part of the schools on a term is called shared.

    Returns
    -------
    Columns `term`, `schools` (how many use it), `share` of schools, `who` (their names in order) and `use`
    ('shared', 'some', 'one school', 'nobody').
    """
    require(texts, ["school", "text"])
    told = texts.dropna(subset=["text"]).groupby("school", sort=True)["text"].agg("\n".join)
    used = _named(told, list(terms)) if terms else _all(told)
    count = len(told)
    rows = [
        (
            term,
            len(who),
            len(who) / count if count else 0.0,
            ", ".join(map(str, who)),
            _use(len(who), count, shared),
        )
        for term, who in used.items()
    ]
    found = pd.DataFrame(rows, columns=COLUMNS)
    return found.sort_values(["schools", "term"], ascending=[False, True], ignore_index=True)


def _use(schools: int, of: int, shared: float) -> str:
    if schools < 2:
        return "one school" if schools else "nobody"
    return "shared" if schools >= shared * of else "some"


def _named(texts: pd.Series, terms: list[str]) -> dict[str, list[object]]:
    return {term: [school for school, text in texts.items() if Terms((term,)).found(text)] for term in terms}


def _all(texts: pd.Series) -> dict[str, list[object]]:
    used: dict[str, list[object]] = {}
    for school, text in texts.items():
        for term in dict.fromkeys(_phrases(text)):
            used.setdefault(term, []).append(school)
    return used


def _phrases(text: str) -> Iterator[str]:
    """Yield the words that carry meaning, and pairs of them that stand side by side."""
    last = ""
    for word in words_of(text):
        plain = _singular(word.lower().replace("\u2019", "'").removesuffix("'s"))
        carries = plain not in STOP and len(plain) > 2
        if carries:
            yield plain
        if carries and last:
            yield f"{last} {plain}"
        last = plain if carries else ""


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
