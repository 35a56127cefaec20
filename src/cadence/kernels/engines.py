"""The engines `cadence-fork` and `cadence-cells` of papermill."""

from typing import Any

from papermill.engines import (  # type: ignore[import-untyped]
    NBClientEngine,
    NotebookExecutionManager,
    catch_nb_assignment,
)
from traitlets.config import Config

from cadence.kernels.cellmanager import CellManager
from cadence.kernels.forkserver import say_once
from cadence.kernels.managers import ForkKernelManager
from cadence.kernels.process import NotLaunched

_PAUSE = 1.0  # seconds between two times that a notebook is saved as it runs


class ThriftyRun(NotebookExecutionManager):  # type: ignore[misc]
    """Saves a notebook as it runs at most once a second: papermill saves it twice a cell, whole."""

    @catch_nb_assignment  # type: ignore[untyped-decorator]
    def save(self, **given: Any) -> None:
        """Save the notebook if it is time, or if it is over."""
        if self.end_time or (self.now() - self.last_save_time).total_seconds() >= _PAUSE:
            super().save(**given)


class _ForkingEngine(NBClientEngine):  # type: ignore[misc]
    manager: type[Any]

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, modules: tuple[str, ...] = (), warm: str = "", **settings: Any
    ) -> Any:
        """Run the notebook; `modules` and `warm` are as in `Recipe`, everything else as in papermill."""
        named = {"modules": list(modules), "warm": warm}
        config = Config({cls.manager.__name__: named})
        nb_man.__class__ = ThriftyRun
        settings = {"kernel_manager_class": cls.manager, "config": config} | settings
        return super().execute_managed_notebook(nb_man, kernel_name, **settings)


class ForkEngine(_ForkingEngine):
    """Runs a notebook as papermill does, in a forked kernel and without fixed waits."""

    manager = ForkKernelManager


class CellsEngine(_ForkingEngine):
    """Runs a notebook's cells in a forked child of this very Python, without a kernel's sockets."""

    manager = CellManager

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **settings: Any) -> Any:
        """Run the notebook; where nothing can be forked, in a kernel that starts as ever."""
        try:
            return super().execute_managed_notebook(nb_man, kernel_name, **settings)
        except NotLaunched as reason:
            say_once(str(reason))
            return ForkEngine.execute_managed_notebook(nb_man, kernel_name, **settings)
