"""Which teams meet."""

from cadence.model import Membership, Person, Team
from cadence.store.view import View


def teams_that_meet(view: View) -> list[Team]:
    """Return the teams by name, without an office of the district in which only leaders sit.

    A roster gives district leaders a seat there, by which they are known again. They are no members, so
    that office has no sessions. A team in which nobody sits yet counts: its people are still to come.
    """
    found = [team for team in view.all(Team) if team.school or _meets(view, team)]
    return sorted(found, key=lambda team: (team.name.casefold(), team.id))


def _meets(view: View, team: Team) -> bool:
    seated = {seat.person for seat in view.all(Membership, team=team.id)}
    return not seated or any(view.get(Person, each).role == "member" for each in seated)
