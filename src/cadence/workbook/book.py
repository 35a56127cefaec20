"""The one object a notebook holds: one call a cell, each delegated to a part."""

from typing import TYPE_CHECKING, Self

from cadence.blocks import PageBreak
from cadence.content import Content
from cadence.institute import Institute
from cadence.store import Store
from cadence.workbook import frame, pictures, review
from cadence.workbook.baseline import drawn
from cadence.workbook.brief_cells import BriefCells
from cadence.workbook.context import Context, allowed, find_session, find_team, teams_of, viewer
from cadence.workbook.question_cells import QuestionCells
from cadence.workbook.session_cells import SessionCells

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Workbook(SessionCells, QuestionCells, BriefCells):
    """A session of one team: every method shows its part, and shows it again when the team changes."""

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

    def choose_team(self) -> None:
        """Show a list to pick the team from (for JupyterLab; tag the cell `lab`)."""
        from cadence.workbook.chooser import choose_team

        choose_team(teams_of(self._context.store), self._context.team, self.team)

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
