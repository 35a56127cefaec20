"""Made-up goals, cards, evidence, commitments and asks."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from cadence.demo.calendar import met
from cadence.model import (
    Ask,
    Card,
    Clause,
    Commitment,
    Evidence,
    Goal,
    Initiative,
    Metric,
    Person,
    Review,
    Team,
    Verification,
)  # fmt: skip
from cadence.model.plan import Column, Decision
from cadence.model.record import Record


@dataclass(frozen=True)
class Idea:
    """A card as a team might write it."""

    title: str
    standard: str
    evidence: str
    mark: str


IDEAS = (
    Idea("Post targets students can say", "Three of four students asked in 8 rooms can say the target",
         "Visit notes of Feb 6: 27 of 32 students could", "Targets"),
    Idea("Plan one struggle task a week in each grade", "Each grade has 4 tasks with the stuck points named",
         "Folder of 24 tasks, read by the science lead", "Struggle tasks"),
    Idea("Sort exit slips on Tuesdays", "Every grade team brings slips sorted in three piles, 4 weeks running",
         "Photographs of the piles, weeks of Feb 2 to 23", "Exit slips"),
    Idea("Swap one staff meeting for paired visits", "Every teacher leader makes 2 visits with a peer in a month",
         "Visit log: 16 of 16", "Paired visits"),
    Idea("Teach three talk moves", "Heard unprompted in 6 of 8 visits", "Heard in 7 of 8, week of Mar 2", "Talk moves"),
    Idea("Match unit tasks to the standard", "Every unit task rated at the depth of its standard by two readers",
         "Ratings of 18 tasks, 15 agreed at once", "Task match"),
    Idea("Protect the coach's mornings", "No cover duty before 11:00 for six weeks", "Duty rota, six weeks", ""),
    Idea("Write the visit schedule for spring", "Everyone on the team has 2 visits a week in the calendar", "", ""),
    Idea("Ask students what helped", "20 students in each grade band answer two questions", "", ""),
    Idea("Share our task bank with one other team", "One other team has used two of our tasks", "", ""),
    Idea("Try a two-minute wait after questions", "Timed in 5 visits", "", ""),
)  # fmt: skip
ASKS = (
    "Substitutes for one morning a month, so that visits happen in pairs",
    "One testing window moved: it lands on our only common planning day",
    "Somebody to show us how another school runs its Tuesday meeting",
    "A clear answer: may we drop the second reading log?",
)
INITIATIVES = (
    ("Reading log, second copy", None, "", 14.0, "stop"),
    ("Grade-level common planning", 4, "Plans improved in the spring sample", 30.0, "keep"),
    ("Advisory period", 3, "Attendance rose in two grades", 22.0, "keep"),
    ("Fluency software", 2, "Usage reports only", 18.0, "merge"),
    ("Data wall", None, "", 6.5, "stop"),
    ("Phonics screener", 1, "Groups changed every six weeks", 12.0, "keep"),
    ("Saturday tutoring", 1, "", 9.0, None),
)


def goals(team: Team, clauses: list[Clause], metric: Metric, number: int) -> list[Goal]:
    """Return two goals, or four for one team in six: the linter should have something to say."""
    draw = Random(f"goals {number}")
    wanted = 4 if number % 6 == 5 else 2
    served = [c for c in clauses if c.indicators]
    made = []
    for order in range(wanted):
        clause = served[order % len(served)]
        indicator = metric.indicator(clause.indicators[order // len(served) % len(clause.indicators)])
        assert indicator is not None
        base = draw.randint(20, 45) / 100
        made.append(
            Goal(
                id=f"{team.id}-g{order + 1}",
                cycle=1,
                team=team.id,
                clause=clause.id,
                indicator=indicator.id,
                order=order,
                statement=f"{indicator.title}: seen at level {indicator.good} or above in more of our visits",
                baseline=base,
                target=round(base + 0.2, 2),
                due=date(2026, 5, 8),
                theory="If teams plan the moment together and look at what students made, then more rooms "
                "will show it, because the next lesson answers yesterday's work.",
            )
        )
    return made


def board(team: Team, people: list[Person], goals: list[Goal], number: int) -> list[Record]:
    """Return cards in every column, with evidence and a peer's word for those that are done."""
    draw = Random(f"board {number}")
    ideas = list(draw.sample(IDEAS[:6], 6)) + list(draw.sample(IDEAS[6:], 4))
    columns: tuple[Column, ...] = (
        "done",
        "done",
        "done",
        "review",
        "doing",
        "doing",
        "ready",
        "ready",
        "ideas",
        "ideas",
    )
    made: list[Record] = []
    for order, (idea, column) in enumerate(zip(ideas, columns, strict=True)):
        made += _card(draw, team, people, goals, idea, column, order)
    return made


