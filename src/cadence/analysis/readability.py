"""How hard a text is to read, by the published formulas."""

import re
from dataclasses import dataclass
from math import sqrt

from cadence.analysis.interval import Unsaid
from cadence.analysis.syllables import syllables

FIRM = 100  # words: the size of Flesch's own samples
HARD = 3  # syllables
PLAIN = (
    "A school grade worked out from the length of sentences and words alone. It knows nothing of sense: a "
    "short vague sentence passes, and a needed technical term counts as hard. A conversation starter, not a"
    " mark."
)
END = re.compile(r"(?:[.!?]+[\"'\u201d\u2019)\]]*(?=\s|$))|\n\s*\n|\n\s*[-*•]\s")
FORM = re.compile(r"(?:es|ed|ing)$")


@dataclass(frozen=True)
class Reading:
    """Counts and scores of a text; `firm` where it has the hundred words that the formulas were made for."""

    words: int
    sentences: int
    syllables: int
    hard: int
    grade: float
    ease: float
    smog: float
    fog: float
    firm: bool
    plain: str = PLAIN


def words_of(text: str) -> list[str]:
    """Return the words of a text without punctuation around them; a word holds a letter or digit."""
    stripped = (token.strip("\"'\u201c\u201d\u2018\u2019()[]{}.,;:!?\u2026-_*/&") for token in text.split())
    return [token for token in stripped if re.search(r"\w", token)]


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text. What is shorter than three words belongs to none of them."""
    parts = [part.strip() for part in END.split(text)]
    return [part for part in parts if len(words_of(part)) > 2] or [text.strip()]


def reading(text: str) -> Reading | Unsaid:
    """Return the reading grade of an English text, with other scores beside it.

    `grade` is Flesch-Kincaid's (Kincaid et al., 1975: 0.39 words a sentence + 11.8 syllables a word -
    15.59), `ease` Flesch's (1948), `smog` McLaughlin's (1969), made for thirty sentences, and `fog`
    Gunning's (1952), in which names, words with hyphens, and words made long by -es, -ed or -ing are not
    hard.
    """
    words = words_of(text)
    if not words:
        return Unsaid("There are no words to read.")
    n, sentences = len(words), len(sentences_of(text))
    counts = [syllables(word) for word in words]
    total, many = sum(counts), sum(count >= HARD for count in counts)
    hard = _hard(words, counts, text)
    return Reading(
        words=n, sentences=sentences, syllables=total, hard=hard,
        grade=0.39 * n / sentences + 11.8 * total / n - 15.59,
        ease=206.835 - 1.015 * n / sentences - 84.6 * total / n,
        smog=1.0430 * sqrt(30 * many / sentences) + 3.1291,
        fog=0.4 * (n / sentences + 100 * hard / n),
        firm=n >= FIRM,
    )  # fmt: skip


def _hard(words: list[str], counts: list[int], text: str) -> int:
    """Count Gunning's hard words."""
    first = {words_of(sentence)[0] for sentence in sentences_of(text) if words_of(sentence)}
    return sum(
        count >= HARD and "-" not in word and not (word[:1].isupper() and word not in first)
        and not (FORM.search(word) and syllables(FORM.sub("", word)) < HARD)
        for word, count in zip(words, counts, strict=True)
    )  # fmt: skip
