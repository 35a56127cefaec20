"""The data dictionary: every table and column of an export, told by the model itself."""

from collections.abc import Iterable, Iterator

from cadence.exchange.export.shape import Column, Table, tables

HEADINGS = ("table", "column", "holds", "may be none", "allowed", "names a", "meaning", "who may read it")
WHO = {
    "institute": "everyone in the institute",
    "team": "the team and the facilitators",
    "confidential": "the person alone; in an export under a random id",
}
INTRODUCTION = """# Data dictionary

What `cadence export` writes, table by table. `cadence export --dictionary` prints this page; it is made from
the model, so it cannot say anything else than what is stored. How exports behave is told in
[exports](exports.md).

A field that holds many values is a table of its own, with the id of its record in the first column. An
empty cell is 'none' where a column may hold none, and no words elsewhere. **Texts that a spreadsheet might
take for a formula, and texts that begin with an apostrophe, have an apostrophe put before them; so has an
empty text where the column may hold none. Take one apostrophe away to have the text as it was.** Numbers
are never written that way. A moment is ISO text with its time zone.

Notes, consents, calibration ratings and answers to questions in the room have no table: they are private
or confidential, and leave only in the sealed part of an export (`--sealed`), for a new institute. Invites,
the devices that are signed in, and the log of who signed in never leave: they open the door here and
nowhere else.
"""


def entries(chosen: Iterable[Table]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each table, and one for each of its columns."""
    for table in chosen:
        yield table.name, "", "", "", "", table.of.parent and _parent(table), table.meaning, _who(table)
        for column in table.columns:
            yield table.name, column.name, *_column(column), column.meaning, _who(table)


def _parent(table: Table) -> str:
    return f"{table.of.parent} (its parent)" if not table.field else ""


def _who(table: Table) -> str:
    return WHO[table.of.audience]


def _column(column: Column) -> tuple[str, str, str, str]:
    holds = column.kind or "what 'kind' says"
    return holds, "yes" if column.may_be_none else "no", ", ".join(column.allowed), column.refers


def as_markdown() -> str:
    """Return the dictionary as a page."""
    return "\n".join([INTRODUCTION, *(_section(table) for table in tables())]).rstrip() + "\n"


def _section(table: Table) -> str:
    parent = f" Its parent is its `{table.of.parent}`." if table.of.parent and not table.field else ""
    head = f"## {table.name}\n\n{table.meaning}{parent} Read by: {_who(table)}.\n"
    rows = [
        f"| `{c.name}` | {holds}{', or none' if none == 'yes' else ''} | {_told(c, allowed, refers)} |"
        for c in table.columns
        for holds, none, allowed, refers in [_column(c)]
    ]
    return "\n".join([head, "| column | holds | meaning |", "|---|---|---|", *rows, ""])


def _told(column: Column, allowed: str, refers: str) -> str:
    more = [f"One of: {allowed}." if allowed else "", f"Names a `{refers}`." if refers else ""]
    return " ".join([column.meaning.replace("|", "\\|"), *filter(None, more)])
