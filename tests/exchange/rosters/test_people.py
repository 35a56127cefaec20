"""People are found again, come, change, move and leave; what is in doubt is asked."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadence.errors import ImportRefused
from cadence.exchange import Terms, import_roster
from cadence.model import Membership, Person, Team
from cadence.store import View

Written = Callable[..., Path]
TODAY = date(2026, 11, 24)
LEAVERS = Terms(leavers=True, today=TODAY)
ROSTER = """School,Name,Email,Staff ID,Position
Grady Middle,Ann Example,ann@example.org,17,Principal
Grady Middle,Bob Sample,bob@example.org,,Coach
Grady Middle,Cy Bare,,,Teacher
Bellaire H S,Di Other,di@example.org,18,Principal
"""


@pytest.fixture
def known(two_schools: View, written: Written) -> View:
    """A store that knows the four people of the roster."""
    import_roster(two_schools, written(ROSTER))
    return two_schools


def names(view: View) -> list[str]:
    return sorted(person.name for person in view.all(Person))


def standing(view: View) -> set[tuple[str, str]]:
    called = {person.id: person.name for person in view.all(Person)}
    return {(called[m.person], m.team) for m in view.all(Membership) if m.left is None}


# --- known again ---------------------------------------------------------------------------------------


def test_the_id_goes_before_the_address_and_the_address_before_the_name(
    known: View, written: Written
) -> None:
    table = """School,Name,Email,Staff ID
