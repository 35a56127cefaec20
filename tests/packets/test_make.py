import errno
from pathlib import Path
from typing import Any

import pytest

from cadence.packets import make as making
from cadence.packets.due import look
from cadence.packets.make import exporter, make
from cadence.packets.manifest import Manifest
from cadence.packets.run import task_for
from cadence.whole import digest


@pytest.fixture
def task(bench: Any, no_kernels: None) -> Any:
    def first() -> Any:
        order = bench.order()
        return task_for(order, look(order, Manifest.read(bench.folder))[0])

    return first


def test_a_packet_lies_in_its_folder_in_every_format(bench: Any, task: Any) -> None:
    outcome = make(task())
    assert sorted(bench.files()) == [f"North High/North High - session 1.{kind}" for kind in ("html", "pdf")]
    text = (bench.folder / outcome.made[0].file).read_text("utf-8")
    assert text == "North High: Team conditions\nfor north"


def test_the_manifest_has_what_lies_there(bench: Any, task: Any) -> None:
    for made in make(task()).made:
        assert made.sha256 == digest(bench.folder / made.file)
        assert made.bytes == (bench.folder / made.file).stat().st_size
        assert {"start", "imports", "execution", "pdf", "html", "writing"} <= set(made.seconds)


def test_a_failing_notebook_leaves_itself_and_the_reason(bench: Any, task: Any) -> None:
    bench.cells("print(1)", "1 / 0")
    outcome = make(task())
    failed = bench.folder / "failed" / "North High"
    assert outcome.failure is not None
    assert "ZeroDivisionError" in outcome.failure.reason
    assert outcome.failure.notebook == "failed/North High/North High - session 1.ipynb"
    assert (failed / "North High - session 1.ipynb").exists()
    assert outcome.failure.reason in (failed / "reason.txt").read_text("utf-8")
    assert bench.files() == {}


def test_an_earlier_packet_stays_and_is_said_to_be_an_earlier_one(bench: Any, task: Any) -> None:
    make(task())
    before = bench.files()
    bench.cells("1 / 0")
    outcome = make(task())
    assert outcome.failure is not None
    assert outcome.failure.reason.endswith("The packet from an earlier run is still in its place.")
    assert bench.files() == before


def test_what_a_failure_left_goes_when_the_packet_is_made(bench: Any, task: Any) -> None:
    bench.cells("1 / 0")
    make(task())
    bench.cells("print(1)")
    assert make(task()).failure is None
    assert not (bench.folder / "failed" / "North High").exists()


def test_a_format_that_cannot_be_made_is_named(
    bench: Any, task: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cadence.packets import order

    monkeypatch.setitem(order.EXPORTERS, "pdf", "stand_ins:Broken")
    outcome = make(task())
    assert outcome.failure is not None
    assert outcome.failure.reason == "Making the PDF failed with ValueError: the page is on fire"
    assert bench.files() == {}


def test_a_full_disk_is_said_in_words(bench: Any, task: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(making, "write_whole", full)
    outcome = make(task())
    assert outcome.failure is not None
    assert outcome.failure.reason.startswith("The disk is full.")


def test_what_a_killed_run_left_half_written_is_swept(bench: Any, task: Any) -> None:
    folder = bench.folder / "North High"
    folder.mkdir(parents=True)
    (folder / ".cadence-0.part").write_bytes(b"half")
    make(task())
    assert not (folder / ".cadence-0.part").exists()


def test_an_exporter_is_made_once_a_process(bench: Any) -> None:
    assert exporter("stand_ins:Text") is exporter("stand_ins:Text")
