"""Changes told in a sentence: 'Ana Park changed card 'Weekly look': due 12 Oct -> 19 Oct'."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, get_args

from cadence.model import Person, Record
from cadence.store.change import Change
from cadence.store.difference import ABSENT, Place, Values, difference
from cadence.store.entitlement import KEPT
from cadence.store.history import Logged, Submission, title
from cadence.store.links import links, people

Names = Mapping[tuple[str, str], str]  # by table and id
LONG = 60  # letters of a text before it is cut

_SUBMITTED = {
    "response": "submitted the survey '{what}'",
    "consent": "showed in private where they stand on the vision",
    "voice": "answered the question '{what}'",
    "rating": "rated the calibration lessons in private",
}
_PLURALS = {"evidence": "pieces of evidence", "person": "people"}
_ACTED = {"create": "added", "change": "changed", "remove": "removed"}
_ROLES = {
    "custodian": "The command line",
    "keeper": "The command line",
    "facilitator": "A facilitator",
    "team": "A packet",
}


def spoken_of(entries: Iterable[Logged | Submission]) -> set[tuple[str, str]]:
    """Return the table and id of every record that telling these entries needs a name for."""
    found: set[tuple[str, str]] = set()
    for each in entries:
        if isinstance(each, Submission):
            found |= {("team", each.team), *(("person", person) for person in each.people)}
        else:
            found |= {
                ("person", each.person),
                *_linked(each.kind, each.before),
                *_linked(each.kind, each.after),
            }
    return {(table, id) for table, id in found if id}


def spoken_of_plan(changes: Iterable[Change]) -> set[tuple[str, str]]:
    """Return the same for changes that are yet to be made."""
    versions = (each for change in changes for each in (change.before, change.after) if each)
    return {linked for each in versions for linked in _linked(type(each), each.model_dump(mode="json"))}


def told(entry: Logged | Submission, names: Names) -> str:
    """Return an entry of the history as a sentence, without its number and its time."""
    if isinstance(entry, Submission):
        return f"{_submitters(entry, names)} {_SUBMITTED[entry.table].format(what=entry.what)}"
    undone = f" (undoing {entry.undoes})" if entry.undoes else ""
    said = details(entry.kind, entry.before, entry.after, names)
    how = f": {'; '.join(said)}" if said else ""
    did, what = _did(entry), subject(entry.kind, entry.values, names)
    what = what.removeprefix(f"{entry.table} ") if did == "published" else what  # not 'published publication'
    return f"{actor(entry, names)} {did} {what}{undone}{how}"


def _submitters(entry: Submission, names: Names) -> str:
    """Return who submitted something; a sheet of paper has an id that nobody goes by."""
    known = sorted(names[each] for each in (("person", id) for id in entry.people) if each in names)
    sheets = len(entry.people) - len(known)
    nameless = f"{sheets} sheet{'s' if sheets > 1 else ''} without a name" if sheets else ""
    return ", ".join([*known, *filter(None, [nameless])])


def told_at_once(entries: Sequence[Logged], names: Names) -> str:
    """Return changes that were made in one go as a sentence that counts them."""
    counted: dict[str, Counter[str]] = {}
    for each in entries:
        counted.setdefault(_did(each), Counter())[each.table] += 1
    did = (f"{did} {', '.join(how_many(n, table) for table, n in of.items())}" for did, of in counted.items())
    return f"{actor(entries[0], names)} {' and '.join(did)} in one go"


def how_many(number: int, table: str) -> str:
    """Return a count in words: '1 card', '3 entries'."""
    if number == 1:
        return f"1 {table}"
    plural = _PLURALS.get(table) or (f"{table[:-1]}ies" if table.endswith("y") else f"{table}s")
    return f"{number:,} {plural}"


def how_large(size: int) -> str:
    """Return a number of bytes in words: '12 kB', '3.4 MB', '2.0 GB'."""
    if size < 1e6:
        return f"{max(round(size / 1e3), 1)} kB"
    return f"{size / 1e6:,.1f} MB" if size < 1e9 else f"{size / 1e9:,.1f} GB"


def planned(change: Change, names: Names) -> str:
    """Return what a change that is yet to be made would do."""
    kind, before, after = type(change.subject), _values(change.before), _values(change.after)
    what = subject(kind, after or before or {}, names)
    if before is None or after is None:
        return f"{what} {'comes back' if before is None else 'goes'}"
    return f"{what}: {'; '.join(details(kind, before, after, names))}"


def actor(entry: Logged, names: Names) -> str:
    """Return who made a change."""
    role, _, person = entry.viewer.partition(":")
    return names.get(("person", person)) or _ROLES.get(role) or person or f"A {role}"


def subject(kind: type[Record], values: Values, names: Names) -> str:
    """Return what a change is about: its type and what it is known by."""
    words = title(values)
    if not words:  # a seat, a review: known by whose it is
        known = [names.get(each, "") for each in _linked(kind, values)]
        words = next((each for each in reversed(known) if each), "")
    return f"{kind.table} '{_cut(words)}'" if words else kind.table


def details(kind: type[Record], before: Values | None, after: Values | None, names: Names) -> list[str]:
    """Return what changed, place by place: 'due 12 Oct -> 19 Oct'."""
    if before is None or after is None:
        return []
    return [
        f"{_called(place)} {_said(kind, place, old, names)} -> {_said(kind, place, new, names)}"
        for place, (old, new) in difference(before, after).items()
    ]


def _did(entry: Logged) -> str:
    if entry.action == "create" and issubclass(entry.kind, KEPT):
        return "published"
    return _ACTED[entry.action]


def _values(record: Record | None) -> Values | None:
    return None if record is None else record.model_dump(mode="json")


def _linked(kind: type[Record], values: Values | None) -> list[tuple[str, str]]:
    """Return the table and id of what a version of a record leads to."""
    found = ((table, (values or {}).get(name)) for name, table in _targets(kind).items())
    return [(table, id) for table, id in found if isinstance(id, str) and id]


def _called(place: Place) -> str:
    return place[-1].replace("_", " ")


def _said(kind: type[Record], place: Place, value: Any, names: Names) -> str:
    if value is ABSENT or value in (None, "", [], {}):
        return "nothing"
    if (table := _targets(kind).get(place[0])) and isinstance(value, str):
        return names.get((table, value), value)
    if isinstance(value, str):
        return _moment(kind, place, value) or f"'{_cut(value)}'"
    if isinstance(value, Sequence):
        return ", ".join(map(str, value))
    return str(value)


def _moment(kind: type[Record], place: Place, value: str) -> str:
    annotation = kind.model_fields[place[0]].annotation
    if date in (annotation, *get_args(annotation)):
        return day_in_words(date.fromisoformat(value))
    if "AwareDatetime" in str(annotation):
        return time_in_words(datetime.fromisoformat(value))
    return ""


def day_in_words(day: date) -> str:
    """Return a day as '12 Oct', with its year where that is not this one."""
    year = "" if day.year == date.today().year else f" {day.year}"
    return f"{day.day} {day:%b}{year}"


def time_in_words(at: datetime) -> str:
    """Return a moment by the clock here: '12 Oct 09:30'."""
    here = at.astimezone()
    return f"{day_in_words(here.date())} {here:%H:%M}"


def _targets(kind: type[Record]) -> dict[str, str]:
    """Return the fields that hold an id, and the table it is an id of."""
    found = {name: target.table for name, target in links(kind).items()}
    return found | {name: Person.table for name in people(kind)}


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONG else f"{line[: LONG - 1].rstrip()}\u2026"


def names_of(records: Iterable[Record]) -> dict[tuple[str, str], str]:
    """Return what records are known by, by their table and id."""
    return {(each.table, each.id): title(each.model_dump(mode="json")) for each in records}


def as_data(entry: Logged | Submission, names: Names) -> dict[str, Any]:
    """Return an entry for programs: what `told` says, in parts."""
    told_whole = {"words": told(entry, names), "table": entry.table}
    if isinstance(entry, Submission):
        known = [each for each in entry.people if ("person", each) in names]
        return {
            "day": entry.day.isoformat(), "team": entry.team, "people": known,
            "nameless": len(entry.people) - len(known), **told_whole,
        }  # fmt: skip
    changed = difference(entry.before or {}, entry.after or {})
    return {
        "seq": entry.seq, "at": entry.at.isoformat(), "viewer": entry.viewer, "action": entry.action,
        "record": entry.record, "revision": entry.revision, "batch": entry.batch, "undoes": entry.undoes,
        "changed": {".".join(place): [None if each is ABSENT else each for each in both]
                    for place, both in changed.items()},
        **told_whole,
    }  # fmt: skip
