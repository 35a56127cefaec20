"""A OneRoster package taken into a store: who comes onto which team, and what later packages change."""

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadence.errors import ImportRefused
from cadence.exchange import Report, Source, Terms, import_roster
from cadence.exchange.tables.mapping import Mapping
from cadence.model import Membership, Person, School, Team
from cadence.store import Store, View, Viewer

from .conftest import SECRET, Files, Packed, district

PACKAGES = Path(__file__).parent / "packages"
TODAY = date(2026, 11, 24)
TEAMS = Terms(teams=True, today=TODAY)
LEAVERS = Terms(leavers=True, today=TODAY)


def changed(files: Files, file: str, old: str, new: str) -> Files:
    assert old in files[file]
    return {**files, file: files[file].replace(old, new)}


def places(view: View) -> set[tuple[str, str, str]]:
    """Return who is on which team in which position, those who have left not among them."""
    names = {person.id: person.name for person in view.all(Person)}
    return {(m.team, names[m.person], m.position) for m in view.all(Membership) if m.left is None}


def said(report: Report) -> str:
    return str(report)


# --- the first package ---------------------------------------------------------------------------------


def test_without_teams_nobody_is_taken_and_what_makes_teams_is_said(
    houston: View, packed: Packed, version: str
) -> None:
    report = import_roster(houston, packed(district(version)))
    assert not report.added and not houston.all(Person)
    assert "not taken: 3 at Grady Middle, Bellaire High School, with no team here (--teams" in said(report)


def test_those_who_lead_come_onto_the_teams_of_their_schools(houston: View, packed: Packed) -> None:
    report = import_roster(houston, packed(district("1.2")), terms=TEAMS)
    assert places(houston) == {
        ("grady-middle", "Ann Example", "Principal"),
        ("grady-middle", "Cy Both", "Principal"),
        ("bellaire-high-school", "Cy Both", "School administrator"),
    }
    assert report.added == {"team": 2, "person": 2, "membership": 3}
    assert "not taken: 1 at Houston ISD, as the district has no team here" in said(report)
    assert "of the same teams' schools, and not taken: Teacher 1" in said(report)


def test_everybody_is_a_member_whatever_the_role(houston: View, packed: Packed, version: str) -> None:
    houston.write(Team(id="office", name="Central office"))
    import_roster(houston, packed(district(version)), terms=TEAMS)
    assert {person.role for person in houston.all(Person)} == {"member"}
    assert "Di Office" in {person.name for person in houston.all(Person)}


def test_a_school_is_known_by_its_nces_id_or_its_name_and_then_by_the_roster_systems_id(
    houston: View, packed: Packed, version: str
) -> None:
    import_roster(houston, packed(district(version)), terms=TEAMS)
    known = {school.name: school.source for school in houston.all(School)}
    assert known == {"GRADY MIDDLE": "org-g", "BELLAIRE H S": "org-b"}
    renamed = changed(district(version), "orgs.csv", "BELLAIRE H S", "The Bell")
    assert import_roster(houston, packed(renamed)).unchanged["membership"] == 3


def test_other_roles_come_when_they_are_asked_for(houston: View, packed: Packed, version: str) -> None:
    import_roster(houston, packed(district(version)), terms=Terms(teams=True, roles=("teacher",)))
    assert ("grady-middle", "Bob Sample", "Teacher") in places(houston)


def test_exactly_those_on_a_list_come_where_there_is_one(houston: View, packed: Packed, version: str) -> None:
    only = frozenset({"bob@example.org", "u-cy", "zz1zz@example.org"})
    report = import_roster(houston, packed(district(version)), terms=Terms(teams=True, only=only))
    assert {person.name for person in houston.all(Person)} == {"Bob Sample", "Cy Both"}
    assert "on your list, and not among the staff of this package: zz1zz@example.org" in said(report)


def test_a_school_that_is_not_known_is_named_and_its_staff_left_alone(
    houston: View, packed: Packed, version: str
) -> None:
    other = changed(district(version), "orgs.csv", "BELLAIRE H S", "Bellaire High Schol")
    report = import_roster(houston, packed(other), terms=TEAMS)
    assert "schools that are not known here, and left alone: Bellaire High Schol" in said(report)
    assert "is 'Bellaire High Schol' Bellaire High School? If so, say it in mappings/roster.yaml" in said(
        report
    )
    assert len(places(houston)) == 2


