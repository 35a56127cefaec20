"""Every way a file can be wrong is said with its line, its key and what to do."""

from pathlib import Path

import pytest

from cadence.content import Content
from cadence.errors import Complaint, ContentError

GOOD = """\
id: probe
title: A form
purpose: To try things.
minutes: 5
parts:
  - kind: text
    id: first
    label: What stands out?
  - kind: choice
    id: second
    label: Which one?
    options: [this, that]
"""


def complaints(tmp_path: Path, text: str | bytes) -> tuple[Complaint, ...]:
    path = tmp_path / "content" / "forms" / "probe.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ContentError) as caught:
        Content.load(tmp_path).form("probe")
    assert all(c.file == "content/forms/probe.yaml" and c.remedy for c in caught.value.complaints)
    return caught.value.complaints


def only(tmp_path: Path, text: str | bytes) -> Complaint:
    found = complaints(tmp_path, text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "the file is empty"),
        ("# only a comment\n", 1, "the file is empty"),
        ("- a\n- b\n", 1, "does not consist of keys"),
        ("just words\n", 1, "does not consist of keys"),
        (GOOD + "minutes: 6\n", 13, "the key 'minutes' is there twice"),
        (GOOD.replace("    id: first", "\tid: first"), 7, "a tab stands where spaces belong"),
        (GOOD.replace("    id: first", "   id: first"), 7, "indentation does not line up"),
        (GOOD.replace("title: A form", "title: A form: mine"), 2, "a colon in the middle of plain words"),
        (GOOD.replace("title: A form", "  title: A form"), 2, "indented too far"),
        (GOOD.replace("title: A form", 'title: "A form'), 2, "never closed"),
        (GOOD.replace("title: A form", "title: 'it's mine'"), 2, "after a closing quotation mark"),
        (GOOD.replace("minutes: 5", "minutes 5"), 4, "neither a key with its colon"),
        (GOOD.replace("[this, that]", "[this, that"), 12, "a bracket is opened here"),
        (GOOD.replace("title: A form", "title: @home"), 2, "may not begin with this character"),
        (GOOD.replace("title: A form", "title: *bold*"), 2, "may not begin with an asterisk"),
        (GOOD.replace("title: A form", "title: !important"), 2, "exclamation mark"),
        (GOOD.replace("title: A form", "title: > A form"), 2, "on the same line as > or |"),
        (GOOD + "---\nid: x\n", 13, "second document"),
        (GOOD.replace("title: A form", "title: A\x07form"), 2, "a control character"),
        (GOOD.replace("title: A form", "title: " + "[" * 600), 1, "nested too deeply"),
        (GOOD.encode("utf-16"), 1, "not in UTF-8"),
        (GOOD.replace("A form", "Café").encode("latin-1"), 2, "not in UTF-8"),
    ],
)
def test_a_file_that_is_badly_written_is_said_plainly(
    tmp_path: Path, text: str | bytes, line: int, said: str
) -> None:
    found = only(tmp_path, text)
    assert (found.line, said in found.message) == (line, True), found


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "said", "remedy"),
    [
        ("minutes: 5", "minuts: 5", 4, "minuts", "the key 'minuts' is unknown", "Did you mean 'minutes'?"),
        ("    label: What", "    labl: What", 8, "parts.0.labl", "unknown", "Did you mean 'label'?"),
        ("minutes: 5", "minutes: soon", 4, "minutes", "a number belongs here, not 'soon'", "digits"),
        ("minutes: 5", "minutes: 0", 4, "minutes", "'0' is out of range", "above 0"),
        ("minutes: 5", "minutes: 5.5", 4, "minutes", "whole number", "fraction"),
        ("title: A form", "title: 12", 2, "title", "words belong here, not '12'", '"12"'),
        ("title: A form", "title:", 2, "title", "words belong here, not nothing", "Write words"),
        ("title: A form", 'title: " "', 2, "title", "nothing is written here", "Write the words"),
        ("title: A form", "title: [a]", 2, "title", "words belong here, not a list", "words"),
        ("minutes: 5", "minutes: 5\nprivate: maybe", 5, "private", "true or false", "without quotes"),
        ("kind: choice", "kind: chioce", 9, "parts.1", "the kind 'chioce' is unknown", "'choice'"),
        ("  - kind: choice\n    id", "  - id", 9, "parts.1", "the key 'kind' is missing", "Add kind"),
        ("[this, that]", "[this]", 12, "parts.1.options", "at least 2 belong here", "Add"),
        ("[this, that]", "this", 12, "parts.1.options", "a list belongs here, not 'this'", "dash"),
        ("id: second", "id: first", 1, "", "field ids are used twice: first", "another id"),
        ("id: second", "id: Second One", 10, "parts.1.id", "'Second One' cannot be an id", "small letters"),
        ("id: probe", "id: other", 1, "id", "the id is 'other', but the file is called", "id: probe"),
        ("purpose: To try things.\n", "", 1, "purpose", "the key 'purpose' is missing", "Add purpose"),
    ],
)
def test_a_file_that_says_something_wrong_is_told_where_and_what_to_do(
    tmp_path: Path, old: str, new: str, line: int, key: str, said: str, remedy: str
) -> None:
    found = next(c for c in complaints(tmp_path, GOOD.replace(old, new)) if said in c.message)
    assert (found.line, found.key) == (line, key), found
    assert remedy in found.remedy


