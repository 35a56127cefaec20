"""Visits come in from paper and from other tools: as seen, each once, and without a teacher's name."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cadence.errors import ImportRefused
from cadence.exchange import Report
from cadence.model import Observation
from cadence.store import View

Written = Callable[..., Path]
Take = Callable[..., Report]

WIDE = """Date,School,Observer,Grade band,Subject,Minutes,Room code,Targets in use,discourse,Notes
2026-02-03,Grady Middle,Ann Example,6-8,Mathematics,12,R12,3,N/O,Two students checked their work
2026-02-04,GRADY MIDDLE,bob@example.org,6-8,Science,10 min,R14,Shown,4 - Carrying,
2026-02-04,482364001271,Fay Leader,,,,,,1,
"""
LONG = """Visit,Date,School,Observer,Look-for,Level,Evidence
1,2026-02-03,Grady Middle,Ann Example,Targets in use,3,Checked work
1,2026-02-03,Grady Middle,Ann Example,discourse,-,
2,2026-02-03,Grady Middle,Ann Example,Targets in use,1,
"""


def test_one_row_a_visit_is_taken_in_as_seen(grady: View, take: Take, written: Written) -> None:
    report = take(written(WIDE))
    assert report.added == {"observation": 3}
    first, second, third = sorted(grady.all(Observation), key=lambda each: (each.on, each.grade_band == ""))
    assert (first.on, first.observer, first.minutes) == (date(2026, 2, 3), "ann", 12)
    assert first.levels == {"targets-in-use": 3, "discourse": None}
    assert second.levels == {"targets-in-use": 2, "discourse": 4} and second.observer == "bob"
    assert third.levels == {"discourse": 1} and third.observer == "fay"


def test_not_observed_and_left_empty_are_told_apart_and_neither_is_zero(take: Take, written: Written) -> None:
    notes = " ".join(take(written(WIDE)).notes)
    assert "left empty: 1 levels" in notes and "not observed: 1 levels" in notes


def test_one_row_a_look_for_makes_the_same_visits(grady: View, take: Take, written: Written) -> None:
    report = take(written(LONG))
    assert report.added == {"observation": 2}
    levels = [each.levels for each in grady.all(Observation)]
    assert {"targets-in-use": 3, "discourse": None} in levels and {"targets-in-use": 1} in levels
    assert {each.note for each in grady.all(Observation)} == {"Checked work", ""}


def test_a_look_for_that_comes_again_begins_another_visit(grady: View, take: Take, written: Written) -> None:
    take(written("\n".join(line.partition(",")[2] for line in LONG.splitlines())))
    assert len(grady.all(Observation)) == 2


@pytest.mark.parametrize("table", [WIDE, LONG])
def test_the_same_file_twice_changes_nothing(grady: View, take: Take, written: Written, table: str) -> None:
    path = written(table)
    take(path)
    before = grady.seq()
    assert take(path).added == {} and grady.seq() == before


def test_two_equal_visits_in_one_file_are_two(grady: View, take: Take, written: Written) -> None:
    row = "2026-02-03,Grady Middle,Ann Example,3\n"
    path = written(f"Date,School,Observer,Targets in use\n{row}{row}")
    take(path)
    take(path)
    assert len(grady.all(Observation)) == 2


def test_a_later_file_adds_corrects_and_names_what_is_gone(grady: View, take: Take, written: Written) -> None:
    take(written(WIDE))
    later = WIDE.replace("R12,3,", "R12,4,").replace(
        "2026-02-04,482364001271,Fay Leader,,,,,,1,", "2026-02-05,Grady Middle,Fay Leader,,,,,2,1,"
    )
    report = take(written(later))
    assert (report.added, report.updated) == ({"observation": 1}, {"observation": 1})
    assert report.changes == ("Grady Middle, visit of 2026-02-03: targets-in-use 3 -> 4",)
    assert report.gone == ("Grady Middle, visit of 2026-02-04",) and len(grady.all(Observation)) == 4


def test_a_dry_run_writes_nothing_and_says_the_same(grady: View, take: Take, written: Written) -> None:
    dry = take(written(WIDE), check=True)
    assert not dry.written and not grady.all(Observation)
    assert take(written(WIDE)).added == dry.added


def test_a_visit_without_an_observer_is_kept_as_observer_unknown(
    grady: View, take: Take, written: Written
) -> None:
    report = take(written("Date,School,Targets in use\n2026-02-03,Grady Middle,3\n"))
    assert "observer unknown: 1" in " ".join(report.notes)
    assert [each.observer for each in grady.all(Observation)] == [""]


HEAD = "Date,School,Observer,Grade band,Minutes,Room code,Targets in use,Note"
GOOD = ["2026-02-03", "Grady Middle", "Ann Example", "6-8", "12", "R12", "3", "Quiet work"]


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("Date", "", "no date"),
        ("Date", "soon", "not a date"),
        ("Date", "46056", "is a number"),
        ("Date", "2026-02-30", "no day of the calendar"),
        ("Date", "2027-02-03", "not come yet"),
        ("Date", "3/4/2026", "--dates month-first or --dates day-first"),
        ("School", "Nowhere High", "no school or team"),
        ("School", "Bellaire High School", "has no team here yet"),
        ("School", "", "no school and no team"),
        ("Observer", "Ann Exampel", "Did you mean Ann Example"),
        ("Observer", "nobody@example.org", "nobody's address"),
        ("Grade band", "3-4", "PK-2, 3-5, 6-8, 9-12"),
        ("Grade band", "8-Jun", "is a date where a grade belongs"),
        ("Minutes", "ten", "no number of minutes"),
        ("Minutes", "0", "no number of minutes"),
        ("Minutes", "\u00b2", "no number of minutes"),
        ("Room code", "Ms. Garcia", "looks like a person's name"),
        ("Room code", "Garcia", "looks like a person's name"),
        ("Targets in use", "5", "not on the scale"),
        ("Targets in use", "0", "not on the scale"),
        ("Targets in use", "No", "not on the scale"),
        ("Targets in use", "Proficient", "mappings/observations.yaml"),
        ("Note", "Ask Mr. Garcia about it", "seems to name a person"),
        ("Note", "As bob sample said", "seems to name a person"),
    ],
)
def test_each_trouble_is_named_with_its_line_and_column_and_nothing_is_kept(
    grady: View, take: Take, written: Written, column: str, value: str, says: str
) -> None:
    bad = [value if name == column else cell for name, cell in zip(HEAD.split(","), GOOD, strict=True)]
    before = grady.seq()
    with pytest.raises(ImportRefused) as refused:
        take(written(f"{HEAD}\n{','.join(GOOD)}\n{','.join(bad)}\n"))
    (complaint,) = refused.value.complaints
    assert complaint.line == 3 and complaint.key == column and says in str(complaint)
    assert grady.seq() == before and complaint.remedy


def test_a_column_of_teachers_is_refused_with_the_reason(take: Take, written: Written) -> None:
    with pytest.raises(ImportRefused, match="no teacher is named in Cadence"):
        take(written("Date,School,Teacher,Targets in use\n2026-02-03,Grady Middle,M. Garcia,3\n"))


def test_notes_that_a_person_has_looked_at_are_taken(grady: View, take: Take, written: Written) -> None:
    table = "Date,School,Targets in use,Note\n2026-02-03,Grady Middle,3,A poem about Dr. King\n"
    take(written(table), no_names=True)
    assert [each.note for each in grady.all(Observation)] == ["A poem about Dr. King"]


def test_a_scale_that_changed_is_translated_by_the_mapping(grady: View, take: Take, written: Written) -> None:
    table = "Date,School,Targets in use,discourse\n2026-02-03,Grady Middle,0,Proficient\n"
    take(written(table), {"values": {"level": {"0": "N/O", "Proficient": "3"}}})
    assert [each.levels for each in grady.all(Observation)] == [{"targets-in-use": None, "discourse": 3}]


def test_days_and_months_are_settled_by_the_column_or_by_word(
    grady: View, take: Take, written: Written
) -> None:
    table = "Date,School,Targets in use\n3/4/2026,Grady Middle,3\n3/25/2026,Grady Middle,2\n"
    take(written(table))
    assert {each.on for each in grady.all(Observation)} == {date(2026, 3, 4), date(2026, 3, 25)}
    take(written(table.replace("3/25", "5/4")), {"dates": "day-first"})
    assert date(2026, 4, 5) in {each.on for each in grady.all(Observation)}


def test_a_table_without_look_fors_says_which_columns_it_needs(take: Take, written: Written) -> None:
    with pytest.raises(ImportRefused, match="'Targets in use'"):
        take(written("Date,School\n2026-02-03,Grady Middle\n"))


def test_a_number_of_a_visit_stands_once(take: Take, written: Written) -> None:
    row = "7,2026-02-03,Grady Middle,3\n"
    with pytest.raises(ImportRefused, match="visit '7' stands on line 2 already"):
        take(written(f"Visit,Date,School,Targets in use\n{row}{row}"))


def test_rows_of_one_visit_that_do_not_agree_are_named(take: Take, written: Written) -> None:
    with pytest.raises(ImportRefused, match="do not agree"):
        take(written(LONG.replace("Ann Example,discourse", "Bob Sample,discourse")))


def test_a_file_of_a_week_does_not_miss_the_visits_of_other_weeks(take: Take, written: Written) -> None:
    take(written(WIDE))
    report = take(written("Date,School,Observer,discourse\n2026-03-03,Grady Middle,Ann Example,2\n"))
    assert report.gone == () and report.added == {"observation": 1}


def test_another_observer_and_another_room_are_said_without_naming_either(
    grady: View, take: Take, written: Written
) -> None:
    table = "Visit,Date,School,Observer,Room,discourse\n1,2026-02-03,Grady Middle,Ann Example,R12,2\n"
    take(written(table))
    report = take(written(table.replace("Ann Example,R12", "Bob Sample,R13")))
    called = "Grady Middle, visit of 2026-02-03"
    assert report.changes == (f"{called}: observer is another", f"{called}: room is another")
    assert [(each.observer, each.room) for each in grady.all(Observation)] == [("bob", "R13")]
