"""The facilitator's brief: one packet over all teams, with the words to say and what to watch for."""

from collections.abc import Sequence

from cadence.blocks import AgendaRow, Block, Bullets, Callout, Checklist, Cover, Heading, Paragraph, Table
from cadence.blocks.words import clock
from cadence.charts import condition_multiples
from cadence.errors import NotAllowed
from cadence.forms import calibration_key as key_blocks
from cadence.model import AgendaBlock, Card, Goal, Membership, Observation, Person, Protocol, Team, Vision
from cadence.publish import Baseline, ConditionProfile, latest
from cadence.store import View, Viewer
from cadence.workbook.across import verdicts
from cadence.workbook.baseline import drawn
from cadence.workbook.context import Context, teams_of
from cadence.workbook.frame import agenda_rows, missing, notice, opens, programme, session_title, when
from cadence.workbook.tables import least_seen, rows_of
from cadence.workbook.words import many

CALIBRATION_SESSION = 3
REVIEW_SESSION = 5


def facilitator_view(context: Context) -> View:
    """Return a view over all teams; a signed-in member is refused."""
    view = context.store.view(Viewer(role="facilitator", person=context.person))
    if context.person and view.get(Person, context.person).role != "facilitator":
        raise NotAllowed("The brief is for facilitators.", "Ask your facilitator for what you need from it.")
    return view


def cover(context: Context) -> Sequence[Block]:
    """Return the cover of the brief."""
    teams = teams_of(context.store)
    return [
        Cover(
            programme=programme(context),
            title=f"{session_title(context)}: facilitator's brief",
            team=f"All teams ({len(teams)})",
            district=context.settings.district,
            question=context.session.question,
            when=when(context),
            place=context.meeting.place if context.meeting else "",
            prepared="For the facilitator only. It holds no person's answers.",
            notice=notice(context),
            paper=context.settings.paper,
            language=context.settings.language,
        )
    ]


def prepare(context: Context) -> Sequence[Block]:
    """Return what to do beforehand, what to have in the room, and what teams bring."""
    session = context.session
    materials = tuple(dict.fromkeys(m for block in session.agenda for m in block.materials))
    blocks: list[Block] = [Paragraph(session.purpose, lead=True)]
    if session.prepare:
        blocks.append(Checklist("Do beforehand", session.prepare))
    if materials:
        blocks.append(Checklist("Have in the room", materials))
    if session.bring:
        blocks.append(Bullets(session.bring, lead="Teams bring"))
    return blocks


def afterwards(context: Context) -> Sequence[Block]:
    """Return what to do after the session."""
    prompt = "Within the week" if context.session.number else "Once it is in"
    return [Checklist(prompt, context.session.after)] if context.session.after else []


def teams(context: Context) -> Sequence[Block]:
    """Return a row a team: people, answers in, and what is on record; counts only."""
    found = teams_of(context.store)
    if not found:
        return [missing("No teams yet", "A brief needs teams.", "Take them in: cadence import roster FILE")]
    view = facilitator_view(context)
    return [
        Table(
            caption=many(len(found), "team"),
            columns=("Team", "People", "Survey in", "Vision", "Visits", "Goals", "Cards done"),
            widths=(3, 0.8, 1, 0.8, 0.8, 0.8, 1.1),
            align=("left", "right", "right", "right", "right", "right", "right"),
            rows=tuple(_team_row(context, view, team) for team in found),
        )
    ]


def _team_row(context: Context, view: View, team: Team) -> tuple[str, ...]:
    here = {"team": team.id, "cycle": context.cycle}
    people = len(view.all(Membership, team=team.id))
    cards = view.all(Card, **here)
    versions = [v.version for v in view.all(Vision, **here)]
    return (
        team.name,
        str(people),
        f"{len(view.submitted(team.id, context.cycle, 'conditions', 1))} of {people}",
        f"v{max(versions)}" if versions else "none",
        str(len(view.all(Observation, **here))),
        str(len(view.all(Goal, **here))),
        f"{sum(c.column == 'done' for c in cards)} of {len(cards)}",
    )


def running_order(context: Context) -> Sequence[Block]:
    """Return each agenda block with script, what to watch for, an example and a recovery move."""
    blocks: list[Block] = []
    for row, block in zip(agenda_rows(context), context.session.agenda, strict=True):
        keep = ", must keep" if block.must_keep else ""
        when = f"{at(row, context)} " if context.session.number else ""  # pre-work has no clock
        blocks += [
            Heading(f"{when}{block.title} ({block.minutes} min{keep})", 3),
            Paragraph(f"Task: {block.task}"),
            Callout("say", "", block.script),
            _notes(block, row.protocol),
        ]
    return blocks


