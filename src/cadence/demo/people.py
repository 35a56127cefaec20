"""People with names that nobody could take for real ones."""

from random import Random

from cadence.model import Membership, Person, Team
from cadence.model.record import Record

FIRST = (
    "Alder", "Ash", "Aspen", "Basil", "Birch", "Bramble", "Briar", "Cedar", "Clover", "Coral", "Cypress",
    "Dahlia", "Elm", "Fern", "Flint", "Gale", "Hazel", "Heath", "Iris", "Ivy", "Jade", "Juniper", "Lark",
    "Laurel", "Linden", "Maple", "Marigold", "Meadow", "Moss", "Myrtle", "Oak", "Olive", "Pebble",
    "Poppy", "Reed", "River", "Robin", "Rowan", "Sage", "Sorrel", "Tansy", "Thistle", "Wren", "Yarrow",
)  # fmt: skip
LAST = ("Example", "Sample", "Specimen", "Placeholder", "Madeup", "Invented", "Imaginary", "Pretend")
POSITIONS = (
    "Principal", "Assistant principal", "Instructional coach", "Mathematics lead", "Literacy lead",
    "Science lead", "Special education lead", "Multilingual learners lead",
)  # fmt: skip


def people_of(team: Team, number: int, size: int = 8) -> list[tuple[Person, Membership]]:
    """Return a team's people and their places; `number` keeps names apart between teams."""
    draw = Random(f"people {number}")
    first = draw.sample(FIRST, size)
    last = draw.sample(LAST, min(size, len(LAST)))
    pairs = []
    for place in range(size):
        ident = f"{team.id}-p{place + 1}"
        name = f"{first[place]} {last[place % len(last)]}"
        email = f"{name.replace(' ', '.').lower()}.{number}@example.org"
        person = Person(id=ident, name=name, email=email)
        position = POSITIONS[place % len(POSITIONS)]
        pairs.append((person, Membership(id=ident, team=team.id, person=ident, position=position)))
    return pairs


def records(teams: list[Team]) -> list[Record]:
    """Return people and memberships of every team."""
    return [
        record for number, team in enumerate(teams) for pair in people_of(team, number) for record in pair
    ]
