"""Lagging indicators come in from every shape of table, with reasons for what has no number."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadence.errors import ImportRefused
from cadence.exchange import Source, import_outcomes, read_outcomes
from cadence.exchange.outcomes.columns import IndicatorMapping
from cadence.model import Outcome, School
from cadence.store import Store, View, Viewer

Written = Callable[..., Path]
LONG = """School ID,School,Year,Indicator,Value
482364001271,GRADY MIDDLE,2022-23,Attendance,94.1
482364001271,GRADY MIDDLE,2023-24,Attendance,95.0
482364001201,BELLAIRE H S,2022-23,Attendance,<10
482364001201,BELLAIRE H S,2023-24,Attendance,s
"""
TAPR = """CAMPUS,DISTNAME,CAMPNAME,C_RATING,CAD_READ
"101912002","HOUSTON ISD","BELLAIRE H S","M","1"
"101912068","HOUSTON ISD","GRADY MIDDLE","I"," "
"015915001","NORTHSIDE ISD","GRADY MIDDLE","M","0"
"""


def kept(view: View) -> dict[tuple[str, str, str], tuple[float | None, str]]:
    return {
        (each.school[-4:], each.year, each.indicator): (each.value, each.note) for each in view.all(Outcome)
    }


def named(**indicators: str) -> IndicatorMapping:
    return IndicatorMapping(indicators=indicators)


def test_a_row_for_each_value(two_schools: View, written: Written) -> None:
    report = import_outcomes(two_schools, written(LONG))
    assert report.added == {"outcome": 4}
    assert kept(two_schools) == {
        ("1271", "2022-23", "Attendance"): (94.1, ""),
        ("1271", "2023-24", "Attendance"): (95.0, ""),
        ("1201", "2022-23", "Attendance"): (None, "below 10 ('<10')"),
        ("1201", "2023-24", "Attendance"): (None, "suppressed ('s')"),
    }


@pytest.mark.parametrize(
    ("table", "mapping"),
    [
        (
            "School,Indicator,2022-23,2023-24\n"
            "GRADY MIDDLE,Attendance,94.1,95.0\nBellaire High School,Attendance,<10,s\n",
            {},
        ),
        (
            "School,Attendance 2022-23,Attendance 2023-24\nGRADY MIDDLE,94.1,95.0\nBELLAIRE H S,<10,s\n",
            {"Attendance": "Attendance"},
        ),
        (
            "School,2022-23,SY2023-2024\nGRADY MIDDLE,94.1,95.0\nBELLAIRE H S,<10,s\n",
            {"Attendance": "Attendance"},
        ),
        (
            "School,Year,ADA\nGRADY MIDDLE,2022-23,94.1\nGRADY MIDDLE,2023/24,95.0\n"
            "BELLAIRE H S,2022-23,<10\nBELLAIRE H S,2023-24,s\n",
            {"ADA": "Attendance"},
        ),
    ],
    ids=["a column a year", "indicator and year in a heading", "years alone", "a column an indicator"],
)
def test_every_shape_says_the_same(
    two_schools: View, written: Written, table: str, mapping: dict[str, str]
) -> None:
    import_outcomes(two_schools, written(LONG))
    before = two_schools.seq()
    report = import_outcomes(two_schools, Source(written(table, "other.csv"), named(**mapping)))
    assert report.unchanged == {"outcome": 4} and two_schools.seq() == before


def test_a_state_file_gives_the_institutes_own_schools_and_counts_the_others(
    two_schools: View, written: Written
) -> None:
    mapping = IndicatorMapping(indicators={"CAD_READ": "Distinction in reading"}, year="2016-17")
    report = import_outcomes(two_schools, Source(written(TAPR), mapping))
    assert kept(two_schools) == {("1201", "2016-17", "Distinction in reading"): (1.0, "")}
    assert "not known here, and left alone: one school of the file, GRADY MIDDLE" in report.notes
    assert "known here, and without a value in it: one school, Grady Middle" in report.notes


def test_ratings_in_letters_are_no_numbers_until_the_mapping_says_what_they_mean(
    two_schools: View, written: Written
) -> None:
    mapping = IndicatorMapping(indicators={"C_RATING": "Rating"}, year="2016-17")
    with pytest.raises(ImportRefused, match=r"table\.csv:3 \[C_RATING\] 'I' is not a number"):
        import_outcomes(two_schools, Source(written(TAPR), mapping))
    said = mapping.model_copy(update={"values": {"Rating": {"M": "1", "I": "0"}}})
    import_outcomes(two_schools, Source(written(TAPR), said))
    assert {value for value, _ in kept(two_schools).values()} == {1.0, 0.0}


def test_which_columns_are_meant_is_asked_with_those_that_hold_numbers(
    two_schools: View, written: Written
) -> None:
    with pytest.raises(
        ImportRefused, match=r"these hold numbers: CAD_READ -> Say which: --indicator 'CAD_READ'"
    ):
        import_outcomes(two_schools, written(TAPR))


def test_the_school_year_is_asked_where_nothing_says_it(two_schools: View, written: Written) -> None:
    with pytest.raises(ImportRefused, match=r"no column 'Year' .* --year 2025-26"):
        import_outcomes(two_schools, Source(written(TAPR), named(CAD_READ="Reading")))


def test_a_later_file_updates_says_so_and_names_what_disappeared(two_schools: View, written: Written) -> None:
    import_outcomes(two_schools, written(LONG))
    lines = LONG.replace("95.0", "95.5").splitlines(keepends=True)
    report = import_outcomes(two_schools, written("".join(lines[:4])))
    assert report.changes == ("Grady Middle, Attendance 2023-24: value '95.0' -> '95.5'",)
    assert report.gone == ("Bellaire High School, Attendance 2023-24",)
    assert len(two_schools.all(Outcome)) == 4


def test_a_dry_run_writes_nothing(two_schools: View, written: Written) -> None:
    before = two_schools.seq()
    assert import_outcomes(two_schools, written(LONG), check=True).added == {"outcome": 4}
    assert two_schools.seq() == before


def test_shares_after_percentages_are_refused(view: View, written: Written) -> None:
    view.write(*(School(id=f"{number}", name=f"School {number}") for number in range(4)))
    rows = [f"{number},{{}},Attendance,{{}}\n" for number in range(4)]
    head = "School ID,Year,Indicator,Value\n"
    import_outcomes(
        view, written(head + "".join(row.format("2022-23", 91 + at) for at, row in enumerate(rows)))
    )
    later = head + "".join(row.format("2023-24", 0.91 + at / 100) for at, row in enumerate(rows))
    with pytest.raises(ImportRefused, match="percentages on one side, shares on the other"):
        import_outcomes(view, written(later))


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        ("482364001271,,2011-12-01,Attendance,1", "Year", "is a date where a school year belongs"),
        ("482364001271,,soon,Attendance,1", "Year", "'soon' is no school year"),
        (",,2022-23,Attendance,1", "School ID", "no school is named"),
        ("4.82364E+11,,2022-23,Attendance,1", "School ID", "shortened"),
        ("482364001271,,2023-24,Attendance,9-May", "Value", "is a date where a number belongs"),
        ("482364001271,,2022-23,Attendance,93", "Value", "stands on line 2 with another value"),
        ("482364001271,,2022-23,,94", "Indicator", "no indicator is named"),
        ("482364001271,,2022-23,ATTENDANCE,93", "Value", "stands on line 2 with another value"),
        (f"482364001271,,2022-23,{'x' * 121},94", "Indicator", "is 121 letters long"),
        ("482364001271,,2022-23,Attendance,#N/A", "Value", "a formula that failed"),
    ],
)
def test_each_trouble_of_a_row_is_named(written: Written, row: str, column: str, says: str) -> None:
    complaints = read_outcomes(written(f"{LONG}{row}\n")).complaints
    assert [(each.line, each.key) for each in complaints if says in each.message] == [(6, column)], complaints


def test_years_above_two_groups_are_put_together(two_schools: View, written: Written) -> None:
    table = "School,Attendance,,Reading,\n,2021-22,2022-23,2021-22,2022-23\nGRADY MIDDLE,90,91,50,51\n"
    import_outcomes(two_schools, Source(written(table), named(Attendance="Attendance", Reading="Reading")))
    assert kept(two_schools)["1271", "2022-23", "Reading"] == (51.0, "")
    assert len(two_schools.all(Outcome)) == 4


def test_years_alone_ask_what_they_show(two_schools: View, written: Written) -> None:
    with pytest.raises(ImportRefused, match="nothing says what these years show -> Say it: --indicator"):
        import_outcomes(two_schools, written("School,2021-22,2022-23\nGRADY MIDDLE,1,2\n"))


def test_a_known_heading_of_values_can_be_named_as_an_indicator(two_schools: View, written: Written) -> None:
    table = "School,Year,Rate\nGRADY MIDDLE,2022-23,94\n"
    report = import_outcomes(two_schools, Source(written(table), named(Rate="Attendance", ADA="Daily")))
    assert kept(two_schools) == {("1271", "2022-23", "Attendance"): (94.0, "")}
    assert "no column 'ADA' for Daily here" in report.notes


def test_a_heading_of_values_that_stands_twice_is_refused(two_schools: View, written: Written) -> None:
    table = "School,Year,ADA,ADA\nGRADY MIDDLE,2022-23,94,95\n"
    with pytest.raises(ImportRefused, match=r"\[ADA\] two columns have this heading"):
        import_outcomes(two_schools, Source(written(table), named(ADA="Attendance")))


def test_a_year_that_may_begin_or_end_is_refused_beside_school_years(
    two_schools: View, written: Written
) -> None:
    with pytest.raises(ImportRefused, match="'2024' may be the school year that begins or that ends then"):
        import_outcomes(two_schools, written(LONG + "482364001271,,2024,Attendance,94\n"))
    import_outcomes(two_schools, written(LONG))
    later = "School,Year,Indicator,Value\nGRADY MIDDLE,2024,Attendance,94\n"
    with pytest.raises(ImportRefused, match=r"others are written as 2022-23"):
        import_outcomes(two_schools, written(later))


def test_a_table_without_any_value_is_refused(two_schools: View, written: Written) -> None:
    with pytest.raises(ImportRefused, match="there is no value in it"):
        import_outcomes(two_schools, written("School,Year,Indicator,Value\nGRADY MIDDLE,2022-23,A,\n"))


def test_two_schools_of_one_name_are_asked_for_by_id(two_schools: View, written: Written) -> None:
    two_schools.write(School(id="482364009999", name="Grady Middle", district="HOUSTON ISD"))
    table = "School,Year,Indicator,Value\nGRADY MIDDLE,2022-23,Attendance,94.1\n"
    with pytest.raises(ImportRefused, match="Give their ids: 482364001271, 482364009999"):
        import_outcomes(two_schools, written(table))


def test_two_schools_of_a_state_that_may_be_one_of_ours_are_asked_about(
    two_schools: View, written: Written
) -> None:
    table = "Campus,School,Year,Indicator,Value\n1,GRADY MIDDLE,2022-23,A,94.1\n2,GRADY MIDDLE,2022-23,A,90\n"
    with pytest.raises(ImportRefused, match="may be one school or two"):
        import_outcomes(two_schools, written(table))


def test_a_file_of_other_schools_alone_is_refused(two_schools: View, written: Written) -> None:
    with pytest.raises(ImportRefused, match=r"none of its schools is known here; the first is 'POE'"):
        import_outcomes(two_schools, written("School,Year,Indicator,Value\nPOE,2022-23,A,1\n"))


VALUES = st.one_of(
    st.integers(min_value=0, max_value=2000).map(lambda tenths: f"{tenths / 10}"),
    st.sampled_from(["s", "<10", "NDA"]),
)
NAMES = st.sampled_from(["A", "B", "C"])
YEARS = st.sampled_from(["2021-22", "2022-23"])
TABLES = st.dictionaries(st.tuples(NAMES, YEARS, st.sampled_from(["x", "y"])), VALUES, min_size=1)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TABLES)
def test_any_values_are_the_same_from_a_long_table_and_from_a_wide_one(
    tmp_path: Path, values: dict[tuple[str, str, str], str]
) -> None:
    long, wide = tmp_path / "long.csv", tmp_path / "wide.csv"
    rows = [f"{school},{year},{name},{value}" for (school, year, name), value in values.items()]
    long.write_text("\n".join(["School,Year,Indicator,Value", *rows]))
    heads = sorted({(year, name) for _, year, name in values})
    table = [
        ",".join([school, *(values.get((school, year, name), "") for year, name in heads)])
        for school in sorted({school for school, _, _ in values})
    ]
    wide.write_text("\n".join([",".join(["School", *(f"{name} {year}" for year, name in heads)]), *table]))
    with Store.open("sqlite://") as store:
        view = store.view(Viewer(role="custodian"))
        view.write(*(School(id=name, name=name) for name in "ABC"))
        assert import_outcomes(view, long).added == {"outcome": len(values)}
        report = import_outcomes(view, Source(wide, IndicatorMapping(indicators={"x": "x", "y": "y"})))
        assert report.unchanged == {"outcome": len(values)}


def test_an_id_in_the_column_of_names_is_a_school_too(two_schools: View, written: Written) -> None:
    import_outcomes(two_schools, written("School,Year,Indicator,Value\n482364001271,2022-23,Attendance,94\n"))
    assert kept(two_schools) == {("1271", "2022-23", "Attendance"): (94.0, "")}


@pytest.mark.parametrize(
    ("before", "now", "refused"), [(95.2, 0.952, True), (0.9, 88, True), (1.2, 0.8, False)]
)
def test_one_value_is_enough_where_shares_and_percentages_are_far_apart(
    two_schools: View, written: Written, before: float, now: float, refused: bool
) -> None:
    two_schools.write(Outcome(school="482364001271", year="2022-23", indicator="Rate", value=before))
    file = written(f"School,Year,Indicator,Value\n482364001271,2023-24,Rate,{now}\n")
    try:
        import_outcomes(two_schools, file)
    except ImportRefused as refusal:
        assert refused and "shares on the other" in str(refusal)
    else:
        assert not refused


def test_a_school_is_found_whether_its_accents_are_signs_of_their_own_or_not(
    view: View, written: Written
) -> None:
    view.write(School(id="1", name="Pe\u00f1a Middle"))
    import_outcomes(view, written("School,Year,Indicator,Value\nPen\u0303a Middle,2022-23,Attendance,94\n"))
    assert [each.school for each in view.all(Outcome)] == ["1"]


def noted(written: Written, *values: str, indicator: str = "Attendance rate") -> list[str]:
    rows = "".join(f"{482364001271 + at},2023-24,{indicator},{value}\n" for at, value in enumerate(values))
    notes = read_outcomes(written(f"NCESSCH,Year,Indicator,Value\n{rows}")).notes
    return [note for note in notes if "look at" in note or "such values" in note]


def test_a_rate_beyond_a_hundred_is_remarked_with_its_line(written: Written) -> None:
    (note,) = noted(written, "95.2%", "4520%", "88.1%")
    assert "look at '4520%' on line 3, which no rate can be" in note
    assert len(noted(written, "95.2", "945", "-7")) == 2
    assert not noted(written, "95.2", "100", "0")


def test_many_such_values_are_counted(written: Written) -> None:
    assert "and at 3 more such values" in noted(written, *["945"] * 8)[-1]


def test_a_number_far_above_all_others_is_remarked(written: Written) -> None:
    (note,) = noted(written, "3.1", "2.9", "31", "3.3", indicator="Mean score")
    assert "look at '31' on line 4, more than 5 times as much as any other" in note
    assert not noted(written, "310", "290", "1200", "330", indicator="Enrolment")
