"""What the facilitator's brief shows, a call a cell."""

from cadence.workbook import brief
from cadence.workbook.showing import Showing


class BriefCells(Showing):
    """The brief over all teams."""

    def brief_cover(self) -> None:
        """Show the cover of the facilitator's brief over all teams."""
        self._show(brief.cover)

    def prepare(self) -> None:
        """Show what to do beforehand, what teams bring, and what to do afterwards."""
        self._show(brief.prepare)

    def teams(self) -> None:
        """Show every team's readiness at a glance."""
        self._show(brief.teams)

    def across_teams(self) -> None:
        """Show published results over all teams, and what to watch for."""
        self._show(brief.across_teams)

    def running_order(self) -> None:
        """Show the agenda with script, watch-fors, examples and recovery moves."""
        self._show(brief.running_order)

    def calibration_key(self) -> None:
        """Show the reference ratings of the practice moments, in the session that uses them."""
        self._show(brief.calibration_key)

    def afterwards(self) -> None:
        """Show what the facilitator does in the week after."""
        self._show(brief.afterwards)

    def protocols(self) -> None:
        """Show the protocols that the agenda uses, with their timings."""
        self._show(brief.protocols)
