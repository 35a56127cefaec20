"""The store: opened once, looked at through views."""

from contextlib import AbstractContextManager
from datetime import datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, func, select

from cadence.model import RECORDS
from cadence.store.alone import alone
from cadence.store.engine import make_engine, transaction
from cadence.store.fingerprint import fingerprint
from cadence.store.migrate import bring_up_to_date
from cadence.store.receipts import drop_receipts
from cadence.store.schema import table_of
from cadence.store.view import View
from cadence.store.viewer import Viewer


class Store:
    """An institute's records in a database."""

    def __init__(self, engine: Engine, institute: str) -> None:
        self._engine = engine
        self.institute = institute

    @classmethod
    def open(cls, url: str, institute: str = "default") -> Self:
        """Open the database at an SQLAlchemy address; make or migrate its tables if need be.

        Raises
        ------
        StoreError
            The database cannot be reached, is not one of Cadence's, or was written by a newer
            version; the message says what to do.
        """
        engine = make_engine(url)
        try:
            bring_up_to_date(engine, institute)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, institute)

    def view(self, viewer: Viewer) -> View:
        """Return what this viewer is entitled to: all that the rest of Cadence ever sees."""
        return View(self._engine, self.institute, viewer)

    def fingerprint(self, team: str | None = None) -> str:
        """Return a mark that changes exactly when a row changed that matters to the team (None: to any)."""
        return fingerprint(self._engine, self.institute, team)

    def summary(self) -> dict[str, int]:
        """Return how many rows each table of records holds."""
        counts = {}
        with transaction(self._engine) as connection:
            for kind in RECORDS:
                rows = table_of(kind)
                query = select(func.count()).select_from(rows).where(rows.c.institute == self.institute)
                counts[kind.table] = connection.scalar(query) or 0
        return counts

    def drop_receipts(self, before: datetime) -> None:
        """Drop the receipts of requests that were answered before a moment."""
        with transaction(self._engine, writes=True) as connection:
            drop_receipts(connection, self.institute, before)

    def served_alone(self) -> AbstractContextManager[None]:
        """Be the one server of this institute, or raise `StoreError` where another machine's is."""
        return alone(self._engine, self.institute)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
