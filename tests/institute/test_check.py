"""What `cadence check` says about an institute.toml: where, what, and how to mend it."""

from pathlib import Path

import pytest

from cadence.errors import Complaint, NotFound
from cadence.institute import check_settings

GOOD = """\
name = "Lincoln Institute"
district = "Houston ISD"

[cycle]
number = 1
title = "2026-27"
starts = 2026-08-10
ends = 2027-06-04

[[facilitators]]
name = "Ana Ruiz"

[[sessions]]
session = 1
on = 2026-09-14

[[sessions]]
session = 2
on = 2026-10-12
"""


def check(folder: Path, text: str) -> list[Complaint]:
    (folder / "institute.toml").write_text(text, "utf-8")
    return check_settings(folder)


def only(folder: Path, text: str) -> Complaint:
    (complaint,) = check(folder, text)
    return complaint


def changed(line: str, to: str) -> str:
    assert line in GOOD
    return GOOD.replace(line, to, 1)


def test_a_good_file_has_no_complaints(tmp_path: Path) -> None:
    assert check(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("line", "to", "expected"),
    [
        ('name = "L', 'nmae = "L', (1, "nmae", "the key 'nmae' is unknown", "Did you mean 'name'?")),
        ("starts", "Starts", (7, "cycle.Starts", "the key 'Starts' is unknown", "Did you mean 'starts'?")),
        (
            "2026-08-10",
            '"10.8.2026"',
            (7, "cycle.starts", "'10.8.2026' is not a date", "Write year, month, day"),
        ),
        (
            "2027-06-04",
            "2026-08-09",
            (8, "cycle.ends", "ends on 2026-08-09, before", "Name a day after 2026-08-10"),
        ),
        (
            "2026-09-14",
            "2026-07-14",
            (15, "sessions.0.on", "lies outside the cycle", "Correct this date, or"),
        ),
        (
            "session = 2",
            "session = 1",
            (18, "sessions.1.session", "session 1 has a date already", "Keep one"),
        ),
        (
            "2026-10-12",
            "2026-09-01",
            (19, "sessions.1.on", "before session 1 on 2026-09-14", "Correct one of the"),
        ),
        ("session = 2", "session = 12", (18, "sessions.1.session", "12 is out of range", "no more than 9")),
        (
            "session = 2",
            'session = "two"',
            (18, "sessions.1.session", "not a whole number", "without quotes"),
        ),
        ("[[facilitators]]", "[facilitators]", (10, "facilitators", "is a single block", "[[facilitators]]")),
        ("[cycle]", "[[cycle]]", (4, "cycle", "is not a single block", "[cycle]")),
        ('"Houston ISD"', '"  "', (2, "district", "has no words", "between the quotes")),
        ('"Houston ISD"', "7", (2, "district", "is not text", "in double quotes")),
        (
            'name = "Ana Ruiz"',
            "",
            (10, "facilitators.0.name", "'name' is missing", 'Add a line: name = "..."'),
        ),
    ],
)
def test_a_mistake_is_named_with_its_line_its_key_and_a_remedy(
    tmp_path: Path, line: str, to: str, expected: tuple[int, str, str, str]
) -> None:
    complaints = check(tmp_path, changed(line, to))
    number, key, message, remedy = expected
    found = [c for c in complaints if c.key == key]
    assert [(c.file, c.line) for c in found] == [("institute.toml", number)], complaints
    assert message in found[0].message
    assert remedy in found[0].remedy


@pytest.mark.parametrize(
    ("added", "key", "message", "remedy"),
    [
        (
            "[thresholds]\nrespondents = 2",
            "thresholds.respondents",
            "fewer than 3 people",
            "Write 3 or more.",
        ),
        ("[thresholds]\npaper = 'a4'", "thresholds.paper", "unknown", "Move the line to the top of the file"),
        ("[thresholds]\nrespondent = 5", "thresholds.respondent", "unknown", "Did you mean 'respondents'?"),
        ("[thresholds]\nzzz = 5", "thresholds.zzz", "unknown", "Known here: respondents, students."),
        ("[treshold]\nrespondents = 5", "treshold", "unknown", "Did you mean 'thresholds'?"),
    ],
)
def test_a_heading_at_the_end_is_checked_too(
    tmp_path: Path, added: str, key: str, message: str, remedy: str
) -> None:
    complaint = only(tmp_path, GOOD + added)
    assert (complaint.key, complaint.line) == (key, 20 if key == "treshold" else 21)
    assert message in complaint.message
    assert remedy in complaint.remedy


