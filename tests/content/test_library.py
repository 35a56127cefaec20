"""Which file counts, and what the content says when something is not there."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.content import Content, kept, text
from cadence.content.layers import DEFAULTS
from cadence.errors import NotFound


def put(folder: Path, name: str, title: str) -> None:
    source = (DEFAULTS / name).read_text(encoding="utf-8")
    old = next(line for line in source.splitlines() if line.startswith("title:"))
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(source.replace(old, f"title: {title}"), encoding="utf-8")


def test_without_an_institute_the_defaults_count() -> None:
    assert Content.load().form("charter").title == "Team charter"


def test_the_institute_replaces_a_default_whole_and_a_team_replaces_that(tmp_path: Path) -> None:
    put(tmp_path / "content", "forms/charter.yaml", "The institute's")
    put(tmp_path / "content" / "teams" / "austin", "forms/charter.yaml", "Austin's")
    titles = [Content.load(tmp_path, team).form("charter").title for team in (None, "austin", "bell")]
    assert titles == ["The institute's", "Austin's", "The institute's"]


def test_an_institute_adds_files_of_its_own(tmp_path: Path) -> None:
    put(tmp_path / "content", "metrics/walkthrough.yaml", "Ours")
    path = tmp_path / "content" / "metrics" / "walkthrough.yaml"
    path.with_name("ours.yaml").write_text(
        path.read_text(encoding="utf-8").replace("id: walkthrough", "id: ours"), encoding="utf-8"
    )
    assert [m.id for m in Content.load(tmp_path).metrics()] == ["ours", "walkthrough"]


@pytest.mark.parametrize("team", ["../austin", "..", ".", "a/b", "a\\b", "C:", "x\0y"])
def test_a_team_cannot_climb_out_of_its_folder(tmp_path: Path, team: str) -> None:
    put(tmp_path / "content" / "austin", "forms/charter.yaml", "Elsewhere")
    assert Content.load(tmp_path, team).form("charter").title == "Team charter"


def test_a_broken_file_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "content" / "sessions" / "4-plan.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("id: [", encoding="utf-8")
    assert Content.load(tmp_path).session(2).number == 2


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda c: c.form("chrter"), "There is no form 'chrter'. Did you mean 'charter'?"),
        (lambda c: c.survey("zzz"), "There is no survey 'zzz'. Known: conditions, pulse."),
        (lambda c: c.metric("rigor"), "There is no metric 'rigor'. Known: walkthrough."),
        (lambda c: c.session(7), "There is no session 7. Known: 0, 1, 2, 3, 4, 5."),
    ],
)
def test_what_is_not_there_is_said_with_what_is(ask: object, said: str) -> None:
    assert callable(ask)
    with pytest.raises(NotFound) as caught:
        ask(Content.load())
    assert str(caught.value) == said


def test_sessions_come_in_the_order_of_their_numbers() -> None:
    numbers = [session.number for session in Content.load().sessions()]
    assert numbers == sorted(set(numbers))


def test_the_fingerprint_changes_with_what_a_team_reads_and_with_nothing_else(tmp_path: Path) -> None:
    def prints() -> tuple[str, str]:
        return Content.load(tmp_path, "austin").fingerprint(), Content.load(tmp_path, "bell").fingerprint()

    before = prints()
    put(tmp_path / "content" / "teams" / "bell", "forms/charter.yaml", "Bell's")
    austin, bell = prints()
    assert austin == before[0]
    assert bell != before[1]
    put(tmp_path / "content", "forms/ask.yaml", "Ours")
    assert prints()[0] != austin
    assert Content.load().fingerprint() == Content.load(tmp_path / "elsewhere").fingerprint()


def test_an_edited_file_is_read_again(tmp_path: Path) -> None:
    for title in ("One", "Two", "One"):
        put(tmp_path / "content", "forms/charter.yaml", title)
        assert Content.load(tmp_path).form("charter").title == title


def test_what_is_kept_is_what_the_file_says(own_cache: Path) -> None:
    path = DEFAULTS / "forms" / "charter.yaml"
    data = text.parsed(path.read_text(encoding="utf-8"), "charter")
    kept.keep(path.read_bytes(), data)
    assert kept.recall(path.read_bytes()) == data
    assert kept.recall(path.read_bytes() + b"\n") is None


@pytest.mark.parametrize("junk", [b"", b"{", b"\xff", b"[1]", json.dumps({"id": 3}).encode()])
def test_a_spoilt_cache_is_passed_over(tmp_path: Path, own_cache: Path, junk: bytes) -> None:
    put(tmp_path / "content", "forms/charter.yaml", f"Spoilt {junk!r}".replace("'", "").replace(":", ""))
    raw = (tmp_path / "content" / "forms" / "charter.yaml").read_bytes()
    kept.keep(raw, {})
    next(own_cache.rglob("*.json")).write_bytes(junk)
    assert Content.load(tmp_path).form("charter").id == "charter"


def test_a_cache_that_cannot_be_written_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    put(tmp_path / "content", "forms/charter.yaml", "No cache here")
    assert Content.load(tmp_path).form("charter").title == "No cache here"


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(str.strip).filter(bool)
)
def test_any_words_in_double_quotes_come_back_as_they_are(words: str) -> None:
    written = "title: " + json.dumps(words, ensure_ascii=False) + "\n"
    assert text.parsed(written, "file") == {"title": words}
