"""What the institute knows, kept: one file (or PostgreSQL), one write path, views of a person.

`Store.open(url)` opens it, `store.view(viewer)` is the only way in, and a view holds what its viewer is
entitled to and nothing else. SQLAlchemy is imported when `Store` or `View` is first touched.
"""

from typing import TYPE_CHECKING

from cadence.store.viewer import Viewer

if TYPE_CHECKING:
    from cadence.store.store import Store
    from cadence.store.view import View

__all__ = ["Store", "View", "Viewer"]


def __getattr__(name: str) -> object:
    """Import `Store` or `View` on first use."""
    if name == "Store":
        from cadence.store.store import Store

        return Store
    if name == "View":
        from cadence.store.view import View

        return View
    raise AttributeError(f"module 'cadence.store' has no attribute '{name}'")
