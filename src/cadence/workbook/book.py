"""The one object a notebook holds: one call a cell, each delegated to a part."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Self, TypedDict

from cadence.blocks import Block, Display, FormName, PageBreak, show
from cadence.content import Content
from cadence.institute import Institute
from cadence.model.question import Kind
from cadence.store import Store
from cadence.workbook import (
    asked,
    baseline,
    brief,
    conditions,
    flow,
    frame,
    handouts,
    pictures,
    plan,
    planner,
    prework,
    review,
    thread,
    trend,
    vision,
)
from cadence.workbook.baseline import drawn
from cadence.workbook.context import Context, allowed, find_session, find_team, in_lab, teams_of, viewer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from cadence.analysis.processchart import Rebase

Part = Callable[[Context], Sequence[Block]]
Asked = Callable[[Context], FormName | None]
"""Which form a part is the paper twin of, as things stand; None where it is none."""


class _Form(TypedDict):
    form: FormName | None
    live: dict[str, Any]


class Workbook:
    """A session of one team: every method shows its part, and shows it again when the team changes."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._shown: list[tuple[Display, Part, Asked]] = []

    @classmethod
    def open(
        cls,
        institute: str = ".",
        team: str = "",
        cycle: int = 1,
        person: str = "",
        session: str | int = "conditions",
    ) -> Self:
        """Open a session for a team.

        Parameters
        ----------
        institute
            The institute's folder, or any folder inside it.
        team
            The team's short name; '' takes the first team of the institute.
        cycle
            Which improvement cycle, from 1.
        person
            Who is signed in; '' shows what may stand in the team's packet.
        session
            The session's id or number.
        """
        house = Institute.open(institute)
        store = Store.open(house.begun_database())
        found = allowed(find_team(store, team))
        content = Content.load(house.root, found.id)
        return cls(
            Context(
                institute=house,
                content=content,
                store=store,
                view=store.view(viewer(found, person)),
                team=found,
                cycle=cycle,
                session=find_session(content, session),
                person=person,
            )
        )

    def _show(self, part: Part, form: Asked = lambda context: None) -> None:
        shown = show(*part(self._context), **self._filled_in(form))
        self._shown.append((shown, part, form))

    def _filled_in(self, form: Asked) -> _Form:
        """Return the form that a part is the paper twin of, as `show` takes it."""
        named = form(self._context)
        if named is None or not self._context.has_team or not in_lab():
            return {"form": named, "live": {}}
        from cadence.workbook.live import live_form

        return {"form": named, "live": live_form(self._context, named)}

    def team(self, name: str) -> None:
        """Turn to another team: everything shown so far is shown again in place."""
        self._context = self._context.for_team(name)
        for display, part, form in self._shown:
            display.update(*part(self._context), **self._filled_in(form))

    def choose_team(self) -> None:
        """Show a list to pick the team from (for JupyterLab; tag the cell `lab`)."""
        from cadence.workbook.chooser import choose_team

        choose_team(teams_of(self._context.store), self._context.team, self.team)

    # --- what every session has -------------------------------------------------------------

    def welcome(self) -> None:
        """Show the cover: team, session, when and where, and the question to be answered."""
        self._show(frame.cover)

    def agenda(self) -> None:
        """Show what the session is for and its agenda with times."""
        self._show(frame.agenda)

    def since_last_time(self) -> None:
        """Show commitments, confirmed work, what is overdue, and answers to asks since last time."""
        self._show(review.since_last_time)

    def worksheet(self, form: str) -> None:
        """Show a form as a worksheet, with what the team wrote in it, and the picture drawn from that."""
        self._show(lambda context: frame.worksheet(context, form), lambda context: ("form", form))
        self._show(lambda context: pictures.picture(context, form))

    # --- questions in the room: answered alone, then shown to all ---------------------------

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

    def new_page(self) -> None:
        """Begin a new page on paper: for results that are covered until the team has predicted them."""
        self._show(lambda context: [PageBreak()])

    def theme(self) -> None:
        """Give seaborn the look of the house, for charts of your own."""
        from cadence.charts import house_theme

        house_theme()

    def chart(self, figure: "Figure", title: str, alt: str, caption: str = "") -> None:
        """Show a seaborn or matplotlib figure of your own, on the page and in packets.

        Parameters
        ----------
        figure
            The figure, such as `sns.relplot(...).figure`.
        title
            The finding in one line.
        alt
            The finding with its numbers, for those who do not see the picture.
        caption
            How to read it, and where the numbers come from.
        """
        from cadence.charts import own_chart

        drawing = own_chart(figure, title, alt, caption)
        self._show(lambda context: [drawn(drawing)])

    def commitments(self) -> None:
        """Show the closing page: who will do what by when."""
        self._show(frame.closing)
        self._show(frame.commitments, lambda context: ("form", "commitments"))

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

    # --- the facilitator's brief ------------------------------------------------------------

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
