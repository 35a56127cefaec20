"""Rows of one roster that speak of the same person, or seem to."""

from collections.abc import Iterator

from cadence.errors import Complaint
from cadence.exchange.rosters.entry import Entry
from cadence.exchange.rosters.names import compared
from cadence.exchange.tables.columns import Columns
from cadence.exchange.tables.sheet import Row
from cadence.exchange.tables.words import folded

AT_MOST = 5  # names in one note


class Clashes:
    """The rows that were read, by what tells people apart."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._by_email: dict[str, Entry] = {}
        self._by_source: dict[str, Entry] = {}
        self._by_name: dict[str, list[Entry]] = {}

    def of(self, row: Row, entry: Entry) -> Iterator[Complaint]:
        """Enter a row; yield a complaint where an earlier one says the same of this person, or otherwise."""
        yield from self._other_name(row, entry)
        namesakes = self._by_name.setdefault(compared(entry.name), [])
        for other in namesakes:
            if place_of(other) == place_of(entry) and other.gone == entry.gone and may_be_one(other, entry):
                message = f"{entry.name} stands on line {other.line} already"
                yield self._columns.complain(row, "name", message, "Delete one of the two rows.")
        namesakes.append(entry)

    def _other_name(self, row: Row, entry: Entry) -> Iterator[Complaint]:
        for email in entry.emails:
            other = self._by_email.setdefault(email.casefold(), entry)
            if compared(other.name) != compared(entry.name):
                message = f"'{email}' belongs to {other.name} on line {other.line}"
                yield self._columns.complain(
                    row, "email", message, "Give each person an address of their own."
                )
                return
        other = self._by_source.setdefault(entry.source, entry) if entry.source else entry
        if compared(other.name) != compared(entry.name):
            message = f"'{entry.source}' is the id of {other.name} on line {other.line}"
            yield self._columns.complain(row, "source", message, "Give each person the id that is theirs.")

    def notes(self) -> Iterator[str]:
        """Yield who stands at several places, where nothing but the name says that it is one person."""
        split = []
        for namesakes in self._by_name.values():
            bare = [each for each in namesakes if not each.emails and not each.source]
            if len({place_of(each) for each in bare}) > 1:
                split.append(f"{bare[0].name} (lines {', '.join(str(each.line) for each in bare)})")
        if split:
            more = f" and {len(split) - AT_MOST} more" if split[AT_MOST:] else ""
            yield (
                f"one name at several places, with no email or id to tell that it is one person, "
                f"and taken as a person at each: {', '.join(split[:AT_MOST])}{more}"
            )


def place_of(entry: Entry) -> tuple[str, str]:
    """Return the place that a row names, as places are compared."""
    return folded(entry.school), folded(entry.team)


def may_be_one(one: Entry, other: Entry) -> bool:
    """Return whether two rows of one name may be one person's: their ids and addresses do not differ."""
    if one.source and other.source:
        return one.source == other.source
    ours, theirs = ({email.casefold() for email in each.emails} for each in (one, other))
    return not (ours and theirs) or bool(ours & theirs)