Grady Middle,Ann Married,new@example.org,17
Grady Middle,Robert Sample,bob@example.org,
Grady Middle,CY BARE,cy@example.org,19
"""
    report = import_roster(known, written(table))
    assert report.updated == {"person": 3} and not report.added
    assert names(known) == ["Ann Married", "Cy Bare", "Di Other", "Robert Sample"]
    (cy,) = known.all(Person, name="Cy Bare")
    assert (cy.email, cy.source) == ("cy@example.org", "19")


def test_a_changed_address_is_known_by_the_name_on_the_team_and_said(known: View, written: Written) -> None:
    report = import_roster(known, written(ROSTER.replace("bob@", "robert@")))
    assert report.changes == ("Bob Sample: email 'bob@example.org' -> 'robert@example.org'",)


def test_a_namesake_at_another_school_is_somebody_else(known: View, written: Written) -> None:
    import_roster(known, written("School,Name\nBellaire H S,Bob Sample\n"))
    assert names(known).count("Bob Sample") == 2


def test_a_namesake_with_another_id_is_somebody_else(known: View, written: Written) -> None:
    import_roster(known, written("School,Name,Staff ID\nGrady Middle,Ann Example,99\n"))
    assert names(known).count("Ann Example") == 2


def test_a_namesake_whose_address_another_row_has_is_not_meant(known: View, written: Written) -> None:
    table = (
        "School,Name,Email\nGrady Middle,Bob Sample,o@example.org\nGrady Middle,Bob Sample,bob@example.org\n"
    )
    report = import_roster(known, written(table))
    assert report.added == {"person": 1, "membership": 1} and not report.updated


def test_two_namesakes_on_one_team_ask_for_more_than_a_name(known: View, written: Written) -> None:
    more = "Grady Middle,Bob Sample,other@example.org,,\n"
    import_roster(known, written(ROSTER + more))
    with pytest.raises(ImportRefused, match=r"\[Name\] 2 people called Bob Sample are on Grady Middle"):
        import_roster(known, written("School,Name\nGrady Middle,Bob Sample\n"))


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("Zoe New,bob@example.org,", "[Email] 'bob@example.org' is Bob Sample's"),
        ("Zoe New,,17", "[Staff ID] '17' is Ann"),
    ],
)
def test_an_address_or_id_that_has_gone_to_a_stranger_is_refused(
    known: View, written: Written, row: str, place: str
) -> None:
    before = known.seq()
    with pytest.raises(ImportRefused) as refused:
        import_roster(known, written(f"School,Name,Email,Staff ID\nGrady Middle,{row}\n"))
    assert place in str(refused.value) and "add --renamed" in str(refused.value)
    assert known.seq() == before


def test_whoever_has_a_wholly_new_name_is_taken_when_that_is_said(known: View, written: Written) -> None:
    table = written("School,Name,Email\nGrady Middle,Zoe New,Bob@example.org\n")
    import_roster(known, table, terms=Terms(renamed=frozenset({"bob@example.org"})))
    assert "Zoe New" in names(known) and "Bob Sample" not in names(known)


def test_an_id_of_one_and_an_address_of_another_are_refused(known: View, written: Written) -> None:
    with pytest.raises(ImportRefused, match=r"'17' is Ann Example's here, and 'di@example\.org' Di Other's"):
        import_roster(
            known, written("School,Name,Email,Staff ID\nGrady Middle,Ann Example,di@example.org,17\n")
        )


def test_of_several_addresses_the_known_one_stays(known: View, written: Written) -> None:
    row = "Grady Middle,Bob Sample,bob2@example.org; BOB@example.org,bob3@example.org"
    table = f"School,Name,Email,Email 2\n{row}\n"
    report = import_roster(known, written(table))
    assert not report.changes
    assert "1 with several addresses, of which the first is kept" in str(report)


def test_a_title_does_not_change_a_name_back_and_forth(known: View, written: Written) -> None:
    assert not import_roster(known, written(ROSTER.replace("Ann Example", "Dr. Ann Example"))).changes


# --- leaving -------------------------------------------------------------------------------------------


def test_whoever_is_no_longer_in_the_file_is_kept_and_named(known: View, written: Written) -> None:
    table = written(ROSTER.replace("Grady Middle,Cy Bare,,,Teacher\n", ""))
    report = import_roster(known, table)
    assert report.gone == ("Cy Bare on Grady Middle: not in this file",) and len(standing(known)) == 4
    assert "--leavers marks those who have left" in str(report)


def test_a_file_of_one_school_says_nothing_of_another(known: View, written: Written) -> None:
    report = import_roster(
        known, written(ROSTER.replace("Bellaire H S,Di Other,di@example.org,18,Principal\n", ""))
    )
    assert not report.gone


def test_with_leave_they_are_marked_as_left_today_and_nothing_is_lost(known: View, written: Written) -> None:
    table = written(ROSTER.replace("Grady Middle,Cy Bare,,,Teacher\n", ""))
    report = import_roster(known, table, terms=LEAVERS)
    assert report.changes == ("Cy Bare on Grady Middle: left '' -> '2026-11-24'",)
    assert ("Cy Bare", "grady-middle") not in standing(known) and "Cy Bare" in names(known)
    before = known.seq()
    import_roster(known, table, terms=LEAVERS)
    assert known.seq() == before


@pytest.mark.parametrize(
    ("heading", "cell", "why", "day"),
    [
        ("Left", "2026-06-30", "left on 2026-06-30 (line 3)", date(2026, 6, 30)),
        ("Left", "6/30/2026", "left on 2026-06-30 (line 3)", date(2026, 6, 30)),
        ("Status", "Inactive", "left (line 3)", TODAY),
        ("Status", "Terminated", "left (line 3)", TODAY),
    ],
)
def test_a_day_of_leaving_or_a_status_says_that_somebody_has_left(
    known: View, written: Written, heading: str, cell: str, why: str, day: date
) -> None:
    rows = f"Grady Middle,Cy Bare,\nGrady Middle,Bob Sample,{cell}\nGrady Middle,Ann Example,\n"
    table = written(f"School,Name,{heading}\n{rows}")
    report = import_roster(known, table, terms=Terms(today=TODAY))
    assert report.gone == (f"Bob Sample on Grady Middle: {why}",)
    import_roster(known, table, terms=LEAVERS)
    assert [m.left for m in known.all(Membership) if m.left] == [day]


def test_whoever_will_leave_is_still_here_and_that_is_said(known: View, written: Written) -> None:
    table = written("School,Name,Left\nGrady Middle,Bob Sample,2027-06-30\n")
    report = import_roster(known, table, terms=LEAVERS)
    assert "1 who will leave, and are still here (line 2: 2027-06-30)" in str(report)
    assert ("Bob Sample", "grady-middle") in standing(known)


def test_whoever_left_before_is_not_taken_in(two_schools: View, written: Written) -> None:
    report = import_roster(
        two_schools, written("School,Name,Status\nGrady Middle,Eve Gone,left\nGrady Middle,Fay Here,\n")
    )
    assert names(two_schools) == ["Fay Here"]
    assert "1 who have left by this file have no place here" in str(report)


def test_whoever_moves_has_the_new_place_and_is_said_to_be_there(known: View, written: Written) -> None:
    report = import_roster(known, written(ROSTER.replace("Grady Middle,Ann", "Bellaire H S,Ann")))
    assert report.gone == ("Ann Example on Grady Middle: now on Bellaire High School",)
    assert ("Ann Example", "bellaire-high-school") in standing(known)


def test_an_old_row_and_a_new_one_for_one_place_mean_that_somebody_is_here(
    known: View, written: Written
) -> None:
    old, new = "Grady Middle,Ann Example,2025-06-30,Teacher", "Grady Middle,Ann Example,,Principal"
    for rows in ((old, new), (new, old)):
        table = "\n".join(
            ["School,Name,Left,Position", *rows, "Grady Middle,Bob Sample,,", "Grady Middle,Cy Bare,,"]
        )
        import_roster(known, written(table), terms=LEAVERS)
        assert not [m for m in known.all(Membership) if m.left]


# --- what is never taken in ----------------------------------------------------------------------------


def test_students_and_parents_in_a_table_are_left_out_and_counted(
    two_schools: View, written: Written
) -> None:
    rows = "Grady Middle,Ann Example,Teacher\nGrady Middle,Zz Kid,Student\nGrady Middle,Zz Mum,Parents\n"
    table = f"School,Name,Role\n{rows}"
    report = import_roster(two_schools, written(table))
    assert names(two_schools) == ["Ann Example"] and "Zz" not in str(report)
    assert "2 students or their families, and never taken in" in str(report)


@pytest.mark.parametrize(
    "headings",
    ["sourcedId,orgSourcedIds,role,givenName,familyName", "sourcedId,username,givenName,familyName,school"],
)
def test_one_file_of_a_oneroster_package_is_not_read_as_a_table(
    two_schools: View, written: Written, headings: str
) -> None:
    with pytest.raises(
        ImportRefused, match="one file of a OneRoster package -> Name the folder or the zip"
    ) as refused:
        import_roster(two_schools, written(f"{headings}\n1,Zz,Zz,Zz,Zz\n"))
    assert "Zz" not in str(refused.value)


# --- more of what a table may say ----------------------------------------------------------------------


def test_family_names_first_are_turned_round_and_said(two_schools: View, written: Written) -> None:
    table = 'School,Name\nGrady Middle,"Example, Ann"\nGrady Middle,"Sample, Bob, Jr."\n'
    report = import_roster(two_schools, written(table))
    assert names(two_schools) == ["Ann Example", "Bob Sample Jr."]
    said = "2 written with the family name first, and turned round (line 2: 'Example, Ann' is Ann Example)"
    assert said in str(report)


def test_first_and_last_names_and_a_suffix_in_columns_of_their_own(
    two_schools: View, written: Written
) -> None:
    table = "School,First Name,Last Name,Suffix\nGrady Middle,Ann,Example,\nGrady Middle,Bob,Sample,Jr.\n"
    import_roster(two_schools, written(table))
    assert names(two_schools) == ["Ann Example", "Bob Sample Jr."]


def test_a_cell_with_several_people_is_a_complaint(two_schools: View, written: Written) -> None:
    with pytest.raises(ImportRefused, match=r"\[Name\] 'Ann, Bob, Cy' may be one person or several"):
        import_roster(two_schools, written('School,Name\nGrady Middle,"Ann, Bob, Cy"\n'))


def test_one_name_at_two_schools_with_nothing_else_is_pointed_out(
    two_schools: View, written: Written
) -> None:
    report = import_roster(
        two_schools, written("School,Name\nGrady Middle,Ann Example\nBellaire H S,Ann Example\n")
    )
    assert "taken as a person at each: Ann Example (lines 2, 3)" in str(report)


def test_one_person_at_two_schools_by_email_has_two_places(two_schools: View, written: Written) -> None:
    rows = 'Grady Middle,Ann Example,a@example.org\nBellaire H S,"Example, Ann",A@example.org\n'
    table = f"School,Name,Email\n{rows}"
    report = import_roster(two_schools, written(table))
    assert report.added == {"team": 2, "person": 1, "membership": 2}


@pytest.mark.parametrize(
    ("heading", "cell", "says"),
    [
        ("Left", "soon", "'soon' is not a date"),
        ("Joined", "31/31/2026", "'31/31/2026' is not a date"),
        ("Staff ID", "4.82364E+11", "shortened"),
        ("Email", "ann@", "'ann@' is not an email address"),
        ("Email 2", "x", "'x' is not an email address"),
    ],
)
def test_each_further_trouble_is_named(
    two_schools: View, written: Written, heading: str, cell: str, says: str
) -> None:
    with pytest.raises(ImportRefused) as refused:
        import_roster(two_schools, written(f"School,Name,{heading}\nGrady Middle,Ann Example,{cell}\n"))
    (complaint,) = refused.value.complaints
    assert (complaint.line, complaint.key) == (2, heading) and says in complaint.message and complaint.remedy


def test_a_status_that_is_not_known_counts_as_here_and_is_said(two_schools: View, written: Written) -> None:
    report = import_roster(two_schools, written("School,Name,Status\nGrady Middle,Ann Example,Full-time\n"))
    assert "1 with the status 'Full-time', which was read as still here (line 2)" in str(report)


def test_one_id_for_two_names_is_a_complaint(two_schools: View, written: Written) -> None:
    table = "School,Name,Staff ID\nGrady Middle,Ann Example,17\nGrady Middle,Bob Sample,17\n"
    with pytest.raises(ImportRefused, match=r"\[Staff ID\] '17' is the id of Ann Example on line 2"):
        import_roster(two_schools, written(table))


def test_one_person_of_a_school_that_is_written_in_two_ways_is_a_complaint(
    two_schools: View, written: Written
) -> None:
    table = "School,Name,Staff ID\nBELLAIRE H S,Cy,\n482364001201,Cy,18\n"
    with pytest.raises(ImportRefused, match="Cy of Bellaire High School stands on line 2 already"):
        import_roster(two_schools, written(table))


# --- laws ----------------------------------------------------------------------------------------------


def test_a_whole_import_is_taken_back_at_once(two_schools: View, written: Written) -> None:
    before = two_schools.seq()
    import_roster(two_schools, written(ROSTER))
    two_schools.undo(two_schools.seq(), batch=True)
    assert not two_schools.all(Person) and not two_schools.all(Membership) and not two_schools.all(Team)
    assert two_schools.seq() > before


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(
            ["Ann Example", "Example, Ann", "Bob Sample", "Dr. Bob Sample", "Cy", "Sample, Cy, Jr."]
        ),
        st.sampled_from(["Grady Middle", "482364001201", "BELLAIRE H S"]),
        st.sampled_from(["", "a@example.org", "b@example.org", "A@example.org; b@example.org"]),
        st.sampled_from(["", "17", "18"]),
        st.sampled_from(["", "2026-01-31", "2027-01-31"]),
        st.sampled_from(["", "Principal", "Facilitator", "Student"]),
    ),
    min_size=1,
    max_size=6,
)


@given(first=PEOPLE, second=PEOPLE, data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_roster_is_taken_whole_or_refused_and_the_second_time_changes_nothing(
    two_schools: View,
    tmp_path: Path,
    first: list[tuple[str, ...]],
    second: list[tuple[str, ...]],
    data: st.DataObject,
) -> None:
    for number, rows in enumerate((first, second, data.draw(st.permutations(second)))):
        path = tmp_path / f"{number}.csv"
        with path.open("w", newline="") as file:
            csv.writer(file).writerows([("School", "Name", "Email", "Staff ID", "Left", "Role"), *(
                (school, name, email, id, left, role) for name, school, email, id, left, role in rows
            )])  # fmt: skip
        before = two_schools.seq()
        try:
            import_roster(two_schools, path, terms=LEAVERS)
        except ImportRefused as refusal:
            assert refusal.complaints and all(each.remedy for each in refusal.complaints)
            assert two_schools.seq() == before
        else:
            after = two_schools.seq()
            assert not import_roster(two_schools, path, terms=LEAVERS).added
            assert two_schools.seq() == after
    assert {person.role for person in two_schools.all(Person)} <= {"member"}
    seats = [(m.team, m.person) for m in two_schools.all(Membership) if m.left is None]
    assert len(seats) == len(set(seats))
