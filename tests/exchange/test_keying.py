"""What is typed into a keying sheet comes in as it was typed, for any visits and any answers."""

import csv
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from cadence.content import Content
from cadence.errors import CadenceError, ImportRefused
from cadence.exchange.keying import observation_sheet, response_sheet
from cadence.exchange.responses.importing import Wave, import_responses
from cadence.exchange.tables.sheet import read_sheet
from cadence.exchange.visits.importing import import_observations
from cadence.model import Membership, Observation, Person, Response, Team
from cadence.model.settings import CycleSettings
from cadence.store import Store, View, Viewer

CYCLE = CycleSettings(number=1, title="2025-26", starts=date(2025, 8, 1), ends=date(2026, 6, 30))
METRIC, PULSE = Content.load().metric("walkthrough"), Content.load().survey("pulse")
TEAM = Team(id="grady", name="Grady Middle")
TODAY, NOW = date(2026, 6, 1), datetime(2026, 6, 1, tzinfo=UTC)
Cells = Sequence[Any]


@pytest.fixture
def written(tmp_path: Path) -> dict[str, list[str]]:
    """The headings of both keying sheets."""
    observation_sheet(tmp_path / "visits.xlsx", METRIC, [TEAM])
    response_sheet(tmp_path / "answers.xlsx", PULSE, [TEAM])
    return {name: _headings(tmp_path / name) for name in ("visits.xlsx", "answers.xlsx")}


def _headings(path: Path) -> list[str]:
    import python_calamine

    rows = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Keying").to_python()
    return [str(cell) for cell in rows[1]]


def _workbook(path: Path, head: Cells, rows: Sequence[Cells]) -> None:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "default_date_format": "d mmm"}) as book:
        sheet = book.add_worksheet("Keying")
        sheet.write(0, 0, "A line of help, with commas, and more")
        for at, row in enumerate([head, *rows], start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(at, column, datetime.combine(cell, datetime.min.time()))
                elif isinstance(cell, str) and cell:
                    sheet.write_string(at, column, cell)
                elif cell is not None and cell != "":
                    sheet.write(at, column, cell)


def _csv(path: Path, head: Cells, rows: Sequence[Cells]) -> None:
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file, delimiter=";").writerows([head, *rows])


WRITERS: dict[str, Callable[[Path, Cells, Sequence[Cells]], None]] = {".xlsx": _workbook, ".csv": _csv}


def _store(store: Store) -> View:
    view = store.view(Viewer(role="custodian"))
    people = [Person(id="ann", name="Ann Example"), Person(id="bob", name="Bob Sample")]
    view.write(TEAM, *people, *(Membership(team="grady", person=each.id) for each in people))
    return view


SENTENCES = st.sampled_from(
    ["", "Quiet work", "=1+1 is what they said", "Two, three; four\nfive", "\u00e9t\u00e9 \u65e5"]
)
LEVEL = st.sampled_from([None, "N/O", 1, 2, 3, 4])


