"""The one thread: what serves nothing, and what nothing serves."""

from collections.abc import Iterable

import pandas as pd

from cadence.model import Card, Clause, Goal, Indicator

Orphan = tuple[str, str, str, str]


def _clauses(clauses: list[Clause], known: set[str]) -> list[Orphan]:
    return [
        ("clause", c.id, c.text, "No look-for would show it.")
        for c in clauses
        if not known & set(c.indicators)
    ]


def _indicators(indicators: list[Indicator], clauses: list[Clause], observed: set[str]) -> list[Orphan]:
    wanted = {name for clause in clauses for name in clause.indicators}
    found = [
        ("indicator", i.id, i.title, "No visit has a mark for it.")
        for i in indicators
        if i.id not in observed
    ]
    found += [
        ("indicator", i.id, i.title, "No clause of the vision asks for it.")
        for i in indicators
        if i.id not in wanted
    ]
    return found


def _plan(clauses: list[Clause], goals: list[Goal], cards: list[Card]) -> list[Orphan]:
    parents, ids = {c.id for c in clauses}, {g.id for g in goals}
    found = [
        ("goal", g.id, g.statement, "It serves no clause of the vision.")
        for g in goals
        if g.clause not in parents
    ]
    found += [("card", c.id, c.title, "It serves no goal.") for c in cards if c.goal not in ids]
    return found


def orphans(
    clauses: Iterable[Clause],
    indicators: Iterable[Indicator],
    observations: pd.DataFrame,
    goals: Iterable[Goal],
    cards: Iterable[Card],
) -> pd.DataFrame:
    """Return the records where the thread from vision to card is broken.

    `observations` is as `visits` makes it; only marks that were really observed count.

    Returns
    -------
    Columns `kind` ('clause', 'indicator', 'goal', 'card'), `record` (its id), `text` and `words`.
    """
    clauses, indicators = list(clauses), list(indicators)
    seen = observations.loc[observations["level"].notna(), "indicator"]
    rows = _clauses(clauses, {i.id for i in indicators})
    rows += _indicators(indicators, clauses, set(seen))
    rows += _plan(clauses, list(goals), list(cards))
    return pd.DataFrame(rows, columns=["kind", "record", "text", "words"])
