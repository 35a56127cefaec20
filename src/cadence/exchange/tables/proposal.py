"""Proposing how a file is to be read whose headings are not known: which columns look right, and why."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cadence.exchange.tables.columns import Columns, Field
from cadence.exchange.tables.mapping import FOLDER
from cadence.exchange.tables.words import NEAR, likeness

MOST = 5  # candidates that are offered for one field


@dataclass(frozen=True)
class Candidate:
    """A column that may hold what a field asks for, why, and what stands in it."""

    field: str
    heading: str
    reason: str
    sample: str

    def __str__(self) -> str:
        reason = f"{self.reason}; " if self.reason else ""
        return f"'{self.heading}' ({reason}for example '{self.sample[:40]}')"


@dataclass(frozen=True)
class Question:
    """A choice of fields that an import needs, and the columns that may hold one of them, likeliest first."""

    fields: tuple[Field, ...]
    candidates: tuple[Candidate, ...]

    def __str__(self) -> str:
        return f"Which column holds {', or '.join(field.means for field in self.fields)}?"


def questions(columns: Columns) -> list[Question]:
    """Return what must be settled before a file can be read: its needed fields, and those a mapping lost."""
    fields = {field.name: field for field in columns.wanted.fields}
    lacking = [each for each in columns.wanted.needs if not any(field in columns for field in each)]
    lost = [(name,) for name in columns.mapping.columns if name not in columns]
    asked = [tuple(fields[name] for name in names) for names in dict.fromkeys([*lost, *lacking])]
    return [Question(each, tuple(_candidates(columns, each))) for each in asked]


def _candidates(columns: Columns, fields: tuple[Field, ...]) -> list[Candidate]:
    """Return the columns that are free: those that sound right first, then those that tell rows apart."""
    ranked = []
    for heading in columns.ignored():
        cells = [row.cells[heading] for row in columns.rows if row.cells.get(heading)]
        fitting = [
            each for each in fields if all(re.fullmatch(each.form or ".*", cell, re.S) for cell in cells)
        ]
        if cells and fitting:
            much, like, field = max((*_likeness(columns, each, heading), each.name) for each in fitting)
            apart = len(set(cells)) / len(columns.rows)
            reason = (
                f"sounds like '{like}'" if much >= NEAR else "no two rows have the same" if apart == 1 else ""
            )
            ranked.append((much >= NEAR, apart, much, Candidate(field, heading, reason, cells[0])))
    ranked.sort(key=lambda each: each[:3], reverse=True)
    return [candidate for *_, candidate in ranked[:MOST]]


def _likeness(columns: Columns, field: Field, heading: str) -> tuple[float, str]:
    """Return how much a heading is like those that a field is known by, and which is the likest."""
    known = [columns.mapping.columns.get(field.name, ""), field.title, *field.headings]
    return max((likeness(heading, each), each) for each in known if each)


def proposed(columns: Columns) -> str:
    """Return a mapping to be looked at and corrected: YAML whose comments say why each column is proposed."""
    lines = [
        f"# How to read {columns.sheet.file}. Correct what is wrong, then name this file",
        f"# {FOLDER}/{columns.wanted.what}.yaml and run the import again.",
        "columns:",
        *(f"  {field}: {_quoted(heading)}" for field, heading in columns.found.items()),
    ]
    for question in questions(columns):
        lines += _open(question)
    free = ", ".join(columns.ignored())
    return "\n".join([*lines, f"# Further headings of the file: {free}", ""])


def _open(question: Question) -> Iterator[str]:
    yield f"  # {question}"
    for candidate in question.candidates:
        yield f"  #   {candidate}"
    likely = next((each for each in question.candidates[:1] if each.reason.startswith("sounds")), None)
    yield (
        f"  {likely.field}: {_quoted(likely.heading)}"
        if likely
        else f"  # {question.fields[0].name}: HEADING"
    )


def _quoted(heading: str) -> str:
    """Return a heading as YAML keeps it whatever is in it."""
    escaped = heading.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def proposal_file(root: Path, what: str) -> Path:
    """Return where a proposal is written, beside the mapping that it may become."""
    return root / FOLDER / f"{what}.proposed.yaml"