def test_a_mapping_says_which_school_an_org_is(houston: View, packed: Packed, version: str) -> None:
    path = packed(changed(district(version), "orgs.csv", "BELLAIRE H S", "The Bell"))
    mapping = Mapping(values={"school": {"The Bell": "482364001201"}})
    import_roster(houston, Source(path, mapping), terms=TEAMS)
    assert len(places(houston)) == 3


def test_two_schools_of_one_name_ask_for_the_mapping(houston: View, packed: Packed, version: str) -> None:
    houston.write(School(id="482364009999", name="Bellaire High School"))
    with pytest.raises(
        ImportRefused, match=r"orgs\.csv:4 \[name\] there are 2 schools called 'BELLAIRE H S'"
    ):
        import_roster(houston, packed(district(version)), terms=TEAMS)


def test_two_orgs_that_seem_to_be_one_school_ask_for_the_mapping(
    houston: View, packed: Packed, version: str
) -> None:
    same = changed(district(version), "orgs.csv", "BELLAIRE H S,school,", "Other,school,482364001271")
    with pytest.raises(ImportRefused, match="and so is the org on line 3"):
        import_roster(houston, packed(same), terms=TEAMS)


def test_an_org_with_another_nces_id_is_another_school(houston: View, packed: Packed, version: str) -> None:
    other = changed(district(version), "orgs.csv", "BELLAIRE H S,school,", "BELLAIRE H S,school,482364005555")
    assert "not known here, and left alone: BELLAIRE H S" in said(import_roster(houston, packed(other)))


def test_an_org_that_is_not_in_the_package_is_a_complaint(houston: View, packed: Packed) -> None:
    lost = changed(district("1.1"), "users.csv", '"org-g,org-b"', '"org-g,org-x"')
    with pytest.raises(
        ImportRefused, match=r"users\.csv:5 \[orgSourcedIds\] there is no org 'org-x' in orgs\.csv"
    ):
        import_roster(houston, packed(lost), terms=TEAMS)


def test_a_school_with_two_teams_takes_nobody_new_and_keeps_who_is_there(
    houston: View, packed: Packed, version: str
) -> None:
    import_roster(houston, packed(district(version)), terms=TEAMS)
    houston.write(Team(id="second", name="Second team", school="482364001271"))
    later = changed(district(version), "users.csv", "Ann", "Anne")
    report = import_roster(houston, packed(later))
    assert report.updated == {"person": 1} and not report.added
    assert "at a school with several teams, as nothing says who is on 'Second team'" in said(report)


# --- again, and later ----------------------------------------------------------------------------------


def test_the_same_package_twice_changes_nothing(houston: View, packed: Packed, version: str) -> None:
    path = packed(district(version))
    import_roster(houston, path, terms=TEAMS)
    before = houston.seq()
    report = import_roster(houston, path, terms=TEAMS)
    assert houston.seq() == before
    assert report.unchanged == {"person": 2, "membership": 3} and not report.changes


def test_a_dry_run_reports_the_same_and_writes_nothing(houston: View, packed: Packed, version: str) -> None:
    path = packed(district(version))
    before = houston.seq()
    dry = import_roster(houston, path, check=True, terms=TEAMS)
    assert houston.seq() == before and not dry.written
    assert import_roster(houston, path, terms=TEAMS).added == dry.added


def test_somebody_is_known_again_by_id_under_a_new_name_and_address(houston: View, packed: Packed) -> None:
    path = packed(district("1.1"))
    import_roster(houston, path, terms=TEAMS)
    married = changed(district("1.1"), "users.csv", "Ann,Example,ann@", "Ann,Married,ann.married@")
    report = import_roster(houston, packed(married))
    assert report.updated == {"person": 1} and len(houston.all(Person)) == 2
    assert "Ann Example: email 'ann@example.org' -> 'ann.married@example.org'" in report.changes


