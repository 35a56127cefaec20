"""What can stand in a cell of a table whose rows are records: how it is typed, kept, and said in words.

A cell is asked for nothing else than one value: None where there is none.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from cadence.forms.answer import answer_words
from cadence.forms.flat import day, number
from cadence.forms.refused import Refused, words

Option = tuple[str, str]  # what it is kept as, what people call it


class Cell(ABC):
    """One kind of value; `read` takes what a page sends as well as the words on an older sheet."""

    @abstractmethod
    def input(self) -> dict[str, Any]:
        """Return what a page draws the control from."""

    @abstractmethod
    def read(self, now: Any) -> Any:
        """Return what was typed as it is kept, None for nothing, or raise `Refused`."""

    def shown(self, value: Any) -> Any:
        """Return what is kept as a page holds it."""
        return value

    def words(self, value: Any) -> str:
        """Return what is kept in words, which `read` understands again."""
        return answer_words(value)

    def said(self, value: Any) -> str:
        """Return what is kept as it is printed."""
        return self.words(value)

    def loose(self, words: str) -> Any:
        """Return words that cannot be kept as a page holds them."""
        return words


class TextCell(Cell):
    """Words."""

    def input(self) -> dict[str, Any]:
        """Return room for words."""
        return {"kind": "text"}

    def read(self, now: Any) -> str | None:
        """Return the words as they were typed."""
        typed = words(now)
        return typed if typed.strip() else None

    def words(self, value: Any) -> str:
        """Return the words, with the space that was typed last."""
        return str(value or "")


class DayCell(Cell):
    """A day."""

    def input(self) -> dict[str, Any]:
        """Return a control for a day."""
        return {"kind": "date"}

    def read(self, now: Any) -> date | None:
        """Return the day of an ISO date."""
        iso = day(now)
        return date.fromisoformat(iso) if iso else None

    def shown(self, value: date | None) -> str | None:
        """Return the day as a browser writes it."""
        return value.isoformat() if value else None

    def words(self, value: date | None) -> str:
        """Return the day as a browser writes it."""
        return value.isoformat() if value else ""

    def said(self, value: date | None) -> str:
        """Return the day as in a table: 'Sep 16, 2026'."""
        return f"{value:%b} {value.day}, {value.year}" if value else ""


@dataclass(frozen=True)
class NumberCell(Cell):
    """A number, in a unit if it has one."""

    low: float | None = None
    high: float | None = None
    unit: str = ""
    whole: bool = False

    def input(self) -> dict[str, Any]:
        """Return a control for a number."""
        bounds = {"low": self.low, "high": self.high, "unit": self.unit, "whole": self.whole}
        return {"kind": "number"} | bounds

    def read(self, now: Any) -> float | int | None:
        """Return a number, also one that was written as words."""
        given = number(_figures(now), self.low, self.high)
        if given is not None and self.whole and given != round(given):
            raise Refused("This has to be a whole number.")
        return round(given) if given is not None and self.whole else given


@dataclass(frozen=True)
class ShareCell(NumberCell):
    """A share of visits: typed and shown in percent, kept from 0 to 1."""

    low: float | None = 0
    high: float | None = 100
    unit: str = "%"

    def read(self, now: Any) -> float | None:
        """Return '40%', or 40, as 0.4."""
        percent = super().read(now)
        if percent is not None and 0 < percent < 1:
            raise Refused(f"{percent:g}% is less than one in a hundred.", "Write 40 for 40%.")
        return None if percent is None else round(percent / 100, 6)

    def shown(self, value: float | None) -> float | int | None:
        """Return 0.4 as 40."""
        percent = None if value is None else round(value * 100, 4)
        return round(percent) if percent is not None and percent == round(percent) else percent

    def words(self, value: float | None) -> str:
        """Return 0.4 as '40%'."""
        return "" if value is None else f"{self.shown(value)}%"


def _figures(now: Any) -> Any:
    """Return words as the number that they are, if they are one."""
    if not isinstance(now, str):
        return now
    plain = now.strip().removesuffix("%").strip().replace(",", ".")
    try:
        return float(plain) if plain else None
    except ValueError:
        raise Refused(f"'{now}' is not a number.", "Write it in figures, such as 12.") from None


@dataclass(frozen=True)
class ChoiceCell(Cell):
    """One of a list; `find` returns the list as it stands, `call` what one is called that is not on it."""

    find: Callable[[], Sequence[Option]]
    call: Callable[[str], str] = lambda value: ""

    @cached_property
    def options(self) -> dict[str, str]:
        """Return what people call each option, by what it is kept as."""
        return dict(self.find())

    def input(self) -> dict[str, Any]:
        """Return a list to choose from."""
        named = [{"value": value, "label": label} for value, label in self.options.items()]
        return {"kind": "choice", "many": False, "show": "list", "options": named}

    def read(self, now: Any) -> str | None:
        """Return the option that was chosen, or that is called so."""
        asked = answer_words(now)
        if not asked:
            return None
        named = {label.strip().casefold(): value for value, label in self.options.items()}
        found = asked if asked in self.options else named.get(asked.casefold())
        if found is None:
            raise Refused("This is not on the list.", "Choose one that is; load the page anew to see it all.")
        return found

    def words(self, value: str | None) -> str:
        """Return what people call the option, also one that is not on the list any more."""
        return (self.options.get(value) or self.call(value)) if value else ""


@dataclass(frozen=True)
class GradeCell(ChoiceCell):
    """One of a list of whole numbers."""

    def read(self, now: Any) -> Any:
        """Return the number that was chosen."""
        found = super().read(now)
        return None if found is None else int(found)

    def shown(self, value: Any) -> str | None:
        """Return the number as an option."""
        return None if value is None else str(value)

    def words(self, value: Any) -> str:
        """Return what people call the number."""
        return super().words(self.shown(value))


@dataclass(frozen=True)
class ManyCell(ChoiceCell):
    """Several of a list."""

    def input(self) -> dict[str, Any]:
        """Return things to tick."""
        return super().input() | {"many": True}

    def read(self, now: Any) -> Any:
        """Return those that were ticked, in the order of the list."""
        asked = now if isinstance(now, list) else _apart(answer_words(now), self.options)
        found = {ChoiceCell.read(self, each) for each in asked}
        return tuple(each for each in self.options if each in found) or None

    def shown(self, value: Any) -> Any:
        """Return those that were ticked in the order of the list, what is on it no more at the end."""
        given = list(value or ())
        return [each for each in self.options if each in given] + [e for e in given if e not in self.options]

    def words(self, value: Any) -> str:
        """Return what people call them."""
        return "; ".join(filter(None, (self.options.get(each, "") for each in value or ())))

    def loose(self, words: str) -> list[str]:
        """Return words that are on no list as one that is ticked."""
        return [words]


def _apart(words: str, options: dict[str, str]) -> list[str]:
    """Return the words of several options one by one, whatever stands between them."""
    known = {each.casefold() for pair in options.items() for each in pair}
    for sign in (";", "/", ","):
        parts = [each.strip() for each in words.split(sign) if each.strip()]
        if all(each.casefold() in known for each in parts):
            return parts
    return [words] if words else []
