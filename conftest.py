"""Leave out, and name, the groups of tests that this machine cannot run.

The marks pdf, notebook and wheel need nothing that the locked packages do not bring. For the others,
`CADENCE_CHROMIUM` and `CADENCE_POSTGRES` say where the program lies; where they are unset they are set
here to what was found, so that the tests need not look again. With `CADENCE_REQUIRE_ALL` set, a group
that cannot run is an error.
"""

import glob
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

CHROMIUM = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
POSTGRES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    r"C:\Program Files\PostgreSQL\*\bin",
)


def chromium() -> str:
    """Return where Chromium or a browser of its family lies, or ''."""
    candidates = [os.environ.get("CADENCE_CHROMIUM", ""), *CHROMIUM]
    return next((found for name in candidates if name and (found := shutil.which(name))), "")


def postgres() -> str:
    """Return the folder that holds PostgreSQL's initdb and pg_ctl, or ''."""
    folders = [os.environ.get("CADENCE_POSTGRES", "")]
    for pattern in POSTGRES:
        folders += sorted(glob.glob(pattern), reverse=True)
    if on_path := shutil.which("initdb"):
        folders.append(str(Path(on_path).resolve().parent))
    return next((folder for folder in folders if folder and _has_server(folder)), "")


def _has_server(folder: str) -> bool:
    return all(shutil.which(program, path=folder) for program in ("initdb", "pg_ctl"))


class Group(NamedTuple):
    """Tests that need a program from outside: how to find it, and what to install without it."""

    find: Callable[[], str]
    variable: str
    without: str
    package: str


GROUPS = {
    "browser": Group(chromium, "CADENCE_CHROMIUM", "Chromium, Chrome or Edge was not found", "chromium"),
    "postgres": Group(postgres, "CADENCE_POSTGRES", "initdb and pg_ctl were not found", "postgresql"),
}
MISSING = pytest.StashKey[dict[str, Group]]()


def pytest_configure(config: pytest.Config) -> None:
    """Find each group's program, before anything is collected."""
    missing = {}
    for name, group in GROUPS.items():
        if found := group.find():
            os.environ[group.variable] = found
        else:
            missing[name] = group
    if missing and os.environ.get("CADENCE_REQUIRE_ALL"):
        raise pytest.UsageError("\n".join(["CADENCE_REQUIRE_ALL is set, but:", *_explain(missing)]))
    config.stash[MISSING] = missing


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests of the missing groups."""
    missing = config.stash[MISSING].keys()
    left_out = [item for item in items if missing & {mark.name for mark in item.iter_markers()}]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Name the missing groups above the tests."""
    return _explain(config.stash[MISSING])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name the missing groups again below the tests, where they are seen."""
    if config.stash[MISSING]:
        terminalreporter.section("not run on this machine")
        for line in _explain(config.stash[MISSING]):
            terminalreporter.line(line)


def _explain(missing: dict[str, Group]) -> list[str]:
    lines = []
    for name, group in missing.items():
        install = f"install {group.package} (Debian, Ubuntu: sudo apt install {group.package})"
        lines.append(f"{name} tests: {group.without}. To run them, {install}, or set {group.variable}.")
    return lines
