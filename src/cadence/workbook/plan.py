"""Session 4: the goals and the action board as they stand."""

from collections.abc import Sequence
from datetime import date

from cadence.blocks import Block, Callout, Facts, Statement, Table
from cadence.board.ahead import ahead
from cadence.board.weekly import weekly
from cadence.model import Card, Evidence, Goal, Person
from cadence.model.plan import Column
from cadence.workbook.context import Context
from cadence.workbook.frame import missing
from cadence.workbook.people import name_of
from cadence.workbook.rests import rests_on, theory
from cadence.workbook.vision import clauses
from cadence.workbook.words import many, percent, short_date


def goals_of(context: Context) -> list[Goal]:
    """Return the team's goals of this cycle in order."""
    found = context.view.all(Goal, team=context.team.id, cycle=context.cycle)
    return sorted(found, key=lambda g: (g.order, g.id))


def columns_of(context: Context) -> dict[Column, str]:
    """Return what the columns of the board are called, by id, from left to right."""
    return {each.id: each.title for each in context.content.board().columns}


def cards_of(context: Context) -> list[Card]:
    """Return the team's cards of this cycle in the order of the board."""
    found = context.view.all(Card, team=context.team.id, cycle=context.cycle)
    places = list(columns_of(context))
    return sorted(found, key=lambda c: (places.index(c.column), c.order, c.id))


def goals(context: Context) -> Sequence[Block]:
    """Return each goal with where it starts, where it goes and why it should work."""
    found = goals_of(context)
    if not found:
        return [
            missing(
                "No goals yet",
                "Your team sets at most three in this session.",
                "The goal page follows in this packet.",
            )
        ]
    theories = [
        Statement(g.theory, f"Theory of action, goal {n}") for n, g in enumerate(found, 1) if g.theory
    ]
    return [
        Table(
            caption="Goals of this cycle",
            columns=("Goal", "Serves", "From", "To", "By"),
            widths=(3, 2.4, 0.8, 0.8, 1.2),
            align=("left", "left", "right", "right", "left"),
            rows=tuple(_goal_row(context, goal) for goal in found),
        ),
        *(theories[:1] if len({t.text for t in theories}) == 1 else theories),
        *([] if theories else theory(context)),
        *rests_on(context),
        *linted(context),
    ]


def _goal_row(context: Context, goal: Goal) -> tuple[str, ...]:
    clause = next((c for c in clauses(context) if c.id == goal.clause), None)
    return (
        goal.statement,
        clause.text if clause else "no clause yet",
        percent(goal.baseline) or "not known",
        percent(goal.target) or "not set",
        short_date(goal.due) or "no date",
    )


def linted(context: Context) -> list[Block]:
    """Return what the plan linter says, in kind words."""
    from cadence.analysis import plan_lint

    findings = plan_lint(goals_of(context), cards_of(context))
    if not findings:
        return []
    title = f"{many(len(findings), 'thing')} to look at in the plan"
    return [Callout("caution", title, "", tuple(f.words for f in findings))]


def overdue(cards: Sequence[Card], today: date) -> list[Card]:
    """Return the cards that are past their day and not done."""
    return [c for c in cards if c.due and c.due < today and c.column != "done"]


def board(context: Context) -> Sequence[Block]:
    """Return the board as it stands, column by column."""
    cards = board_of(context)
    if not cards:
        return [
            missing(
                "The board is empty",
                "A card says who does what by when, and what will show that it is done.",
                "Write the first cards on the card page of this packet.",
            )
        ]
    titles = columns_of(context).items()
    counts = tuple((str(sum(c.column == key for c in cards)), title, "") for key, title in titles)
    return [Facts(counts), _board_table(context, cards)]


def weekly_fifteen(context: Context) -> Sequence[Block]:
    """Return the agenda of the weekly meeting, made from the board."""
    protocol = context.content.protocol("weekly-fifteen")
    return weekly(protocol, board_of(context), _names(context), columns_of(context), context.today)


def next_ninety_days(context: Context) -> Sequence[Block]:
    """Return what falls due in 30, 60 and 90 days from the meeting; nothing while there is no card."""
    cards = board_of(context)
    return ahead(cards, _names(context), context.today) if cards else []


def _names(context: Context) -> dict[str, str]:
    return {person.id: person.name for person in context.view.all(Person)}


def board_of(context: Context) -> list[Card]:
    """Return the cards as they stood on the day of the meeting."""
    return [_as_of(card, context.today) for card in cards_of(context)]


def _as_of(card: Card, today: date) -> Card:
    """Return the card as it stood on a day: work done later was not done yet."""
    if card.done and card.done > today:
        card = card.model_copy(update={"column": "doing", "done": None})
    if card.started and card.started > today:
        return card.model_copy(update={"column": "ready", "started": None})
    return card


def _board_table(context: Context, cards: Sequence[Card]) -> Table:
    late, titles = set(overdue(cards, context.today)), columns_of(context)
    rows = []
    for card in cards:
        due = short_date(card.due) + (" (overdue)" if card in late else "")
        rows.append(
            (card.title, titles[card.column], name_of(context, card.owner), due, shows(context, card))
        )
    return Table(
        caption="The action board",
        columns=("Card", "Column", "Owner", "Due", "Done when, and what shows it"),
        widths=(2.2, 0.9, 1.2, 1.1, 2.6),
        rows=tuple(rows),
    )


def shows(context: Context, card: Card) -> str:
    """Return the standard of done, and the evidence if there is any."""
    found = context.view.all(Evidence, card=card.id)
    evidence = [e.text for e in found if e.added <= context.today]
    parts = [card.standard or "no standard yet"]
    return ". Evidence: ".join([*parts, "; ".join(evidence)]) if evidence else parts[0]