def _notes(block: AgendaBlock, protocol: str) -> Table:
    rows = [
        ("Materials", "; ".join(block.materials)),
        ("Protocol", protocol),
        ("Watch for", block.watch_for),
        ("Good work looks like", block.example),
        ("When it goes wrong", block.recovery),
    ]
    return Table(caption="", columns=("", ""), widths=(1, 4.6), rows=tuple(row for row in rows if row[1]))


def at(row: AgendaRow, context: Context) -> str:
    """Return when a stretch begins: by the clock where the meeting's time is known, else from 0:00."""
    return clock(row.start, opens(context))


def protocols(context: Context) -> Sequence[Block]:
    """Return the protocols that the agenda uses, each with its timed steps and settings."""
    names = dict.fromkeys(block.protocol for block in context.session.agenda if block.protocol)
    blocks: list[Block] = []
    for name in names:
        blocks += _protocol(context.content.protocol(name))
    return blocks


def calibration_key(context: Context) -> Sequence[Block]:
    """Return the reference ratings of the metric's practice moments, for Session 3 alone."""
    if context.session.number != CALIBRATION_SESSION:
        return []
    return key_blocks(context.content.metric(context.settings.metric))


def _protocol(protocol: Protocol) -> list[Block]:
    settings = protocol.variants
    return [
        Heading(f"{protocol.title} ({protocol.minutes:g} min)", 3),
        Paragraph(f"{protocol.purpose} {protocol.group}"),
        Table(
            caption=f"Steps of {protocol.title}",
            columns=("Step", "Minutes", "What happens"),
            widths=(1.4, 0.7, 4),
            align=("left", "right", "left"),
            rows=tuple((s.title, f"{s.minutes:g}", s.do) for s in protocol.steps),
        ),
        Bullets(
            (
                f"In person: {settings.in_person}",
                f"Remote: {settings.remote}",
                f"Hybrid: {settings.hybrid}",
                f"Pitfalls: {protocol.pitfalls}",
            )
        ),
    ]


def across_teams(context: Context) -> Sequence[Block]:
    """Return what the published results say over all teams: where to start, and the baselines."""
    view = facilitator_view(context)
    profiles = {team.name: _profile(context, view, team) for team in teams_of(context.store)}
    shown = {name: profile for name, profile in profiles.items() if profile}
    return [
        *([drawn(condition_multiples(shown))] if shown else []),
        _first_conversations(profiles),
        *(_least_seen(context, view) if context.session.number >= 3 else []),
        *(verdicts(context, view) if context.session.number >= REVIEW_SESSION else []),
    ]


def _profile(context: Context, view: View, team: Team) -> ConditionProfile | None:
    found = latest(view, "conditions", context.cycle, team.id)
    return ConditionProfile.from_body(found.body) if found else None


def _first_conversations(profiles: dict[str, ConditionProfile | None]) -> Block:
    return Table(
        caption="Which conversation first, team by team",
        columns=("Team", "Start with", "Why"),
        widths=(1.6, 1.3, 4),
        rows=tuple((name, *_start(profile)) for name, profile in profiles.items()),
    )


def _start(profile: ConditionProfile | None) -> tuple[str, str]:
    """Return the condition to start with and why, or why there is none."""
    if not profile or profile.order.empty:
        return "nothing shown", profile.unsaid if profile is not None else "Not published yet."
    first = rows_of(profile.order)[0]
    titles = {row["condition"]: row["title"] for row in rows_of(profile.conditions)}
    return titles[first["condition"]], first["reason"]


def _least_seen(context: Context, view: View) -> list[Block]:
    rows = []
    for team in teams_of(context.store):
        found = latest(view, "baseline", context.cycle, team.id)
        result = Baseline.from_body(found.body) if found else None
        least = least_seen(result.indicators) if result else None
        if least is None:
            rows.append((team.name, "no baseline yet", "", ""))
            continue
        interval = f"{least['low']:.0%} to {least['high']:.0%}"
        rows.append((team.name, least["title"], f"{least['good']:.0f} of {least['n']:.0f}", interval))
    return [
        Table(
            caption="Baselines: the look-for seen least often in each team",
            columns=("Team", "Look-for", "Seen", "Plausibly"),
            widths=(2, 3, 1, 1.2),
            rows=tuple(rows),
            note="The teams are in alphabetical order, and visited different rooms: this is not a ranking.",
        )
    ]
