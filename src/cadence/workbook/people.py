"""Who is on the team."""

from cadence.model import Membership, Person
from cadence.workbook.context import Context


def members_of(context: Context) -> list[Person]:
    """Return the people on the team on the day of the page, by name."""
    view, today = context.view, context.today
    places = [
        m
        for m in view.all(Membership, team=context.team.id)
        if (m.joined is None or m.joined <= today) and (m.left is None or m.left > today)
    ]
    wanted = {m.person for m in places}
    return sorted((p for p in view.all(Person) if p.id in wanted), key=lambda p: p.name.casefold())


def name_of(context: Context, person: str | None) -> str:
    """Return a person's name; '' for nobody, and for somebody who has been erased."""
    if not person:
        return ""
    return next((p.name for p in context.view.all(Person, id=person)), "")


def called(context: Context, person: str) -> str:
    """Return the name of somebody whom a publication speaks of, which holds ids and no names."""
    return name_of(context, person) or "someone who has left"
