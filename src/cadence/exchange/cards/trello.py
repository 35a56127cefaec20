"""Trello's export of a board ('Print, export, and share', 'Export as JSON') as a table of cards."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from cadence.errors import Complaint, ImportRefused
from cadence.exchange.cards.fields import CARDS
from cadence.exchange.tables.columns import Columns, Source
from cadence.exchange.tables.sheet import Row, Sheet

LARGEST = 50_000_000  # bytes
_HEADINGS = {
    "card": "Card",
    "title": "Title",
    "column": "List",
    "owner": "Owner",
    "due": "Due",
    "notes": "Notes",
}


def is_trello(path: Path) -> bool:
    """Return whether a file seems to be an export from Trello."""
    return path.suffix.lower() == ".json"


def open_trello(source: Source) -> Columns:
    """Return the open cards of an export, in their order on the board; a row's line is the card's number.

    Raises
    ------
    ImportRefused
        The file is no such export.
    """
    file = source.path.name
    board = _read(source.path, file)
    rows = tuple(_rows(board))
    sheet = Sheet(file, tuple(_HEADINGS.values()), 0, rows, notes=tuple(_left_out(board)))
    return Columns(sheet, CARDS, _HEADINGS, source.mapping)


def _read(path: Path, file: str) -> dict[str, Any]:
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else b""
        board = json.loads(data)
    except (OSError, ValueError, RecursionError):
        board = None
    if not isinstance(board, dict) or not all(_are_records(board.get(name)) for name in ("cards", "lists")):
        message = "this is no export of a board from Trello"
        remedy = "In Trello: Show menu, Print, export and share, Export as JSON."
        raise ImportRefused([Complaint(file, 0, "", message, remedy)], f"Nothing was taken in from {file}:")
    return board


def _are_records(found: object) -> bool:
    return isinstance(found, list) and all(isinstance(each, dict) for each in found)


def _open_lists(board: dict[str, Any]) -> dict[str, str]:
    return {str(each.get("id")): _text(each, "name") for each in board["lists"] if not each.get("closed")}


def _open_cards(board: dict[str, Any]) -> list[dict[str, Any]]:
    lists = list(_open_lists(board))
    cards = [c for c in board["cards"] if not c.get("closed") and str(c.get("idList")) in lists]
    return sorted(cards, key=lambda card: (lists.index(str(card["idList"])), _place(card)))


def _place(card: dict[str, Any]) -> float:
    place = card.get("pos")
    return float(place) if isinstance(place, int | float) else 0.0


def _rows(board: dict[str, Any]) -> Iterator[Row]:
    lists = _open_lists(board)
    found = board.get("members")
    members = found if _are_records(found) else []
    names = {str(each.get("id")): _text(each, "fullName") for each in members or []}
    for number, card in enumerate(_open_cards(board), 1):
        ids = card.get("idMembers")
        owners = [names.get(str(id), "") for id in ids] if isinstance(ids, list) else []
        yield Row(
            number,
            {
                "Card": _text(card, "id"),
                "Title": _text(card, "name"),
                "List": lists[str(card["idList"])],
                "Owner": next((name for name in owners if name), ""),
                "Due": _day(_text(card, "due")),
                "Notes": _text(card, "desc"),
            },
        )


def _text(record: dict[str, Any], name: str) -> str:
    value = record.get(name)
    return value.strip() if isinstance(value, str) else ""


def _day(said: str) -> str:
    """Return the day of a moment by the clock here; Trello writes moments in UTC."""
    try:
        return datetime.fromisoformat(said).astimezone().date().isoformat()
    except ValueError:
        return said


def _left_out(board: dict[str, Any]) -> Iterator[str]:
    archived = len(board["cards"]) - len(_open_cards(board))
    if archived:
        yield f"archived in Trello, and left out: {archived} cards"
    if any(_text(each, "name") for each in _lists_of(board, "checklists")):
        yield "checklists, comments and attachments are not read; bring what matters as notes or as evidence"


def _lists_of(board: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = board.get(name)
    return found if isinstance(found, list) and _are_records(found) else []
