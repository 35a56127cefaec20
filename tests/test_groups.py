"""The root conftest leaves out, and names, the groups of tests that a machine cannot run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TESTS = """
import pytest

@pytest.mark.browser
def test_that_needs_a_browser():
    raise AssertionError("must not run")

def test_that_needs_nothing():
    pass
"""


@pytest.fixture
def without_browser(tmp_path: Path) -> dict[str, str]:
    """An environment in which no browser is found, beside a folder with one test of each kind."""
    shutil.copy(ROOT / "conftest.py", tmp_path)
    (tmp_path / "test_both.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n    browser: needs Chromium\n")
    hidden = ("CADENCE_CHROMIUM", "CADENCE_REQUIRE_ALL", "PATH", "PYTEST_ADDOPTS")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return {**kept, "PATH": str(tmp_path)}


def _pytest(folder: Path, around: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)]
    return subprocess.run(command, cwd=folder, env=around, capture_output=True, text=True, check=False)


@pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere browsers lie at fixed places that cannot be hidden"
)
def test_a_missing_group_is_named_with_its_remedy_and_the_rest_runs(
    tmp_path: Path, without_browser: dict[str, str]
) -> None:
    done = _pytest(tmp_path, without_browser)
    assert done.returncode == 0, done.stdout
    assert "1 passed, 1 deselected" in done.stdout
    assert "browser tests are left out: Chromium, Chrome or Edge was not found" in done.stdout
    assert "apt install chromium" in done.stdout


@pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere browsers lie at fixed places that cannot be hidden"
)
def test_a_missing_group_is_an_error_where_all_are_required(
    tmp_path: Path, without_browser: dict[str, str]
) -> None:
    done = _pytest(tmp_path, {**without_browser, "CADENCE_REQUIRE_ALL": "1"})
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "CADENCE_REQUIRE_ALL is set, but" in done.stderr


def test_a_program_that_is_pointed_to_is_used(tmp_path: Path, without_browser: dict[str, str]) -> None:
    done = _pytest(tmp_path, {**without_browser, "CADENCE_CHROMIUM": sys.executable})
    assert "1 failed, 1 passed" in done.stdout
