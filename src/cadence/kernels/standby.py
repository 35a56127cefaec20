"""Where nothing can be forked: a process that has imported everything and waits to become the next kernel."""

import atexit
import json
import os
import subprocess
import sys
import threading
from importlib import import_module
from typing import Any

from cadence.kernels.recipe import ALWAYS, Recipe

_waiting: dict[Recipe, "subprocess.Popen[bytes]"] = {}
_lock = threading.Lock()


def keep_ready(recipe: Recipe) -> None:
    """Start a process for the next kernel of this recipe, if none waits."""
    from jupyter_client.launcher import launch_kernel

    with _lock:
        if recipe not in _waiting:
            command = [*recipe.python, "-m", "cadence.kernels.standby", recipe.as_json()]
            _waiting[recipe] = launch_kernel(command, stdin=subprocess.PIPE, env=recipe.environment)


def take(recipe: Recipe, arguments: list[str], settings: dict[str, Any]) -> "subprocess.Popen[bytes] | None":
    """Return the waiting process as the kernel of these arguments, or None where none fits.

    `settings` are Popen's. A process that runs already has its streams: others can be had only by their path.
    """
    streams = {name: _path(settings.get(name)) for name in ("stdout", "stderr")}
    with _lock:
        process = None if None in streams.values() else _waiting.pop(recipe, None)
    if process is None:
        return None
    task = {
        "arguments": arguments,
        "environment": dict(settings.get("env") or os.environ),
        "cwd": str(settings.get("cwd") or os.getcwd()),
        "streams": streams,
    }
    assert process.stdin is not None
    try:
        with process.stdin as said:
            said.write(json.dumps(task).encode() + b"\n")
    except OSError:  # it has ended: its imports failed, and a kernel of its own tells why
        return None
    return process


def _path(stream: Any) -> str | None:
    """Return '' for a stream as it is, the path of a file, or None for what cannot be had by a path."""
    if stream is None:
        return ""
    name = getattr(stream, "name", None)
    return name if isinstance(name, str) else None


@atexit.register
def dismiss() -> None:
    """End the processes that wait."""
    for process in _waiting.values():
        process.kill()
        process.wait()
        if process.stdin is not None:
            process.stdin.close()
    _waiting.clear()


def main() -> None:
    """Import what the recipe names, wait for a task, and be its kernel; end if there will be no task."""
    from cadence.kernels.child import settle
    from cadence.kernels.kernel import be

    for name in (*ALWAYS, *json.loads(sys.argv[1])["modules"]):
        import_module(name)
    line = sys.stdin.buffer.readline()
    if not line:
        return
    task = json.loads(line)
    kept = {name: value for name, value in os.environ.items() if name.startswith(("JPY_", "IPY_"))}
    task["environment"] |= kept  # how this process learns that its parent has ended, or interrupts it
    _take_streams(task["streams"])
    settle(task)
    be(task["arguments"], lambda: None)


def _take_streams(paths: dict[str, str]) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    for number, name in ((1, "stdout"), (2, "stderr")):
        if paths[name]:
            os.dup2(os.open(paths[name], os.O_WRONLY | os.O_APPEND | os.O_CREAT), number)


if __name__ == "__main__":
    if sys.path[0] in ("", os.getcwd()):
        del sys.path[0]  # as ipykernel's launcher does
    main()
