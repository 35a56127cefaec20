"""A form in JupyterLab asks the kernel, and every question is answered, with a refusal if need be."""

from collections.abc import Iterator, Mapping
from typing import Any

import comm
import pytest
from comm.base_comm import BaseComm

from cadence.errors import NotAllowed
from cadence.forms.widget import FormWidget


class Wire(BaseComm):
    """A comm that keeps what is sent."""

    def publish_msg(self, msg_type: str, data: Any = None, **more: Any) -> None:
        """Keep what a front end would get."""
        SENT.append(data)


SENT: list[Any] = []


@pytest.fixture(autouse=True)
def wire(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(comm, "create_comm", lambda **names: Wire(**names))
    SENT.clear()
    yield


def asked(widget: FormWidget, **question: Any) -> Any:
    """Ask as the page would, and return what it gets."""
    widget._handle_msg({"content": {"data": {"method": "custom", "content": question}}, "buffers": []})
    return SENT[-1]["content"]


def answer(question: Mapping[str, Any]) -> Mapping[str, Any]:
    if question["ask"] == "save":
        raise NotAllowed("This form is closed.", "Ask your facilitator.")
    return {"values": {"purpose": question["form"]}}


def test_a_question_gets_the_answer_under_its_number() -> None:
    widget = FormWidget(answer, kind="form", form="charter", person="ana", institute="riverside")
    assert asked(widget, ask="load", id=7, kind="form", form="charter", record="") == {
        "answer": 7,
        "values": {"purpose": "charter"},
    }


def test_a_refusal_goes_back_in_words() -> None:
    widget = FormWidget(answer, kind="form", form="charter")
    said = asked(widget, ask="save", id=8, request={})
    assert said["answer"] == 8 and said["status"] == 422
    assert said["error"] == {"what": "This form is closed.", "remedy": "Ask your facilitator."}


def test_the_widget_knows_the_name_of_its_form_and_none_of_its_values() -> None:
    widget = FormWidget(answer, kind="form", form="charter", person="ana", institute="riverside")
    own = (
        set(widget.keys)
        - {key for key in widget.keys if key.startswith("_")}
        - {"layout", "tabbable", "tooltip"}
    )
    assert own == {"kind", "form", "record", "person", "institute"}
