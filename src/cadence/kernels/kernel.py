"""A forked child as a Jupyter kernel: ipykernel, with what its imports would have done in a fresh process."""

import atexit
import os
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from cadence.kernels.lifeline import Line

INLINE = "module://matplotlib_inline.backend_inline"


def run(task: dict[str, Any], line: Line) -> int:
    """Be the kernel that `python -m ipykernel_launcher` would be, and say so once its sockets are bound."""
    # The line ends this process: nobody needs to look for a parent.
    return be(task["arguments"], lambda: line.say({"ready": True}), parent_handle=1)


def be(arguments: list[str], ready: Callable[[], None], **settings: Any) -> int:
    """Be a kernel with these arguments of ipykernel, and call `ready` once its sockets are bound."""
    from ipykernel.kernelapp import IPKernelApp

    from cadence.kernels.forkedkernel import ForkedKernel

    launcher = find_spec("ipykernel_launcher")
    sys.argv = [str(launcher.origin if launcher else "ipykernel_launcher"), *arguments]
    app: Any = IPKernelApp.instance(kernel_class=ForkedKernel, **settings)
    app.initialize(sys.argv[1:])
    introduce()
    ready()
    app.start()
    # Closing the sockets in order can hang for seconds; the end of the process closes them as well.
    atexit.unregister(app.close)
    time.sleep(0.02)  # the last reply leaves through a thread of zmq's
    return 0


def introduce() -> None:
    """Do what modules do on import where there is a shell: they were imported before there was one."""
    if widgets := sys.modules.get("ipywidgets"):
        widgets.register_comm_target()
    if matplotlib := sys.modules.get("matplotlib"):
        backend = os.environ.setdefault("MPLBACKEND", INLINE)
        matplotlib.rcParams["backend"] = backend
        inline = sys.modules.get("matplotlib_inline.backend_inline")
        if inline and backend == INLINE:
            inline._enable_matplotlib_integration()
