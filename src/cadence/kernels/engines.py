"""The engines `cadence-fork` and `cadence-cells` of papermill."""

from typing import Any

from papermill.engines import NBClientEngine  # type: ignore[import-untyped]
from traitlets.config import Config

from cadence.kernels.managers import ForkKernelManager


class ForkEngine(NBClientEngine):  # type: ignore[misc]
    """Runs a notebook as papermill does, in a forked kernel and without fixed waits."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, modules: tuple[str, ...] = (), warm: str = "", **settings: Any
    ) -> Any:
        """Run the notebook; `modules` and `warm` are as in `Recipe`, everything else as in papermill."""
        named = {"modules": list(modules), "warm": warm}
        settings = {
            "kernel_manager_class": ForkKernelManager,
            "config": Config(ForkKernelManager=named),
        } | settings
        return super().execute_managed_notebook(nb_man, kernel_name, **settings)
