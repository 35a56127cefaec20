"""The record of a session, once it is over: for each team, and for whoever pays for the institute."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from cadence.blocks import Block, Bullets, Cover, Heading, PageBreak, Paragraph, Table
from cadence.blocks.words import one_line
from cadence.errors import NotFound
from cadence.forms import worksheet
from cadence.forms.asked import result
from cadence.forms.clusters import groups_of
from cadence.model import (
    Ask,
    Card,
    Commitment,
    Entry,
    Goal,
    Publication,
    Review,
    Round,
    Team,
    Vision,
)
from cadence.store import View, Viewer
from cadence.workbook.brief import facilitator_view
from cadence.workbook.context import Context, teams_of
from cadence.workbook.frame import cover, session_title
from cadence.workbook.people import called, name_of
from cadence.workbook.plan import cards_of, columns_of, goals_of, shows
from cadence.workbook.vision import versions
from cadence.workbook.words import many, percent, short_date

R = TypeVar("R", Review, Commitment, Ask)
Row = tuple[str, str, str, str]
VISION, PLAN, REVIEW = 2, 4, 5  # the sessions from which on there is a vision, a plan, and what came of it
_TEAM = "the team"


def team_record(context: Context) -> list[Block]:
    """Return what a team decided in a session, by whom, by when and what shows it, and what it wrote."""
    rows = tuple(_decided(context))
    table = Table(
        caption="By whom, by when, and what shows it",
        columns=("What", "By whom", "Due", "What shows it"),
        widths=(3.2, 1.3, 1.1, 2.6),
        rows=rows,
    )
    nothing = Paragraph("Nothing is on record yet: no commitment, goal, card or ask of this session.")
    return [
        _front(context, "the record", context.team.name, "For the team and its facilitator."),
        Heading("What was decided", 2),
        table if rows else nothing,
        *_asked(context),
        *_wrote(context),
    ]


def _front(context: Context, what: str, team: str, prepared: str) -> Block:
    (front,) = cover(context)
    assert isinstance(front, Cover)
    return replace(front, title=f"{session_title(context)}: {what}", team=team, prepared=prepared)


def _decided(context: Context) -> Iterator[Row]:
    """Yield what stands decided: what the session is about first, then what people promised."""
    number = context.session.number
    if number == VISION:
        yield from _vision(context)
    if number == PLAN:
        yield from (_goal(goal) for goal in goals_of(context))
    if number == REVIEW:
        yield from (_review(context, each) for each in _of(context, Review))
    yield from (_promise(context, each) for each in _of(context, Commitment, session=number))
    yield from (_ask(each) for each in _of(context, Ask, session=number))
    if number >= PLAN:
        yield from (_card(context, card) for card in cards_of(context) if card.column != "ideas")


def _of(context: Context, kind: type[R], **more: int) -> list[R]:
    return context.view.all(kind, team=context.team.id, cycle=context.cycle, **more)


def _vision(context: Context) -> Iterator[Row]:
    for each in versions(context)[:1]:
        stands = f"Agreed {short_date(each.agreed)}" if each.agreed else "A draft, not yet agreed"
        yield each.text, _TEAM, "", f"{stands}; version {each.version}"


def _goal(goal: Goal) -> Row:
    ends = [percent(goal.baseline), percent(goal.target)]
    return goal.statement, _TEAM, short_date(goal.due), f"From {ends[0]} to {ends[1]}" if all(ends) else ""


def _review(context: Context, review: Review) -> Row:
    goal = next((each.statement for each in goals_of(context) if each.id == review.goal), "")
    return f"{review.decision.title()}: {goal}. {review.reason}", _TEAM, "", review.evidence


def _promise(context: Context, each: Commitment) -> Row:
    done = f"Done {short_date(each.done)}. {each.evidence}".strip() if each.done else each.evidence
    return each.text, name_of(context, each.person) or _TEAM, short_date(each.due), done


def _ask(ask: Ask, before: str = "Asked for: ") -> Row:
    whom = ask.owner or ("the district" if ask.to == "district" else "a peer team")
    answer = f"Answered {short_date(ask.answered)}: {ask.answer}" if ask.answer else "No answer yet"
    return f"{before}{ask.text}", whom, short_date(ask.answer_by), answer


def _card(context: Context, card: Card) -> Row:
    owner = name_of(context, card.owner) or "nobody yet"
    return (
        card.title,
        owner,
        short_date(card.due),
        f"{columns_of(context)[card.column]}. {shows(context, card)}",
    )


def _asked(context: Context) -> list[Block]:
    """Return what was said to the questions that were shown from this session until the next one."""
    first, last = _days(context)
    rounds = context.view.all(Round, team=context.team.id, cycle=context.cycle)
    shown = [r for r in rounds if r.revealed and first <= r.revealed.astimezone().date() < last]
    shown.sort(key=lambda each: (each.question, each.number))
    blocks = [block for each in shown for block in _said(context, each)]
    return [Heading("What we asked each other", 2), *blocks] if blocks else []


def _days(context: Context) -> tuple[date, date]:
    """Return the day of the session, and the first day that no longer belongs to it."""
    number, meetings = context.session.number, context.settings.sessions
    later = [each.on for each in meetings if each.session > number]
    first = context.meeting.on if context.meeting else context.settings.cycle.starts
    return first, min(later, default=date.max)


def _said(context: Context, round: Round) -> list[Block]:
    try:
        question = context.content.question(round.question)
    except NotFound:  # somebody took its file away
        return []
    names = {each["person"]: called(context, each["person"]) for each in round.shown.get("named", ())}
    again = f", round {round.number}" if round.number > 1 else ""
    blocks = result(question, round, names, groups_of(context.view, round))
    return [Heading(f"{question.title}{again}", 3), *blocks]


def _wrote(context: Context) -> list[Block]:
    """Return the forms of the session in which the team wrote something; nothing private is among them."""
    entries = {each.form: each for each in context.view.all(Entry, team=context.team.id, cycle=context.cycle)}
    blocks: list[Block] = []
    for name in context.session.worksheets:
        entry = entries.get(name)
        if entry and any(value not in (None, "", [], {}, False) for value in entry.values.values()):
            blocks += worksheet(context.content.form(name), entry.values, level=3)
    return [PageBreak(), Heading("What we wrote", 2), *blocks] if blocks else []


def sponsor_record(context: Context) -> list[Block]:
    """Return a session's record for the sponsor: counts over teams, asks of the district, what is published.

    It is read through the district's own eyes; of what teams work on it only counts, and names nobody.
    """
    district = context.store.view(Viewer("district"))
    teams = teams_of(context.store)
    return [
        _front(
            context,
            "the record for the sponsor",
            f"All teams ({len(teams)})",
            "It names no member of a team.",
        ),
        Heading("What was decided", 2),
        _counts(context, facilitator_view(context), teams),
        Heading("What teams ask of the district", 2),
        *_asks(context, district, {team.id: team.name for team in teams}),
        Heading("What is published for all teams together", 2),
        *_published(context, district),
    ]


def _counts(context: Context, view: View, teams: Sequence[Team]) -> Block:
    """Return how many teams decided how many things, and how many of them are done and shown."""
    said = tuple(
        (what, f"{len(set(whose))} of {len(teams)}", str(len(whose)), str(done))
        for what, whose, done in _sums(context, view)
    )
    return Table(
        caption="How much was decided, and how much of it is done",
        columns=("What", "Teams", "In all", "Done"),
        widths=(4, 1, 1, 1),
        align=("left", "right", "right", "right"),
        rows=said,
    )


def _sums(context: Context, view: View) -> Iterator[tuple[str, list[str], int]]:
    """Yield what was decided, the team of each, and how many are done."""
    cycle, number = context.cycle, context.session.number
    promised = view.all(Commitment, cycle=cycle, session=number)
    yield "Commitments of this session", [c.team for c in promised], sum(bool(c.done) for c in promised)
    if number >= VISION:
        agreed = {v.team for v in view.all(Vision, cycle=cycle) if v.agreed}
        yield "Visions agreed", sorted(agreed), len(agreed)
    if number >= PLAN:
        goals, cards = view.all(Goal, cycle=cycle), view.all(Card, cycle=cycle)
        decided = {each.goal for each in view.all(Review, cycle=cycle)}
        yield "Goals set; done: decided on at the review", [g.team for g in goals], len(decided)
        confirmed = sum(bool(card.done) for card in cards)
        yield "Actions; done: confirmed by a peer", [card.team for card in cards], confirmed


def _asks(context: Context, view: View, names: dict[str, str]) -> list[Block]:
    asks = [each for each in view.all(Ask, cycle=context.cycle) if each.session <= context.session.number]
    if not asks:
        return [Paragraph("Nothing so far.")]
    rows = tuple((names.get(each.team, each.team), *_ask(each, "")) for each in asks)
    answered = sum(bool(each.answer) for each in asks)
    caption = f"{many(len(asks), 'ask')}, {answered} answered"
    columns = ("Team", "Ask", "With", "Due", "Answer")
    return [Table(caption, columns, rows, widths=(1.4, 2.6, 1.2, 1, 2.2))]


def _published(context: Context, view: View) -> list[Block]:
    found = [
        each for each in view.all(Publication, cycle=context.cycle) if each.kind in ("conditions", "baseline")
    ]
    points = tuple(point for each in found for point in _points(each))
    if not points:
        return [Paragraph("Nothing is published for all teams together yet.")]
    return [Bullets(points)]


def _points(published: Publication) -> Iterator[str]:
    body = published.body
    if body.get("unsaid"):
        yield one_line(body["unsaid"])
        return
    for row in body["conditions" if published.kind == "conditions" else "indicators"]:
        good = row.get("favorable" if published.kind == "conditions" else "good")
        if not row.get("unsaid") and row.get("n"):
            of = "answers are favorable" if published.kind == "conditions" else "visits show it"
            yield f"{row['title']}: {percent(good / row['n'])} of {row['n']} {of}."
