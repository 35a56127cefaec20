"""Feedback for a team of teachers, read once more: names, verdicts, numbers without a count, gaps."""

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from cadence.analysis.lexicon import Terms
from cadence.analysis.names import named_in, whole_names

PLAIN = (
    "It knows words and not meaning, and it gives no grade: where a question does not fit, leave the words "
    "as they are. It hears a full name that is on a roster, a name after a title, and an address; a first "
    "name, or a room from which one could guess a person, only you can hear."
)
VERDICTS = Terms.of(
    "good, great, excellent, outstanding, effective, ineffective, strong, weak, poor, bad, wrong, failing, "
    "lacking, disappointing, unacceptable, satisfactory, unsatisfactory, proficient, mediocre, best, worst, "
    "better than, worse than, lazy, careless, impressive, well done, good job, great job"
)
ORDERS = Terms.of("should, must, need to, ought to, have to, has to, be expected to")
PARTS = {  # what the page must not lack, and why
    "celebrate": "What has grown? Begin with something that the team did and you saw.",
    "observed": "What did you see, and how often?",
    "clause": "Which clause of the vision is it about?",
    "try": "What is one thing to try next week, and what do you do to make it easier?",
    "question": "Which question do you not know the answer to?",
}
_SHARE = re.compile(r"\d+(?:\.\d+)?\s?%")
_COUNT = re.compile(r"\b\d+\s+(?:of|out of|in)\s+(?:the\s+)?\d+|\b\d+\s+visits?\b", re.IGNORECASE)
_PEOPLE = ("team", "bring")  # fields that say who, on purpose
Row = tuple[str, str, str]


def feedback_check(parts: Mapping[str, str], names: Iterable[str] = ()) -> pd.DataFrame:
    """Return what to look at again before feedback is given to a team of teachers.

    Parameters
    ----------
    parts
        What is written, by field: 'celebrate', 'observed', 'clause', 'try', 'question', and any others.
    names
        Full names of people, which are not to stand in it.

    Returns
    -------
    Columns `check` ('name', 'verdict', 'order', 'count', 'part', 'question'), `field` and `words`.
    """
    told = {field: text.strip() for field, text in parts.items() if text.strip()}
    if not told:
        return pd.DataFrame([], columns=["check", "field", "words"])
    known = whole_names(names)
    rows: list[Row] = []
    for field, text in told.items():
        if field not in _PEOPLE:
            rows += [
                ("name", field, f"“{name}” seems to name a person. Say it of lessons.")
                for name in named_in(text, known)
            ]
            rows += _judging(field, text)
    rows += [("part", field, question) for field, question in PARTS.items() if field not in told]
    return pd.DataFrame([*rows, *_open(told)], columns=["check", "field", "words"])


def _judging(field: str, text: str) -> list[Row]:
    rows = [
        ("verdict", field, f"“{word}” grades. What did you see that made you think so?")
        for word in VERDICTS.found(text)
    ]
    rows += [
        ("order", field, f"“{word}” tells people what to do. Could it be a question?")
        for word in ORDERS.found(text)
    ]
    if _SHARE.search(text) and not _COUNT.search(text):
        rows.append(
            ("count", field, f"{_SHARE.findall(text)[0]} of how many visits? A number needs its count.")
        )
    return rows


def _open(told: Mapping[str, str]) -> list[Row]:
    """Return whether the question asks."""
    asked = told.get("question", "?")
    return (
        [] if "?" in asked else [("question", "question", "The question has no question mark: does it ask?")]
    )
