"""Why one value of a form is not taken; the others are."""

from cadence.errors import CadenceError

LONGEST = 20_000  # characters of one field: some ten pages, and no page sends more by accident


class Refused(CadenceError):
    """One value of a form is not taken; nothing else is lost."""


def words(given: object) -> str:
    """Return a text as it was typed, or refuse what is none or too long."""
    if given is None:
        return ""
    if not isinstance(given, str):
        raise Refused("This is not text.", "Load the page anew.")
    if len(given) > LONGEST:
        raise Refused(
            f"This is {len(given):,} characters long; {LONGEST:,} is the most.",
            "Shorten it, or keep it elsewhere and give its address here.",
        )
    return given
