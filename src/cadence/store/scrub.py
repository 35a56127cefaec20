"""Taking people out of what others wrote: links to them become links to nobody, their names a blank."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

REMOVED = "[name removed]"
_ALIKE = {each: f"[{alike}]" for alike in ("'\u2019\u2018\u02bc`", "-\u2010\u2011\u2013") for each in alike}


class Scrub:
    """A pass over values that replaces ids by other ids, and names and addresses by `REMOVED`.

    `ids` says which ids become which, `replaced` holds the ids that were met.
    """

    def __init__(self, ids: Mapping[str, str], words: Iterable[str]) -> None:
        self.ids = ids
        self._words = pattern(words)
        self.replaced: set[str] = set()

    def __call__(self, value: Any, *, names: bool = True) -> Any:
        """Return text, or lists and dicts of it, without those people; `names`: in the midst of texts too."""
        match value:
            case str():
                return self._text(value, names)
            case list() | tuple():
                return [self(each, names=names) for each in value]
            case dict():
                return {self(key, names=names): self(each, names=names) for key, each in value.items()}
            case _:
                return value

    def viewer(self, written: str) -> str:
        """Return who made a change, as the history writes it, without those people."""
        role, _, person = written.partition(":")
        return f"{role}:{self._text(person, False)}"

    def _text(self, text: str, names: bool) -> str:
        if text in self.ids:
            self.replaced.add(text)
            return self.ids[text]
        return self._words.sub(REMOVED, text) if names and self._words else text


def pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds names and addresses however they are spaced, turned round or typed."""
    forms = {form for each in words for form in _forms(each)}
    return re.compile("|".join(sorted(forms, key=len, reverse=True))) if forms else None


def _forms(written: str) -> Iterable[str]:
    for form in ("NFC", "NFD"):
        words = unicodedata.normalize(form, written).split()
        if len(words) == 1:
            yield _whole(_spelt(words[0]), any_case="@" in written)  # 'Will' is a name, 'will' is not
        elif words:
            yield _whole(r"\s+".join(map(_spelt, words)))
            first, last = words[:-1], words[-1]
            yield _whole(rf"{_spelt(last)}\s*,\s*" + r"\s+".join(map(_spelt, first)))


def _whole(pattern: str, *, any_case: bool = True) -> str:
    return rf"(?<!\w)(?{'i' if any_case else ''}:{pattern})(?!\w)"


def _spelt(word: str) -> str:
    return "".join(_ALIKE.get(letter) or re.escape(letter) for letter in word)
