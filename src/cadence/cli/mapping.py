"""Settling at the command line which column of a file holds what, and remembering it for the next file."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from cadence.exchange.tables.columns import HeadingsUnclear, Wanted, find_columns
from cadence.exchange.tables.mapping import Mapping, mapping_file, read_mapping, said_mapping, write_mapping
from cadence.exchange.tables.proposal import Question, proposal_file, proposed, questions

if TYPE_CHECKING:
    from cadence.cli.asked import Asked
    from cadence.errors import ImportRefused
    from cadence.institute import Institute


@dataclass
class Remembered:
    """The mapping of one kind of file: what the institute remembers of it, and what was said just now."""

    house: "Institute"
    wanted: Wanted
    mapping: Mapping
    news: bool

    @classmethod
    def of(cls, house: "Institute", wanted: Wanted, said: "Asked") -> "Remembered":
        """Return what is remembered with what was typed on top."""
        columns = said_mapping(said.map, wanted.names())
        typed = {
            "columns": columns, "sheet": said.sheet, "header": said.header, "encoding": said.encoding,
            **said.more,
        }  # fmt: skip
        typed = {name: value for name, value in typed.items() if value}
        kept = read_mapping(mapping_file(house.root, wanted.what), wanted.names(), wanted.shape)
        lasting = bool(typed.keys() - {"year"})
        return cls(house, wanted, kept.joined(wanted.shape.model_validate(typed)), lasting)

    def ask(self, unclear: HeadingsUnclear) -> bool:
        """Ask a person at a terminal for each column; return False where nobody is there or none is named."""
        if not attended():
            return False
        print(f"{unclear.columns.sheet.file} has headings that are not known yet.")
        columns: dict[str, str] = {}
        for question in questions(unclear.columns):
            columns |= _answer(question, list(columns.values()))
        if not columns:
            return False
        self.mapping = self.mapping.joined(self.wanted.shape(columns=columns))
        self.news = True
        return True

    def propose(self, unclear: HeadingsUnclear) -> "ImportRefused":
        """Write down a mapping to be corrected, and return the refusal that says so."""
        from cadence.errors import ImportRefused
        from cadence.whole import write_whole

        file = proposal_file(self.house.root, self.wanted.what)
        file.parent.mkdir(exist_ok=True)
        write_whole(file, proposed(unclear.columns).encode())
        place = file.relative_to(self.house.root).as_posix()
        summary = (
            f"Nothing was taken in. How the file may be read is proposed in {place}: look at it, correct it, "
        )
        return ImportRefused(unclear.complaints, f"{summary}name it {self.wanted.what}.yaml, and try again.")

    def keep(self) -> None:
        """Remember what was said for the next file of this kind."""
        if self.news:
            lasting = self.mapping.model_copy(update={"year": ""} if hasattr(self.mapping, "year") else {})
            file = mapping_file(self.house.root, self.wanted.what)
            write_mapping(file, lasting, f"How files for `cadence import {self.wanted.what}` are read.")
            print(f"Remembered in {file.relative_to(self.house.root).as_posix()}.", file=sys.stderr)


def attended() -> bool:
    """Return whether somebody sits at a terminal who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _answer(question: Question, taken: Sequence[str]) -> dict[str, str]:
    """Return the field and the heading that somebody chose of those that are free; nothing for 'none'."""
    candidates = [each for each in question.candidates if each.heading not in taken]
    print(question)
    for number, candidate in enumerate(candidates, start=1):
        print(f"  {number}  {candidate}")
    print("  0  none of these")
    likely = 1 if candidates and candidates[0].reason.startswith("sounds") else None
    chosen = -1
    while not 0 <= chosen <= len(candidates):
        chosen = typer.prompt("Number", default=likely, type=int)
    return {candidates[chosen - 1].field: candidates[chosen - 1].heading} if chosen else {}


def seems(unclear: HeadingsUnclear) -> HeadingsUnclear:
    """Return the refusal with what else the file seems to be, if its headings are those of another."""
    from cadence.exchange import INDICATORS, ROSTER, SCHOOLS

    columns, wanted = unclear.columns, unclear.columns.wanted
    kinds = [each for each in (SCHOOLS, ROSTER, INDICATORS) if each.what != wanted.what]
    other = next((each for each in kinds if not [*find_columns(columns.sheet, each).lacking()]), None)
    if other and not (other is INDICATORS and "value" not in find_columns(columns.sheet, INDICATORS)):
        message = f"it has the headings of another kind of file: cadence import {other.what}"
    elif not columns.found:
        message = "none of its headings is known, so this may be another file than you meant"
    else:
        return unclear
    hint = columns.sheet.complain(columns.sheet.header_line, "", message, "Look whether it is the right one.")
    return HeadingsUnclear(columns, [*unclear.complaints, hint])
