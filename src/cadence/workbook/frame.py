"""The parts that every session has: cover, agenda, worksheets, commitments."""

from collections.abc import Sequence

from cadence.blocks import Agenda, AgendaRow, Block, Bullets, Callout, Cover, Paragraph, Table
from cadence.blocks.words import clock, clock_head
from cadence.forms import worksheet as form_blocks
from cadence.forms.keeping import Here
from cadence.forms.kept import printed
from cadence.model import Entry, Note, Session
from cadence.workbook.context import Context
from cadence.workbook.words import long_date

SYNTHETIC = "Demonstration: the schools are real, every person, answer, visit and card is made up."


def when(context: Context) -> str:
    """Return the meeting's day and time in words, or that none is set."""
    meeting = context.meeting
    if meeting is None:
        return "Date to be announced"
    if not meeting.time:
        return long_date(meeting.on)
    known = clock_head(meeting.time) == clock_head("8:30")  # else: words of the facilitator's own
    return f"{long_date(meeting.on)}, {clock(0, meeting.time) if known else meeting.time}"


def notice(context: Context) -> str:
    """Return the label that made-up data carry on every page, or ''."""
    return SYNTHETIC if context.settings.synthetic else ""


def programme(context: Context) -> str:
    """Return the line over the title: institute and cycle."""
    return f"{context.settings.name} · {context.settings.cycle.title}"


def session_title(context: Context) -> str:
    """Return 'Session 1: Team conditions', or the title alone for pre-work."""
    session = context.session
    return f"Session {session.number}: {session.title}" if session.number else session.title


def cover(context: Context) -> Sequence[Block]:
    """Return the cover page."""
    names = ", ".join(f.name for f in context.settings.facilitators)
    return [
        Cover(
            programme=programme(context),
            title=session_title(context),
            team=context.team.name,
            district=context.settings.district,
            question=context.session.question,
            when=when(context),
            place=context.meeting.place if context.meeting else "",
            prepared=f"Facilitated by {names}",
            notice=notice(context),
            paper=context.settings.paper,
            language=context.settings.language,
        )
    ]


def agenda_rows(context: Context) -> tuple[AgendaRow, ...]:
    """Return the agenda's blocks with the minute each starts at."""
    rows: list[AgendaRow] = []
    start = 0
    for block in context.session.agenda:
        title = context.content.protocol(block.protocol).title if block.protocol else ""
        rows.append(AgendaRow(start, block.minutes, block.title, block.task, title, block.must_keep))
        start += block.minutes
    return tuple(rows)


def agenda(context: Context) -> Sequence[Block]:
    """Return the purpose, what the team leaves with, and the agenda."""
    session = context.session
    return [
        Paragraph(session.purpose, lead=True),
        Bullets(session.outcomes, lead="You leave with"),
        _running(context) if session.number else _tasks(session),
        *([Bullets(session.bring, lead="Please bring")] if session.bring else []),
    ]


def _running(context: Context) -> Block:
    caption = f"{context.session.minutes} minutes together"
    return Agenda(caption, agenda_rows(context), opens=opens(context))


def _tasks(session: Session) -> Block:
    """Return pre-work as tasks: each takes minutes, none has an hour."""
    return Table(
        caption=f"{session.minutes} minutes of work before the first session",
        columns=("Task", "Minutes", "What to do"),
        widths=(2, 0.8, 4),
        align=("left", "right", "left"),
        rows=tuple((block.title, str(block.minutes), block.task) for block in session.agenda),
    )


def opens(context: Context) -> str:
    """Return when the meeting opens, '' where nobody has said so."""
    return context.meeting.time if context.meeting else ""


def worksheet(context: Context, form: str) -> Sequence[Block]:
    """Return a form to write on, with the team's earlier entry in it (a private form: the person's own)."""
    page = context.content.form(form)
    here = {"team": context.team.id, "cycle": context.cycle, "form": form}
    written: Entry | Note | None
    if page.private:
        written = context.view.first(Note, person=context.person, **here) if context.person else None
    else:
        written = context.view.first(Entry, **here)
    return form_blocks(page, printed(page, written.values if written else {}, place_of(context)), level=3)


def place_of(context: Context) -> Here:
    """Return where the rows of forms that are records are read from."""
    return Here(
        view=context.view,
        content=context.content,
        metric=context.settings.metric,
        team=context.team.id,
        cycle=context.cycle,
        session=context.session.number,
        today=context.today,
    )


def closing(context: Context) -> Sequence[Block]:
    """Return the prompt of the closing page."""
    return [Paragraph(context.session.commitments, lead=True)]


def commitments(context: Context) -> Sequence[Block]:
    """Return what is already promised in this session, and room to write."""
    return worksheet(context, "commitments")


def missing(title: str, text: str, remedy: str, points: Sequence[str] = ()) -> Callout:
    """Return the calm box that says what is not there yet and what brings it."""
    return Callout("missing", title, text, tuple(points), remedy)
