"""Whatever goes wrong is said in words: no traceback reaches a person."""

import io
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from cadence import cli
from cadence.cli.unforeseen import in_words
from cadence.institute import Institute
from cadence.model import Response


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run the command as a shell does; return its status and what it said on stderr."""

    def run(*words: object) -> tuple[object, str]:
        monkeypatch.setattr(sys, "argv", ["cadence", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            cli.main()
        return left.value.code, capsys.readouterr().err

    return run


def test_an_error_nobody_foresaw_is_a_sentence_and_its_traceback_a_file(
    ends: Any, bare: Institute, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def breaks(path: Path) -> None:
        raise ZeroDivisionError("deep down")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("cadence.institute.check_settings", breaks)
    status, said = ends("check", "-i", bare.root)
    assert status == 2
    assert "Traceback" not in said and "did not foresee (ZeroDivisionError)" in said
    kept = re.search(r"Send (\S+\.txt)", said)
    assert kept and "deep down" in Path(kept[1]).read_text("utf-8")


def test_what_the_disk_refuses_names_the_file_and_the_remedy() -> None:
    assert in_words(PermissionError(13, "Permission denied", "/a/b")) == (
        "/a/b: Permission denied. See to its permissions, then try again."
    )
    assert "Make room" in in_words(OSError(28, "No space left on device"))


def test_a_folder_that_is_gone_cannot_be_stood_in(ends: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> str:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr("os.getcwd", gone)
    assert ends("check") == (2, "cadence: The folder you stand in is gone. Change to another one first: cd\n")


def test_a_screen_that_knows_few_letters_still_shows_every_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    received = io.BytesIO()
    screen = io.TextIOWrapper(received, encoding="ascii")
    monkeypatch.setattr(sys, "stdout", screen)
    cli._prepare()
    print("\u0645\u062f\u0631\u0633\u0629 \U0001f3eb")
    screen.flush()
    assert received.getvalue() == b"\\u0645\\u062f\\u0631\\u0633\\u0629 \\U0001f3eb\n"


def test_a_traceback_that_is_kept_quotes_no_values(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    said = "".join(reversed("sknihtylno anA"))  # not in the lines of this file, which a traceback shows
    with pytest.raises(ValidationError) as failed:
        Response.model_validate({"id": "r", "wave": said})
    kept = re.search(r"Send (\S+\.txt)", in_words(failed.value))
    assert kept
    text = Path(kept[1]).read_text("utf-8")
    assert "wave" in text and said not in text
