"""Templates compiled once a process."""

import pytest
from jinja2 import DictLoader, Environment

from cadence.kernels.templates import SharedTemplates


def test_a_template_is_compiled_once_for_all_environments(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = {"page": "Hello {{ name }}"}
    first, second = (SharedTemplates.serve(Environment(loader=DictLoader(sources))) for _ in range(2))
    assert first.get_template("page").render(name="Ana") == "Hello Ana"
    monkeypatch.setattr(Environment, "compile", lambda *_, **__: pytest.fail("compiled again"))
    assert second.get_template("page").render(name="Bo") == "Hello Bo"


def test_a_changed_template_is_compiled_again() -> None:
    for text in ("old", "new"):
        environment = SharedTemplates.serve(Environment(loader=DictLoader({"changing": text})))
        assert environment.get_template("changing").render() == text


def test_what_is_compiled_for_one_kind_of_environment_is_not_used_for_another() -> None:
    sources = DictLoader({"kind": "{{ name }}"})
    plain, careful = (
        SharedTemplates.serve(Environment(loader=sources, autoescape=escaping)) for escaping in (False, True)
    )
    assert plain.get_template("kind").render(name="<") == "<"
    assert careful.get_template("kind").render(name="<") == "&lt;"
