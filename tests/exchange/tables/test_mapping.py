"""A mapping says how an institute's files are read; it is remembered, checked, and proposed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadence.errors import CadenceError, ContentError
from cadence.exchange import HeadingsUnclear, Source, open_table, read_schools
from cadence.exchange.schools.reading import SCHOOLS
from cadence.exchange.tables.mapping import Mapping, mapping_file, read_mapping, said_mapping, write_mapping
from cadence.exchange.tables.proposal import proposed, questions

Written = Callable[..., Path]
ODD = "Bldg Nbr,Building Title,Lvl\n1,GRADY,Pre\n2,POE,6\n"
OWN = Mapping(
    columns={"own_id": "Bldg Nbr", "name": "Building Title", "grade_low": "Lvl"},
    values={"grade_low": {"Pre": "PK"}},
)
LINES = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=30).filter(
    lambda said: said.strip() == said
)


def test_a_mapping_says_which_heading_serves_and_what_values_mean(written: Written) -> None:
    rows = read_schools(Source(written(ODD), OWN)).rows
    assert [(each.id, each.name, each.grade_low) for each in rows] == [
        ("1", "GRADY", "PK"),
        ("2", "POE", "06"),
    ]


def test_a_heading_of_the_mapping_goes_before_the_known_ones(written: Written) -> None:
    table = "School ID,Name,Title\n1,short,GRADY MIDDLE\n"
    (school,) = read_schools(Source(written(table), Mapping(columns={"name": "Title"}))).rows
    assert school.name == "GRADY MIDDLE"


def test_a_heading_that_stands_twice_can_be_said(written: Written) -> None:
    table = "School ID,Name,Name\n1,short,GRADY MIDDLE\n"
    assert "two columns have this heading" in str(read_schools(written(table)).complaints)
    (school,) = read_schools(Source(written(table), Mapping(columns={"name": "Name (2)"}))).rows
    assert school.name == "GRADY MIDDLE"


def test_two_headings_that_differ_in_their_case_alone_are_asked_about(written: Written) -> None:
    (complaint,) = read_schools(written("School ID,Name,NAME\n1,GRADY,Grady Middle\n")).complaints
    assert (complaint.key, "--map 'NAME=name'" in complaint.remedy) == ("Name", True)


def test_codes_for_not_known_are_nothing(written: Written) -> None:
    table = "School ID,Name,City\n1,GRADY,tbd\n"
    (school,) = read_schools(Source(written(table), Mapping(missing=("tbd",)))).rows
    assert school.city == ""


def test_a_failed_formula_that_the_mapping_calls_unknown_is_no_trouble(written: Written) -> None:
    table = "School ID,Name,City\n1,GRADY,#N/A\n"
    assert read_schools(written(table)).complaints
    assert not read_schools(Source(written(table), Mapping(missing=("#N/A",)))).complaints


def test_a_remembered_column_that_is_gone_is_named_with_the_new_one_that_looks_like_it(
    written: Written,
) -> None:
    with pytest.raises(HeadingsUnclear) as unclear:
        read_schools(Source(written(ODD.replace("Building Title", "Bldg Title")), OWN))
    said = str(unclear.value)
    assert "'Building Title', by mappings/schools.yaml the one for 'name', is not there" in said
    assert "'Bldg Title' looks like it: --map 'Bldg Title=name'" in said


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.sampled_from(sorted(SCHOOLS.names())), LINES),
    st.lists(LINES),
    LINES,
    st.integers(0, 99),
)
def test_what_is_written_is_read_again(
    tmp_path: Path, columns: dict[str, str], missing: list[str], sheet: str, header: int
) -> None:
    mapping = Mapping(columns=columns, missing=tuple(missing), sheet=sheet, header=header, decimal="comma")
    file = mapping_file(tmp_path, "schools")
    write_mapping(file, mapping, "How files are read.")
    assert read_mapping(file, SCHOOLS.names(), Mapping) == mapping


@pytest.mark.parametrize(
    ("text", "line", "key", "says"),
    [
        ("columns:\n  nam: Campus\n", 2, "columns.nam", "no field is called 'nam'"),
        ("heading: 3\n", 1, "heading", "unknown"),
        ("decimal: dot\n", 1, "decimal", "not one of the choices"),
        ("header: third\n", 1, "header", ""),
    ],
)
def test_a_mistake_in_the_file_is_named_with_line_key_and_remedy(
    tmp_path: Path, text: str, line: int, key: str, says: str
) -> None:
    file = mapping_file(tmp_path, "schools")
    file.parent.mkdir()
    file.write_text(text)
    with pytest.raises(ContentError) as refused:
        read_mapping(file, SCHOOLS.names(), Mapping)
    (complaint,) = refused.value.complaints
    assert (complaint.file, complaint.line, complaint.key) == ("mappings/schools.yaml", line, key)
    assert says in complaint.message and complaint.remedy


def test_numbers_in_a_mapping_are_taken_as_they_are_written_in_the_table(tmp_path: Path) -> None:
    file = mapping_file(tmp_path, "schools")
    file.parent.mkdir()
    file.write_text('values:\n  grade_low:\n    "0": KG\n  status:\n    x: 1\nmissing: [99]\n')
    mapping = read_mapping(file, SCHOOLS.names(), Mapping)
    assert mapping.values["status"] == {"x": "1"} and mapping.missing == ("99",)


@pytest.mark.parametrize("word", ["Campus", "Campus=", "=name", "Campus=title"])
def test_what_is_typed_wrongly_is_refused_with_the_fields(word: str) -> None:
    with pytest.raises(CadenceError, match=r"says no column\. Write --map .* name"):
        said_mapping([word], SCHOOLS.names())


def test_a_proposal_ranks_what_sounds_right_and_shows_what_stands_there(written: Written) -> None:
    table = "Nbr,Campus Name of School,County\n7,GRADY,Harris\n8,POE,Harris\n"
    with pytest.raises(HeadingsUnclear) as unclear:
        open_table(written(table), SCHOOLS)
    ids, names = questions(unclear.value.columns)
    assert (
        names.candidates[0].heading == "Campus Name of School" and "sounds like" in names.candidates[0].reason
    )
    assert "for example 'GRADY'" in str(names.candidates[0])
    assert ids.candidates[-1].heading == "County" and not ids.candidates[-1].reason


def test_a_proposal_becomes_a_mapping_when_it_is_completed(written: Written, tmp_path: Path) -> None:
    table = 'Nbr,"Campus ""Name"": of School"\n7,GRADY\n8,POE\n'
    path = written(table)
    with pytest.raises(HeadingsUnclear) as unclear:
        open_table(path, SCHOOLS)
    file = mapping_file(tmp_path, "schools")
    file.parent.mkdir()
    file.write_text(proposed(unclear.value.columns).replace("# nces: HEADING", "own_id: Nbr"))
    mapping = read_mapping(file, SCHOOLS.names(), Mapping)
    assert [each.name for each in read_schools(Source(path, mapping)).rows] == ["GRADY", "POE"]
