from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cadence.content import Content
from cadence.exchange import Report
from cadence.exchange.forms import FormMapping
from cadence.exchange.tables.columns import Source
from cadence.exchange.visits.importing import import_observations
from cadence.model import Membership, Metric, Person, Team
from cadence.model.settings import CycleSettings
from cadence.store import View

CYCLE = CycleSettings(number=1, title="2025-26", starts=date(2025, 8, 1), ends=date(2026, 6, 30))


@pytest.fixture(scope="session")
def metric() -> Metric:
    return Content.load().metric("walkthrough")


@pytest.fixture
def grady(two_schools: View) -> View:
    """A store with one team of two at a middle school, and a facilitator."""
    two_schools.write(
        Team(id="grady", name="Grady Middle", school="482364001271"),
        Person(id="ann", name="Ann Example", email="ann@example.org"),
        Person(id="bob", name="Bob Sample", email="bob@example.org"),
        Person(id="fay", name="Fay Leader", role="facilitator"),
        Membership(team="grady", person="ann"),
        Membership(team="grady", person="bob"),
    )
    return two_schools


@pytest.fixture
def take(grady: View, metric: Metric) -> Callable[..., Report]:
    """Take a file of visits in; keywords go to the import, `mapping` into how the file is read."""

    def taken(path: Path, mapping: dict[str, Any] | None = None, **options: Any) -> Report:
        source = Source(path, FormMapping.model_validate(mapping or {}))
        return import_observations(grady, source, metric, CYCLE, date(2026, 6, 1), **options)

    return taken
