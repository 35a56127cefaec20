"""Warm kernels: a process that has everything imported, and a fork of it for every notebook.

Any notebook project can use this. It imports nothing of the rest of Cadence and is reached by entry points:
the provisioner `cadence-fork` of jupyter_client, the engines `cadence-fork` and `cadence-cells` of papermill.

    Recipe            what a fork server brings in before it forks
    ForkServer        the server, as those who launch see it
    ForkedProcess     what came of a launch, with the face of `subprocess.Popen`
"""

from importlib import import_module

_HOMES = {"Recipe": "recipe", "ForkServer": "forkserver", "ForkedProcess": "process"}
__all__ = ["ForkServer", "ForkedProcess", "Recipe"]


def __getattr__(name: str) -> object:
    """Import a name on first use: a forked child needs none of them."""
    if name in _HOMES:
        return getattr(import_module(f"cadence.kernels.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'cadence.kernels' has no attribute '{name}'")
