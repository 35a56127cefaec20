"""What many tests look at: databases (PostgreSQL where a server can be had), and institutes."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from cadence.command import stand_in
from cadence.demo import build
from cadence.institute import Institute, create
from cadence.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Institute:
    """Return a demonstration of two teams; tests read it and change nothing."""
    return build(tmp_path_factory.mktemp("demo") / "institute", teams=2)


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Institute:
    """Return an institute in which nothing has happened yet; tests read it and change nothing."""
    return create(
        tmp_path_factory.mktemp("bare") / "institute",
        name="Riverside Institute",
        district="Riverside Unified",
        cycle_title="School year 2026-27",
        starts=date(2026, 8, 3),
        ends=date(2027, 6, 11),
        facilitator="Ana Ruiz",
    )


SUPERUSER = "postgres"


def _bin() -> Path | None:
    found = [*sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)]
    on_path = shutil.which("initdb")
    return found[0].parent if found else Path(on_path).parent if on_path else None


def _as_user(command: list[str]) -> None:
    """Run a command; PostgreSQL refuses to be run by root."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    as_postgres = {"user": "postgres", "group": "postgres", "extra_groups": []} if root else {}
    subprocess.run(command, check=True, timeout=60, cwd="/", **as_postgres)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Lend the address of a PostgreSQL server: one that is named, or one started for the occasion."""
    if named := os.environ.get("CADENCE_TEST_POSTGRES"):
        yield named
        return
    programs = _bin()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed, and CADENCE_TEST_POSTGRES names none")
    home = Path(mkdtemp(prefix="cadence-pg-"))
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        shutil.chown(home, "postgres")
    data, log = str(home / "data"), str(home / "log")
    _as_user(
        [str(programs / "initdb"), "-D", data, "-U", SUPERUSER, "-A", "trust", "--no-sync", "-E", "UTF8"]
    )
    options = f"-k {home} -c listen_addresses='' -c fsync=off"
    _as_user([str(programs / "pg_ctl"), "-D", data, "-o", options, "-l", log, "-w", "start"])
    yield f"postgresql://{SUPERUSER}@/postgres?host={home}"
    _as_user([str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop"])
    shutil.rmtree(home)


@contextmanager
def _maintenance(server: str) -> Iterator[Callable[[str], object]]:
    """Lend a way to make and drop databases."""
    engine = create_engine(
        make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        yield lambda statement: connection.execute(text(statement))
    engine.dispose()


def _named(server: str, name: str) -> str:
    return make_url(server).set(drivername="postgresql", database=name).render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def backend(request: pytest.FixtureRequest) -> str:
    """Name a kind of database."""
    return str(request.param)


@pytest.fixture
def url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Lend the address of an empty database of each kind."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path}/store.sqlite"
        return
    server, name = request.getfixturevalue("postgres"), f"t{uuid4().hex}"
    with _maintenance(server) as run:
        run(f"CREATE DATABASE {name}")
        yield _named(server, name)
        run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lend a database file with its tables made, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "store.sqlite"
    Store.open(f"sqlite:///{file}").close()
    return file


@pytest.fixture(scope="session")
def migrated_database(postgres: str) -> str:
    """Lend the name of a database with its tables made, to be copied."""
    name = f"made{uuid4().hex}"
    with _maintenance(postgres) as run:
        run(f"CREATE DATABASE {name}")
    Store.open(_named(postgres, name)).close()
    return name


@pytest.fixture
def store(backend: str, url: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Lend an open store without records."""
    if backend == "sqlite":
        shutil.copyfile(request.getfixturevalue("migrated_file"), tmp_path / "store.sqlite")
    else:
        server, name = request.getfixturevalue("postgres"), make_url(url).database
        template = request.getfixturevalue("migrated_database")
        with _maintenance(server) as run:
            run(f"DROP DATABASE {name}")
            run(f"CREATE DATABASE {name} TEMPLATE {template}")
    with Store.open(url) as opened:
        yield opened


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator["Browser"]:
    """The one browser of all tests that need one: of two, neither would know its own event loop."""
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path, args=arguments)
        yield opened
        opened.close()


def pytest_runtest_setup() -> None:
    """Forget where the command of the test before stood."""
    stand_in(Path("."))


@pytest.fixture(autouse=True)
def no_loop_of_a_browser(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let tests without the browser run loops of their own: once it is open, its loop counts as running."""
    running = asyncio._get_running_loop()
    if "browser" not in request.fixturenames:
        asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running or asyncio._get_running_loop())
