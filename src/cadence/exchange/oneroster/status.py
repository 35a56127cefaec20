"""Whether a row of OneRoster still holds, and its days."""

from datetime import date

ACTIVE = ("", "active")
GONE = ("tobedeleted", "inactive")  # `inactive` is version 1.0's word, which exporters still write


def is_gone(status: str) -> bool:
    """Return whether a row's status says that it holds no longer."""
    return status.casefold() in GONE


def is_status(status: str) -> bool:
    """Return whether a status is one that OneRoster has."""
    return status.casefold() in (*ACTIVE, *GONE)


def day(written: str) -> date | None:
    """Return the day of a date or of a date and time as OneRoster writes them, or None."""
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None
