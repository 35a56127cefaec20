from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cadence.content import Content
from cadence.exchange import Report
from cadence.exchange.forms import FormMapping
from cadence.exchange.responses.importing import Wave, import_responses
from cadence.exchange.tables.columns import Source
from cadence.model import Membership, Person, Survey, Team
from cadence.store import View

NOW = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def pulse() -> Survey:
    return Content.load().survey("pulse")


@pytest.fixture(scope="session")
def conditions() -> Survey:
    return Content.load().survey("conditions")


@pytest.fixture
def grady(two_schools: View) -> View:
    """A store with two teams; Ann is on the first, Bob on both, Cy on the second."""
    two_schools.write(
        Team(id="grady", name="Grady Middle", school="482364001271"),
        Team(id="bellaire", name="Bellaire High", school="482364001201"),
        Person(id="ann", name="Ann Example", email="ann@example.org"),
        Person(id="bob", name="Bob Sample", email="bob@example.org"),
        Person(id="cy", name="Cy Other", email="cy@example.org"),
        Membership(team="grady", person="ann"),
        Membership(team="grady", person="bob"),
        Membership(team="bellaire", person="bob"),
        Membership(team="bellaire", person="cy"),
    )
    return two_schools


@pytest.fixture
def take(grady: View, pulse: Survey) -> Callable[..., Report]:
    """Take a file of answers to the pulse in; keywords go to the import, `mapping` into how it is read."""

    def taken(path: Path, mapping: dict[str, Any] | None = None, **options: Any) -> Report:
        wave = options.pop("wave", Wave(pulse, 1, 2))
        source = Source(path, FormMapping.model_validate(mapping or {}))
        return import_responses(grady, source, wave, options.pop("now", NOW), **options)

    return taken
