import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cadence.exchange.export import Asked, Parcel, files_of, gather, put
from cadence.institute import Institute
from cadence.store import Store, View, Viewer

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[Store]:
    """An empty institute."""
    file = shutil.copyfile(migrated_file, tmp_path_factory.mktemp("store") / "store.sqlite")
    with Store.open(f"sqlite:///{file}") as opened:
        yield opened


@pytest.fixture
def custodian(store: Store) -> View:
    """The empty institute as the importing process sees it."""
    return store.view(Viewer("custodian"))


@pytest.fixture
def parcel_of() -> Callable[..., Parcel]:
    """Gather what leaves a store."""

    def make(store: Store, asked: Asked | None = None) -> Parcel:
        asked = asked or Asked()
        return gather(store.view(Viewer(asked.reader)), asked, institute="Riverside", now=NOW)

    return make


@pytest.fixture
def exported(tmp_path: Path, parcel_of: Callable[..., Parcel]) -> Callable[..., Path]:
    """Export a store to a folder and return its place."""

    def make(store: Store, *forms: str, asked: Asked | None = None, name: str = "out") -> Path:
        put(tmp_path / name, files_of(parcel_of(store, asked), forms))
        return tmp_path / name

    return make


@pytest.fixture(scope="session")
def of_the_demo(demo: Institute, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an export of the demonstration in every form; tests read it and change nothing."""
    folder = tmp_path_factory.mktemp("demo-export") / "out"
    with Store.open(demo.database_url) as store:
        asked = Asked(contacts=True, rooms=True)
        parcel = gather(store.view(Viewer("facilitator")), asked, institute="Demo", now=NOW)
    put(folder, files_of(parcel, ("csv", "xlsx", "json")))
    return folder
