"""What a plan still lacks, in kind words."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cadence.model import Card, Goal

MOST_GOALS = 3
MOST_AT_ONCE = 3  # cards of one person in Doing
_UNDER_WAY = ("ready", "doing", "review")
# Words of a standard that nobody can see being met; a number beside them makes up for it.
_VAGUE = re.compile(
    r"\b(better|improve[ds]?|improving|improvement|understand(s|ing)?|aware(ness)?|effective(ly)?|appropriate(ly)?|"
    r"support(s|ed|ing)?|work(s|ed|ing)? on|try|tried|more|enough|as needed|progress)\b",
    re.IGNORECASE,
)
_SHORTEST = 2  # words of a standard


@dataclass(frozen=True)
class Rule:
    """What is looked for in a goal or a card: what it lacks, why that matters, and what to do."""

    name: str
    lacks: Callable[[Goal], bool] | Callable[[Card], bool]
    lack: str
    why: str
    remedy: str


@dataclass(frozen=True)
class Finding:
    """A rule that the plan does not keep: what is found, why it matters, and what to do about it.

    `card` or `goal` is the id of the one that it is about; empty where it is about several.
    """

    rule: str
    what: str
    remedy: str
    why: str = ""
    card: str = ""
    goal: str = ""

    @property
    def words(self) -> str:
        """Return it in a line, as packets have it."""
        return f"{self.what} {self.remedy}"


def _unmeasurable(card: Card) -> bool:
    """Return whether a peer could not tell from the standard of a card that it is met."""
    standard = card.standard.strip()
    vague = _VAGUE.search(standard) and not re.search(r"\d", standard)
    return bool(standard) and (len(standard.split()) < _SHORTEST or bool(vague))


_GOAL_RULES = (
    Rule(
        "goal-measure",
        lambda g: not g.indicator,
        "no measure",
        "Without one, nobody can tell whether it moves.",
        "Name the look-for it will be read off.",
    ),
    Rule(
        "goal-target",
        lambda g: g.target is None,
        "no target",
        "Without one, it is never reached.",
        "Say how far it shall move.",
    ),
    Rule("goal-date", lambda g: g.due is None, "no date", "A day makes it a promise.", "Say by when."),
    Rule(
        "goal-clause",
        lambda g: not g.clause,
        "no vision clause",
        "The thread from the vision to the work breaks here.",
        "Say which part of the vision it serves.",
    ),
)
_CARD_RULES = (
    Rule(
        "card-owner",
        lambda c: not c.owner,
        "no owner",
        "What is everybody's is nobody's.",
        "One name each, someone who has said yes.",
    ),
    Rule(
        "card-date",
        lambda c: c.due is None,
        "no due date",
        "Without a day nobody notices that it waits.",
        "Pick a day, even a rough one.",
    ),
    Rule(
        "card-standard",
        lambda c: not c.standard.strip(),
        "no standard of done",
        "A peer has nothing to confirm it against.",
        "Say what a peer will look for.",
    ),
    Rule(
        "card-measure",
        _unmeasurable,
        "a standard that is hard to see",
        "Two people would not find the same when they look.",
        "Say what somebody would count, read or watch.",
    ),
)


def _titles(titles: Sequence[str], most: int = 3) -> str:
    shown = ", ".join(f"'{title}'" for title in titles[:most])
    return shown if len(titles) <= most else f"{shown} and {len(titles) - most} more"


def _lacking(rule: Rule, found: Sequence[Goal] | Sequence[Card]) -> list[Finding]:
    if not found:
        return []
    noun = "card" if isinstance(found[0], Card) else "goal"
    titles = [each.title if isinstance(each, Card) else each.statement for each in found]
    subject = f"One {noun} has {rule.lack}" if len(found) == 1 else f"{len(found)} {noun}s have {rule.lack}"
    about = {noun: found[0].id} if len(found) == 1 else {}
    return [Finding(rule.name, f"{subject}: {_titles(titles)}.", rule.remedy, rule.why, **about)]


def _goals(goals: Sequence[Goal]) -> list[Finding]:
    found = []
    if len(goals) > MOST_GOALS:
        found.append(
            Finding(
                "too-many-goals",
                f"There are {len(goals)} goals.",
                f"Keep the {MOST_GOALS} that matter most and park the others.",
                "A team that has many goals has none in mind on a Tuesday.",
            )
        )
    for rule in _GOAL_RULES:
        found += _lacking(rule, [g for g in goals if rule.lacks(g)])  # type: ignore[arg-type]
    return found


def _cards(cards: Sequence[Card], goals: set[str]) -> list[Finding]:
    found = []
    for rule in _CARD_RULES:
        found += _lacking(rule, [c for c in cards if rule.lacks(c)])  # type: ignore[arg-type]
    adrift = Rule(
        "card-goal",
        lambda c: c.goal not in goals,
        "no goal",
        "Work that serves no goal takes time from work that does.",
        "Tie it to a goal, or let it go.",
    )
    return found + _lacking(adrift, [card for card in cards if card.goal not in goals])


def _idle(goals: Sequence[Goal], cards: Sequence[Card]) -> list[Finding]:
    served = {card.goal for card in cards}
    idle = Rule(
        "goal-cards",
        lambda g: g.id not in served,
        "no card",
        "A goal that nobody works on stays a wish.",
        "Write the first action that would move it.",
    )
    return _lacking(idle, [goal for goal in goals if goal.id not in served])


def _balance(cards: Sequence[Card]) -> list[Finding]:
    """Find everything due on one day, one person carrying more than half, and too much begun at once."""
    found = []
    days = Counter(card.due for card in cards if card.due)
    if len(cards) >= 3 and len(days) == 1 and sum(days.values()) == len(cards):
        day = next(iter(days))
        what = f"All {len(cards)} cards are due on {day:%B} {day.day}."
        found.append(Finding("same-day", what, "Spread them, so that help can follow."))
    owners = Counter(card.owner for card in cards if card.owner)
    most = max(owners.values(), default=0)
    if len(cards) >= 4 and most > len(cards) / 2:
        what = f"One person owns {most} of {len(cards)} cards."
        found.append(Finding("one-owner", what, "Ask who could take some of them."))
    doing = Counter(card.owner for card in cards if card.owner and card.column == "doing")
    many = max(doing.values(), default=0)
    if many > MOST_AT_ONCE:
        what = f"One person has {many} cards in Doing at once."
        why = "A few things at a time get done sooner."
        found.append(Finding("load", what, "Finish one, or put one back to Ready.", why))
    return found


def _unmoved(cards: Sequence[Card], since: date | None, changed: Mapping[str, date]) -> list[Finding]:
    """Find the cards under way of which nothing is new since the last session."""
    unmoved = Rule(
        "card-unchanged",
        lambda c: True,
        "nothing new since the last session",
        "What rests that long is stuck, or no longer wanted.",
        "Ask what is in the way, make it smaller, or let it go.",
    )
    return _lacking(unmoved, [card for card in cards if since and changed.get(card.id, since) < since])


def plan_lint(
    goals: Iterable[Goal],
    cards: Iterable[Card],
    *,
    since: date | None = None,
    changed: Mapping[str, date] | None = None,
) -> list[Finding]:
    """Return what a plan still lacks, goals first; cards among the ideas or done are left in peace.

    `since` is the day of the last session, `changed` when a card, or what shows or is said of it, was
    changed last; a card that is not in it counts as new.
    """
    goals, cards = list(goals), list(cards)
    moving = [card for card in cards if card.column in _UNDER_WAY]
    ids = {goal.id for goal in goals}
    return [
        *_goals(goals),
        *_idle(goals, cards),
        *_cards(moving, ids),
        *_unmoved(moving, since, changed or {}),
        *_balance(moving),
    ]
