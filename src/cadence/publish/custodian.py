"""What publishing asks of a view, and of the place where surveys are found."""

from typing import Protocol, TypeVar

from cadence.model import Metric, Record, Survey

R = TypeVar("R", bound=Record)


class Reader(Protocol):
    """Any view that may read publications."""

    def all(self, kind: type[R], /, **equals: object) -> list[R]:
        """Return the records whose fields have these values."""

    def first(self, kind: type[R], /, **equals: object) -> R | None:
        """Return the first of them, or None."""


class Custodian(Reader, Protocol):
    """The view of the trusted process: `cadence.store.View` with the role 'custodian'."""

    def write(self, *written: R) -> tuple[R, ...]:
        """Store records."""


class Library(Protocol):
    """Where surveys and metrics are found: `cadence.content.Content`."""

    def survey(self, name: str) -> Survey:
        """Return the survey with this id."""

    def metric(self, name: str) -> Metric:
        """Return the metric with this id."""
