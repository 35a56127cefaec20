"""The one thread: from a need to the evidence and back, what serves nothing, and what nothing serves."""

from collections.abc import Iterable

import pandas as pd

from cadence.errors import CadenceError
from cadence.model import Card, Clause, Evidence, Goal, Indicator

Orphan = tuple[str, str, str, str]
Strand = tuple[str, str, str, str, str, str]
KINDS = ("need", "clause", "indicator", "goal", "card", "evidence")


def strands(
    clauses: Iterable[Clause],
    indicators: Iterable[Indicator],
    goals: Iterable[Goal],
    cards: Iterable[Card],
    evidence: Iterable[Evidence] = (),
) -> pd.DataFrame:
    """Return every way from a need over clause, look-for, goal and card to a piece of evidence.

    A way ends where nothing follows, and begins where nothing leads to it. Look-fors that no clause asks for
    and no goal is read off are on no way: `orphans` lists them.

    Returns
    -------
    Columns `need` (its words), `clause`, `indicator`, `goal`, `card` and `evidence` (ids), each '' where the
    way has no such record.
    """
    clauses, goals, shown = list(clauses), list(goals), list(evidence)
    looks = {look.id for look in indicators}
    known = {clause.id: clause for clause in clauses}
    work = _work(list(cards), shown)
    rows: list[Strand] = []
    for clause in clauses:
        rows += _of_clause(clause, [g for g in goals if g.clause == clause.id], looks, work)
    for goal in goals:
        if goal.clause not in known:
            rows += [
                ("", "", _known(goal.indicator, looks), goal.id, *each) for each in work.get(goal.id, [_END])
            ]
    adrift = {goal for goal in work if goal not in {g.id for g in goals}}
    rows += [("", "", "", "", *each) for goal in sorted(adrift) for each in work[goal]]
    return pd.DataFrame(rows, columns=list(KINDS))


def trace(table: pd.DataFrame, kind: str, record: str) -> pd.DataFrame:
    """Return the ways of `strands` that lead through a record: back to the need, on to the evidence."""
    if kind not in KINDS:
        raise CadenceError(f"The thread has no '{kind}'.", f"It has: {', '.join(KINDS)}.")
    return table[table[kind] == record].reset_index(drop=True)


_END = ("", "")


def _known(name: str | None, looks: set[str]) -> str:
    return name if name in looks and name else ""


def _work(cards: list[Card], evidence: list[Evidence]) -> dict[str, list[tuple[str, str]]]:
    """Return cards with their pieces of evidence by the goal that they serve ('' for none)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for card in cards:
        pieces = [each.id for each in evidence if each.card == card.id] or [""]
        found.setdefault(card.goal or "", []).extend((card.id, piece) for piece in pieces)
    return found


def _of_clause(
    clause: Clause, goals: list[Goal], looks: set[str], work: dict[str, list[tuple[str, str]]]
) -> list[Strand]:
    start = (clause.need, clause.id)
    wanted = dict.fromkeys(name for name in clause.indicators if name in looks)
    read = {_known(goal.indicator, looks) for goal in goals}
    rows: list[Strand] = []
    for look in [*wanted, *sorted(read - set(wanted))]:
        here = [goal for goal in goals if _known(goal.indicator, looks) == look]
        rows += [(*start, look, goal.id, *each) for goal in here for each in work.get(goal.id, [_END])]
        if not here:
            rows.append((*start, look, "", *_END))
    return rows or [(*start, "", "", *_END)]


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
