"""Forms that a facilitator fills in for a team in JupyterLab, where a packet has their paper twin."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from cadence.blocks import FormName
from cadence.forms.desk import Desk
from cadence.forms.place import Place
from cadence.forms.refused import Refused
from cadence.forms.widget import FormWidget
from cadence.publish.steps import Steps
from cadence.store import Viewer
from cadence.workbook.context import Context
from cadence.workbook.facilitator import facilitator_of

WIDGET = "application/vnd.jupyter.widget-view+json"


def live_form(context: Context, form: FormName) -> dict[str, Any]:
    """Return a form as a widget that is filled in, by MIME type."""
    desk = LabDesk(context)
    kind, name = form
    institute = context.settings.name
    widget = FormWidget(desk.answer, kind=kind, form=name, person=desk.person, institute=institute)
    return {WIDGET: {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}}


class LabDesk:
    """The desk of the facilitator at this computer, who looks at one team's session."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._custodian = context.store.view(Viewer("custodian"))
        self.person = facilitator_of(self._custodian, context.settings).id
        self._view = context.store.view(Viewer("facilitator", person=self.person))

    def answer(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        """Answer a question of `cadence.forms.widget`."""
        desk = self._desk()
        match asked.get("ask"):
            case "load":
                kind, name, record = (str(asked.get(key) or "") for key in ("kind", "form", "record"))
                return desk.form(kind, name, record)
            case "save" if isinstance(asked.get("request"), dict):
                return desk.save(asked["request"])
            case "since":
                return desk.since(int(asked.get("seq") or 0))
        raise Refused("What was sent is not understood.", "Run the cell again.")

    def _desk(self) -> Desk:
        context = self._context
        return Desk(
            Place(
                view=self._view,
                custodian=self._custodian,
                content=context.content,
                steps=Steps.read(self._custodian, context.cycle, context.team.id),
                settings=context.settings,
                cycle=context.cycle,
                team=context.team.id,
                person=self.person,
                now=datetime.now(UTC),
            )
        )
