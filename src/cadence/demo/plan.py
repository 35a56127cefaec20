"""Made-up goals, cards, evidence, commitments and asks."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from cadence.demo.calendar import met
from cadence.demo.story import story
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

COLUMNS: tuple[Column, ...] = (
    "done", "done", "done", "review", "doing", "doing", "ready", "ready", "ideas", "ideas",
)  # fmt: skip
DUE = date(2026, 5, 8)


def goals(team: Team, clauses: list[Clause], metric: Metric, number: int) -> list[Goal]:
    """Return two goals, or four for one team in six: the linter should have something to say."""
    draw = Random(f"goals {number}")
    served = [c for c in clauses if c.indicators]
    wanted = 4 if number % 6 == 5 else 2
    return [_goal(draw, team, served[n % len(served)], n // len(served), metric, n) for n in range(wanted)]


def _goal(draw: Random, team: Team, clause: Clause, turn: int, metric: Metric, order: int) -> Goal:
    indicator = metric.indicator(clause.indicators[turn % len(clause.indicators)])
    assert indicator is not None
    base = draw.randint(20, 45) / 100
    return Goal(
        id=f"{team.id}-g{order + 1}",
        cycle=1,
        team=team.id,
        clause=clause.id,
        indicator=indicator.id,
        order=order,
        statement=f"{indicator.title}: seen at level {indicator.good} or above in more of our visits",
        baseline=base,
        target=round(base + 0.2, 2),
        due=DUE,
        theory=story()["theory"],
    )


def board(team: Team, people: list[Person], goals: list[Goal], number: int) -> list[Record]:
    """Return cards in every column, with evidence and a peer's word for those that are done."""
    draw = Random(f"board {number}")
    words = draw.sample(story()["under_way"], 6) + draw.sample(story()["to_come"], 4)
    made: list[Record] = []
    for order, (each, column) in enumerate(zip(words, COLUMNS, strict=True)):
        card = _card(draw, team, people, goals, each, column, order)
        made += [card, *_shown(card, each)]
    return made


def _card(
    draw: Random,
    team: Team,
    people: list[Person],
    goals: list[Goal],
    words: dict[str, Any],
    column: Column,
    order: int,
) -> Card:
    card = Card(
        id=f"{team.id}-k{order + 1}", cycle=1, team=team.id, title=words["title"], column=column, order=order
    )
    if column == "ideas":
        return card
    owner, verifier = draw.sample(people, 2)
    said = {"goal": goals[order % len(goals)].id, "owner": owner.id, "standard": words["standard"]}
    when = {"due": met(4) + timedelta(days=30 + 9 * order)}
    if column != "ready":
        when["started"] = met(4) + timedelta(days=5 + 11 * order)
    if column in ("done", "review"):
        said["verifier"] = verifier.id
    if column == "done":
        when["done"] = when["started"] + timedelta(days=draw.randint(16, 40))
        said["mark"] = words["mark"]
    return card.model_copy(update=said | when)


def _shown(card: Card, words: dict[str, Any]) -> list[Record]:
    if not (card.done and card.owner and card.verifier):
        return []
    here = {"team": card.team, "card": card.id}
    at, e = datetime.combine(card.done, time(20), UTC), f"{card.id}-e"
    saw = {"verifier": card.verifier, "standard": card.standard, "seen": (e,), "at": at}
    return [
        Evidence(id=e, text=words["evidence"], added_by=card.owner, added=card.done, **here),
        Verification(id=f"{card.id}-v", verdict="confirmed", **saw, **here),
    ]


def initiatives(team: Team, number: int) -> list[Initiative]:
    """Return what already takes the school's time."""
    draw = Random(f"initiatives {number}")
    return [
        _initiative(draw, team, n, words) for n, words in enumerate(draw.sample(story()["initiatives"], 5))
    ]


def _initiative(draw: Random, team: Team, order: int, words: dict[str, Any]) -> Initiative:
    return Initiative(
        id=f"{team.id}-i{order}",
        cycle=1,
        team=team.id,
        name=words["name"],
        priority=f"priority-{words['priority']}" if "priority" in words else None,
        evidence=words.get("evidence", ""),
        hours=round(words["hours"] * draw.uniform(0.6, 1.4) * 2) / 2,
        mark=words.get("mark"),
    )


def commitments(team: Team, people: list[Person], number: int) -> list[Commitment]:
    """Return what was promised at each session, three quarters of it kept."""
    draw = Random(f"commitments {number}")
    return [_promise(draw, team, people, n, words) for n, words in enumerate(story()["promises"])]


def _promise(draw: Random, team: Team, people: list[Person], order: int, words: dict[str, Any]) -> Commitment:
    due = met(words["session"]) + timedelta(days=words["days"])
    kept = draw.random() < 0.75
    return Commitment(
        id=f"{team.id}-m{order + 1}",
        cycle=1,
        team=team.id,
        session=words["session"],
        text=words["text"],
        person=draw.choice(people).id,
        due=due,
        done=due - timedelta(days=draw.randint(0, 5)) if kept else None,
        evidence="Seen by the facilitator" if kept else "",
    )


def asks(team: Team, number: int) -> list[Ask]:
    """Return what the team asked of the district; some of it is answered."""
    draw = Random(f"asks {number}")
    answered = draw.random() < 0.6
    return [
        Ask(
            id=f"{team.id}-a1",
            cycle=1,
            team=team.id,
            session=3,
            text=draw.choice(story()["asks"]),
            owner="Office of School Leadership",
            answer_by=met(4) - timedelta(days=12),
            answer="Yes, from February on" if answered else "",
            answered=met(4) - timedelta(days=20) if answered else None,
        )
    ]


def reviews(team: Team, goals: list[Goal], number: int) -> list[Review]:
    """Return what the team decided about its first goal in the spring."""
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
            reason=story()["review_reason"],
        )
    ]
