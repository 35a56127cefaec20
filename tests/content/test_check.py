"""`check_content` finds what no single file can show."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadence.content import check_content
from cadence.content.layers import DEFAULTS
from cadence.errors import Complaint


def write(root: Path, name: str, text: str) -> None:
    path = root / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def shipped(name: str) -> str:
    return (DEFAULTS / name).read_text(encoding="utf-8")


def line_with(text: str, words: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), start=1) if words in line)


def only(root: Path, teams: tuple[str, ...] = ()) -> Complaint:
    found = check_content(root, teams)
    assert len(found) == 1, found
    return found[0]


def test_an_institute_that_changes_nothing_has_no_complaint(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "README.md").write_text("How to change things", encoding="utf-8")
    assert check_content(tmp_path) == []
    assert check_content(tmp_path / "nowhere") == []


@pytest.mark.parametrize(
    ("old", "new", "said", "remedy"),
    [
        ("worksheet: charter", "worksheet: chrter", "there is no form 'chrter'", "Did you mean 'charter'?"),
        ("protocol: check-in", "protocol: chekin", "there is no protocol 'chekin'", "'check-in'"),
        ("  - charter\n", "  - chater\n", "there is no form 'chater'", "Did you mean 'charter'?"),
    ],
)
def test_a_session_that_names_what_is_not_there(
    tmp_path: Path, old: str, new: str, said: str, remedy: str
) -> None:
    name = "sessions/1-conditions.yaml"
    text = shipped(name)
    assert old in text
    changed = text.replace(old, new, 1)
    write(tmp_path, name, changed)
    found = only(tmp_path)
    assert (found.message, found.line) == (said, line_with(changed, new.strip()))
    assert remedy in found.remedy


def test_two_files_with_the_same_session_number(tmp_path: Path) -> None:
    write(tmp_path, "sessions/9-mine.yaml", shipped("sessions/1-conditions.yaml"))
    found = only(tmp_path)
    assert found.key == "number"
    assert "session 1 is already in" in found.message


def test_an_item_that_keeps_its_id_but_not_its_words(tmp_path: Path) -> None:
    text = shipped("surveys/conditions.yaml").replace("I could say in one sentence", "I could explain")
    write(tmp_path, "surveys/conditions.yaml", text)
    found = next(c for c in check_content(tmp_path) if c.file.startswith("content/"))
    assert found.line == line_with(text, "I could explain")
    assert "'clear-1' has other words" in found.message
    assert "new id" in found.remedy


def test_an_item_with_a_new_id_may_have_any_words(tmp_path: Path) -> None:
    text = shipped("surveys/conditions.yaml")
    text = text.replace("clear-2", "clear-4").replace("Our purpose helps us decide", "It helps us decide")
    write(tmp_path, "surveys/conditions.yaml", text)
    assert check_content(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("      student-agency: 1", "      student-agncy: 1", "there is no indicator 'student-agncy'"),
        ("      student-agency: 1", "      student-agency: 5", "5 is no level of 'student-agency'"),
        ("      student-agency: 1\n", "", "the indicator 'student-agency' has no reference rating"),
    ],
)
def test_a_practice_moment_that_does_not_fit_its_metric(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = shipped("metrics/walkthrough.yaml")
    assert old in text
    write(tmp_path, "metrics/walkthrough.yaml", text.replace(old, new, 1))
    assert said in {c.message for c in check_content(tmp_path)}


@pytest.mark.parametrize(
    ("name", "said", "remedy"),
    [
        ("forms/charter.yml", "only files whose name ends in .yaml", "Rename it to charter.yaml"),
        ("forms/charter.yaml.txt", "only files whose name ends in .yaml", "Rename it to charter.yaml"),
        ("form/charter.yaml", "the folder 'form' is never read", "Did you mean 'forms'?"),
        ("charter.yaml", "a file here is never read", "Move it into one of the folders"),
        ("teams/austin/glosary/x.yaml", "the folder 'glosary' is never read", "Known"),
    ],
)
def test_a_file_that_would_never_be_read_is_pointed_out(
    tmp_path: Path, name: str, said: str, remedy: str
) -> None:
    write(tmp_path, name, shipped("forms/charter.yaml"))
    found = only(tmp_path)
    assert said in found.message
    assert remedy in found.remedy


def test_a_folder_of_a_team_that_is_not_there(tmp_path: Path) -> None:
    write(tmp_path, "teams/asutin/forms/charter.yaml", shipped("forms/charter.yaml"))
    found = only(tmp_path, ("austin", "bell"))
    assert (found.file, found.remedy) == ("content/teams/asutin", "Did you mean 'austin'?")


def test_a_teams_broken_file_is_found(tmp_path: Path) -> None:
    write(tmp_path, "teams/austin/forms/charter.yaml", "title: [\n")
    assert only(tmp_path).file == "content/teams/austin/forms/charter.yaml"


def test_a_glossary_holds_words_and_meanings(tmp_path: Path) -> None:
    write(tmp_path, "glossary.yaml", "rigor:\nvision: [a, b]\n504 plan: An agreement on support.\n")
    assert [(c.line, c.key) for c in check_content(tmp_path)] == [(1, "rigor"), (2, "vision")]


def test_complaints_come_sorted_and_once(tmp_path: Path) -> None:
    for team in ("austin", "bell"):
        write(tmp_path, f"teams/{team}/forms/ask.yaml", "id: ask\n")
    write(tmp_path, "forms/ask.yaml", "id: ask\nminuts: 3\n")
    found = check_content(tmp_path)
    assert found == sorted(set(found))


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("label: Who follows", "label: Who in room #4 follows", 0, "parts.4.label"),
        ("title: An ask", "title: An ask #now", 2, "title"),
        ("columns: [In one sentence, To", "columns: [In one sentence #1, To", 0, ""),
    ],
)
def test_words_that_would_be_lost_as_a_comment_are_pointed_out(
    tmp_path: Path, old: str, new: str, line: int, key: str
) -> None:
    text = shipped("forms/ask.yaml").replace(old, new)
    assert new in text
    write(tmp_path, "forms/ask.yaml", text)
    found = check_content(tmp_path)
    if key:
        assert [(c.line, c.key) for c in found] == [(line or line_with(text, new), key)]
        assert "taken for a comment and lost" in found[0].message
    else:
        assert "a bracket is opened here" in found[0].message


def test_a_comment_after_a_value_is_no_trouble(tmp_path: Path) -> None:
    text = shipped("forms/ask.yaml").replace("title: An ask", "title: An ask  # ours\n#x: y")
    write(tmp_path, "forms/ask.yaml", text)
    assert check_content(tmp_path) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_happens_to_a_file_it_is_read_or_explained(data: st.DataObject) -> None:
    raw = bytearray(shipped("forms/ask.yaml").encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        new = data.draw(
            st.sampled_from(
                [
                    b"",
                    b"\t",
                    b":",
                    b"\n",
                    b'"',
                    b"'",
                    b"[",
                    b"{",
                    b"- ",
                    b"  ",
                    b"\xff",
                    b"#",
                    b"&",
                    b"*",
                    b"!",
                    b"%",
                    b"|",
                    b"?",
                    b"\x00",
                    b"\xef\xbb\xbf",
                    b"---\n",
                    b"\r",
                ]
            )
        )
        raw[at : at + data.draw(st.integers(0, 12))] = new
    with TemporaryDirectory() as folder:
        path = Path(folder) / "content" / "forms" / "ask.yaml"
        path.parent.mkdir(parents=True)
        path.write_bytes(raw)
        for found in check_content(Path(folder)):
            assert found.message
            assert found.remedy
            assert 0 <= found.line <= raw.count(b"\n") + raw.count(b"\r") + 2