def _card(
    draw: Random, team: Team, people: list[Person], goals: list[Goal], idea: Idea, column: Column, order: int
) -> list[Record]:
    owner, verifier = draw.sample(people, 2)
    started = met(4) + timedelta(days=5 + 11 * order) if column in ("done", "review", "doing") else None
    done = started + timedelta(days=draw.randint(16, 40)) if started and column == "done" else None
    card = Card(
        id=f"{team.id}-k{order + 1}",
        cycle=1,
        team=team.id,
        goal=goals[order % len(goals)].id if column != "ideas" else None,
        title=idea.title,
        column=column,
        order=order,
        owner=owner.id if column != "ideas" else None,
        verifier=verifier.id if column in ("done", "review") else None,
        due=met(4) + timedelta(days=30 + 9 * order) if column != "ideas" else None,
        started=started,
        done=done,
        standard=idea.standard if column != "ideas" else "",
        mark=idea.mark if column == "done" else "",
    )
    made: list[Record] = [card]
    if done and started:
        text = idea.evidence or idea.standard
        made.append(
            Evidence(id=f"{card.id}-e", team=team.id, card=card.id, text=text, added_by=owner.id, added=done)
        )
        at = datetime(done.year, done.month, done.day, 20, tzinfo=UTC)
        made.append(
            Verification(
                id=f"{card.id}-v",
                team=team.id,
                card=card.id,
                verifier=verifier.id,
                verdict="confirmed",
                at=at,
            )
        )
    return made


def initiatives(team: Team, number: int) -> list[Initiative]:
    """Return what already takes the school's time."""
    draw = Random(f"initiatives {number}")
    return [
        Initiative(
            id=f"{team.id}-i{n}",
            cycle=1,
            team=team.id,
            name=name,
            priority=f"priority-{priority}" if priority else None,
            evidence=evidence,
            hours=round(hours * draw.uniform(0.6, 1.4) * 2) / 2,
            mark=mark,  # type: ignore[arg-type]
        )
        for n, (name, priority, evidence, hours, mark) in enumerate(draw.sample(INITIATIVES, 5))
    ]


def commitments(team: Team, people: list[Person], number: int) -> list[Record]:
    """Return what was promised at each session and most of it kept, and what the team asked for."""
    draw = Random(f"commitments {number}")
    promises = (
        (1, "Write down the decisions this team owns and send them to everybody", 14),
        (1, "Put the weekly hour in all eight calendars", 7),
        (2, "Read the vision to each grade team and bring back one question", 21),
        (2, "Add our three words to the shared glossary", 14),
        (3, "Make eight visits a week until January", 40),
        (3, "Rate one vignette together at the Tuesday meeting", 14),
        (4, "Move one card a week and say so at the Friday huddle", 60),
        (4, "Ask the district about the testing window", 10),
    )
    made: list[Record] = []
    for n, (session, text, days) in enumerate(promises):
        due = met(session) + timedelta(days=days)
        kept = draw.random() < 0.75
        made.append(
            Commitment(
                id=f"{team.id}-m{n + 1}",
                cycle=1,
                team=team.id,
                session=session,
                text=text,
                person=draw.choice(people).id,
                due=due,
                done=due - timedelta(days=draw.randint(0, 5)) if kept else None,
                evidence="Seen by the facilitator" if kept else "",
            )
        )
    answered = draw.random() < 0.6
    ask = Ask(
        id=f"{team.id}-a1",
        cycle=1,
        team=team.id,
        session=3,
        text=draw.choice(ASKS),
        owner="Office of School Leadership",
        answer_by=met(4) - timedelta(days=12),
        answer="Yes, from February on" if answered else "",
        answered=met(4) - timedelta(days=20) if answered else None,
    )
    return [*made, ask]


def reviews(team: Team, goals: list[Goal], number: int) -> list[Review]:
    """Return what the team decided about its first goal last spring."""
    draw = Random(f"review {number}")
    decisions: tuple[Decision, ...] = ("adapt", "adopt", "abandon")
    return [
        Review(
            id=f"{goals[0].id}-r",
            cycle=1,
            team=team.id,
            goal=goals[0].id,
            fidelity=draw.randint(2, 4),
            impact=draw.randint(1, 4),
            decision=draw.choice(decisions),
            reason="It was done in most grades; it helped most where two people planned together.",
        )
    ]
