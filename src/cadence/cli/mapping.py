"""Settling at the command line which column of a file holds what, and remembering it for the next file."""

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from cadence.exchange.columns import HeadingsUnclear, Wanted
from cadence.exchange.mapping import Mapping, mapping_file, read_mapping, said_mapping, write_mapping
from cadence.exchange.proposal import Question, proposal_file, proposed, questions

if TYPE_CHECKING:
    from cadence.cli.importing import Asked
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
        typed = {"columns": columns, "sheet": said.sheet, "header": said.header, **said.more}
        typed = {name: value for name, value in typed.items() if value}
        kept = read_mapping(mapping_file(house.root, wanted.what), wanted.names(), wanted.shape)
        lasting = bool(typed.keys() - {"year"})
        return cls(house, wanted, kept.joined(wanted.shape.model_validate(typed)), lasting)

    def ask(self, unclear: HeadingsUnclear) -> bool:
        """Ask a person at a terminal for each column; return False where nobody is there or none is named."""
        if not attended():
            return False
        print(f"{unclear.columns.sheet.file} has headings that are not known yet.")
        columns = dict(filter(None, map(_answer, questions(unclear.columns))))
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


def _answer(question: Question) -> tuple[str, str] | None:
    """Return the field and the heading that somebody chose, None for 'none of these'."""
    print(question)
    for number, candidate in enumerate(question.candidates, start=1):
        print(f"  {number}  {candidate}")
    print("  0  none of these")
    first = 1 if question.candidates and question.candidates[0].reason else 0
    chosen = typer.prompt("Number", default=first, type=int)
    if not 1 <= chosen <= len(question.candidates):
        return None
    candidate = question.candidates[chosen - 1]
    return candidate.field, candidate.heading
