"""What a package says of schools and staff, and each way in which it may be wrong."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadence.errors import CadenceError, ImportRefused
from cadence.exchange.oneroster.read import OneRoster, read_oneroster
from cadence.exchange.oneroster.roles import chosen

from .conftest import SECRET, Files, Packed, district, manifest

PACKAGES = Path(__file__).parent / "packages"
TODAY = date(2026, 11, 24)


def read(packed: Packed, files: Files, **more: object) -> OneRoster:
    return read_oneroster(packed(files), today=TODAY, **more)  # type: ignore[arg-type]


def changed(files: Files, file: str, old: str, new: str) -> Files:
    assert old in files[file]
    return {**files, file: files[file].replace(old, new)}


def test_a_school_of_79_users_has_7_staff() -> None:
    found = read_oneroster(PACKAGES / "school_small")
    assert len(found.staff) == 7 and len(found.orgs) == 1 and found.bulk
    assert not found.complaints and not found.notes


@pytest.mark.parametrize("path", sorted(PACKAGES.glob("valid__*.zip")), ids=lambda path: path.stem)
def test_every_valid_package_is_read_without_a_complaint(path: Path) -> None:
    found = read_oneroster(path)
    assert not found.complaints
    assert len(found.staff) == (0 if "manifest_only" in path.name else 2)
    assert found.bulk == ("bulk" in path.name)


def test_a_package_without_people_says_so_kindly() -> None:
    (note,) = read_oneroster(PACKAGES / "valid__manifest_only_package.zip").notes
    assert "no people in this package" in note and "ask for one with users and orgs" in note


def test_a_package_of_grades_alone_says_what_it_holds(packed: Packed) -> None:
    files = {"manifest.csv": manifest("1.2", users="absent", roles="absent", orgs="absent", results="bulk")}
    (note,) = read(packed, {**files, "results.csv": "sourcedId\n"}).notes
    assert "It holds grades." in note


def test_neither_students_nor_families_are_read(packed: Packed, version: str) -> None:
    assert SECRET not in repr(read(packed, district(version)))


def test_passwords_are_not_read(packed: Packed, version: str) -> None:
    assert "hunter2" not in repr(read(packed, district(version)))


def test_whoever_is_a_student_as_well_is_left_out(packed: Packed) -> None:
    row = "r10,,,u-bob,secondary,student,,,org-b\n"
    found = read(packed, changed(district("1.2"), "roles.csv", "r9,", f"{row}r9,"))
    assert "Bob Sample" not in [person.name for person in found.staff]
    assert found.notes == ("both staff and student in the roster system, and left out: 1",)


def test_whoever_was_a_student_once_may_be_staff(packed: Packed) -> None:
    row = "r10,,,u-bob,secondary,student,2019-08-01,2020-06-01,org-b\n"
    found = read(packed, changed(district("1.2"), "roles.csv", "r9,", f"{row}r9,"))
    assert "Bob Sample" in [person.name for person in found.staff]


def test_a_parent_who_is_staff_is_read_as_staff_alone(packed: Packed) -> None:
    row = "r10,,,u-bob,secondary,parent,,,org-b\n"
    found = read(packed, changed(district("1.2"), "roles.csv", "r9,", f"{row}r9,"))
    (bob,) = [person for person in found.staff if person.name == "Bob Sample"]
    assert [post.role for post in bob.posts] == ["teacher"]


def test_whoever_is_known_here_and_has_no_role_in_a_whole_package_is_not_read(packed: Packed) -> None:
    files = changed(district("1.2"), "roles.csv", "u-zz1-Zz", "u-other")
    assert SECRET not in repr(read(packed, files, known=frozenset({"u-zz1-Zz"})))


def test_whoever_is_known_here_and_now_a_parent_is_not_read(packed: Packed) -> None:
    found = read(packed, district("1.1"), known=frozenset({"u-zz3-Zz", "u-zz1-Zz"}))
    assert SECRET not in repr(found)


def test_a_role_that_oneroster_does_not_have_is_counted_and_not_read(packed: Packed) -> None:
    files = changed(district("1.1"), "users.csv", "org-g,teacher", "org-g,wizard")
    found = read(packed, files)
    assert len(found.staff) == 3
    assert found.notes == ("not read: 1 in a role that OneRoster does not have",)


def test_a_role_of_the_systems_own_is_read_when_it_is_asked_for(packed: Packed) -> None:
    files = changed(district("1.1"), "users.csv", "org-g,teacher", "org-g,ext:literacyCoach")
    assert "--roles ext:literacycoach takes them" in read(packed, files).notes[0]
    assert len(read(packed, files, asked=frozenset({"ext:literacycoach"})).staff) == 4


@pytest.mark.parametrize(
    "role", ["student", "Guardian", "ext:studentTeacher", "relative", "ext:familyMember"]
)
def test_no_option_takes_in_students_or_families(packed: Packed, role: str) -> None:
    with pytest.raises(CadenceError, match="can never be taken in"):
        chosen([role])
    files = changed(district("1.1"), "users.csv", "student", role)
    assert SECRET not in repr(read(packed, files, asked=frozenset({role.casefold()})))


def test_a_role_that_nobody_has_is_told_from_those_that_there_are() -> None:
    with pytest.raises(CadenceError, match=r"'boss' is not a role of OneRoster\. Known: principal"):
        chosen(["principal, boss"])


def test_posts_that_are_over_or_accounts_that_are_shut_are_gone(packed: Packed) -> None:
    files = changed(
        district("1.2"), "roles.csv", "principal,2024-08-01,,org-g", "principal,2024-08-01,2026-06-30,org-g"
    )
    files = changed(files, "users.csv", "true,Bob", "false,Bob")
    found = {person.name: person for person in read(packed, files).staff}
    assert [(post.gone, post.left) for post in found["Ann Example"].posts] == [(True, date(2026, 6, 30))]
    assert found["Bob Sample"].gone


def test_a_deleted_user_is_gone_on_the_day_of_the_change(packed: Packed) -> None:
    files = changed(
        district("1.1", users="delta"), "users.csv", "u-bob,,", "u-bob,tobedeleted,2026-10-02T03:04:05.006Z"
    )
    (bob,) = [person for person in read(packed, files).staff if person.id == "u-bob"]
    assert (bob.gone, bob.left) == (True, date(2026, 10, 2))


def test_an_address_that_is_none_is_left_out_and_said(packed: Packed) -> None:
    found = read(packed, changed(district("1.1"), "users.csv", "bob@example.org", "bob at example"))
    assert [person.email for person in found.staff][1] == ""
    assert found.notes == ("users.csv line 3: 'bob at example' is not an email address; it was left out",)


# --- complaints ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "says"),
    [
        ("manifest.csv", "oneroster.version,", "x,", "manifest.csv:1", "does not say which version"),
        ("manifest.csv", "version,1.1", "version,1.0", "manifest.csv:3", "version '1.0' of OneRoster"),
        ("manifest.csv", "users,bulk", "users,full", "manifest.csv:5 [file.users]", "'full' is not one"),
        ("manifest.csv", "file.u", "file.users,delta\nfile.u", "manifest.csv:6", "with another value"),
        ("manifest.csv", "users,bulk", 'users,"bulk', "manifest.csv", ""),
        ("orgs.csv", "org-b,", "org-g,", "orgs.csv:4 [sourcedId]", "'org-g' stands on line 3 already"),
        ("orgs.csv", "org-b,,,BELLAIRE H S", "org-b,,,", "orgs.csv:4 [name]", "no name"),
        ("orgs.csv", "org-b,", ",", "orgs.csv:4 [sourcedId]", "no id"),
        ("orgs.csv", "BELLAIRE H S,school", "BELLAIRE H S,castle", "orgs.csv:4 [type]", "'castle' is not"),
        ("orgs.csv", "org-b,,", "org-b,maybe,", "orgs.csv:4 [status]", "'maybe' is not a status"),
        ("orgs.csv", "name,type", "title,type", "orgs.csv:1 [name]", "no column 'name'"),
        ("users.csv", "u-bob,", "u-ann,", "users.csv:3 [sourcedId]", "'u-ann' stands on line 2 already"),
        ("users.csv", "Bob,Sample", ",", "users.csv:3 [familyName]", "no name"),
        ("users.csv", "role,", "Role,role,", "users.csv:1 [role]", "two columns have"),
        ("users.csv", "role,", "job,", "users.csv:1 [role]", "no column 'role' among the 10"),
        ("users.csv", "Bob,Sample", "Bob,Sam,ple", "users.csv:3", "11 cells, and there are 10 headings"),
        ("users.csv", "Bob,Sample", 'Bob,"Sample', "users.csv:3", "quotation marks on this line"),
        ("users.csv", "u-bob,,", "u-bob,maybe,", "users.csv:3 [status]", "'maybe' is not a status"),
    ],
)  # fmt: skip
def test_each_trouble_of_version_1_1_is_named_with_its_place(
    packed: Packed, file: str, old: str, new: str, place: str, says: str
) -> None:
    _complains(packed, changed(district("1.1"), file, old, new), place, says)


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        ("u-bob,primary", ",primary", "roles.csv:3 [userSourcedId]", "nobody is named here"),
        ("teacher,2024-08-01", "teacher,1/8/24", "roles.csv:3 [beginDate]", "'1/8/24' is not a date"),
        ("2024-08-01,,org-d", "2024-08-01,soon,org-d", "roles.csv:10 [endDate]", "'soon' is not a date"),
        ("role,beginDate", "rolle,beginDate", "roles.csv:1 [role]", "no column 'role'"),
    ],
)
def test_each_trouble_of_roles_is_named_with_its_place(
    packed: Packed, old: str, new: str, place: str, says: str
) -> None:
    _complains(packed, changed(district("1.2"), "roles.csv", old, new), place, says)


def _complains(packed: Packed, files: Files, place: str, says: str) -> None:
    try:
        found = read(packed, files)
    except ImportRefused as refusal:
        complaints = refusal.complaints
    else:
        complaints = found.complaints
    told = "\n".join(map(str, complaints))
    assert f"district/{place}" in told and says in told and all(each.remedy for each in complaints)
    assert SECRET not in told


def test_a_file_that_the_manifest_promises_must_be_there(packed: Packed, version: str) -> None:
    files = district(version)
    del files["users.csv"]
    with pytest.raises(ImportRefused, match=r"\[file\.users\] the manifest promises users\.csv"):
        read(packed, files)


def test_users_without_roles_are_refused_as_nobody_can_tell_who_is_staff(packed: Packed) -> None:
    with pytest.raises(ImportRefused, match=r"\[file\.roles\] all users are in the package and no roles"):
        read(packed, district("1.2", roles="absent"))


def test_a_file_that_the_manifest_denies_is_not_read_and_that_is_said(packed: Packed) -> None:
    found = read(packed, district("1.1", orgs="absent"))
    assert not found.orgs
    assert found.notes == ("orgs.csv is there, but the manifest says that it is not, so it was not read",)


def test_a_file_of_which_every_row_is_of_the_wrong_width_is_given_up(packed: Packed) -> None:
    files = district("1.1")
    files["users.csv"] += "x\n" * 100
    with pytest.raises(ImportRefused) as refused:
        read(packed, files)
    assert len(refused.value.complaints) == 21


@given(
    harm=st.lists(
        st.tuples(
            st.sampled_from(["manifest.csv", "orgs.csv", "users.csv", "roles.csv"]),
            st.floats(0, 1),
            st.text(alphabet=',"\n\r\0;é z1', max_size=3),
        ),
        min_size=1,
        max_size=5,
    ),
    cut=st.integers(0, 6),
    number=st.sampled_from(["1.1", "1.2"]),
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_a_package_is_damaged_no_name_of_a_student_is_read(
    packed: Packed, harm: list[tuple[str, float, str]], cut: int, number: str
) -> None:
    files = district(number)
    for file, share, put in harm:
        text = files.get(file, "")
        at = int(share * len(text))
        files[file] = text[:at] + put + text[at + cut :]
    try:
        told = repr(read(packed, files, known=frozenset({"u-ann", "u-zz1-Zz"})))
    except ImportRefused as refusal:
        told = str(refusal)
    assert not any(name in told for name in ("ZzStu", "ZzDent", "ZzPu", "ZzPil", "ZzPa", "ZzRent"))


def test_a_student_under_a_role_of_staff_is_left_out_by_the_grade(packed: Packed, version: str) -> None:
    files = district(version)
    head, *rows = files["users.csv"].splitlines()
    grades = {"u-ann": "07", "u-cy": '"01,02"'}
    graded = [f"{row},{grades.get(row.partition(',')[0], '')}" for row in rows]
    found = read(packed, {**files, "users.csv": "\n".join([f"{head},grades", *graded, ""])})
    assert [each.id for each in found.staff] == ["u-bob", "u-cy", "u-di"]
    assert any("and left out; if they are staff" in n and "1 (users.csv 2)" in n for n in found.notes)


def test_a_teacher_in_a_grade_is_pointed_out(packed: Packed) -> None:
    files = district("1.1")
    head, *rows = files["users.csv"].splitlines()
    graded = [f"{row},{'07' if row.startswith('u-bob') else ''}" for row in rows]
    found = read(packed, {**files, "users.csv": "\n".join([f"{head},grades", *graded, ""])})
    assert len(found.staff) == 4 and any("look whether they are: 1 (users.csv 3)" in n for n in found.notes)
