import json
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import settings

from cadence.errors import StaleRevision
from cadence.model import Metric, Observation, Publication, Response, Settings, Survey
from cadence.publish import reveal

# A busy machine must not make a law fail.
settings.register_profile("publish", deadline=None, max_examples=40)
settings.load_profile("publish")

NOW = datetime(2026, 9, 20, 12, tzinfo=UTC)
CONDITIONS = [
    ("real-team", "Real team", "essential", {"bounded": ["b1", "b2-"], "stable": ["s1"]}),
    ("context", "Supportive context", "enabler", {"time": ["t1"]}),
]


class FakeView:
    """What a custodian's view does, in a list; everything passes through JSON on its way."""

    def __init__(self, *records):
        self.records = list(records)

    def all(self, kind, /, **equals):
        return [
            r for r in self.records
            if isinstance(r, kind) and all(getattr(r, name) == value for name, value in equals.items())
        ]  # fmt: skip

    def first(self, kind, /, **equals):
        return next(iter(self.all(kind, **equals)), None)

    def write(self, *written):
        stored = []
        for record in written:
            current = next(iter(self.all(type(record), id=record.id)), None)
            if current is not None:
                raise StaleRevision("Somebody made it first.", current)
            stored.append(
                type(record).model_validate_json(record.model_copy(update={"revision": 1}).model_dump_json())
            )
        self.records += stored
        return tuple(stored)


def make_survey(name="conditions"):
    def facet(slug, items):
        made = [{"id": i.rstrip("-"), "text": f"Text of {i}", "reverse": i.endswith("-")} for i in items]
        return {"id": slug, "title": slug.title(), "items": made}

    conditions = [
        {
            "id": i, "title": title, "family": family, "meaning": "m", "question": "q?", "move": "move",
            "facets": [facet(slug, items) for slug, items in facets.items()],
        }
        for i, title, family, facets in CONDITIONS
    ]  # fmt: skip
    return Survey.model_validate(
        {
            "id": name, "title": f"Survey {name}", "minutes": 10, "confidentiality": "c",
            "confidentiality_low_trust": "l", "instructions": "i", "conditions": conditions,
            "scale": {"points": ["No", "Rather no", "Middle", "Rather yes", "Yes"]},
            "open_questions": [{"id": "o1", "text": "What helps?"}],
        }
    )  # fmt: skip


def make_metric():
    levels = {"levels": [{"value": v, "label": f"L{v}", "look": "l", "example": "e"} for v in range(4)]}
    return Metric.model_validate(
        {
            "id": "walkthrough", "title": "Walk", "purpose": "p", "unit": "visit", "numerator": "n",
            "denominator": "d", "observers": "o", "schedule": "s", "grade_bands": ["K-2", "3-5", "6-8"],
            "indicators": [
                {"id": i, "title": i.title(), "element": "student", "good": 2, "look_for": "l", **levels}
                for i in ("talk", "task")
            ],
        }
    )  # fmt: skip


LIBRARY = SimpleNamespace(survey=make_survey, metric=lambda name: make_metric())


def make_settings(threshold=5, low_trust=False):
    return Settings.model_validate(
        {
            "name": "Institute", "district": "District", "facilitators": [{"name": "Fay"}],
            "low_trust": low_trust,
            "cycle": {"number": 1, "title": "C", "starts": date(2026, 8, 1), "ends": date(2027, 6, 1)},
            "thresholds": {"respondents": threshold},
        }
    )  # fmt: skip


def make_response(number, answers, team="t", comments=None, listed=(), **changes):
    whole = {"cycle": 1, "survey": "conditions", "submitted": NOW}
    person = f"person-{team}-{number}"
    return Response(
        id=f"r-{person}-{changes.get('wave', 1)}", team=team, person=person, answers=answers,
        comments=comments or {}, listed=listed, **(whole | changes),
    )  # fmt: skip


def make_visit(number, team="t", band="K-2", day=0, **levels):
    return Observation(
        id=f"v-{team}-{number}", cycle=1, team=team, metric="walkthrough", observer="o",
        on=date(2026, 9, 7) + timedelta(days=day), grade_band=band, levels=levels,
    )  # fmt: skip


def publish(view, team="t", kind="conditions", **changes):
    settings = make_settings(changes.pop("threshold", 5), changes.pop("low_trust", False))
    return reveal(view, LIBRARY, settings, cycle=1, team=team, kind=kind, now=NOW, **changes)


def body_of(*records, **changes):
    """Return the body that would be published from these records, as it comes out of a store."""
    return json.loads(json.dumps(publish(FakeView(*records), **changes).body))


@pytest.fixture(scope="session")
def kit():
    return SimpleNamespace(
        FakeView=FakeView, publish=publish, body_of=body_of, response=make_response,
        visit=make_visit, NOW=NOW, settings=make_settings, library=LIBRARY, Publication=Publication,
    )  # fmt: skip