def test_every_complaint_of_a_file_is_given_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("minutes: 5", "minutes: soon").replace("label: Which", "labl: Which")
    assert {c.key for c in complaints(tmp_path, text)} == {"minutes", "parts.1.labl", "parts.1.label"}


def test_plain_words_that_other_yaml_versions_twist_stay_words(tmp_path: Path) -> None:
    path = tmp_path / "content" / "forms" / "probe.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(GOOD.replace("[this, that]", "[No, 15:30, 2026-01-05, 9-Jun]"), encoding="utf-8")
    part = Content.load(tmp_path).form("probe").parts[1]
    assert part.kind == "choice"
    assert part.options == ("No", "15:30", "2026-01-05", "9-Jun")


def test_a_byte_order_mark_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "content" / "forms" / "probe.yaml"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert Content.load(tmp_path).form("probe").title == "A form"


KEEPING = (
    GOOD
    + """\
  - kind: table
    id: goals
    label: Goals
    columns: [What, By when]
    keeps: goal
    fields: [statement, due]
"""
)


def test_a_table_may_keep_records(tmp_path: Path) -> None:
    path = tmp_path / "content" / "forms" / "probe.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(KEEPING, encoding="utf-8")
    table = Content.load(tmp_path).form("probe").parts[-1]
    assert (table.keeps, table.fields) == ("goal", ("statement", "due"))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("old", "new", "line", "said", "remedy"),
    [
        ("keeps: goal", "keeps: gaol", 17, "'gaol' is not one of the choices", "Did you mean 'goal'?"),
        (
            "fields: [statement, due]",
            "fields: [statment, due]",
            18,
            "'statment' is no field of a goal",
            "statement",
        ),
        (
            "fields: [statement, due]",
            "fields: [statement]",
            18,
            "there are 2 columns, and 1 fields",
            "a column",
        ),
        ("fields: [statement, due]", "fields: [due, due]", 18, "is filled by two columns", "statement"),
        ("fields: [statement, due]", "fields: [due, '']", 18, "no column fills 'statement'", "statement"),
        ("    fields: [statement, due]\n", "", 13, "there are 2 columns, and 0 fields", "statement"),
        ("    keeps: goal\n", "", 17, "the table keeps nothing", "Say what it keeps"),
        ("keeps: goal", "first: [One, Two]\n    keeps: goal", 19, "no first words of their own", "Take out"),
    ],
)
def test_a_table_that_cannot_keep_what_it_says_is_told_where_and_why(
    tmp_path: Path, old: str, new: str, line: int, said: str, remedy: str
) -> None:
    found = only(tmp_path, KEEPING.replace(old, new))
    assert said in found.message
    assert remedy in found.remedy
    assert (found.line, found.key.startswith("parts.2")) == (line, True)