def test_an_id_that_has_gone_to_somebody_else_is_refused(houston: View, packed: Packed) -> None:
    import_roster(houston, packed(district("1.1")), terms=TEAMS)
    other = packed(changed(district("1.1"), "users.csv", "Ann,Example,ann@", "Zoe,Other,zoe@"))
    with pytest.raises(ImportRefused, match=r"'u-ann' is Ann Example's here, and Zoe Other shares no part"):
        import_roster(houston, other)
    import_roster(houston, other, terms=Terms(renamed=frozenset({"u-ann"})))
    assert {person.name for person in houston.all(Person)} == {"Zoe Other", "Cy Both"}


def test_somebody_from_a_spreadsheet_is_known_again_and_keeps_the_position_in_words(
    houston: View, packed: Packed, tmp_path: Path
) -> None:
    table = tmp_path / "table.csv"
    table.write_text("School,Name,Email,Position\nGRADY MIDDLE,Bob Sample,BOB@example.org,Literacy coach\n")
    import_roster(houston, table)
    import_roster(houston, packed(district("1.1")))
    (bob,) = houston.all(Person, source="u-bob")
    assert bob.email == "BOB@example.org"
    assert ("grady-middle", "Bob Sample", "Literacy coach") in places(houston)


def test_the_one_word_of_version_1_1_for_all_who_lead_does_not_overwrite_a_clearer_one(
    houston: View, packed: Packed, tmp_path: Path
) -> None:
    table = tmp_path / "table.csv"
    table.write_text("School,Name,Email,Position\nGRADY MIDDLE,Ann Example,ann@example.org,Principal\n")
    import_roster(houston, table)
    report = import_roster(houston, packed(district("1.1")))
    assert ("grady-middle", "Ann Example", "Principal") in places(houston)
    assert not any("position" in each for each in report.changes)


def test_whoever_is_missing_from_a_bulk_package_is_kept_and_named(
    houston: View, packed: Packed, version: str
) -> None:
    import_roster(houston, packed(district(version)), terms=TEAMS)
    later = packed(without(district(version), "u-ann"))
    report = import_roster(houston, later)
    assert report.gone == ("Ann Example on Grady Middle: not in this file",)
    assert report.asks == {"leavers": report.gone} and len(places(houston)) == 3
    import_roster(houston, later, terms=LEAVERS)
    (gone,) = [m for m in houston.all(Membership) if m.left]
    assert gone.left == TODAY
    before = houston.seq()
    assert not import_roster(houston, later, terms=LEAVERS).gone and houston.seq() == before


def without(files: Files, user: str) -> Files:
    """Return a package without somebody's rows."""
    kept = {
        file: [line for line in text.splitlines() if f"{user}," not in line] for file, text in files.items()
    }
    return {file: "\n".join(lines) + "\n" for file, lines in kept.items()}


def test_whoever_came_from_a_spreadsheet_is_not_missed_in_a_package(
    houston: View, packed: Packed, tmp_path: Path
) -> None:
    table = tmp_path / "table.csv"
    table.write_text("School,Name\nGRADY MIDDLE,Eve Volunteer\n")
    import_roster(houston, table)
    assert not import_roster(houston, packed(district("1.1"))).gone


def test_whoever_comes_back_has_a_new_place(houston: View, packed: Packed, version: str) -> None:
    import_roster(houston, packed(district(version)), terms=TEAMS)
    import_roster(houston, packed(without(district(version), "u-ann"), "later"), terms=LEAVERS)
    report = import_roster(houston, packed(district(version), "back"))
    assert report.added == {"membership": 1} and len(places(houston)) == 3


def test_whoever_has_moved_is_said_to_be_elsewhere(houston: View, packed: Packed) -> None:
    import_roster(houston, packed(district("1.1")), terms=TEAMS)
    moved = changed(district("1.1"), "users.csv", "u-ann,,,true,org-g", "u-ann,,,true,org-b")
    report = import_roster(houston, packed(moved))
    assert report.gone == ("Ann Example on Grady Middle: now on Bellaire High School",)


# --- deltas --------------------------------------------------------------------------------------------


