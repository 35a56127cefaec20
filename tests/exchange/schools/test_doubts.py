"""Rows that are no schools of their own are never taken for schools without a word."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cadence.errors import ImportRefused
from cadence.exchange import import_schools, read_schools
from cadence.model import School
from cadence.store import View

Written = Callable[..., Path]
HEADINGS = "School ID,School name,District,Enrollment\n"
FOUR = "101,Grady,A ISD,100\n102,Poe,A ISD,200\n103,Lee,A ISD,330\n104,Bell,A ISD,400\n"


def complaints(path: Path) -> list[str]:
    return [str(each) for each in read_schools(path).complaints]


@pytest.mark.parametrize(
    "name",
    ["Total", "Grand Total", "District total", "State", "All schools", "DISTRICT", "HISD Totals:", "A ISD",
     "Gesamt", "Total general", "Riverside Unified School District"],
)  # fmt: skip
def test_a_total_with_an_id_of_its_own_is_no_school(written: Written, name: str) -> None:
    (said,) = complaints(written(f"{HEADINGS}{FOUR}999,{name},A ISD,7\n"))
    assert f":6 [School name] '{name}'" in said and "Delete the row, or if it is a school" in said


def test_a_row_whose_enrolment_is_the_sum_of_all_others_is_a_total(written: Written) -> None:
    (said,) = complaints(written(f"{HEADINGS}{FOUR}999,Everyone,A ISD,1030\n"))
    assert "the Enrollment of 'Everyone' (1030) is the sum of all others'" in said


def test_each_districts_total_in_a_list_of_several_is_found(written: Written) -> None:
    other = FOUR.replace("A ISD", "B ISD").replace("10", "20")
    sums = "998,Everyone,A ISD,1030\n999,Everyone,B ISD,1130\n"
    assert len(complaints(written(HEADINGS + FOUR + other + sums))) == 2


def test_a_sum_of_a_few_schools_may_be_chance(written: Written) -> None:
    three = "101,Grady,A ISD,100\n102,Poe,A ISD,200\n103,Lee,A ISD,300\n"
    assert not complaints(written(HEADINGS + three))


def test_an_id_with_which_the_others_begin_is_the_districts(written: Written) -> None:
    campuses = "101912001,Grady,A,1\n101912002,Lee,A,1\n101912,Houston,A,1\n"
    (said,) = complaints(written(HEADINGS + campuses))
    assert "'101912' is what the ids of 2 others begin with" in said


def test_ids_that_differ_by_zeros_in_front_are_asked_about(written: Written) -> None:
    (said,) = complaints(written(f"{HEADINGS}0101,Grady,A,1\n101,Poe,A,1\n"))
    assert "'101' here and '0101' on line 2 differ by zeros in front" in said


def test_whoever_has_looked_takes_the_rows_as_they_are_listed(written: Written) -> None:
    taken = read_schools(written(f"{HEADINGS}{FOUR}999,State,A ISD,7\n"), as_listed=True)
    assert len(taken.rows) == 5 and not taken.complaints
    assert any("taken as schools, as you say: 1, the first on line 6" in note for note in taken.notes)


def test_a_school_with_an_id_of_nces_may_be_called_as_its_district(written: Written) -> None:
    assert not complaints(written("NCESSCH,SCHNAM\n482364001271,HUBBARD ISD\n"))


def test_an_id_of_two_districts_is_not_to_be_deleted(written: Written) -> None:
    (said,) = complaints(written(f"{HEADINGS}101,Grady,A ISD,1\n101,Poe,B ISD,1\n"))
    assert "for a school of A ISD" in said and "Use ids that no two districts share" in said


def test_two_schools_of_one_id_are_told_from_one_school_twice(written: Written) -> None:
    said = complaints(written(f"{HEADINGS}1,Grady,A,1\n1,Poe,A,1\n2,Lee,A,1\n2,Lee,A,1\n"))
    assert "Correct one of the two ids" in said[0] and "Delete one of the two" in said[1]


def test_another_districts_list_does_not_overwrite_schools_of_the_same_ids(
    view: View, written: Written
) -> None:
    import_schools(view, written(f"{HEADINGS}{FOUR}"))
    with pytest.raises(ImportRefused, match="'101' is 'Poe' of B ISD here, and 'Grady' of A ISD"):
        import_schools(view, written(f"{HEADINGS}101,Poe,B ISD,1\n"))
    assert view.get(School, "101").name == "Grady"


def test_a_later_list_that_lost_zeros_does_not_make_schools_twice(view: View, written: Written) -> None:
    import_schools(view, written(f"{HEADINGS}0101,Grady,A,1\n"))
    with pytest.raises(ImportRefused, match="Write the id as it is kept: 0101"):
        import_schools(view, written(f"{HEADINGS}101,Grady Middle,A,1\n"))


@pytest.mark.parametrize("id", ["#######", "=A1", "TRUE", "102.5", "6. Aug"])
def test_what_a_spreadsheet_puts_in_place_of_an_id_is_none(written: Written, id: str) -> None:
    assert any(f"'{id}' is" in said for said in complaints(written(f"{HEADINGS}{id},Grady,A,1\n7,Poe,A,1\n")))


def test_ids_that_differ_by_capitals_alone_are_asked_about(written: Written) -> None:
    (said,) = complaints(written(f"{HEADINGS}A1,Grady,A,1\na1,Poe,A,1\n"))
    assert "differ by capitals or zeros alone" in said


@pytest.mark.parametrize("grades", ["6. Aug", "6-ao\u00fbt", "06-ago", "9-d\u00e9c", "Okt 12"])
def test_a_span_that_became_a_date_is_known_in_other_languages(written: Written, grades: str) -> None:
    (said,) = complaints(written(f"School ID,School name,Grades\n101,Grady,{grades}\n"))
    assert "is a date where a grade belongs" in said


def test_another_table_below_is_no_list_of_schools(workbook: Written) -> None:
    rows = [
        ["School ID", "School name"],
        ["101", "Grady"],
        ["102", "Poe"],
        ["Teacher", "Room"],
        ["Smith", "12"],
    ]
    assert len(complaints(workbook(*rows))) == 2


def test_the_shifting_letters_of_japanese_mail_are_read(written: Written) -> None:
    table = "School ID,School name\n1,\u6771\u4eac\n2,\u5927\u962a\n".encode("iso2022_jp")
    taken = read_schools(written(table))
    assert taken.rows[0].name == "\u6771\u4eac" and "read as iso2022_jp" in taken.notes[0]
