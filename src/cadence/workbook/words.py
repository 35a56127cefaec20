"""Dates, counts and lists as people write them."""

from collections.abc import Sequence
from datetime import date


def long_date(day: date) -> str:
    """Return a date as on an invitation: 'Wednesday, September 16, 2026'."""
    return f"{day:%A, %B} {day.day}, {day.year}"


def short_date(day: date | None) -> str:
    """Return a date as in a table, 'Sep 16, 2026'; '' where there is none."""
    return f"{day:%b} {day.day}, {day.year}" if day else ""


def many(count: int, one: str, more: str = "") -> str:
    """Return a count with its noun: '1 card', '3 cards'."""
    return f"{count} {one if count == 1 else more or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: 'a, b and c'."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def percent(share: float | None) -> str:
    """Return a share between 0 and 1 as whole percent, or '' where there is none."""
    return "" if share is None else f"{share:.0%}"
