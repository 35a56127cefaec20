"""What a fork server brings in before it forks."""

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Self

ALWAYS = ("ipykernel.kernelapp", "ipykernel.debugger", "IPython.core.completer", "IPython.core.history")
# One thread each: a pool of threads does not survive a fork. The child goes by its own environment.
SURROUNDINGS = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}


@dataclass(frozen=True)
class Recipe:
    """An interpreter and what it holds before the first fork; equal recipes share one server.

    Parameters
    ----------
    modules
        Modules to import, by name, beside those that every kernel needs.
    warm
        `module:function` to call once after that: it may draw, format and read to fill caches. It must leave
        no thread, no open file and nothing personal, random or timed behind; what it can see of that, the
        server refuses.
    python
        The interpreter and its options.
    variables
        The variables that Python reads as it starts (`PYTHONPATH` and the like).
    """

    modules: tuple[str, ...] = ()
    warm: str = ""
    python: tuple[str, ...] = (sys.executable,)
    variables: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(
        cls,
        modules: Iterable[str] = (),
        warm: str = "",
        python: Iterable[str] = (sys.executable,),
        environment: Mapping[str, str] = os.environ,
    ) -> Self:
        """Return the recipe for kernels that would be started with this interpreter in this environment."""
        read_at_start = ((name, value) for name, value in environment.items() if name.startswith("PYTHON"))
        return cls(tuple(modules), warm, tuple(python), tuple(sorted(read_at_start)))

    @property
    def digest(self) -> str:
        """Return a short name that equal recipes, and no others, have in common."""
        return hashlib.sha256(self.as_json().encode()).hexdigest()[:16]

    def as_json(self) -> str:
        """Return the recipe as it is handed to a server."""
        return json.dumps(asdict(self))

    @property
    def environment(self) -> dict[str, str]:
        """Return what a server of this recipe has around it."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        return kept | dict(self.variables) | SURROUNDINGS
