"""The board as the page is told it: plain JSON, in which no text is markup."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cadence.board.sitting import Sitting
from cadence.board.values import FIELDS, shown_value
from cadence.model import Card, Evidence, Verification


def drawn_board(at: Sitting, since: date | None, touched: Mapping[str, date]) -> dict[str, Any]:
    """Return everything that the page needs to draw the board for whoever sits there.

    `touched` is the day on which each card was changed last.
    """
    from cadence.analysis import board_summary, plan_lint

    stands = at.standing
    words = [each for said in stands.words.values() for each in said]
    wins = board_summary(stands.cards, words, today=at.today, since=since).wins
    return {
        "me": at.person,
        "today": at.today.isoformat(),
        "columns": [each.model_dump() for each in at.board.columns],
        "cards": [drawn_card(at, card) for card in stands.cards],
        "people": [{"value": id, "label": name} for id, name in stands.people.items()],
        "goals": [{"value": goal.id, "label": goal.statement} for goal in stands.goals],
        "since": since.isoformat() if since else None,
        "wins": list(wins["card"]),
        "lint": [
            {name: value for name, value in vars(found).items() if name != "rule" and value}
            for found in plan_lint(stands.goals, stands.cards, since=since, changed=touched)
        ],
        "writable": True,
        "why": "",
    }


def drawn_card(at: Sitting, card: Card) -> dict[str, Any]:
    """Return a card, with what shows and what is said of it, and what whoever sits there may do."""
    stands = at.standing
    why = why_not_confirm(at, card)
    return {
        "id": card.id,
        "column": card.column,
        "order": card.order,
        "done": shown_value(card, "done"),
        **{name: shown_value(card, name) for name in FIELDS},
        "evidence": [_drawn_evidence(at, each) for each in stands.shows(card.id)],
        "words": [_drawn_word(at, each) for each in stands.said(card.id)],
        "may": {"confirm": not why, "why": why},
    }


def _drawn_evidence(at: Sitting, each: Evidence) -> dict[str, Any]:
    size = at.sizes.get(each.id)
    file = {"href": f"api/board/file/{each.id}", "size": size} if size is not None else {}
    return file | {
        "id": each.id,
        "kind": each.kind,
        "text": each.text,
        "by": at.standing.name(each.added_by),
        "on": each.added.isoformat(),
    }


def _drawn_word(at: Sitting, word: Verification) -> dict[str, str]:
    return {
        "verdict": word.verdict,
        "question": word.question,
        "by": at.standing.name(word.verifier),
        "on": word.at.astimezone().date().isoformat(),
    }


def why_not_look(at: Sitting, card: Card) -> str:
    """Say why whoever sits there does not say anything of a card, '' where they may."""
    if card.column != "review":
        return f"Cards are looked at in {at.title('review')}."
    if card.owner is None:
        return "It has no owner yet."
    return "It is your own: somebody else looks at it." if card.owner == at.person else ""


def why_not_confirm(at: Sitting, card: Card) -> str:
    """Say why whoever sits there cannot confirm a card, '' where they can."""
    if why := why_not_look(at, card):
        return why
    if not card.standard.strip():
        return "It does not say yet what would show that it is done."
    return "" if at.standing.shows(card.id) else "Nothing shows yet that it is done."
