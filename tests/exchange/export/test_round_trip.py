"""What was exported is what is taken in again, whatever the records hold and in every form."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import AwareDatetime

from cadence.exchange.export import FORMS, Asked, files_of, gather, import_institute, put
from cadence.exchange.export.about import About
from cadence.exchange.export.parcel import Parcel
from cadence.exchange.export.reference import loose
from cadence.exchange.export.row import rows_of
from cadence.exchange.export.shape import LEAVING, fields_of, tables
from cadence.exchange.export.taking import read_export
from cadence.institute import Institute
from cadence.model import RECORDS, Publication, Record, Response
from cadence.model.record import new_id
from cadence.store import Store, Viewer
from cadence.store.schema import HEAD

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
NASTY = [
    "", " ", "=1+1", "'", "''", "'=1", "\t", "\r", "\r\n", "a\nb", 'a "b", c', " x ", "0012", "482364001271",
    "4.8E+11", "1-2", "TRUE", "#N/A", "_x0041_", "\x07", "\x1b[1m", "\u200f\u05d0", "\U0001f600", "\u2028",
    "\ufeff", "\u00a0", "\uff1d1", "-1", "2026-11-24", "null", "\\N", "%", "a;b\tc", "\x7f", "\x85",
]  # fmt: skip
# Two characters have no place in XML: XLSX refuses them aloud (see test_workbook).
LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffe\uffff")
WORDS = st.text(LETTERS, max_size=12) | st.sampled_from(NASTY)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([-0.0, 0.1 + 0.2, 1e300, 5e-324])
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | NUMBERS | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: WORDS,
    int: st.integers(-(2**63), 2**63 - 1),
    float: NUMBERS,
    bool: st.booleans(),
    date: st.dates(),
    AwareDatetime: st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=ZONES | st.just(UTC)),
    Any: JSON,
    NoneType: st.none(),
}


def values(annotation: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for whatever a field of this annotation may hold."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return st.one_of(*map(values, inner))
    if origin is Literal:
        return st.sampled_from(inner)
    if origin is tuple:
        return st.lists(values(inner[0]), max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(values(inner[0]), values(inner[1]), max_size=3)
    return PLAIN[annotation]


def some(kind: type[Record]) -> st.SearchStrategy[Any]:
    """Return a strategy for records of a type, with ids that spreadsheets like to spoil."""
    fields = {name: values(field.annotation) for name, field in fields_of(kind).items()}
    fields["id"] = st.builds(lambda words: words + new_id(), WORDS)
    return st.builds(kind, **fields)


RECORD = st.one_of(*map(some, LEAVING))
INSTITUTE = st.lists(RECORD, max_size=6)


def by_type(records: list[Record]) -> dict[type[Record], list[Record]]:
    return {kind: [each for each in records if type(each) is kind] for kind in LEAVING}


def parcel(records: list[Record]) -> Parcel:
    found = by_type(records)
    counts = {table.name: len(rows_of(table, found[table.of])) for table in tables()}
    about = About(HEAD, "=Riverside", NOW, loose=tuple(sorted(loose(found))), rows=counts)
    return Parcel(about, found)


def only(form: str, folder: Path) -> Path:
    return folder / {"csv": "csv", "xlsx": "institute.xlsx", "json": "institute.json"}[form]


@pytest.mark.parametrize("form", FORMS)
@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(records=INSTITUTE)
def test_every_form_gives_back_what_it_was_given(form: str, records: list[Record]) -> None:
    with TemporaryDirectory() as place:
        folder = Path(place) / "out"
        put(folder, files_of(parcel(records), [form]))
        found, read = read_export(folder)
    assert found.about == parcel(records).about
    assert {kind: [record for _, record in some] for kind, some in read.items()} == by_type(records)


def held(store: Store) -> Mapping[type[Record], list[dict[str, Any]]]:
    """Return everything in a store but the answers, whose rows are dealt anew, and the count of changes."""
    view = store.view(Viewer("custodian"))
    kinds = [kind for kind in RECORDS if kind.audience in ("institute", "team")]
    return {kind: [each.model_dump(exclude={"revision"}) for each in view.all(kind)] for kind in kinds}


# Every example has two institutes of its own in one database.
@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
@given(records=INSTITUTE, form=st.sampled_from(FORMS))
def test_an_institute_moves_from_store_to_store(url: str, records: list[Record], form: str) -> None:
    open_records = [each for each in records if not isinstance(each, Response)]
    with (
        Store.open(url, new_id()) as old,
        Store.open(url, new_id()) as new,
        TemporaryDirectory() as place,
    ):
        old.view(Viewer("custodian")).write(*open_records)
        asked = Asked(contacts=True, rooms=True)
        leaving = gather(old.view(Viewer("facilitator")), asked, institute="Riverside", now=NOW)
        put(Path(place) / "out", files_of(leaving, [form]))
        import_institute(new.view(Viewer("custodian")), Path(place) / "out")
        assert held(new) == held(old)


@pytest.mark.parametrize("form", FORMS)
def test_the_demonstration_comes_back_record_by_record(
    form: str, demo: Institute, of_the_demo: Path, store: Store
) -> None:
    arrival = import_institute(store.view(Viewer("custodian")), only(form, of_the_demo))
    with Store.open(demo.database_url) as original:
        assert held(store) == held(original)
        assert arrival.records["observation"] > 100
        assert store.view(Viewer("custodian")).all(Publication)[0].revision == 1


@pytest.mark.parametrize("form", FORMS)
def test_the_same_export_twice_changes_nothing(form: str, of_the_demo: Path, store: Store) -> None:
    custodian = store.view(Viewer("custodian"))
    import_institute(custodian, only(form, of_the_demo))
    seq = custodian.seq()
    assert import_institute(custodian, only(form, of_the_demo)).before
    assert custodian.seq() == seq


def test_a_dry_run_writes_nothing(exported: Callable[..., Path], custodian: Any, of_the_demo: Path) -> None:
    assert import_institute(custodian, of_the_demo / "csv", check=True).records["school"] == 288
    assert custodian.seq() == 0
