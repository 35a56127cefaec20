"""What is typed beside the name of a file that is to be taken in: the options that all imports share."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from cadence.cli.options import InstituteOption


@dataclass(frozen=True)
class Asked:
    """What was typed beside the name of a file; `more` goes into the mapping as it is."""

    check: bool = False
    json: bool = False
    map: tuple[str, ...] = ()
    sheet: str = ""
    header: int = 0
    encoding: str = ""
    institute: Path = Path(".")
    more: Mapping[str, object] = field(default_factory=dict)

    def with_more(self, **more: object) -> "Asked":
        """Return itself with what a command asks beyond the others."""
        return replace(self, more=more)


def _shared(
    check: Annotated[
        bool, typer.Option("--check", help="Only say what would change; write nothing (status 1 if refused).")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    map: Annotated[
        list[str] | None, typer.Option("--map", help="HEADING=FIELD: which column holds what; remembered.")
    ] = None,
    sheet: Annotated[str, typer.Option("--sheet", help="The sheet of a workbook that is meant.")] = "",
    header: Annotated[
        int, typer.Option("--header", min=0, show_default=False, help="The line that holds the headings.")
    ] = 0,
    encoding: Annotated[
        str, typer.Option("--encoding", help="The letters of a text file, such as cp850; remembered.")
    ] = "",
    institute: InstituteOption = Path("."),
) -> Asked:
    return Asked(check, json, tuple(map or ()), sheet, header, _letters(encoding), institute)


def _letters(said: str) -> str:
    from cadence.exchange.tables.mapping import encoding_of

    found = encoding_of(said) if said else ""
    if found is None:
        message = (
            f"'{said}' is no way to write letters; known are cp1252, mac_roman, cp850, cp1250, shift_jis."
        )
        raise typer.BadParameter(message, param_hint="--encoding")
    return found


def asking(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that all imports share, which it gets as `asked`."""
    own, shared = (inspect.signature(each, eval_str=True).parameters for each in (command, _shared))
    kept = [each for name, each in own.items() if name != "asked"]

    def typed(**given: Any) -> None:
        command(
            **{each.name: given[each.name] for each in kept}, asked=_shared(**{n: given[n] for n in shared})
        )

    parameters = [*kept, *shared.values()]
    typed.__name__, typed.__doc__ = command.__name__, command.__doc__
    typed.__annotations__ = {each.name: each.annotation for each in parameters}
    typed.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return typed
