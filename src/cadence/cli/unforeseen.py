"""What is said when something goes wrong that no part of Cadence put into words."""

import re
import traceback
from tempfile import NamedTemporaryFile

from cadence.errors import remedy_of


def in_words(error: Exception) -> str:
    """Return a sentence for an error that nobody foresaw; its traceback goes to a file."""
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror}. {remedy_of(error)}"
    return (
        f"Something went wrong that Cadence did not foresee ({type(error).__name__}). What was saved before "
        f"is safe. {_kept(error)}"
    )


def _kept(error: Exception) -> str:
    """Keep the traceback where it can be sent from, and say where."""
    try:
        with NamedTemporaryFile(
            "w", prefix="cadence-", suffix=".txt", delete=False, encoding="utf-8"
        ) as file:
            file.writelines(line.encode("utf-8", "replace").decode() for line in _lines(error))
    except OSError:
        return "Send the command you typed to whoever looks after Cadence."
    return f"Send {file.name} and the command you typed to whoever looks after Cadence."


def _lines(error: Exception) -> list[str]:
    """Return a traceback without the values that pydantic quotes: they may be what somebody answered."""
    return [
        re.sub(r"input_value=.*?, input_type", "input_value left out, input_type", each, flags=re.DOTALL)
        for each in traceback.format_exception(error)
    ]
