"""What the server refuses, with the status that says of what kind the refusal is."""

from cadence.command import typed
from cadence.errors import CadenceError, ContentError, NotAllowed, NotFound, StaleRevision, StoreError

_STATUS: tuple[tuple[type[CadenceError], int], ...] = (
    (NotFound, 404),
    (NotAllowed, 403),
    (StaleRevision, 409),
    (ContentError, 500),
)
_AWAY = ("The server cannot use its records now.", "Try again in a moment; nothing that was saved is lost.")
# What a facilitator is told to do where the database takes nothing, by what it says itself.
_REMEDIES = {
    "lock": "Another program holds the database: close it.",
    "full": "The disk is full: free some space on the machine that serves.",
    "disk I/O": "The disk is full, or broken: free some space on the machine that serves.",
    "readonly": "The database can only be read: give the server the right to write it and its folder.",
}
_OTHERWISE = "The database cannot be used: on the machine that serves, cadence doctor says why."
WORDS = {
    400: ("The server could not make sense of this.", "Go back and try again."),
    403: ("This is not for you to open.", "Go to the first page and begin there."),
    404: ("There is nothing here.", "Check the address, or begin at the first page."),
    405: ("This cannot be done here.", "Go to the first page and begin there."),
    413: ("This is too much at once.", "Send less of it."),
    500: ("Something went wrong here.", "Try again; if it stays, tell your facilitator."),
    503: ("The server is busy.", "Try again in a moment."),
}


class Refusal(CadenceError):
    """A refusal with the HTTP status it goes out with."""

    def __init__(self, status: int, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.status = status


def refusal_of(error: BaseException | None, status: int) -> Refusal:
    """Return what is said of an error: words of ours where the error has some, and nothing else of it."""
    if isinstance(error, Refusal):
        return Refusal(error.status, error.message, typed(error.remedy))
    if isinstance(error, StoreError):  # its words tell of the database: they are for the log
        return Refusal(503, *_AWAY)
    if isinstance(error, CadenceError):
        found = next((code for kind, code in _STATUS if isinstance(error, kind)), 422)
        return Refusal(found, error.message, typed(error.remedy))
    return Refusal(status, *WORDS.get(status, WORDS[500 if status >= 500 else 400]))


def remedy_of(error: StoreError) -> str:
    """Return what a facilitator can do about a database that takes nothing; where it lies is left out."""
    found = (words for sign, words in _REMEDIES.items() if sign in error.message)
    return next(found, typed(_OTHERWISE))
