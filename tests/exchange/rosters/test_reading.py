"""Rosters make people and their places, and a team where a school has none."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cadence.errors import ImportRefused
from cadence.exchange import Terms, import_roster, read_roster
from cadence.model import Membership, Person, School, Team
from cadence.store import View

Written = Callable[..., Path]
ROSTER = """School,Name,Email,Role
GRADY MIDDLE,Ann Example,ann@example.org,Principal
Grady Middle,Bob Example,,Coach
482364001201,Cy Example,cy@example.org,Facilitator
"""


def test_a_roster_makes_people_their_places_and_the_teams_they_need(
    two_schools: View, written: Written
) -> None:
    report = import_roster(two_schools, written(ROSTER))
    assert report.added == {"team": 2, "person": 3, "membership": 3}
    ann = two_schools.first(Person, name="Ann Example")
    assert ann is not None and ann.role == "member"
    place = two_schools.first(Membership, person=ann.id)
    assert place is not None and (place.team, place.position) == ("grady-middle", "Principal")


def test_nobody_is_made_a_facilitator_without_leave(two_schools: View, written: Written) -> None:
    report = import_roster(two_schools, written(ROSTER))
    assert two_schools.all(Person, role="facilitator") == []
    assert report.asks == {"grant": ("Cy Example: facilitator",)}
    assert "--grant allows it" in str(report)


def test_with_leave_a_facilitator_is_made_and_pointed_out(two_schools: View, written: Written) -> None:
    report = import_roster(two_schools, written(ROSTER), terms=Terms(grant=True))
    assert [p.name for p in two_schools.all(Person, role="facilitator")] == ["Cy Example"]
    assert report.notes == ("in the role 'facilitator': Cy Example",) and not report.asks


def test_nobody_is_made_less_than_a_facilitator_without_leave(two_schools: View, written: Written) -> None:
    import_roster(two_schools, written(ROSTER), terms=Terms(grant=True))
    demoted = written(ROSTER.replace("Facilitator", "Team member"))
    assert import_roster(two_schools, demoted).asks == {"grant": ("Cy Example: member",)}
    assert [p.name for p in two_schools.all(Person, role="facilitator")] == ["Cy Example"]


def test_the_same_roster_twice_changes_nothing(two_schools: View, written: Written) -> None:
    path = written(ROSTER)
    import_roster(two_schools, path)
    before = two_schools.seq()
    report = import_roster(two_schools, path)
    assert two_schools.seq() == before
    assert report.unchanged == {"person": 3, "membership": 3}


def test_a_person_is_known_again_by_email_under_a_new_name(two_schools: View, written: Written) -> None:
    import_roster(two_schools, written(ROSTER))
    report = import_roster(two_schools, written(ROSTER.replace("Ann Example", "Ann Married")))
    assert report.updated == {"person": 1} and "Ann Married" in report.changes[0]
    assert len(two_schools.all(Person)) == 3


def test_an_email_that_comes_later_is_added_to_the_person(two_schools: View, written: Written) -> None:
    import_roster(two_schools, written(ROSTER))
    import_roster(two_schools, written(ROSTER.replace("Bob Example,", "Bob Example,bob@example.org")))
    assert [p.email for p in two_schools.all(Person, name="Bob Example")] == ["bob@example.org"]


def test_a_team_is_found_by_its_own_name_after_its_school_has_a_new_one(
    two_schools: View, written: Written
) -> None:
    import_roster(two_schools, written(ROSTER))
    school = two_schools.first(School, id="482364001271")
    assert school is not None
    two_schools.write(school.model_copy(update={"name": "ROSA PARKS MIDDLE"}))
    assert import_roster(two_schools, written(ROSTER)).unchanged == {"person": 3, "membership": 3}


def test_one_person_on_two_teams_is_one_person(two_schools: View, written: Written) -> None:
    more = "Bellaire High School,Ann Example,ANN@example.org,Adviser\n"
    report = import_roster(two_schools, written(ROSTER + more))
    assert report.added["person"] == 3 and report.added["membership"] == 4


def test_a_name_in_two_columns_is_put_together(two_schools: View, written: Written) -> None:
    table = "School,First name,Last name\nGRADY MIDDLE,Ann,Example\n"
    import_roster(two_schools, written(table))
    assert [p.name for p in two_schools.all(Person)] == ["Ann Example"]


def test_people_of_the_central_office_are_a_team_without_a_school(view: View, written: Written) -> None:
    import_roster(view, written("Team,Name,Role\nCentral office,Di Example,District\n"))
    (team,) = view.all(Team)
    assert (team.id, team.school) == ("central-office", None)


def test_a_team_is_found_by_its_short_name_or_its_name(two_schools: View, written: Written) -> None:
    two_schools.write(Team(id="grady", name="Grady leaders", school="482364001271"))
    import_roster(two_schools, written("Team,Name\ngrady,Ann\nGrady Leaders,Bob\n"))
    assert {m.team for m in two_schools.all(Membership)} == {"grady"}


def test_a_school_with_two_teams_asks_for_the_team(two_schools: View, written: Written) -> None:
    for id in ("lower", "upper"):
        two_schools.write(Team(id=id, name=id.title(), school="482364001271"))
    with pytest.raises(ImportRefused, match=r"has 2 teams -> Add a column 'Team' with one of: Lower, Upper"):
        import_roster(two_schools, written("School,Name\nGRADY MIDDLE,Ann\n"))


def test_two_schools_of_one_name_ask_for_the_id(two_schools: View, written: Written) -> None:
    two_schools.write(School(id="482364009999", name="Grady Middle"))
    with pytest.raises(ImportRefused, match="Write the id instead: 482364001271, 482364009999"):
        import_roster(two_schools, written("School,Name\nGRADY MIDDLE,Ann\n"))


def test_one_bad_row_and_one_unknown_school_are_named_together_and_nothing_is_kept(
    two_schools: View, written: Written
) -> None:
    before = two_schools.seq()
    more = "GRADY MIDDLE,Di Example,di(at)example.org,\nGradey Midle,Ed Example,,\n"
    with pytest.raises(ImportRefused) as refused:
        import_roster(two_schools, written(ROSTER + more))
    assert [(each.line, each.key) for each in refused.value.complaints] == [(5, "Email"), (6, "School")]
    assert two_schools.seq() == before and not two_schools.all(Person)


def test_nearest_names_are_offered(two_schools: View, written: Written) -> None:
    with pytest.raises(
        ImportRefused, match=r"\[School\] no school or team called 'Gradey Midle' .* Grady Middle"
    ):
        import_roster(two_schools, written("School,Name\nGradey Midle,Di Example\n"))


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        ("GRADY MIDDLE,,d@example.org,", "Name", "no name"),
        (",Di,,", "School", "no school"),
        ("4.82364E+11,Di,,", "School", "shortened"),
        ("GRADY MIDDLE,Di,ann@example.org,", "Email", "belongs to Ann Example on line 2"),
        ("Grady Middle,bob example,,Teacher", "Name", "stands on line 3 already"),
    ],
)
def test_each_trouble_of_a_row_is_named(written: Written, row: str, column: str, says: str) -> None:
    (complaint,) = read_roster(written(f"{ROSTER}{row}\n")).complaints
    assert (complaint.line, complaint.key) == (5, column)
    assert says in complaint.message and complaint.remedy


def test_a_roster_without_names_or_schools_is_told_which_headings_it_lacks(written: Written) -> None:
    with pytest.raises(ImportRefused) as refused:
        read_roster(written("Email\na@example.org\n"))
    complaints = refused.value.complaints
    assert [each.line for each in complaints] == [1, 1]
    assert "'School' or 'Team'" in str(complaints) and "'Name'" in str(complaints)


@pytest.mark.parametrize("name", ["Vacant", "TBD", "(open position)", "N/A"])
def test_a_post_without_anybody_is_no_person(written: Written, name: str) -> None:
    taken = read_roster(written(f"School,Name\nGrady Middle,Ann Example\nGrady Middle,{name}\n"))
    (complaint,) = taken.complaints
    assert complaint.line == 3 and "is no person's name" in complaint.message


@pytest.mark.parametrize("heading", ["Student ID", "Student Name", "Pupil No", "Guardian name"])
def test_a_list_of_students_is_refused_and_not_quoted(written: Written, heading: str) -> None:
    with pytest.raises(ImportRefused, match="looks like a list of students") as refusal:
        read_roster(written(f"School,{heading},Name\nGrady Middle,Kid One,Kid Two\n"))
    assert "Kid" not in str(refusal.value)


@pytest.mark.parametrize(
    "name", ["Ann Example; Bob Sample", "Ann Example / Bob Sample", "Ann and Bob Sample"]
)
def test_two_people_in_one_cell_are_not_made_one(written: Written, name: str) -> None:
    (complaint,) = read_roster(written(f"School,Name\nGrady Middle,{name}\n")).complaints
    assert "may be one person or several" in complaint.message


@pytest.mark.parametrize(
    ("days", "joined", "told"),
    [
        (("8/3/2026", "9/4/2026"), date(2026, 8, 3), "2 whose date was read with the month first"),
        (("3/8/2026", "13/8/2026"), date(2026, 8, 3), ""),
        (("8/3/2026", "8/13/2026"), date(2026, 8, 3), ""),
        (("2026-08-03", "3 août 2026"), date(2026, 8, 3), ""),
    ],
)
def test_whether_the_day_or_the_month_comes_first_is_settled_by_the_column_or_said(
    written: Written, days: tuple[str, str], joined: date, told: str
) -> None:
    rows = "".join(f"Lincoln,{name},{day}\n" for name, day in zip(("Ann Lee", "Bo Ray"), days, strict=True))
    found = read_roster(written("School,Name,Joined\n" + rows))
    assert found.complaints == ()
    assert found.rows[0].joined == joined
    assert any(told in note for note in found.notes) if told else not found.notes


def test_dates_that_contradict_each_other_are_refused(written: Written) -> None:
    found = read_roster(written("School,Name,Joined\nLincoln,Ann Lee,13/8/2026\nLincoln,Bo Ray,8/13/2026\n"))
    assert "the day comes first on line 2 and the month on line 3" in str(found.complaints[0])
