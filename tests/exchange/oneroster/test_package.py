"""A package is a folder or a zip; what is unsafe or damaged is refused in words."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadence.errors import ImportRefused
from cadence.exchange.oneroster.read import read_oneroster

from .conftest import USERS_11, Packed, district, manifest


@pytest.mark.parametrize("name", ["district", "district.zip"])
def test_a_folder_and_a_zip_hold_the_same(packed: Packed, version: str, name: str) -> None:
    found = read_oneroster(packed(district(version), name))
    assert [person.name for person in found.staff] == ["Ann Example", "Bob Sample", "Cy Both", "Di Office"]
    assert found.bulk and not found.complaints and not found.notes


@pytest.mark.parametrize("inside", ["export/", "export\\", "a/b/c/"])
def test_a_folder_inside_a_zip_is_found(packed: Packed, inside: str) -> None:
    files = {f"{inside}{name}": content for name, content in district("1.1").items()}
    assert len(read_oneroster(packed(files, "nested.zip")).staff) == 4


def test_a_folder_inside_a_folder_is_found(packed: Packed) -> None:
    files = {f"export/{name}": content for name, content in district("1.1").items()}
    assert len(read_oneroster(packed(files)).staff) == 4


def test_what_macos_adds_is_left_out_without_a_word(packed: Packed) -> None:
    junk = {
        "__MACOSX/._users.csv": "\0\5",
        "__MACOSX/manifest.csv": "x",
        "._users.csv": "\0",
        ".DS_Store": "\0",
    }
    found = read_oneroster(packed({**district("1.1"), **junk}, "mac.zip"))
    assert len(found.staff) == 4 and not found.notes


def test_what_is_not_part_of_oneroster_is_named_and_not_read(packed: Packed) -> None:
    found = read_oneroster(packed({**district("1.1"), "readme.txt": "hello", "more/notes.csv": "a"}, "x.zip"))
    assert found.notes == ("not part of OneRoster, and not read: more/notes.csv, readme.txt",)


def test_without_a_manifest_it_is_no_package(packed: Packed) -> None:
    with pytest.raises(ImportRefused, match=r"no manifest\.csv in it.* -> Name the folder or zip"):
        read_oneroster(packed({"users.csv": USERS_11}))


def test_two_packages_in_one_are_taken_one_after_the_other(packed: Packed) -> None:
    files = {f"{day}/{name}": text for day in ("mon", "tue") for name, text in district("1.1").items()}
    with pytest.raises(ImportRefused, match="2 packages are in it, in the folders 'mon', 'tue'"):
        read_oneroster(packed(files, "two.zip"))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_in_a_zip_twice_is_refused(packed: Packed) -> None:
    path = packed(district("1.1"), "twice.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("Users.csv", USERS_11)
    with pytest.raises(ImportRefused, match=r"'users\.csv' is in it twice"):
        read_oneroster(path)


@pytest.mark.parametrize(
    "name", ["../users.csv", "/etc/passwd", "a/../../b.csv", "C:/users.csv", "..\\x.csv"]
)
def test_a_zip_that_points_outside_of_itself_is_refused(packed: Packed, name: str) -> None:
    with pytest.raises(ImportRefused, match="points outside of the zip; nothing of it was read"):
        read_oneroster(packed({**district("1.1"), name: "x"}, "slip.zip"))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(packed: Packed) -> None:
    bomb = USERS_11 + "\n" * 20_000_000
    with pytest.raises(ImportRefused, match=r"users\.csv: it would grow from [\d,]+ to 20,\d+,\d+ bytes"):
        read_oneroster(packed({**district("1.1"), "users.csv": bomb}, "bomb.zip"))


def test_a_line_without_an_end_is_refused(packed: Packed) -> None:
    with pytest.raises(ImportRefused, match=r"users\.csv:2 this line has no end"):
        read_oneroster(
            packed({**district("1.1"), "users.csv": USERS_11.split("\n")[0] + "\n" + "x" * 2_000_000})
        )


def test_a_locked_zip_says_how_to_open_it(packed: Packed) -> None:
    path = packed(district("1.1"), "locked.zip")
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flags of each entry, in both places
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + offset] |= 1
    path.write_bytes(data)
    with pytest.raises(ImportRefused, match="locked with a password -> Unpack the zip with its password"):
        read_oneroster(path)


def test_a_missing_file_and_one_that_is_no_zip_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("hello")
    with pytest.raises(ImportRefused, match="no such file"):
        read_oneroster(tmp_path / "none.zip")
    with pytest.raises(ImportRefused, match="not a zip file, or it is damaged"):
        read_oneroster(tmp_path / "text.zip")


def test_byte_order_marks_line_ends_and_quoted_line_breaks_change_nothing(packed: Packed) -> None:
    plain = read_oneroster(packed(district("1.1")))
    dressed = {file: "\ufeff" + text.replace("\n", "\r\n") for file, text in district("1.1").items()}
    dressed["users.csv"] = dressed["users.csv"].replace("Sample", '"Sam\r\nple"')
    found = read_oneroster(packed(dressed, "dressed"))
    assert [person.name for person in found.staff] == ["Ann Example", "Bob Sam ple", "Cy Both", "Di Office"]
    assert found.staff[0] == plain.staff[0] and not found.notes


@pytest.mark.parametrize(("encoding", "said"), [("cp1252", "Windows-1252"), ("utf-16", "UTF-16")])
def test_another_encoding_is_read_and_said(packed: Packed, encoding: str, said: str) -> None:
    users = USERS_11.replace("Ann,Example", "Zoë,Example").encode(encoding)
    found = read_oneroster(packed({**district("1.1"), "users.csv": users}))
    assert found.staff[0].name == "Zoë Example"
    assert any(f"read as {said}" in note for note in found.notes)


@given(cut=st.integers(0, 3000), put=st.binary(max_size=6), at=st.integers(0, 3000))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_zip_is_read_or_refused_and_nothing_else(
    packed: Packed, cut: int, put: bytes, at: int
) -> None:
    path = packed(district("1.2"), "damaged.zip")
    data = path.read_bytes()
    path.write_bytes(data[:at] + put + data[at + len(put) : len(data) - cut % 7])
    try:
        read_oneroster(path)
    except ImportRefused as refusal:
        assert refusal.complaints


def test_no_file_is_opened_but_those_with_schools_roles_and_users(packed: Packed, version: str) -> None:
    modes = {"demographics": "bulk", "enrollments": "bulk", "userProfiles": "bulk"}
    bomb = "\n" * 20_000_000  # refused, if anybody looked
    files = district(version) | {f"{file}.csv": bomb for file in modes}
    found = read_oneroster(packed(files | {"manifest.csv": manifest(version, **modes)}, "more.zip"))
    assert len(found.staff) == 4 and not found.complaints and not found.notes