def delta(version: str, **files: str) -> Files:
    """Return a delta of the small district that holds these rows alone."""
    whole = district(version)
    held: dict[str, str] = {}
    for file in ("orgs", "users", "roles"):
        if file in files:
            held[f"{file}.csv"] = whole[f"{file}.csv"].splitlines()[0] + "\n" + files[file]
    modes = {file: "delta" if file in files else "absent" for file in ("orgs", "users", "roles")}
    return {"manifest.csv": district(version, **modes)["manifest.csv"], **held}


GONE_11 = "u-ann,tobedeleted,2026-10-02T03:04:05.006Z,true,org-g,administrator,Ann,Example,,\n"
GONE_12 = "u-ann,tobedeleted,2026-10-02T03:04:05.006Z,true,Ann,Example,,,\n"


BARE_11 = GONE_11.replace("administrator", "")  # as some systems write it


@pytest.mark.parametrize(("number", "row"), [("1.1", GONE_11), ("1.2", GONE_12), ("1.1", BARE_11)])
def test_a_delta_says_who_has_left_and_when(houston: View, packed: Packed, number: str, row: str) -> None:
    import_roster(houston, packed(district(number)), terms=TEAMS)
    path = packed(delta(number, users=row), "delta")
    report = import_roster(houston, path)
    assert report.gone == ("Ann Example on Grady Middle: left on 2026-10-02 (line 2)",)
    import_roster(houston, path, terms=LEAVERS)
    assert [m.left for m in houston.all(Membership) if m.left] == [date(2026, 10, 2)]
    before = houston.seq()
    assert not import_roster(houston, path, terms=LEAVERS).gone and houston.seq() == before


def test_nobody_is_missed_in_a_delta(houston: View, packed: Packed) -> None:
    import_roster(houston, packed(district("1.1")), terms=TEAMS)
    row = "u-cy,active,2026-10-02,true,org-b,administrator,Cy,Twice,cy@example.org,\n"
    report = import_roster(houston, packed(delta("1.1", users=row), "delta"))
    assert not report.gone and report.changes == ("Cy Both: name 'Cy Both' -> 'Cy Twice'",)


def test_a_delta_of_users_alone_changes_their_names(houston: View, packed: Packed) -> None:
    import_roster(houston, packed(district("1.2")), terms=TEAMS)
    row = "u-cy,active,2026-10-02,true,Cy,Twice,cy@example.org,hunter2,\n"
    report = import_roster(houston, packed(delta("1.2", users=row), "delta"))
    assert report.changes == ("Cy Both: name 'Cy Both' -> 'Cy Twice'",)


def test_a_delta_of_roles_alone_gives_and_takes_places(houston: View, packed: Packed) -> None:
    import_roster(houston, packed(district("1.2")), terms=TEAMS)
    rows = (
        "r1,tobedeleted,2026-10-02,u-ann,primary,principal,,,org-g\n"
        "r11,active,2026-10-02,u-ann,primary,principal,,,org-b\n"
    )
    path = packed(delta("1.2", roles=rows), "delta")
    report = import_roster(houston, path, terms=LEAVERS)
    assert report.added == {"membership": 1} and report.updated == {"membership": 1}
    assert ("bellaire-high-school", "Ann Example", "Principal") in places(houston)


def test_a_delta_that_gives_a_role_to_somebody_unknown_asks_for_a_bulk_package(
    houston: View, packed: Packed
) -> None:
    import_roster(houston, packed(district("1.2")), terms=TEAMS)
    rows = "r11,active,2026-10-02,u-bob,primary,principal,,,org-b\n"
    report = import_roster(houston, packed(delta("1.2", roles=rows), "delta"))
    assert "not taken: 1 of whom this delta has no name; a bulk package does" in said(report)


def test_an_empty_delta_changes_nothing(houston: View, packed: Packed, version: str) -> None:
    import_roster(houston, packed(district(version)), terms=TEAMS)
    before = houston.seq()
    import_roster(houston, packed(delta(version, users=""), "delta"))
    assert houston.seq() == before


