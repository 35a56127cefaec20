"""Who is on this team? Who is in doubt, said so that nobody's list can be told from it.

Who left whom off the list is as delicate as any answer. How many pairs of people list the same team,
or how many list one person, would give lists away in a small team, and so would the two together in
words. Who is in doubt does not, where it fits at least three counts each way: see `docs/disclosure.md`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Self

from cadence.analysis.interval import Unsaid

LEAST = 6  # lists: with fewer, 'in doubt' would fit too few counts
EXCEPTIONS = 2  # so many others may differ before somebody is in doubt: of one, everybody else would be known

Lists = Mapping[str, Collection[str]]


def boundary_body(
    lists: Lists, roster: Collection[str], known: Collection[str], threshold: int
) -> dict[str, Any]:
    """Return what is published of people's lists, with the ids of those in doubt and no name.

    Parameters
    ----------
    lists
        The people whom each person counts as members, by person.
    roster
        The members as the roster has them.
    known
        Everybody who may be spoken of by id; nothing is said of anybody else who is listed.
    """
    said = {person: listed for person, listed in lists.items() if listed}
    least = max(threshold, LEAST)
    if len(said) < least:
        reason = f"Fewer than {least} people listed the members: somebody's own list could be told from it."
        return {"unsaid": f"Nothing is shown. {reason}"}
    asked = {name for listed in said.values() for name in listed}.union(roster).intersection(known)
    return {
        "people": len(said),
        "missed": sorted(name for name in asked & set(roster) if _differ(name, said, listed=False)),
        "added": sorted(name for name in asked - set(roster) if _differ(name, said, listed=True)),
    }


def _differ(name: str, lists: Lists, *, listed: bool) -> bool:
    """Return whether more than two of the others list somebody, or do not.

    What people say of themselves does not count: everybody could guess it.
    """
    others = [listing for person, listing in lists.items() if person != name]
    return sum((name in listing) is listed for listing in others) > EXCEPTIONS


@dataclass(frozen=True)
class Boundary:
    """Who is in doubt among those who are on the team, or are taken to be.

    `people` gave a list. `missed` are the ids of members whom three or more of the others do not list,
    `added` of people who are not on the roster and whom three or more list.
    """

    people: int
    missed: tuple[str, ...]
    added: tuple[str, ...]

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Self | Unsaid:
        """Read a published boundary, or why there is none."""
        if "unsaid" in body:
            return Unsaid(body["unsaid"])
        return cls(body["people"], tuple(body["missed"]), tuple(body["added"]))
