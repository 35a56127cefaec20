import zipfile
from typing import Any

import pytest

from cadence.packets.bundle import bundle
from cadence.packets.due import look
from cadence.packets.manifest import Manifest
from cadence.packets.run import run


@pytest.fixture
def made(bench: Any, inline: Any, no_kernels: None) -> Any:
    manifest = Manifest.read(bench.folder)
    list(run(bench.order(), look(bench.order(), manifest), manifest, inline, 1))
    return bench


def test_a_zip_holds_every_packet_under_its_folder(made: Any) -> None:
    path = bundle(made.order(), Manifest.read(made.folder))
    assert path.name == "session-1-conditions.zip"
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    assert "session-1-conditions/North High/North High - session 1.pdf" in names
    assert len(names) == 6


def test_the_same_packets_give_the_same_zip(made: Any) -> None:
    first = bundle(made.order(), Manifest.read(made.folder)).read_bytes()
    assert bundle(made.order(), Manifest.read(made.folder)).read_bytes() == first


def test_a_zip_of_some_teams_leaves_the_full_one(made: Any) -> None:
    manifest = Manifest.read(made.folder)
    one = bundle(made.order(teams=["north"]), manifest, part=True)
    two = bundle(made.order(teams=["north", "south"], formats=["pdf"]), manifest, part=True)
    assert [one.name, two.name] == [
        "session-1-conditions - North High.zip",
        "session-1-conditions - 2 teams.zip",
    ]
    with zipfile.ZipFile(two) as archive:
        assert len(archive.namelist()) == 2


def test_a_packet_that_is_not_there_is_left_out(made: Any) -> None:
    (made.folder / "North High" / "North High - session 1.pdf").unlink()
    with zipfile.ZipFile(bundle(made.order(), Manifest.read(made.folder))) as archive:
        assert len(archive.namelist()) == 5
