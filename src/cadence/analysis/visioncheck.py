"""A vision read with kind questions: a conversation starter, never a grade."""

import re
from collections.abc import Iterable, Sequence

import pandas as pd

from cadence.analysis.interval import Unsaid
from cadence.analysis.lexicon import ENGLISH, Lexicon, Terms
from cadence.analysis.ratings import require
from cadence.analysis.readability import Reading, reading, words_of

LONG_VISION, LONG_CLAUSE = 150, 35  # words
HIGH_GRADE = 10
ELEMENTS = ("student", "teacher", "content")
ACRONYM = re.compile(r"\b[A-Z]{2,}[0-9]*s?\b")
COLUMNS = ["check", "clause", "found", "words"]
PLAIN = (
    "The check knows words and not meaning: it finds what is written, and asks. Where it is wrong, go on; "
    "where it makes you stop, talk."
)
Row = tuple[str, object, str, str]


def clause_elements(clauses: pd.DataFrame, lexicon: Lexicon = ENGLISH) -> pd.DataFrame:
    """Return for each clause which of student, teacher and content it speaks of.

    Parameters
    ----------
    clauses
        Columns `clause` (its id) and `text`.

    Returns
    -------
    Columns `clause`, `student`, `teacher`, `content`, each True or False.
    """
    marks = {name: [bool(_terms(lexicon, name).found(text)) for text in clauses["text"]] for name in ELEMENTS}
    return pd.DataFrame({"clause": clauses["clause"].to_numpy(), **marks})


def _terms(lexicon: Lexicon, name: str) -> Terms:
    terms: Terms = getattr(lexicon, name)
    return terms


def vision_check(
    clauses: pd.DataFrame, glossary: Iterable[str] = (), lexicon: Lexicon = ENGLISH
) -> pd.DataFrame:
    """Return what a team may want to talk about in its vision, one question a row.

    Parameters
    ----------
    clauses
        Columns `clause` (its id) and `text`.
    glossary
        Terms that the team has defined: they are no jargon.

    Returns
    -------
    Columns `check` ('elements', 'verbs', 'equity', 'length', 'grade', 'jargon', 'terms', 'setting'),
    `clause` (empty for the vision as a whole), `found` (the words that made it ask) and `words`.
    """
    require(clauses, ["clause", "text"])
    told = clauses[[bool(text.strip()) for text in _texts(clauses)]]
    if told.empty:
        return pd.DataFrame(columns=COLUMNS)
    whole = "\n\n".join(told["text"])
    rows = [*_whole(told, whole, lexicon)]
    known = [term.lower() for term in glossary]
    for clause, text in zip(told["clause"], told["text"], strict=True):
        rows += [(check, clause, found, words) for check, found, words in _clause(text, known, lexicon)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _whole(clauses: pd.DataFrame, text: str, lexicon: Lexicon) -> Iterable[Row]:
    marks = clause_elements(clauses, lexicon)
    for name in ELEMENTS:
        if not marks[name].any():
            yield (
                "elements",
                "",
                "",
                f"No clause speaks of the {name}. Who or what is missing from the picture?",
            )
    if not lexicon.equity.found(text):
        yield (
            "equity",
            "",
            "",
            "Nothing says for whom. Would it hold for every student, and how would you know?",
        )
    if (n := len(words_of(text))) > LONG_VISION:
        yield "length", "", f"{n} words", f"The vision has {n} words. Which would you keep on a poster?"
    score = reading(text)
    if isinstance(score, Reading) and score.grade > HIGH_GRADE:
        grade = f"grade {score.grade:.0f}"
        firm = "" if score.firm else " (on few words, so roughly)"
        yield "grade", "", grade, f"It reads like {grade}{firm}. Would every family read it with ease?"


def _clause(text: str, known: Sequence[str], lexicon: Lexicon) -> Iterable[tuple[str, str, str]]:
    vague, seen = lexicon.vague.found(text), lexicon.observable.found(text)
    if not seen:
        found = ", ".join(vague)
        asked = f"'{vague[0]}' cannot be seen" if vague else "No verb here can be seen or heard"
        yield "verbs", found, f"{asked}. What would somebody at the door see people do or hear them say?"
    if (n := len(words_of(text))) > LONG_CLAUSE:
        yield "length", f"{n} words", f"This clause has {n} words. Is it two clauses?"
    if jargon := [word for word in lexicon.jargon.found(text) if not _defined(word, known)]:
        yield "jargon", ", ".join(jargon), f"Would a parent know '{jargon[0]}'? Say it plainly, or define it."
    if letters := [a for a in dict.fromkeys(ACRONYM.findall(text)) if not _defined(a, known)]:
        yield (
            "terms",
            ", ".join(letters),
            f"'{letters[0]}' is not in the glossary. Spell it out or define it.",
        )
    if places := lexicon.setting.found(text):
        words = f"'{places[0]}' ties it to one setting. Would it hold in person, online and in between?"
        yield "setting", ", ".join(places), words


def _defined(word: str, known: Sequence[str]) -> bool:
    return any(word.lower().startswith(term) or term.startswith(word.lower()) for term in known)


def vision_reading(clauses: pd.DataFrame) -> Reading | Unsaid:
    """Return how hard a vision is to read, its clauses taken together."""
    return reading("\n\n".join(_texts(clauses)))


def _texts(clauses: pd.DataFrame) -> list[str]:
    return [text if isinstance(text, str) else "" for text in clauses["text"]]
