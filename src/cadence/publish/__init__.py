"""The only way from confidential answers, and from counts of visits, to anything shown.

A reveal is a publication: computed once by the custodian, suppressed, stored, never changed. The
kinds are 'conditions' (read with `ConditionProfile`) and 'baseline' (read with `Baseline`).
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cadence.publish.baseline import Baseline
    from cadence.publish.profile import ConditionProfile
    from cadence.publish.promised import hold_to_promise, promise
    from cadence.publish.publication import issue, preview, reveal
    from cadence.publish.standing import NAMELESS, is_nameless, latest

_HOME = {
    "NAMELESS": "standing",
    "Baseline": "baseline",
    "ConditionProfile": "profile",
    "hold_to_promise": "promised",
    "is_nameless": "standing",
    "issue": "publication",
    "latest": "standing",
    "preview": "publication",
    "promise": "promised",
    "reveal": "publication",
}

__all__ = [
    "NAMELESS", "Baseline", "ConditionProfile", "hold_to_promise", "is_nameless", "issue", "latest",
    "preview", "promise", "reveal",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """Import a name from its module on first use."""
    if name in _HOME:
        return getattr(import_module(f"cadence.publish.{_HOME[name]}"), name)
    raise AttributeError(f"module 'cadence.publish' has no attribute '{name}'")
