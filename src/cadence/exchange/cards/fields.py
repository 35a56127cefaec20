"""What a table of cards may say, and what others call the columns of a board."""

from cadence.exchange.forms import TEAM, FormMapping
from cadence.exchange.tables.columns import Field, Wanted
from cadence.exchange.tables.words import folded

CARDS = Wanted(
    "cards",
    (
        Field("card", "Card", "a number or code of the card's own", "cardid card id taskid key issuekey"),
        TEAM,
        Field("title", "Title", "what will be done", "title cardname cardtitle task taskname name action"),
        Field("column", "List", "where on the board it stands", "list listname column status state bucket"),
        Field("owner", "Owner", "who does it", "owner assignee assignedto members responsible lead who"),
        Field("verifier", "Verifier", "who looks at it", "verifier reviewer checkedby"),
        Field("due", "Due", "by when", "due duedate deadline bywhen"),
        Field("standard", "Done when", "what would show that it is done", "donewhen standard"),
        Field("notes", "Notes", "what else there is to know", "notes note description desc carddescription"),
    ),
    (("title",),),
    shape=FormMapping,
)  # fmt: skip

_CALLED = {
    "ideas": "ideas idea backlog someday icebox inbox parkinglot later",
    "ready": "ready todo next upnext planned upcoming notstarted open",
    "doing": "doing inprogress started current thisweek active working",
    "review": "inreview review testing verify waitingforreview tocheck",
    "done": "done complete completed finished closed",
}
COLUMNS = {word: column for column, words in _CALLED.items() for word in [*words.split(), column]}


def column_of(said: str) -> str | None:
    """Return the column that a list elsewhere is, None where its name does not tell."""
    return COLUMNS.get(folded(said))
