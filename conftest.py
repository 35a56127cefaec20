"""Leave out, and name, the groups of tests that this machine cannot run.

The marks pdf, notebook and wheel need nothing that the locked packages do not bring. `CADENCE_CHROMIUM`
names a browser and `CADENCE_TEST_POSTGRES` the address of a PostgreSQL server to use instead of those that
are looked for here. With `CADENCE_REQUIRE_ALL` set, a group that cannot run is an error.
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
    """Return the address of a server that was named, or the folder of PostgreSQL's programs, or ''."""
    if named := os.environ.get("CADENCE_TEST_POSTGRES"):
        return named
    folders = [folder for pattern in POSTGRES for folder in sorted(glob.glob(pattern), reverse=True)]
    if on_path := shutil.which("initdb"):
        folders.append(str(Path(on_path).resolve().parent))
    return next((folder for folder in folders if _has_server(folder)), "")


def _has_server(folder: str) -> bool:
    return all(shutil.which(program, path=folder) for program in ("initdb", "pg_ctl"))


def proxy() -> str:
    """Return where nginx lies, or '' where it or openssl is missing, which makes it a certificate."""
    return (shutil.which("openssl") and (shutil.which("nginx") or shutil.which("/usr/sbin/nginx"))) or ""


class Group(NamedTuple):
    """Tests that need a program from outside: how to find it, and what to do without it."""

    find: Callable[[], str]
    without: str
    package: str
    otherwise: str


GROUPS = {
    "browser": Group(
        chromium,
        "Chromium, Chrome or Edge was not found",
        "chromium",
        "name one in CADENCE_CHROMIUM",
    ),
    "postgres": Group(
        postgres,
        "PostgreSQL's initdb and pg_ctl were not found",
        "postgresql",
        "name a server's address in CADENCE_TEST_POSTGRES",
    ),
    "proxy": Group(
        proxy,
        "nginx or openssl was not found",
        "nginx-light openssl",
        "put both on the path",
    ),
}
MISSING = pytest.StashKey[dict[str, Group]]()


def pytest_configure(config: pytest.Config) -> None:
    """Find each group's program, before anything is collected."""
    missing = {name: group for name, group in GROUPS.items() if not group.find()}
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


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where the browser for tests marked `browser` lies."""
    return chromium()


def _explain(missing: dict[str, Group]) -> list[str]:
    return [
        f"{name} tests are left out: {group.without}. To run them, install {group.package} "
        f"(Debian, Ubuntu: sudo apt install {group.package}), or {group.otherwise}."
        for name, group in missing.items()
    ]
