"""What is not needed is not imported: notebooks and commands start the sooner."""

import subprocess
import sys
from pathlib import Path

from cadence.store import Store

LOOK = """
import sys
from cadence.store import Viewer
early = "sqlalchemy" in sys.modules
from cadence.store import Store
Store.open(sys.argv[1]).close()
print(early, "alembic" in sys.modules, "sqlalchemy.orm" in sys.modules)
"""


def test_a_viewer_costs_no_database_library_and_an_open_store_no_migrations(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.sqlite"
    Store.open(url).close()
    done = subprocess.run([sys.executable, "-c", LOOK, url], capture_output=True, text=True, timeout=60)
    assert (done.stdout.split(), done.stderr) == (["False", "False", "False"], "")
