"""Ids that stand for a person whose name stayed behind, in an export and wherever it was taken in."""

from secrets import token_hex

_SOMEBODY = "pseudonym-"  # of one person on record: the same in all that they answered
_ANYBODY = "respondent-"  # of nobody in particular


def somebody() -> str:
    """Return a fresh id for a person on record, to stand in all that this person answered."""
    return f"{_SOMEBODY}{token_hex(8)}"


def anybody() -> str:
    """Return a fresh id for a respondent of whom nobody knows whether they answered anything else."""
    return f"{_ANYBODY}{token_hex(8)}"


def is_somebody(person: str) -> bool:
    """Return whether an id stands for one person on record, whoever that is."""
    return person.startswith(_SOMEBODY)


def came_along(person: str) -> bool:
    """Return whether an id came with an export, and leads to no person here."""
    return person.startswith((_SOMEBODY, _ANYBODY))
