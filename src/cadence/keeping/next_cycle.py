"""The next cycle begins with what lives on: vision, goals that go on, open cards, asks, standing forms."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_OID, uuid5

from cadence.errors import NotAllowed
from cadence.model import Ask, Card, Clause, Entry, Goal, Initiative, Membership, Record, Review, Team, Vision
from cadence.store import View

STANDING_FORMS = ("charter", "routines-and-succession")
LEFT_BEHIND = ("adopt", "abandon")  # an adopted goal is a routine now, an abandoned one is over


@dataclass(frozen=True)
class Carried:
    """What of one team goes into the next cycle; `standing`: that cycle has begun for it already.

    `left` names the goals that stay behind, with what was decided about them.
    """

    team: Team
    records: tuple[Record, ...] = ()
    standing: bool = False
    left: tuple[str, ...] = ()

    def counts(self) -> dict[str, int]:
        """Return how many records of each kind go along, by table."""
        return dict(Counter(record.table for record in self.records))


def what_goes_along(view: View, cycle: int) -> list[Carried]:
    """Return for every team what goes from this cycle into the next; nothing is written.

    Parameters
    ----------
    view
        Sees all teams.
    cycle
        The cycle that ends.
    """
    teams = sorted(view.all(Team), key=lambda team: (team.name.casefold(), team.id))
    return [_of_team(view, team, cycle) for team in teams]


def carry_over(view: View, carried: Sequence[Carried]) -> None:
    """Write what goes along, all teams or none."""
    view.write(*(record for each in carried for record in each.records))


def refuse_twice(carried: Sequence[Carried]) -> None:
    """Refuse where there is nothing to carry over for any team."""
    if any(each.records for each in carried):
        return
    if any(each.standing for each in carried):
        raise NotAllowed("Every team has begun the next cycle already.", "Nothing is carried over twice.")
    raise NotAllowed("No team has anything to carry over.", "Change the cycle in institute.toml by hand.")


def _of_team(view: View, team: Team, cycle: int) -> Carried:
    following = {"team": team.id, "cycle": cycle + 1}
    if any(view.all(kind, **following) for kind in (Vision, Goal, Card)):
        return Carried(team, standing=True)
    here: dict[str, object] = {"team": team.id, "cycle": cycle}
    visions = sorted(view.all(Vision, **here), key=lambda each: each.version)[-1:]
    clauses = [clause for vision in visions for clause in view.all(Clause, vision=vision.id)]
    going, left = _goals(view, here, {clause.id for clause in clauses})
    first = [vision.model_copy(update={"version": 1}) for vision in visions]
    cards = _cards(view, here, {goal.id for goal in going})
    records = (*first, *clauses, *going, *cards, *_rest(view, here))
    return Carried(team, tuple(_again(record, cycle + 1) for record in records), left=left)


def _goals(view: View, here: dict[str, object], clauses: set[str]) -> tuple[list[Goal], tuple[str, ...]]:
    """Return the goals that go on, their baseline and date to be found anew, and the words of the others."""
    decided = {review.goal: review.decision for review in view.all(Review, **here)}
    goals = view.all(Goal, **here)
    left = [goal for goal in goals if decided.get(goal.id) in LEFT_BEHIND]
    going = [
        goal.model_copy(
            update={"baseline": None, "due": None, "clause": goal.clause if goal.clause in clauses else None}
        )
        for goal in goals
        if goal not in left
    ]
    return going, tuple(f"{goal.statement} ({decided[goal.id]})" for goal in left)


def _cards(view: View, here: dict[str, object], goals: set[str]) -> list[Card]:
    """Return the open cards of goals that go on, and of none."""
    seated = {seat.person for seat in view.all(Membership, team=here["team"]) if seat.left is None}
    return [
        _begun_again(card, seated)
        for card in view.all(Card, **here)
        if card.column != "done" and (card.goal in goals or not card.goal)
    ]


def _begun_again(card: Card, seated: set[str]) -> Card:
    """Return a card as it begins again: agreed on, its days to be set anew, with nobody who has left."""
    return card.model_copy(
        update={
            "column": "ideas" if card.column == "ideas" else "ready",
            "owner": card.owner if card.owner in seated else None,
            "verifier": card.verifier if card.verifier in seated else None,
            "due": None,
            "started": None,
            "mark": "",
        }
    )


def _rest(view: View, here: dict[str, object]) -> list[Record]:
    """Return asks without an answer, initiatives that were not stopped, forms that hold from year to year."""
    asks = [each for each in view.all(Ask, **here) if not each.answer]
    kept = [each for each in view.all(Initiative, **here) if each.mark != "stop"]
    return [
        *(each.model_copy(update={"session": 0}) for each in asks),
        *(each.model_copy(update={"mark": None}) for each in kept),
        *(each for each in view.all(Entry, **here) if each.form in STANDING_FORMS),
    ]


def _again(record: Record, cycle: int) -> Record:
    """Return a record as a new one of another cycle, with what it rests on likewise."""
    change: dict[str, object] = {"id": _name(record.id, cycle), "revision": 0}
    if "cycle" in type(record).model_fields:
        change["cycle"] = cycle
    for parent in ("vision", "goal", "clause"):
        if isinstance(named := getattr(record, parent, None), str):
            change[parent] = _name(named, cycle)
    return record.model_copy(update=change)


def _name(name: str, cycle: int) -> str:
    return uuid5(NAMESPACE_OID, f"{cycle}/{name}").hex
