"""`cadence export` and `cadence import institute` as a facilitator types them."""

import json
from pathlib import Path

import pyrage
import pytest
from click.testing import Result
from typer.testing import CliRunner

from cadence import cli
from cadence.errors import CadenceError
from cadence.institute import Institute
from cadence.model import Response
from cadence.store import Store, Viewer


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


@pytest.fixture
def quick_seal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Put a seal in place of the real one, which takes seconds; return a file with a passphrase."""
    mark = b"age-encryption.org/quick "
    monkeypatch.setattr(pyrage.passphrase, "encrypt", lambda data, word: mark + word.encode() + data)

    def opened(data: bytes, word: str) -> bytes:
        if not data.startswith(mark + word.encode()):
            raise pyrage.DecryptError("Decryption failed")
        return data[len(mark + word.encode()) :]

    monkeypatch.setattr(pyrage.passphrase, "decrypt", opened)
    (tmp_path / "word").write_text("correct horse battery\n")
    return tmp_path / "word"


def answers_in(house: Institute) -> list[Response]:
    with Store.open(house.database_url) as store:
        return store.view(Viewer("custodian")).all(Response)


def test_what_is_sealed_comes_into_a_new_institute_with_its_passphrase(
    demo: Institute, tmp_path: Path, quick_seal: Path
) -> None:
    out, new = tmp_path / "out", tmp_path / "new"
    words = ("export", out, "-i", demo.root, "--format", "json", "--sealed", "--passphrase-file", quick_seal)
    result = cadence(*words)
    assert result.exit_code == 0, result.output
    assert "sealed.age" in result.stdout and "Keep the two apart" in result.stdout
    assert cadence("new", new).exit_code == 0
    taking = ("import", "institute", out, "-i", new)
    (tmp_path / "wrong").write_text("wrong horse battery\n")
    wrong = cadence(*taking, "--passphrase-file", tmp_path / "wrong")
    assert isinstance(wrong.exception, CadenceError) and "not the passphrase" in str(wrong.exception)
    assert cadence(*taking, "--passphrase-file", quick_seal).exit_code == 0
    here, there = (sorted(map(given, answers_in(house))) for house in (Institute.open(new), demo))
    assert here == there != []


def given(response: Response) -> str:
    return repr((response.team, response.wave, response.answers, response.comments))


def test_the_open_part_of_a_sealed_export_needs_no_passphrase(
    demo: Institute, tmp_path: Path, quick_seal: Path
) -> None:
    out, new = tmp_path / "out", tmp_path / "new"
    cadence("export", out, "-i", demo.root, "--sealed", "--passphrase-file", quick_seal)
    cadence("new", new)
    assert cadence("import", "institute", out, "-i", new, "--leave-sealed").exit_code == 0
    assert not any(response.comments for response in answers_in(Institute.open(new)))


def test_an_export_says_how_many_things_a_person_knows_and_not_rows(demo: Institute, tmp_path: Path) -> None:
    result = cadence("export", tmp_path / "out", "-i", demo.root)
    assert "288 schools" in result.stdout and "rows" not in result.stdout