def test_bulk_then_delta_then_bulk_comes_to_what_the_last_says(houston: View, packed: Packed) -> None:
    import_roster(houston, packed(district("1.1")), terms=TEAMS)
    first = places(houston)
    import_roster(houston, packed(delta("1.1", users=GONE_11), "delta"), terms=LEAVERS)
    import_roster(houston, packed(district("1.1"), "again"), terms=LEAVERS)
    assert places(houston) == first


# --- students ------------------------------------------------------------------------------------------


def test_no_student_and_no_password_reaches_the_store_or_the_report(
    tmp_path: Path, packed: Packed, version: str
) -> None:
    database = tmp_path / "store.sqlite"
    with Store.open(f"sqlite:///{database}") as store:
        view = store.view(Viewer(role="custodian"))
        view.write(School(id="482364001271", name="GRADY MIDDLE"), Team(id="office", name="Central office"))
        every = Terms(teams=True, roles=("teacher,principal,administrator,districtAdministrator",))
        report = import_roster(view, packed(district(version)), terms=every)
        held = [file.read_bytes() for file in tmp_path.glob("store.sqlite*")]
    told = said(report) + repr(report.as_json())
    assert b"Ann Example" in b"".join(held)
    for word in (SECRET, "hunter2"):
        assert word not in told and word.encode() not in b"".join(held)


@st.composite
def damages(draw: st.DrawFn) -> list[tuple[str, float, str]]:
    """Draw what is done to a package: where in which file something is cut out, and what is put there."""
    files = st.sampled_from(["manifest.csv", "orgs.csv", "users.csv", "roles.csv"])
    signs = st.text(alphabet=',"\n\r\0;é zZ1', max_size=3)
    return draw(st.lists(st.tuples(files, st.floats(0, 1), signs), min_size=1, max_size=4))


@given(harm=damages(), cut=st.integers(0, 4), number=st.sampled_from(["1.1", "1.2"]))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_a_package_is_damaged_it_is_taken_whole_or_refused_and_no_student_is_seen(
    packed: Packed, harm: list[tuple[str, float, str]], cut: int, number: str
) -> None:
    files: dict[str, Any] = district(number)
    for file, share, put in harm:
        text = files.get(file, "")
        at = int(share * len(text))
        files[file] = text[:at] + put + text[at + cut :]
    with Store.open("sqlite://") as store:
        view = store.view(Viewer(role="custodian"))
        view.write(School(id="482364001271", name="GRADY MIDDLE"))
        before = view.seq()
        try:
            told = said(import_roster(view, packed(files), terms=TEAMS))
        except ImportRefused as refusal:
            told = str(refusal)
            assert view.seq() == before
        assert not set(told.split()) & {"ZzStu", "ZzDent", "ZzPu", "ZzPil", "ZzPa", "ZzRent"}
        assert not [person for person in view.all(Person) if SECRET in f"{person.name} {person.source}"]


@given(seed=st.integers(0, 10_000))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_rows_never_matters(packed: Packed, seed: int) -> None:
    files = district("1.2")
    for file in ("orgs.csv", "users.csv", "roles.csv"):
        head, *rows = files[file].splitlines()
        random.Random(seed).shuffle(rows)
        files[file] = "\n".join([head, *rows]) + "\n"
    with Store.open("sqlite://") as store:
        view = store.view(Viewer(role="custodian"))
        view.write(
            School(id="482364001271", name="GRADY MIDDLE"), School(id="482364001201", name="BELLAIRE H S")
        )
        import_roster(view, packed(files), terms=TEAMS)
        assert places(view) == {
            ("grady-middle", "Ann Example", "Principal"),
            ("grady-middle", "Cy Both", "Principal"),
            ("bellaire-high-school", "Cy Both", "School administrator"),
        }


def test_the_shared_school_comes_in_whole(houston: View) -> None:
    houston.write(School(id="1000", name="Marmalade Whitmore Elementary School"))
    report = import_roster(houston, PACKAGES / "school_small", terms=TEAMS)
    assert report.added == {"team": 1, "person": 1, "membership": 1}
    assert places(houston) == {
        ("marmalade-whitmore-elementary-school", "Aisha Tumbleweed", "Administrator"),
    }
