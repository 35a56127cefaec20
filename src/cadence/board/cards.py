"""Adding a card, changing it, moving it and taking it away."""

from typing import Any

from cadence.board.asked import BoardRefused, Outcome, Request, changes_of, new_id_of, refusal, text_of
from cadence.board.order import placed, renumbered
from cadence.board.sitting import Sitting
from cadence.board.values import same, shown_value, taken
from cadence.model import Card
from cadence.model.board import PLACES

_OPEN = PLACES[:-1]


def add(at: Sitting, request: Request) -> Outcome:
    """Put a new card at the end of a column."""
    column = _column(request, "column", _OPEN)
    id = new_id_of(request, "card")
    if any(card.id == id for card in at.standing.cards):
        raise BoardRefused("This card is on the board already.", "Load the page anew.")
    if question := _full(at, request, column):
        return Outcome(ask=question)
    order, _ = placed(at.standing.column(column), "")
    blank = Card.model_validate(
        {"id": id, "cycle": at.cycle, "team": at.team, "title": "", "column": column, "order": order}
        | ({"started": at.today} if column in ("doing", "review") else {})
    )
    card, outcome = _changed(at, blank, request)
    if not card.title:
        refused = {"title": refusal("A card needs a title.", "Say in a few words what will be done.")}
        return Outcome(refused={**outcome.refused, **refused})
    return Outcome(f"Added '{card.title}' to {at.title(column)}.", (card,), refused=outcome.refused)


def edit(at: Sitting, request: Request) -> Outcome:
    """Change fields of a card, each unless somebody else has changed it meanwhile."""
    before = at.standing.card(text_of(request, "card"))
    after, outcome = _changed(at, before, request)
    written = (after,) if after != before else ()
    return Outcome(
        f"Saved '{after.title}'." if written else "", written, (), outcome.differs, outcome.refused
    )


def _changed(at: Sitting, card: Card, request: Request) -> tuple[Card, Outcome]:
    """Return a card with what can be changed of it, and what could not."""
    differs: dict[str, Any] = {}
    refused: dict[str, dict[str, str]] = {}
    for name, change in changes_of(request).items():
        try:
            value = taken(at.standing, card, name, change.get("now"))
        except BoardRefused as said:
            refused[name] = refusal(said.message, said.remedy)
            continue
        stands = shown_value(card, name)
        if same(getattr(card, name), value):
            continue
        if not same(stands, change.get("was")):
            differs[name] = {"theirs": stands, "by": at.last_writer(card.id, name)}
            continue
        card = card.model_copy(update={name: value})
    return card, Outcome(differs=differs, refused=refused)


def move(at: Sitting, request: Request) -> Outcome:
    """Move a card within its column or to another one, unless somebody has moved it elsewhere meanwhile."""
    card = at.standing.card(text_of(request, "card"))
    to = _column(request, "to", PLACES)
    if card.column != text_of(request, "from"):
        theirs = {"theirs": card.column, "by": at.last_writer(card.id, "column")}
        return Outcome(differs={"column": theirs})
    if to == "done" and card.column != "done":
        return Outcome(refused={"column": _only_by_a_peer(at)})
    if to != card.column and (question := _full(at, request, to)):
        return Outcome(ask=question)
    return _moved(at, card, to, text_of(request, "before"))


def _moved(at: Sitting, card: Card, to: str, before: str) -> Outcome:
    others = [each for each in at.standing.column(to) if each.id != card.id]
    order, numbers = placed(others, before)
    values: dict[str, object] = {"column": to, "order": order}
    if to != "done":
        values["done"] = None
    if to in ("doing", "review") and card.started is None:
        values["started"] = at.today
    place = next((n for n, each in enumerate(others, 1) if each.id == before), len(others) + 1)
    said = f"'{card.title}' is now in {at.title(to)}, {place} of {len(others) + 1}."
    return Outcome(said, (card.model_copy(update=values), *renumbered(others, numbers)))


def remove(at: Sitting, request: Request) -> Outcome:
    """Take a card away, with what was brought and said of it."""
    card = at.standing.card(text_of(request, "card"))
    rest = (*at.standing.shows(card.id), *at.standing.said(card.id))
    return Outcome(f"Removed '{card.title}'.", removed=(card, *rest))


def _column(request: Request, name: str, known: tuple[str, ...]) -> str:
    column = text_of(request, name)
    if column not in known:
        raise BoardRefused("A card cannot be put there.", "Pick another column.")
    return column


def _full(at: Sitting, request: Request, column: str) -> dict[str, str] | None:
    """Return what to ask before a column takes one card more than it should hold."""
    limit, there = at.board.column(column).limit, len(at.standing.column(column))
    if limit is None or there < limit or request.get("anyway") is True:
        return None
    return {
        "what": f"{at.title(column)} holds {there} cards already, and {limit} is the most. One more anyway?",
        "why": "A few things at a time get done sooner. Could one be finished, or put back, first?",
    }


def _only_by_a_peer(at: Sitting) -> dict[str, str]:
    return refusal(
        f"A card gets to {at.title('done')} on the word of somebody who is not its owner.",
        f"Move it to {at.title('review')}, and let a teammate look at what shows it.",
    )