@st.composite
def visits(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw visits as a person would type them, each with a number of its own."""
    return [
        {
            "Visit": number,
            "Date": draw(st.dates(date(2025, 9, 1), date(2026, 5, 30))),
            "Team": "Grady Middle",
            "Observer": draw(st.sampled_from(["", "Ann Example", "Bob Sample"])),
            "Grade band": draw(st.sampled_from(["", *METRIC.grade_bands])),
            "Subject": draw(st.sampled_from(["", *METRIC.subjects])),
            "Minutes": draw(st.sampled_from([None, 5, 12])),
            "Room code": draw(st.sampled_from(["", "R12", "7"])),
            **{f"{each.id}: {each.title}": draw(LEVEL) for each in METRIC.indicators[1:]},
            f"{METRIC.indicators[0].id}: {METRIC.indicators[0].title}": draw(st.sampled_from([1, "N/O"])),
            "Note": draw(SENTENCES),
        }
        for number in range(1, draw(st.integers(1, 6)) + 1)
    ]


def _seen(visit: dict[str, Any]) -> tuple[Any, ...]:
    levels = {each.id: visit[f"{each.id}: {each.title}"] for each in METRIC.indicators}
    rated = {id: None if level == "N/O" else level for id, level in levels.items() if level is not None}
    observer = {"": "", "Ann Example": "ann", "Bob Sample": "bob"}[visit["Observer"]]
    plain = tuple(visit[name] for name in ("Date", "Grade band", "Subject", "Minutes", "Room code", "Note"))
    return (observer, *plain, sorted(rated.items()))


def _kept(each: Observation) -> tuple[Any, ...]:
    plain = (each.on, each.grade_band, each.subject, each.minutes, each.room, each.note)
    return (each.observer, *plain, sorted(each.levels.items()))


@settings(max_examples=25, deadline=None)
@given(typed=visits(), suffix=st.sampled_from(sorted(WRITERS)), shuffled=st.randoms())
def test_any_visits_come_in_as_they_were_typed(
    typed: list[dict[str, Any]], suffix: str, shuffled: Any
) -> None:
    head = list(typed[0])
    shuffled.shuffle(head)
    with TemporaryDirectory() as folder, Store.open("sqlite://") as store:
        view, path = _store(store), Path(folder) / f"visits{suffix}"
        WRITERS[suffix](path, head, [[visit[name] for name in head] for visit in typed])
        import_observations(view, path, METRIC, CYCLE, TODAY)
        found = view.all(Observation)
        assert sorted(map(repr, map(_kept, found))) == sorted(map(repr, map(_seen, typed)))
        import_observations(view, path, METRIC, CYCLE, TODAY)
        assert view.all(Observation) == found


ANSWER = st.sampled_from([None, "Cannot say", 1, 2, 3, 4, 5, *PULSE.scale.points])
ITEMS = [item.id for item in PULSE.items()]
Sheet = tuple[list[Any], str]


def _forms() -> dict[str, list[str]]:
    """Return the headings of the items as each kind of file writes them."""
    return {
        "ids": ITEMS,
        "keying": [f"{item.id}: {item.text}" for item in PULSE.items()],
        "microsoft": [item.text for item in PULSE.items()],
        "google": [f"Mark one answer in each row [{item.text}]" for item in PULSE.items()],
        "paper": [f"{number}. {item.text}" for number, item in enumerate(PULSE.items(), start=1)],
    }


@settings(max_examples=25, deadline=None)
@given(
    sheets=st.lists(
        st.tuples(st.lists(ANSWER, min_size=len(ITEMS), max_size=len(ITEMS)), SENTENCES), min_size=1
    ),
    form=st.sampled_from(sorted(_forms())),
    suffix=st.sampled_from(sorted(WRITERS)),
    numbered=st.booleans(),
)
def test_any_answers_come_in_as_they_were_given(
    sheets: list[Sheet], form: str, suffix: str, numbered: bool
) -> None:
    head = ["Sheet", "Team", *_forms()[form], PULSE.open_questions[0].text]
    rows = [[n if numbered else "", "grady", *marks, words] for n, (marks, words) in enumerate(sheets, 1)]
    with TemporaryDirectory() as folder, Store.open("sqlite://") as store:
        view, path = _store(store), Path(folder) / f"answers{suffix}"
        WRITERS[suffix](path, head, [["0", "grady", 3, *[""] * (len(head) - 3)], *rows])
        import_responses(view, path, Wave(PULSE, 1, 2), NOW)
        found = view.all(Response)
        given = [({ITEMS[0]: 3}, ""), *(_answered(*sheet) for sheet in sheets)]
        expected = [each for each in given if each != ({}, "")]
        assert sorted(map(repr, map(_answer, found))) == sorted(map(repr, map(_sorted, expected)))
        import_responses(view, path, Wave(PULSE, 1, 2), NOW)
        assert view.all(Response) == found


def _answered(marks: list[Any], words: str) -> tuple[dict[str, int | None], str]:
    points = {label: value for value, label in enumerate(PULSE.scale.points, start=1)}
    said = {id: points.get(mark, mark) for id, mark in zip(ITEMS, marks, strict=True) if mark is not None}
    return {id: None if mark == "Cannot say" else mark for id, mark in said.items()}, words


def _sorted(given: tuple[dict[str, int | None], str]) -> tuple[Any, str]:
    return sorted(given[0].items()), given[1]


def _answer(each: Response) -> tuple[Any, str]:
    return sorted(each.answers.items()), next(iter(each.comments.values()), "")


def test_a_keying_sheet_has_a_column_for_everything_that_is_read(written: dict[str, list[str]]) -> None:
    assert written["visits.xlsx"][:3] == ["Visit", "Date", "Team"]
    assert len(written["visits.xlsx"]) == 9 + len(METRIC.indicators)
    assert written["answers.xlsx"][2:] == [
        f"{each.id}: {each.text}" for each in (*PULSE.items(), *PULSE.open_questions)
    ]


def test_a_keying_sheet_that_nobody_filled_in_is_told(tmp_path: Path) -> None:
    observation_sheet(tmp_path / "visits.xlsx", METRIC, [TEAM])
    with pytest.raises(ImportRefused, match="headings and no rows"):
        read_sheet(tmp_path / "visits.xlsx", frozenset({"visit", "date", "team"}))


@pytest.mark.parametrize("name", ["taken.xlsx", "sheet.csv", "nowhere/sheet.xlsx"])
def test_a_keying_sheet_never_overwrites_and_says_where_it_cannot_be(tmp_path: Path, name: str) -> None:
    (tmp_path / "taken.xlsx").write_text("mine")
    with pytest.raises(CadenceError):
        response_sheet(tmp_path / name, PULSE, [TEAM])
    assert (tmp_path / "taken.xlsx").read_text() == "mine"
