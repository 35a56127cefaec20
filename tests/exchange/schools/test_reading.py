"""School lists are read whole, ids as text, with every complaint at once."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cadence.errors import ImportRefused
from cadence.exchange import HeadingsUnclear, import_schools, read_schools
from cadence.model import School, Team
from cadence.store import View

Written = Callable[..., Path]
HOUSTON = Path(__file__).parents[3] / "src/cadence/demo/data/houston_isd_ccd_2013-14.csv"
HEADINGS = "NCESSCH,SCHNAM,LEANM,LCITY,GSLO,GSHI,TYPE,STATUS\n"
GRADY = "482364001271,GRADY MIDDLE,HOUSTON ISD,HOUSTON,06,08,1,1\n"


def test_the_real_directory_of_houston_is_read_without_a_mapping() -> None:
    taken = read_schools(HOUSTON)
    assert len(taken.rows) == 288 and not taken.complaints
    assert taken.rows[0] == School(
        id="482364001271", name="GRADY MIDDLE", district="HOUSTON ISD", city="HOUSTON",
        grade_low="06", grade_high="08", kind="1", status="1",
    )  # fmt: skip
    assert taken.columns["city"] == "LCITY" and "PHONE" in taken.ignored


def test_a_school_without_reported_grades_has_none(written: Written) -> None:
    (school,) = read_schools(written(HEADINGS + GRADY.replace("06,08", "N,N"))).rows
    assert (school.grade_low, school.grade_high) == ("", "")


def test_obvious_headings_of_a_districts_own_list_are_known(written: Written) -> None:
    table = "School name,NCES ID,District,Grade span\nPoe Elementary,010000500870,Example,K - 5\n"
    (school,) = read_schools(written(table)).rows
    assert (school.id, school.name, school.grade_low, school.grade_high) == (
        "010000500870", "Poe Elementary", "KG", "05",
    )  # fmt: skip


def test_a_list_with_ids_of_its_own_keeps_their_leading_zeros(written: Written) -> None:
    (school,) = read_schools(written("Campus,CAMPNAME\n015915001,HOLMES H S\n")).rows
    assert school.id == "015915001"


def test_a_workbook_gives_the_same_schools_as_the_csv(written: Written, workbook: Written) -> None:
    rows = [line.split(",") for line in (HEADINGS + GRADY).splitlines()]
    assert read_schools(workbook(*rows)).rows == read_schools(written(HEADINGS + GRADY)).rows


def test_everything_that_is_wrong_is_named_at_once_with_line_column_value_and_remedy(
    written: Written,
) -> None:
    rows = "4.82364E+11,A,6,8\n10000500870,B,Jun-09,8\n482364001271,,6,thirteen\n,C,6,8\n"
    with pytest.raises(ImportRefused) as refused:
        read_schools(written("NCES ID,Name,GSLO,GSHI\n" + rows)).sound()
    complaints = refused.value.complaints
    assert [(each.file, each.line, each.key) for each in complaints] == [
        ("table.csv", 2, "NCES ID"), ("table.csv", 3, "GSLO"), ("table.csv", 3, "NCES ID"),
        ("table.csv", 4, "GSHI"), ("table.csv", 4, "Name"), ("table.csv", 5, "NCES ID"),
    ]  # fmt: skip
    assert "4.82364E+11" in complaints[0].message and "Jun-09" in complaints[1].message
    assert all(each.remedy for each in complaints)


def test_a_date_in_a_workbook_is_damage_too(workbook: Written) -> None:
    path = workbook(["NCESSCH", "SCHNAM", "GSLO"], ["482364001271", "GRADY", date(2024, 6, 9)])
    (complaint,) = read_schools(path).complaints
    assert (complaint.line, complaint.key) == (2, "GSLO, column C")


def test_a_school_that_stands_twice_is_named_with_both_lines(written: Written) -> None:
    (complaint,) = read_schools(written(HEADINGS + GRADY + GRADY)).complaints
    assert complaint.line == 3 and "line 2" in complaint.message


def test_a_list_without_ids_is_told_which_heading_it_lacks(written: Written) -> None:
    with pytest.raises(HeadingsUnclear, match="no column 'NCESSCH' or 'School ID' among: School name"):
        read_schools(written("School name\nPoe\n"))


def test_import_makes_one_team_a_school_with_a_name_to_read(view: View) -> None:
    report = import_schools(view, HOUSTON, teams=True)
    assert report.added == {"school": 288, "team": 288}
    team = view.first(Team, school="482364001271")
    assert team is not None and (team.id, team.name) == ("grady-middle", "Grady Middle")
    assert view.get(School, "482364001271").name == "GRADY MIDDLE"


def test_the_same_file_twice_changes_nothing(view: View) -> None:
    import_schools(view, HOUSTON, teams=True)
    before = view.seq()
    report = import_schools(view, HOUSTON, teams=True)
    assert view.seq() == before
    assert report.unchanged == {"school": 288, "team": 288} and not report.changes


def test_a_school_that_was_already_there_still_gets_its_team(view: View) -> None:
    import_schools(view, HOUSTON)
    assert import_schools(view, HOUSTON, teams=True).added == {"team": 288}


def test_a_later_file_updates_what_it_speaks_of_and_nothing_else(two_schools: View, written: Written) -> None:
    report = import_schools(two_schools, written("NCESSCH,SCHNAM\n482364001271,GRADY ACADEMY\n"))
    school = two_schools.get(School, "482364001271")
    assert (school.name, school.city) == ("GRADY ACADEMY", "HOUSTON")
    assert "name 'GRADY MIDDLE' -> 'GRADY ACADEMY'" in report.changes[0]
    assert report.updated == {"school": 1}


def test_a_school_that_is_no_longer_listed_is_kept_and_named(two_schools: View, written: Written) -> None:
    report = import_schools(two_schools, written(HEADINGS + GRADY))
    assert report.gone == ("BELLAIRE H S (482364001201)",)
    assert len(two_schools.all(School)) == 2


def test_nothing_of_a_file_with_one_bad_row_is_kept(view: View, written: Written) -> None:
    with pytest.raises(ImportRefused, match="Nothing was taken in"):
        import_schools(view, written(HEADINGS + GRADY + GRADY.replace("482364001271", "4.8E+11")), teams=True)
    assert view.seq() == 0 and not view.all(School)


def test_the_report_reads_as_lines(view: View) -> None:
    said = str(import_schools(view, HOUSTON)).splitlines()
    assert said[:2] == ["From houston_isd_ccd_2013-14.csv:", "  schools: 288 added, 0 updated, 0 unchanged"]
    assert said[2].startswith("  not read: SURVYEAR, FIPST")


def test_a_dry_run_says_the_same_and_writes_nothing(view: View) -> None:
    tried = import_schools(view, HOUSTON, teams=True, check=True)
    assert view.seq() == 0 and not tried.written and "nothing was written" in str(tried)
    done = import_schools(view, HOUSTON, teams=True)
    assert done.change == view.seq()
    assert tried.as_json() == done.as_json() | {"written": False, "change": 0}


def _spoilt(path: Path) -> str:
    """Return the list of Houston as a spreadsheet saves it: ids in powers of ten, some spans as dates."""
    heads, *rows = [line.split(",") for line in path.read_text().splitlines()]
    at = {name: heads.index(name) for name in ("NCESSCH", "GSLO", "SCHNAM")}
    for row in rows:
        row[at["NCESSCH"]] = f"{float(row[at['NCESSCH']]):.5E}"
        row[at["GSLO"]] = "9-Jun" if row[at["GSLO"]] == "06" else row[at["GSLO"]]
    return "\n".join(",".join(row) for row in [heads, *rows])


def test_the_list_of_houston_after_a_spreadsheet_is_refused_with_every_spoilt_cell(
    view: View, written: Written
) -> None:
    with pytest.raises(ImportRefused) as refused:
        import_schools(view, written(_spoilt(HOUSTON)), teams=True)
    spoilt = [(each.line, each.key) for each in refused.value.complaints]
    assert [line for line, key in spoilt if key == "NCESSCH"] == list(range(2, 290))
    assert sum(key == "GSLO" for _, key in spoilt) == sum(
        school.grade_low == "06" for school in read_schools(HOUSTON).rows
    )
    assert "likewise on lines 22 to 289" in str(refused.value)
    assert view.seq() == 0


def test_codes_of_nces_for_missing_are_no_city(written: Written) -> None:
    taken = read_schools(written(HEADINGS + GRADY.replace("HOUSTON ISD,HOUSTON,06,08", "M,-1,-1,N")))
    (school,) = taken.rows
    assert (school.district, school.city, school.grade_low, school.grade_high) == ("", "", "", "")
    assert "'-1' in LCITY is read as 'not known', as NCES writes it" in taken.notes


def test_what_the_export_tool_of_nces_hangs_on_its_headings_is_no_matter(written: Written) -> None:
    table = (
        "ELSI Export\n\nSchool Name,School ID - NCES Assigned [Public School] Latest available year,"
        "Agency Name [Public School] 2022-23,Lowest Grade Offered [Public School] 2022-23\n"
        'POE EL,"=""482364002559""",HOUSTON ISD,Prekindergarten\n'
        "Data Source: U.S. Department of Education,,,\n"
    )
    (school,) = read_schools(written(table)).rows
    assert (school.id, school.district, school.grade_low) == ("482364002559", "HOUSTON ISD", "PK")


