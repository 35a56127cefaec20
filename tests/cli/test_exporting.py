"""`cadence export` and `cadence import institute` as a facilitator types them."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from cadence import cli
from cadence.errors import CadenceError
from cadence.institute import Institute


def cadence(*words: object) -> Result:
    return CliRunner().invoke(cli.app, [str(word) for word in words])


def test_an_institute_is_exported_and_taken_into_a_new_one(demo: Institute, tmp_path: Path) -> None:
    out, new = tmp_path / "out", tmp_path / "new"
    result = cadence("export", out, "-i", demo.root, "--format", "csv")
    assert result.exit_code == 0, result.output
    assert "Left out:" in result.stdout and "person.email" in result.stdout
    assert (out / "csv" / "card.csv").is_file() and (out / "README.txt").is_file()
    assert cadence("new", new).exit_code == 0
    dry = cadence("import", "institute", out, "-i", new, "--check")
    assert dry.exit_code == 0 and "school: 288" in dry.stdout
    taken = cadence("import", "institute", out, "-i", new)
    assert taken.exit_code == 0 and "school: 288" in taken.stdout
    assert "nothing changed" in cadence("import", "institute", out, "-i", new).stdout


def test_what_was_written_is_told_to_programs(demo: Institute, tmp_path: Path) -> None:
    result = cadence("export", tmp_path / "out", "-i", demo.root, "--json", "--table", "school")
    told = json.loads(result.stdout)
    assert told["rows"] == {"school": 288} and told["part"] == "tables: school"
    assert set(told["files"]) == {"README.txt", "institute.xlsx"}


def test_an_earlier_export_is_replaced_only_when_asked(demo: Institute, tmp_path: Path) -> None:
    words = ("export", tmp_path / "out", "-i", demo.root, "--format", "json")
    assert cadence(*words).exit_code == 0
    assert isinstance(cadence(*words).exception, CadenceError)
    assert cadence(*words, "--force").exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--format", "pdf"),
        ("--for", "everybody"),
        ("--team", "nobody"),
        ("--table", "pupil"),
        ("--table", "note"),
        ("--for", "district", "--contacts"),
    ],
)
def test_what_cannot_be_exported_is_refused_before_anything_is_written(
    demo: Institute, tmp_path: Path, words: tuple[str, ...]
) -> None:
    result = cadence("export", tmp_path / "out", "-i", demo.root, *words)
    assert isinstance(result.exception, CadenceError) and str(result.exception)
    assert list(tmp_path.iterdir()) == []


def test_a_refusal_of_an_export_is_told_to_programs(bare: Institute, tmp_path: Path) -> None:
    (tmp_path / "institute.json").write_text("{}", "utf-8")
    result = cadence("import", "institute", tmp_path, "-i", bare.root, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["refused"] is True


def test_the_dictionary_needs_no_institute() -> None:
    assert cadence("export", "--dictionary").stdout.startswith("# Data dictionary")
