import subprocess
import sys

import pytest

HEAVY = ("pandas", "matplotlib", "numpy", "sqlalchemy")
LOOK = "import sys, cadence.{0}; print([m for m in {1} if m in sys.modules])"


@pytest.mark.parametrize("package", ["analysis", "publish", "charts"])
def test_importing_the_package_alone_brings_nothing_heavy(package):
    done = subprocess.run(
        [sys.executable, "-c", LOOK.format(package, HEAVY)], capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "[]"
