"""The facilitator who works at this computer, as a person of the institute."""

from cadence.model import Person, Settings
from cadence.store import View


def facilitator_of(custodian: View, settings: Settings) -> Person:
    """Return the first facilitator of `institute.toml`, a person from now on if not yet."""
    first = settings.facilitators[0]
    known = custodian.all(Person, role="facilitator")
    by_name = [each for each in known if each.name.casefold() == first.name.casefold()]
    by_email = [each for each in known if first.email and each.email.casefold() == first.email.casefold()]
    if found := next(iter([*by_email, *by_name]), None):
        return found
    (made,) = custodian.write(Person(name=first.name, email=first.email, role="facilitator"))
    return made
