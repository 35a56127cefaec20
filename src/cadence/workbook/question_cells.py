"""Questions in the room, a call a cell: answered alone, then shown to all."""

from cadence.model.question import Kind
from cadence.workbook import asked
from cadence.workbook.showing import Showing


class QuestionCells(Showing):
    """Fist to five, dots, ideas and predictions, in any notebook."""

    def fist(self, name: str) -> None:
        """Show a fist-to-five: how far everybody goes along, said in private, and what speaks against it."""
        self._ask(name, "fist")

    def dots(self, name: str) -> None:
        """Show a dot vote: everybody puts a few dots on what matters most."""
        self._ask(name, "dots")

    def brainstorm(self, name: str) -> None:
        """Show a silent brainstorm: ideas come without names, and are put into groups together."""
        self._ask(name, "brainstorm")

    def predict(self, name: str) -> None:
        """Show a prediction: everybody writes what they expect before the numbers are looked at."""
        self._ask(name, "predict")

    def _ask(self, name: str, kind: Kind) -> None:
        self._show(lambda context: asked.question(context, name, kind), lambda context: ("question", name))
