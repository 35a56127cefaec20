from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cadence.packets import fingerprint

parts = st.dictionaries(st.sampled_from(["notebook", "content", "data", "library"]), st.text(max_size=3))


@given(parts, parts, st.sampled_from(["pdf", "html"]))
def test_two_fingerprints_agree_exactly_when_all_parts_do(
    one: dict[str, str], other: dict[str, str], format: str
) -> None:
    same = fingerprint.combined(one, format, "team") == fingerprint.combined(other, format, "team")
    assert same == (one == other)


def test_each_format_and_audience_has_its_own_fingerprint() -> None:
    made = {fingerprint.combined({}, f, a) for f in ("pdf", "html") for a in ("team", "facilitator")}
    assert len(made) == 4


def test_a_tree_is_known_by_its_names_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    before = fingerprint.of_tree(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    renamed = fingerprint.of_tree(tmp_path)
    (tmp_path / "b").write_text("2")
    assert len({before, renamed, fingerprint.of_tree(tmp_path)}) == 3


def test_compiled_files_and_other_endings_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    before = fingerprint.of_tree(tmp_path, [".py"])
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.py").write_text("compiled")
    (tmp_path / "a.txt").write_text("note")
    assert fingerprint.of_tree(tmp_path, [".py"]) == before


def test_what_changed_is_said_in_words() -> None:
    before = {"notebook": "1", "data": "1", "library": "1"}
    assert fingerprint.what_changed(before, before | {"data": "2"}) == "what is stored for the team changed"
    assert fingerprint.what_changed({}, {"notebook": "1"}) == "the notebook changed"
