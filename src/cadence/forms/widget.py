"""A form in JupyterLab: the same script as on a page, over the comm of a widget."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import anywidget
import traitlets

from cadence.errors import CadenceError
from cadence.forms.desk import NotOpen
from cadence.forms.page import script, style

Answer = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""Takes `{"ask": "load", "kind", "form", "record"}`, `{"ask": "save", "request"}` or
`{"ask": "since", "seq"}`, and returns what the same question over HTTP would bring."""

_CLOSED, _NOT_TAKEN = 409, 422  # as over HTTP


class FormWidget(anywidget.AnyWidget):
    """A form that asks the desk for what it shows, and saves with it as its reader types.

    `answer` is called in the kernel with every question and returns what the page is told; a refusal
    (`CadenceError`) goes back as `{"error": {"what", "remedy"}}`. The widget holds no value of the form.
    """

    _esm: ClassVar[Any] = script()
    _css: ClassVar[Any] = style()

    kind = traitlets.Unicode().tag(sync=True)
    form = traitlets.Unicode().tag(sync=True)
    record = traitlets.Unicode().tag(sync=True)
    person = traitlets.Unicode().tag(sync=True)
    institute = traitlets.Unicode().tag(sync=True)

    def __init__(self, answer: Answer, **names: str) -> None:
        super().__init__(**names)
        self._answer = answer
        self.on_msg(self._asked)

    def _asked(self, _widget: object, message: Mapping[str, Any], _buffers: object) -> None:
        self.send({"answer": message.get("id"), **self._reply(message)})

    def _reply(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        try:
            return self._answer(message)
        except CadenceError as refusal:
            status = _CLOSED if isinstance(refusal, NotOpen) else _NOT_TAKEN
            return {"status": status, "error": {"what": refusal.message, "remedy": refusal.remedy}}
