"""Cards taken in: each once, and from then on the team's own to change on its board."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from cadence.errors import Complaint
from cadence.exchange.cards.fields import CARDS, column_of
from cadence.exchange.cards.trello import is_trello, open_trello
from cadence.exchange.forms import order_said
from cadence.exchange.report import Ledger, Report
from cadence.exchange.seats import Seats
from cadence.exchange.tables.cells import Cells, Trouble, quoted
from cadence.exchange.tables.columns import Columns, Source, open_table
from cadence.exchange.tables.days import calendar
from cadence.exchange.tables.taken import Taken
from cadence.model import Card, Membership, Person, Team
from cadence.model.board import PLACES
from cadence.store import View

_GAP = 1024  # between the numbers of two cards, so that others find room
_LONGEST_TITLE = 200


@dataclass(frozen=True)
class Draft:
    """A card as a file has it."""

    line: int
    key: str
    title: str
    column: str
    due: date | None
    owner: str | None
    verifier: str | None
    standard: str
    notes: str


def import_cards(
    view: View, source: Source | Path | str, team: Team, cycle: int, check: bool = False
) -> Report:
    """Take cards into a team's board.

    A card is known again by its own number, or by its title; one that is known stays as it is on the board,
    whatever the file says of it. What was done elsewhere goes to In review: only a peer's word here makes it
    done. Owners who are not on the team are left out and named. With `check` nothing is written.

    Raises
    ------
    ImportRefused
        Something in the file does not hold together; nothing of it was written.
    """
    source = Source.of(source)
    columns = open_trello(source) if is_trello(source.path) else open_table(source, CARDS)
    seats = Seats(view.all(Person), view.all(Membership))
    taken = _read(columns, seats, team).sound()
    standing = view.all(Card, team=team.id)
    ledger, known = Ledger(), {card.id: card for card in standing}
    last = {place: max((c.order for c in standing if c.column == place), default=0) for place in PLACES}
    for id, draft in _numbered(taken.rows, team, cycle):
        if id in known:
            ledger.update(known[id], draft.title)
            continue
        column = "review" if draft.column == "done" else draft.column
        last[column] += _GAP
        ledger.add(_card(id, draft, team, cycle, column, last[column]))
    return ledger.settle(view, taken, _notes(taken.rows), check)


def _numbered(drafts: Iterable[Draft], team: Team, cycle: int) -> Iterator[tuple[str, Draft]]:
    """Yield each card with its id: the same whenever the same file is read."""
    counted: Counter[str] = Counter()
    for draft in drafts:
        parts = "\x1f".join(("card", team.id, str(cycle), draft.key, str(counted[draft.key])))
        yield sha256(parts.encode()).hexdigest()[:32], draft
        counted[draft.key] += 1


def _card(id: str, draft: Draft, team: Team, cycle: int, column: str, order: int) -> Card:
    cut = draft.title if len(draft.title) > _LONGEST_TITLE else ""
    return Card.model_validate({
        "id": id,
        "cycle": cycle,
        "team": team.id,
        "title": draft.title[:_LONGEST_TITLE],
        "column": column,
        "order": order,
        "owner": draft.owner,
        "verifier": draft.verifier if draft.verifier != draft.owner else None,
        "due": draft.due,
        "standard": draft.standard,
        "notes": "\n\n".join(part for part in (cut, draft.notes) if part),
    })  # fmt: skip


def _read(columns: Columns, seats: Seats, team: Team) -> Taken[Draft]:
    days = calendar(columns, "due", order_said(columns.mapping))
    drafts, wrong, strangers = [], [*columns.complaints, *days.complaints], dict[str, None]()
    for row in columns.rows:
        cells = Cells(columns, row, wrong)
        title = " ".join(cells.said("title").split())
        if not title:
            cells.complain(
                "title", Trouble("the card has no title", "Say what will be done, or take the row out.")
            )
            continue
        cells.read("team", lambda said: _whose(said, team))
        due = cells.read("due", days.moment)
        people = [_person(cells.said(name), seats, team, strangers) for name in ("owner", "verifier")]
        drafts.append(
            Draft(
                line=row.line,
                key=cells.said("card") or title.casefold(),
                title=title,
                column=cells.read("column", _column) or "ideas",
                due=due.date() if isinstance(due, datetime) else None,
                owner=people[0],
                verifier=people[1],
                standard=cells.said("standard"),
                notes=cells.said("notes"),
            )
        )
    if not drafts and not wrong:
        wrong.append(
            Complaint(
                columns.sheet.file, 0, "", "there is no card in it", "Look whether it is the right file."
            )
        )
    notes = [f"not on the team, so without an owner or verifier: {', '.join(strangers)}"] if strangers else []
    return Taken.of(columns, drafts, wrong, notes)


def _whose(said: str, team: Team) -> str | Trouble:
    if said.casefold() in (team.id.casefold(), team.name.casefold()):
        return said
    message = f"this card is of {quoted(said, 60)}, and --team says {team.name}"
    return Trouble(message, "Take the rows of other teams out of the file.")


def _column(said: str) -> str | Trouble:
    column = said if said in PLACES else column_of(said)
    if column is None:
        remedy = f"Say which column it is: --list '{said}=ideas' (or {', '.join(PLACES[1:])})."
        return Trouble(f"the board has no column like {quoted(said, 60)}", remedy)
    return column


def _person(said: str, seats: Seats, team: Team, strangers: dict[str, None]) -> str | None:
    """Return the id of somebody on the team, of several names the first; note who is not."""
    first = said.replace(";", ",").partition(",")[0].strip()
    own = {person.id: person for person in seats.of(team.id)}  # as a table of our own has them
    found = own.get(first) or (seats.on(first, team) if first else None)
    if isinstance(found, Trouble):
        strangers[quoted(first, 60)] = None
        return None
    return found.id if found else None


def _notes(drafts: Iterable[Draft]) -> Iterator[str]:
    done = sum(draft.column == "done" for draft in drafts)
    if done:
        yield (
            f"done elsewhere, and put into In review here: {done}; somebody other than the owner "
            "confirms each against its standard"
        )
