"""What a plan still lacks, in kind words."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from cadence.model import Card, Goal

MOST_GOALS = 3
_UNDER_WAY = ("ready", "doing", "review")

_GOAL_RULES: tuple[tuple[str, Callable[[Goal], bool], str, str], ...] = (
    ("goal-measure", lambda g: not g.indicator, "no measure", "Name the look-for it will be read off."),
    ("goal-target", lambda g: g.target is None, "no target", "Say how far it shall move."),
    ("goal-date", lambda g: g.due is None, "no date", "Say by when."),
    ("goal-clause", lambda g: not g.clause, "no vision clause", "Say which part of the vision it serves."),
)
_CARD_RULES: tuple[tuple[str, Callable[[Card], bool], str, str], ...] = (
    ("card-owner", lambda c: not c.owner, "no owner", "One name each, someone who has said yes."),
    ("card-date", lambda c: c.due is None, "no due date", "Pick a day, even a rough one."),
    (
        "card-standard",
        lambda c: not c.standard.strip(),
        "no standard of done",
        "Say what a peer will look for.",
    ),
)


class Finding(NamedTuple):
    """A rule that the plan does not keep, and what to do about it."""

    rule: str
    words: str


def _titles(titles: Sequence[str], most: int = 3) -> str:
    shown = ", ".join(f"'{title}'" for title in titles[:most])
    return shown if len(titles) <= most else f"{shown} and {len(titles) - most} more"


def _lacking(rule: str, noun: str, titles: Sequence[str], lack: str, remedy: str) -> list[Finding]:
    if not titles:
        return []
    subject = f"One {noun} has {lack}" if len(titles) == 1 else f"{len(titles)} {noun}s have {lack}"
    return [Finding(rule, f"{subject}: {_titles(titles)}. {remedy}")]


def _goals(goals: Sequence[Goal]) -> list[Finding]:
    found = []
    if len(goals) > MOST_GOALS:
        words = f"There are {len(goals)} goals. Keep the {MOST_GOALS} that matter most and park the others."
        found.append(Finding("too-many-goals", words))
    for rule, lacks, lack, remedy in _GOAL_RULES:
        found += _lacking(rule, "goal", [g.statement for g in goals if lacks(g)], lack, remedy)
    return found


def _cards(cards: Sequence[Card], goals: set[str]) -> list[Finding]:
    found = []
    for rule, lacks, lack, remedy in _CARD_RULES:
        found += _lacking(rule, "card", [c.title for c in cards if lacks(c)], lack, remedy)
    adrift = [card.title for card in cards if card.goal not in goals]
    return found + _lacking("card-goal", "card", adrift, "no goal", "Tie it to a goal, or let it go.")


def _idle(goals: Sequence[Goal], cards: Sequence[Card]) -> list[Finding]:
    served = {card.goal for card in cards}
    idle = [goal.statement for goal in goals if goal.id not in served]
    return _lacking("goal-cards", "goal", idle, "no card", "Write the first action that would move it.")


def _balance(cards: Sequence[Card]) -> list[Finding]:
    """Find everything due on one day, and one person carrying more than half."""
    found = []
    days = Counter(card.due for card in cards if card.due)
    if len(cards) >= 3 and len(days) == 1 and sum(days.values()) == len(cards):
        day = next(iter(days))
        words = f"All {len(cards)} cards are due on {day:%B} {day.day}. Spread them, so that help can follow."
        found.append(Finding("same-day", words))
    owners = Counter(card.owner for card in cards if card.owner)
    most = max(owners.values(), default=0)
    if len(cards) >= 4 and most > len(cards) / 2:
        words = f"One person owns {most} of {len(cards)} cards. Ask who could take some of them."
        found.append(Finding("one-owner", words))
    return found


def plan_lint(goals: Iterable[Goal], cards: Iterable[Card]) -> list[Finding]:
    """Return what a plan still lacks, goals first; cards among the ideas or done are left in peace."""
    goals, cards = list(goals), list(cards)
    moving = [card for card in cards if card.column in _UNDER_WAY]
    ids = {goal.id for goal in goals}
    return [*_goals(goals), *_idle(goals, cards), *_cards(moving, ids), *_balance(moving)]
