"""A packet is the same, byte for byte, whether a forked child or a stock kernel ran its notebook."""

import json
import os
import subprocess
import sys

import pytest

from cadence.institute import Institute

pytestmark = [pytest.mark.notebook, pytest.mark.skipif(sys.platform != "linux", reason="forks as Linux does")]
CADENCE = [sys.executable, "-c", "import sys; from cadence.cli import main; sys.exit(main())"]


def made(demo: Institute, session: int, **surroundings: str) -> list[tuple[str, str]]:
    words = [
        *CADENCE,
        "packets",
        "-s",
        str(session),
        "-i",
        str(demo.root),
        "--force",
        "--json",
        "--jobs",
        "1",
    ]
    done = subprocess.run(
        words, capture_output=True, text=True, check=True, timeout=300, env={**os.environ, **surroundings}
    )
    listed = json.loads((demo.packets_dir / folder(demo, session) / "manifest.json").read_text("utf-8"))
    assert len(json.loads(done.stdout)["made"]) > 0
    return [(file["file"], file["sha256"]) for file in listed["files"]]


def folder(demo: Institute, session: int) -> str:
    return next(path.name for path in demo.packets_dir.glob(f"session-{session}-*"))


def test_a_forked_child_makes_the_packets_that_a_stock_kernel_makes(demo: Institute) -> None:
    forked = made(demo, 5)
    assert forked == made(demo, 5, CADENCE_STOCK_KERNELS="1")
    assert {name.rpartition(".")[2] for name, _ in forked} == {"html", "pdf"}
