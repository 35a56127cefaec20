"""Showing the parts of a session, and showing them again when another team is picked."""

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

from cadence.blocks import Block, Display, FormName, show
from cadence.workbook.context import Context, in_lab

Part = Callable[[Context], Sequence[Block]]
Asked = Callable[[Context], FormName | None]
"""Which form a part is the paper twin of, as things stand; None where it is none."""


class _Form(TypedDict):
    form: FormName | None
    live: dict[str, Any]


class Showing:
    """Where a session of one team is shown, part by part."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._shown: list[tuple[Display, Part, Asked]] = []

    def _show(self, part: Part, form: Asked = lambda context: None) -> None:
        shown = show(*part(self._context), **self._filled_in(form))
        self._shown.append((shown, part, form))

    def _filled_in(self, form: Asked) -> _Form:
        """Return the form that a part is the paper twin of, as `show` takes it."""
        named = form(self._context)
        if named is None or not self._context.has_team or not in_lab():
            return {"form": named, "live": {}}
        from cadence.workbook.live import live_form

        return {"form": named, "live": live_form(self._context, named)}

    def team(self, name: str) -> None:
        """Turn to another team: everything shown so far is shown again in place."""
        self._context = self._context.for_team(name)
        for display, part, form in self._shown:
            display.update(*part(self._context), **self._filled_in(form))