@pytest.mark.parametrize(
    ("top", "message", "remedy"),
    [
        ('paper = "A5"', "'A5' is not one of the choices", "Write one of 'letter' or 'a4'."),
        ('language = "english"', "'english' is not written as it should be", '"en" or "es-MX"'),
        ('metric = "My Metric"', "not written as it should be", '"walkthrough"'),
        ('low_trust = "maybe"', "neither yes nor no", "true or false"),
        ('database = "mysql://x/y"', "'mysql' is not a database", "file name"),
        ('database = " "', "names no database", "file name"),
        ('database = "sqlite://"', "names no database", "file name"),
        ('database = "sqlite:///:memory:"', "keeps nothing once a command has ended", "file name"),
        ('database = "a\\u0000b"', "a character that no file name may hold", "file name"),
        (f'paper = "{"x" * 999}"', f"'{'x' * 60} ...' is not one of the choices", "'letter' or 'a4'"),
    ],
)
def test_a_setting_at_the_top_is_checked(tmp_path: Path, top: str, message: str, remedy: str) -> None:
    complaint = only(tmp_path, f"{top}\n{GOOD}")
    assert (complaint.line, complaint.key) == (1, top.partition(" ")[0])
    assert message in complaint.message
    assert remedy in complaint.remedy


@pytest.mark.parametrize(
    ("line", "to", "number", "remedy"),
    [
        ('"Houston ISD"', "Houston ISD", 2, 'district = "Houston ISD"'),
        ('"Houston ISD"', "\u201cHouston ISD\u201d", 2, "straight"),
        ('"Houston ISD"', '"Houston ISD', 2, "double quotes"),
        ("2026-08-10", "10.8.2026", 7, "double quotes"),
        ('"Houston ISD"', '"C:\\Users"', 2, "Write / instead"),
        ("on = 2026-09-14", "on = 2026-09-14\ntime = 15:30", 16, 'time = "15:30"'),
        ("[[sessions]]", "[[sessions", 13, "key = value"),
        ('district = "Houston ISD"', 'district = "a"\ndistrict = "b"', 3, "Keep one"),
    ],
)
def test_what_is_not_toml_is_named_with_its_line(
    tmp_path: Path, line: str, to: str, number: int, remedy: str
) -> None:
    complaint = only(tmp_path, changed(line, to))
    assert complaint.line == number
    assert remedy in complaint.remedy


def test_every_complaint_comes_at_once_and_in_order(tmp_path: Path) -> None:
    text = changed("starts = 2026-08-10", "starts = 1").replace("session = 2", "session = 1")
    complaints = check(tmp_path, 'paper = "A5"\n' + text)
    assert [c.line for c in complaints] == [1, 8, 19]


def test_an_empty_file_is_told_all_that_is_missing(tmp_path: Path) -> None:
    assert [c.key for c in check(tmp_path, "")] == ["cycle", "district", "facilitators", "name"]


def test_a_missing_block_is_asked_for_as_a_block(tmp_path: Path) -> None:
    remedies = {c.key: c.remedy for c in check(tmp_path, "")}
    assert remedies["cycle"] == "Add a block: [cycle]"
    assert remedies["facilitators"] == "Add a block: [[facilitators]]"
    assert remedies["name"] == 'Add a line: name = "..."'


def test_brackets_without_end_are_a_complaint(tmp_path: Path) -> None:
    assert "brackets within brackets" in only(tmp_path, f"a = {'[' * 5000}{']' * 5000}\n{GOOD}").message


def test_a_file_that_cannot_be_opened_is_a_complaint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "institute.toml").write_text(GOOD, "utf-8")
    monkeypatch.setattr(Path, "read_bytes", refused)
    (complaint,) = check_settings(tmp_path)
    assert (complaint.message, complaint.file) == ("cannot be opened: Permission denied", "institute.toml")


def test_a_file_in_another_encoding_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "institute.toml").write_bytes(GOOD.replace("Ruiz", "Ru\xedz").encode("latin-1"))
    (complaint,) = check_settings(tmp_path)
    assert (complaint.line, complaint.remedy) == (11, "Save it again as UTF-8.")


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "institute.toml").write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert check_settings(tmp_path) == []


def test_lines_are_counted_past_text_of_several_lines(tmp_path: Path) -> None:
    text = changed('"Houston ISD"', '"""\nHouston\nname = ISD\n"""')
    assert only(tmp_path, text.replace("session = 2", "session = 12")).line == 21


def test_where_there_is_no_institute_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"no institute in .*--institute FOLDER.*cadence new FOLDER"):
        check_settings(tmp_path)
