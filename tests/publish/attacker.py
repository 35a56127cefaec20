"""Whoever tries to learn an answer from what is published; knows the rules, and shares no code with them.

Two of them. `Enumerator` lists every world that there could be and keeps those in which the same would have
been published: nobody can know more. `Solver` holds the published numbers of a whole institute against each
other as equations, as somebody with a spreadsheet would.
"""

from collections import Counter, defaultdict
from itertools import combinations_with_replacement

import numpy as np
from scipy.optimize import LinearConstraint, milp

CANNOT_SAY, LEFT_OUT = "cannot say", "left out"


def worlds(people, points):
    """Return every way in which people can answer one item, whoever of them gave which answer."""
    return list(combinations_with_replacement([*range(1, points + 1), CANNOT_SAY, LEFT_OUT], people))


def numbers(world, points):
    """Return the counts of a world, as the columns that publishing starts from."""
    seen = Counter(world)
    at = {f"at_{p}": seen[p] for p in range(1, points + 1)}
    return at | {"cannot_say": seen[CANNOT_SAY], "missing": seen[LEFT_OUT], "n": sum(at.values())}


class Enumerator:
    """Sorts worlds by what is published in them."""

    def __init__(self):
        self._alike = defaultdict(list)

    def saw(self, published, groups):
        """Take in a world: groups of people, each a tuple of answers, and what is published of them."""
        self._alike[published].append(groups)

    def certain(self):
        """Yield what somebody, or nobody in particular, would know for certain of everybody else in a group.

        It is (published, group and own answer of the one who knows, number of the group, the answer).
        """
        for published, possible in self._alike.items():
            for mine in {
                None,
                *((n, own) for groups in possible for n, group in enumerate(groups) for own in group),
            }:
                for number, answers in _left(possible, mine).items():
                    if len(answers) == 1:
                        yield published, mine, number, answers

    def hidden_counts(self, is_hidden, count):
        """Yield what is hidden in a publication and yet the same in every world that fits."""
        for published, possible in self._alike.items():
            for name in is_hidden(published):
                if len({count(groups, name) for groups in possible}) == 1:
                    yield published, name


def _left(possible, mine):
    """Return which answers the others of each group can have given, for somebody who knows an own one."""
    left = defaultdict(set)
    for groups in possible:
        if mine is None or mine[1] in groups[mine[0]]:
            for number, group in enumerate(groups):
                left[number] |= set(Counter(group) - Counter(mine[1:] if mine and mine[0] == number else ()))
    return {number: answers for number, answers in left.items() if answers}


class Solver:
    """Unknown counts of cells, and equations between them.

    A cell is whatever can be counted, such as (team, item, point).
    """

    def __init__(self, cells):
        self._at = {cell: i for i, cell in enumerate(cells)}
        self._rows, self._low, self._high = [], [], []

    def know(self, cells, low, high=None):
        """Take in that cells add up to a number, or lie between two."""
        row = np.zeros(len(self._at))
        for cell in cells:
            row[self._at[cell]] += 1
        self._rows.append(row)
        self._low.append(low)
        self._high.append(low if high is None else high)

    def reach(self, cell, sign):
        """Return the least (sign 1) or the most (sign -1) that a cell can hold."""
        aim = np.zeros(len(self._at))
        aim[self._at[cell]] = sign
        facts = LinearConstraint(np.array(self._rows), self._low, self._high)
        found = milp(aim, constraints=facts, integrality=np.ones(len(self._at)))
        assert found.success, "what is published contradicts itself"
        return round(sign * found.fun)
