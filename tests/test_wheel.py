"""The wheel works away from the checkout: built, installed by pip into an empty environment, and used.

What Cadence depends on is not fetched again: the packages of the running environment are linked in, those
alone that the wheel's own metadata ask for. So nothing is downloaded, and a package that is used without
being declared is still missed. Cadence itself comes from the wheel and from nowhere else.
"""

import os
import re
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PathDistribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from cadence import __version__

ROOT = Path(__file__).resolve().parents[1]
pytestmark = [pytest.mark.wheel]


@dataclass(frozen=True)
class Elsewhere:
    """An environment that has Cadence from the wheel, and an empty folder to work in."""

    bin: Path
    folder: Path

    def run(self, program: str, *arguments: str) -> str:
        """Run one of the environment's programs and return what it printed; it must succeed."""
        done = subprocess.run(
            [self.bin / program, *arguments],
            cwd=self.folder,
            env=self._surroundings(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def _surroundings(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
        # Jupyter's own templates lie beside the linked packages, outside site-packages.
        jupyter = str(Path(sys.prefix, "share", "jupyter"))
        path = os.pathsep.join([str(self.bin), os.defpath])
        return {**kept, "HOME": str(self.folder), "PATH": path, "JUPYTER_PATH": jupyter, "PYTHONUTF8": "1"}


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Elsewhere:
    """Build the wheel by way of the source distribution and install it into an empty environment."""
    built, home, folder = (tmp_path_factory.mktemp(name) for name in ("built", "environment", "work"))
    _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", built, ROOT)
    venv.create(home, with_pip=False)
    bin = home / ("Scripts" if os.name == "nt" else "bin")
    purelib = _printed(bin / "python", "import sysconfig; print(sysconfig.get_path('purelib'))")
    (wheel,) = built.glob("*.whl")
    _link_dependencies(wheel, Path(purelib))
    # Without --no-deps: pip itself refuses if a declared package is not there.
    _run(sys.executable, "-m", "pip", "--python", bin / "python", "install", "--quiet", "--no-index", wheel)
    return Elsewhere(bin, folder)


def _run(*command: object) -> None:
    done = subprocess.run(
        [str(each) for each in command], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _printed(python: Path, code: str) -> str:
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def _link_dependencies(wheel: Path, into: Path) -> None:
    (metadata,) = (each for each in zipfile.Path(wheel).iterdir() if each.name.endswith(".dist-info"))
    for each in _needed(PathDistribution(metadata), "", set()):
        folder = Path(str(each.locate_file("")))
        for top in {file.parts[0] for file in each.files or ()} - {"..", "__pycache__"}:
            if not (into / top).exists():
                (into / top).symlink_to(folder / top)


def _needed(by: Distribution, extra: str, seen: set[tuple[str, str]]) -> Iterator[Distribution]:
    """Yield the distributions that one needs here, and those that they need, once each."""
    for line in by.requires or ():
        wanted = Requirement(line)
        if wanted.marker and not wanted.marker.evaluate({"extra": extra}):
            continue
        for more in ("", *wanted.extras):
            key = (_folded(wanted.name), more)
            if key not in seen:
                seen.add(key)
                yield distribution(wanted.name)
                yield from _needed(distribution(wanted.name), more, seen)


def _folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_command_says_its_version(elsewhere: Elsewhere) -> None:
    assert elsewhere.run("cadence", "--version").strip() == f"cadence {__version__}"


def test_the_library_and_what_ships_with_it_lie_in_the_environment(elsewhere: Elsewhere) -> None:
    code = "import cadence, cadence.shipped as s; print(cadence.__file__)\n"
    code += "for folder in ('notebooks', 'templates'): print(s.shipped(folder))"
    places = elsewhere.run("python", "-c", code).splitlines()
    assert len(places) == 3
    assert all(Path(place).is_relative_to(elsewhere.bin.parent) for place in places)


def test_the_exporters_are_known_to_nbconvert(elsewhere: Elsewhere) -> None:
    code = "from nbconvert.exporters import get_exporter as get\n"
    code += "for name in ('cadence-html', 'cadence-pdf'): print(get(name).__module__)"
    assert elsewhere.run("python", "-c", code).split() == ["cadence.printing.exporters"] * 2


def test_a_new_institute_holds_together(elsewhere: Elsewhere) -> None:
    elsewhere.run("cadence", "new", "institute", "--name", "Away from home")
    assert {"content", "notebooks", "packets"} <= {
        p.name for p in Path(elsewhere.folder, "institute").iterdir()
    }
    elsewhere.run("cadence", "check", "-i", "institute")


def test_the_demonstration_makes_a_packet_from_nothing_but_the_wheel(elsewhere: Elsewhere) -> None:
    elsewhere.run("cadence", "demo", "demo", "--teams", "1", "--session", "1")
    made = {
        path.suffix for path in Path(elsewhere.folder, "demo", "packets").rglob("*") if path.stat().st_size
    }
    assert {".pdf", ".html"} <= made
