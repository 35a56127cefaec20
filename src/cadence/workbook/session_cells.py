"""What pre-work and the five sessions show, a call a cell."""

from typing import TYPE_CHECKING

from cadence.workbook import (
    baseline,
    conditions,
    flow,
    handouts,
    plan,
    planner,
    prework,
    thread,
    trend,
    vision,
)
from cadence.workbook.showing import Showing

if TYPE_CHECKING:
    from cadence.analysis.processchart import Rebase


class SessionCells(Showing):
    """The parts that belong to one session; any notebook may show them."""

    # --- pre-work ---------------------------------------------------------------------------

    def readiness(self) -> None:
        """Show what is in place for this team and what is still missing."""
        self._show(prework.readiness)

    def initiatives(self) -> None:
        """Show the hours that initiatives take, by the district priority they serve."""
        self._show(prework.initiatives)

    # --- session 1 --------------------------------------------------------------------------

    def survey(self, name: str) -> None:
        """Show a survey on paper until its results are published, then a line that says so."""
        self._show(
            lambda context: conditions.survey(context, name), lambda context: conditions.asked(context, name)
        )

    def profile(self) -> None:
        """Show the condition profile: every facet's answers as dots, with n."""
        self._show(conditions.profile)
        self._show(thread.of_conditions)

    def debrief(self) -> None:
        """Show which conversation comes first, and why."""
        self._show(conditions.debrief)

    def roster(self) -> None:
        """Show how far people agree on who is on the team."""
        self._show(conditions.roster)

    # --- session 2 --------------------------------------------------------------------------

    def vision(self) -> None:
        """Show the vision as it stands, and its earlier versions in a line each."""
        self._show(vision.vision)

    def clause_map(self) -> None:
        """Show each clause with its elements, look-fors and priorities, and the orphans."""
        self._show(vision.clause_map)

    def vision_check(self) -> None:
        """Show what the team may want to ask of its vision."""
        self._show(vision.check)

    def glossary(self) -> None:
        """Show the words that the team or the institute has agreed a meaning for."""
        self._show(vision.glossary)

    # --- session 3 --------------------------------------------------------------------------

    def metric(self) -> None:
        """Show the metric card: what is counted, by whom, how often, and its levels."""
        self._show(baseline.metric)

    def calibration(self) -> None:
        """Show the vignettes to be rated before the first visit."""
        self._show(baseline.calibration, lambda context: ("calibration", context.settings.metric))

    def observation_sheet(self) -> None:
        """Show the sheet for one visit."""
        self._show(baseline.observation_sheet, lambda context: ("visit", context.settings.metric))

    def baseline(self) -> None:
        """Show the baseline by indicator with its intervals, and the honest sentence."""
        self._show(baseline.baseline)
        self._show(thread.of_baseline)

    def visit_planner(self) -> None:
        """Show how many visits it takes for an interval and for a change."""
        self._show(planner.visit_planner)

    # --- session 4 --------------------------------------------------------------------------

    def goals(self) -> None:
        """Show the goals with baseline, target and date, and what the plan linter says."""
        self._show(plan.goals)

    def board(self) -> None:
        """Show the action board: to work with on a page, as it stands on paper."""
        self._show(plan.board, lambda context: ("board", "board"))

    def next_ninety_days(self) -> None:
        """Show what falls due in 30, 60 and 90 days from the meeting."""
        self._show(plan.next_ninety_days)

    def weekly_fifteen(self) -> None:
        """Show the agenda of the weekly fifteen minutes, made from the board."""
        self._show(plan.weekly_fifteen)

    # --- session 5 --------------------------------------------------------------------------

    def flow(self) -> None:
        """Show how long cards take, which have grown old, and when the open ones will be done."""
        self._show(flow.flow)

    def trend(self, rebase: "Rebase | None" = None) -> None:
        """Show the metric by week; `rebase` says for each day from which limits begin anew why."""
        self._show(lambda context: trend.trend(context, rebase))
        self._show(thread.of_goals)

    def thread(self) -> None:
        """Show the one thread from need to evidence as a picture and a list, and what hangs loose."""
        self._show(thread.thread)

    def handouts(self) -> None:
        """Show a page for each grade band, for the teachers who teach it."""
        self._show(handouts.handouts)
