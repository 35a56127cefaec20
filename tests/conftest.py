"""Institutes that many tests look at: the demonstration, and one that is empty."""

from datetime import date

import pytest

from cadence.demo import build
from cadence.institute import Institute, create


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Institute:
    """Return a demonstration of two teams; tests read it and change nothing."""
    return build(tmp_path_factory.mktemp("demo") / "institute", teams=2)


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Institute:
    """Return an institute in which nothing has happened yet; tests read it and change nothing."""
    return create(
        tmp_path_factory.mktemp("bare") / "institute",
        name="Riverside Institute",
        district="Riverside Unified",
        cycle_title="School year 2026-27",
        starts=date(2026, 8, 3),
        ends=date(2027, 6, 11),
        facilitator="Ana Ruiz",
    )
