import subprocess
import sys

import pytest

LOOK = "import sys, cadence.{0}; print([m for m in ('pandas', 'matplotlib', 'numpy', 'sqlalchemy') if m in sys.modules])"


@pytest.mark.parametrize("package", ["analysis", "publish", "charts"])
def test_importing_the_package_alone_brings_nothing_heavy(package):
    done = subprocess.run(
        [sys.executable, "-c", LOOK.format(package)], capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "[]"
