"""A small application of Voila: a session opens in a kernel that waited, with what its hook says."""

import os
import re
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from cadence.institute import Institute

pytestmark = [pytest.mark.notebook, pytest.mark.xdist_group("kernels")]
ROOT = Path(__file__).resolve().parents[2]

APPLICATION = """
import sys
from tornado.ioloop import IOLoop
from papermill.parameterize import parameterize_notebook
from traitlets.config import Config
from voila.app import Voila

notebook, port, institute = sys.argv[1:]

def hook(handler, notebook, cwd):
    notebook.metadata.papermill = {}
    return parameterize_notebook(notebook, {"institute": institute}, kernel_name="python3", language="python")

config = Config()
config.VoilaConfiguration.prelaunch_hook = hook
config.VoilaConfiguration.multi_kernel_manager_class = "cadence.kernels.pages.PageKernels"
config.PageKernels.ready = 1
config.PageKernelManager.modules = ["cadence.workbook.book"]
application = Voila(config=config)
application.initialize([notebook, "--no-browser", f"--port={port}", "--Voila.port_retries=0"])
IOLoop.current().add_callback(print, "listening", flush=True)
application.start()
"""


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def test_a_session_opens_as_a_page_once_and_again(demo: Institute) -> None:
    port = free_port()
    command = [sys.executable, "-c", APPLICATION, str(ROOT / "notebooks" / "01-conditions.ipynb"), str(port)]
    with subprocess.Popen(
        [*command, str(demo.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYDEVD_DISABLE_FILE_VALIDATION": "1"},
    ) as application:
        try:
            assert application.stdout is not None
            assert application.stdout.readline() == b"listening\n"
            pages = [_read(f"http://localhost:{port}/") for _ in range(2)]
        finally:
            application.terminate()
    for page in pages:
        assert demo.settings.name in page
        assert "Traceback" not in page
    kernels = [found for page in pages for found in re.findall(r'"kernelId": ?"([^"]+)"', page)]
    assert len(set(kernels)) == len(pages)  # none is handed out twice


def _read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return str(answer.read().decode())
