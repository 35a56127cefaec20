import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from cadence.analysis import changes_in_words, version_changes, word_changes


def _clauses(**texts):
    return pd.DataFrame({"clause": list(texts), "text": list(texts.values())}, dtype=object)


def test_what_became_of_every_clause_is_told():
    before = _clauses(a="Students explain thinking.", b="Teachers listen.", c="We read.")
    after = _clauses(d="We write daily.", a="All students explain their own thinking.", b="Teachers  listen.")
    found = version_changes(before, after).set_index("clause")
    assert found["change"].to_dict() == {"d": "added", "a": "reworded", "b": "kept", "c": "removed"}
    assert found.loc["a", "words"] == "'Students' became 'All students'; 'their own' came in"
    assert found.loc["c", "words"] == "Removed: We read."


def test_changes_side_by_side_read_as_one_phrase():
    found = word_changes("We value deep thinking here", "We value hard work here")
    assert list(found.itertuples(index=False, name=None)) == [
        ("kept", "We value "), ("removed", "deep thinking"), ("added", "hard work"), ("kept", " here"),
    ]  # fmt: skip


def test_nothing_before_and_nothing_after():
    assert word_changes("", "").empty
    assert word_changes("", "New")["kind"].tolist() == ["added"]
    assert version_changes(_clauses(), _clauses()).empty


TEXT = st.lists(st.sampled_from(["we", "ask", "why", "and", "listen"]), max_size=8).map(" ".join)


@given(TEXT, TEXT)
def test_kept_and_removed_are_the_old_text_and_kept_and_added_the_new(before, after):
    found = word_changes(before, after)
    for text, kinds in ((before, ("kept", "removed")), (after, ("kept", "added"))):
        assert "".join(found.loc[found["kind"].isin(kinds), "text"]) == text


def test_nothing_changed_is_told_by_nothing():
    assert changes_in_words("We listen.", "We listen.") == ""
