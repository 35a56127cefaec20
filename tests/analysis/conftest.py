import pandas as pd
import pytest
from hypothesis import settings

from cadence.model import Survey

# A busy machine must not make a law fail.
settings.register_profile("analysis", deadline=None, max_examples=60)
settings.load_profile("analysis")

CONDITIONS = [
    ("real-team", "Real team", "essential", {"bounded": ["b1", "b2-"], "stable": ["s1"]}),
    ("context", "Supportive context", "enabler", {"time": ["t1", "t2"]}),
    ("safety", "Safe to speak", "climate", {"safe": ["p1"]}),
]


def _facet(name, items):
    """A trailing '-' marks a reverse-keyed item."""
    made = [{"id": i.rstrip("-"), "text": f"Text of {i}", "reverse": i.endswith("-")} for i in items]
    return {"id": name, "title": name.title(), "items": made}


@pytest.fixture(scope="session")
def survey():
    conditions = [
        {
            "id": i, "title": title, "family": family, "meaning": "m", "question": "q?", "move": "move",
            "facets": [_facet(name, items) for name, items in facets.items()],
        }
        for i, title, family, facets in CONDITIONS
    ]  # fmt: skip
    return Survey.model_validate(
        {
            "id": "conditions", "title": "Team conditions", "minutes": 10,
            "confidentiality": "c", "confidentiality_low_trust": "l", "instructions": "Tick one.",
            "scale": {"points": ["No", "Rather no", "Middle", "Rather yes", "Yes"]}, "conditions": conditions,
        }
    )  # fmt: skip


@pytest.fixture(scope="session")
def answers():
    def table(given):
        flat = [(who, item, value) for who, row in given.items() for item, value in row.items()]
        return pd.DataFrame(flat, columns=["person", "item", "value"])

    return table
