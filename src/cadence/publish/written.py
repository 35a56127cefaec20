"""What people wrote in their own words: shuffled, from enough of them, with names taken out."""

import re
from collections.abc import Callable, Iterable, Sequence
from secrets import SystemRandom

from cadence.model import Response, Survey
from cadence.publish.disclosure import FLOOR

NAMED = "[name]"  # stands where somebody's name stood
_TITLES = r"(?:mr|mrs|ms|mx|miss|dr|principal|coach)\.?"
_ADDRESS = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"

Words = dict[str, list[str]]


def nameless(names: Iterable[str]) -> Callable[[str], str]:
    """Return what takes full names, family names after a title, and addresses of mail out of a text.

    A first name alone stays: too many of them are words as well (Will, Grace, Mark, May).
    """
    parts = [name.split() for name in set(names)]
    whole = [r"\s+".join(map(re.escape, each)) for each in parts if len(each) > 1]
    family = sorted({re.escape(each[-1]) for each in parts if len(each) > 1})
    titled = [rf"{_TITLES}\s+(?:{'|'.join(family)})"] if family else []
    # The longest first, so that a name which begins another does not leave the rest of it behind.
    found = "|".join([_ADDRESS, *sorted(whole, key=len, reverse=True), *titled])
    pattern = re.compile(rf"(?<!\w)(?:{found})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.sub(NAMED, text)


def write_ins(survey: Survey, responses: Sequence[Response], names: Iterable[str]) -> Words:
    """Return what people wrote to each open question, each shuffled by itself.

    The order comes from the system's randomness, is tied to nothing, and cannot be had again. Where
    fewer than three people wrote, nothing is shown, and not whether anybody wrote: one text would be
    what a person said when asked 'was that you?', and of two each author would know the other's.
    """
    chance, clean = SystemRandom(), nameless(names)
    said: Words = {}
    for question in survey.open_questions:
        texts = [clean(words) for r in responses if (words := r.comments.get(question.id, "").strip())]
        chance.shuffle(texts)
        said[question.text] = texts if len(texts) >= FLOOR else []
    return said
