"""Reading blocks back from the JSON in a notebook's output."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from cadence.blocks import block as kinds
from cadence.blocks.block import AgendaRow, Block, Callout

KINDS: dict[str, type[Block]] = {
    found.kind: found
    for found in vars(kinds).values()
    if isinstance(found, type) and issubclass(found, Block) and found is not Block
}


def read_blocks(data: Any) -> list[Block]:
    """Return the blocks in `{"blocks": [...]}`; one that cannot be read becomes a callout that says so."""
    found = data.get("blocks", []) if isinstance(data, dict) else []
    return [read_block(item) for item in found] if isinstance(found, list | tuple) else []


def read_block(item: Any) -> Block:
    """Return the block that one JSON object describes."""
    kind = KINDS.get(str(item.get("kind"))) if isinstance(item, dict) else None
    if kind is None:
        return _unreadable()
    try:
        return kind(**_arguments(kind, item))
    except (TypeError, ValueError, AttributeError):
        return _unreadable()


def _arguments(kind: type[Block], item: dict[str, Any]) -> dict[str, Any]:
    known = {field.name for field in fields(kind)}
    values = {key: _frozen(value) for key, value in item.items() if key in known}
    if kind is kinds.Agenda:
        values["rows"] = _agenda_rows(item.get("rows", []))
    return values


def _agenda_rows(rows: Iterable[dict[str, Any]]) -> tuple[AgendaRow, ...]:
    known = {field.name for field in fields(AgendaRow)}
    return tuple(AgendaRow(**{key: value for key, value in row.items() if key in known}) for row in rows)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


def _unreadable() -> Callout:
    return Callout(
        "missing",
        "A part of this page could not be read",
        "It was made by a different version of Cadence.",
        remedy="Run the notebook again with the version that is installed here.",
    )
