"""The package stands apart, and importing it costs nothing."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _imports(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    named = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return named | {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "src/cadence/kernels").rglob("*.py")), ids=lambda path: path.stem
)
def test_it_imports_nothing_of_the_rest_of_cadence(path: Path) -> None:
    ours = {name for name in _imports(path) if name.partition(".")[0] == "cadence"}
    assert {name for name in ours if not name.startswith("cadence.kernels")} == set()


def test_the_package_itself_imports_nothing_heavy() -> None:
    told = (
        "import sys, cadence.kernels as kernels; kernels.ForkServer;"
        "print([name for name in ('zmq', 'IPython', 'numpy') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", told], capture_output=True, text=True).stdout == "[]\n"