def test_a_list_that_counts_by_other_ids_is_refused(view: View, written: Written) -> None:
    import_schools(view, written("School ID,Name\n1,GRADY\n2,POE\n3,FURR\n"))
    with pytest.raises(ImportRefused, match="3 schools are known under other ids"):
        import_schools(view, written("School ID,Name\nA,Grady\nB,Poe\nC,Furr\n", "other.csv"))
    report = import_schools(view, written("School ID,Name\n1,GRADY\n2,POE\n33,FURR\n", "later.csv"))
    assert report.gone == ("FURR (3)",) and "'FURR' is 33 here and 3 in what is kept" in report.notes[0]


def test_a_column_that_is_missing_this_year_is_said_and_what_is_kept_stays(
    view: View, written: Written
) -> None:
    import_schools(view, written(HEADINGS + GRADY))
    report = import_schools(view, written("NCESSCH,SCHNAM,LEANM\n482364001271,GRADY MIDDLE,HOUSTON ISD\n"))
    said = "no column for city, grade_high, grade_low, kind, status; what is kept stays as it is"
    assert report.notes == (said,) and view.get(School, "482364001271").city == "HOUSTON"


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        ("3,N/A,6,8", "Name", "'N/A' stands where a name belongs"),
        ("3,9-Jun,6,8", "Name", "is a date where a name belongs"),
        (f"3,{'x' * 500},6,8", "Name", "is 500 characters long"),
        ("3,FURR,12,9", "GSLO", "the lowest grade (12) lies above the highest (09)"),
        ("Prepared by,Office of Data,,", "School ID", "has no digit, and the other ids have some"),
    ],
)
def test_what_is_no_school_is_not_taken_for_one(written: Written, row: str, column: str, says: str) -> None:
    taken = read_schools(written(f"School ID,Name,GSLO,GSHI\n1,POE,PK,5\n2,GRADY,6,8\n{row}\n"))
    (complaint,) = taken.complaints
    assert (complaint.line, complaint.key) == (4, column) and says in complaint.message
