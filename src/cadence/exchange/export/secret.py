"""What leaves under seal alone: answers as they were handed in, without whose they are, and private notes.

A person who answered becomes a pseudonym: one in all their answers to surveys (who stayed between two
waves must be known, or a later result could give somebody away), others in what they said of a vision and
in how they rated lessons. Three more things would lead back to the name, and leave changed:

- When something was handed in becomes the moment at which it was published, or that of the export.
- What somebody says of themselves in the list of members is left out, as it is when lists are counted.
- The lists are dealt out anew among those whose answers count together: beside the answers, the one list
  without a name on it would say whose they are not.

What is published is computed from counts of items and of lists, and none of these changes one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import SystemRandom
from typing import TypeVar

from cadence.model import RECORDS, Membership, Note, Person, Publication, Record, Response
from cadence.model.pseudonym import anybody, is_somebody, somebody
from cadence.model.record import new_id

SECRET = tuple(kind for kind in RECORDS if kind.audience in ("own", "confidential"))
_HIDDEN = tuple(kind for kind in SECRET if kind not in (Response, Note))
Records = Mapping[type[Record], Sequence[Record]]
R = TypeVar("R", bound=Record)


def under_seal(records: Records, now: datetime) -> dict[type[Record], list[Record]]:
    """Return the secret ones among all records of an institute, in an order that tells nothing."""
    names = _Names({each.id for each in _of(records, Person)})
    hidden: dict[type[Record], list[Record]] = {
        kind: [names.hide(each) for each in records.get(kind, ())] for kind in _HIDDEN
    }
    hidden[Note] = list(records.get(Note, ()))  # nobody but its owner will ever read it, so the owner stays
    given = _undated(_of(records, Response), _of(records, Publication), now)
    seats = {(seat.team, seat.person) for seat in _of(records, Membership) if seat.left is None}
    hidden[Response] = [names.hide(each) for each in _dealt_lists(given, seats)]
    return {kind: sorted(hidden[kind], key=lambda each: each.id) for kind in SECRET}


def _of(records: Records, kind: type[R]) -> list[R]:
    return [each for each in records.get(kind, ()) if isinstance(each, kind)]


@dataclass
class _Names:
    """The pseudonyms that were given; `known` are the ids of the persons on record."""

    known: set[str]
    given: dict[tuple[str, str], str] = field(default_factory=dict)

    def hide(self, record: Record) -> Record:
        """Return a record under an id that nothing leads to, and its person under a pseudonym."""
        person = str(record.person)  # type: ignore[attr-defined]
        fresh = somebody if person in self.known or is_somebody(person) else anybody
        name = self.given.setdefault((record.table, person), fresh())
        return record.model_copy(update={"id": new_id(), "person": name})


def _undated(
    responses: Iterable[Response], publications: Sequence[Publication], now: datetime
) -> Iterator[Response]:
    """Yield answers with the moment from which they count; a person's last ones stay the last."""
    together: dict[tuple[object, ...], list[Response]] = defaultdict(list)
    for each in responses:
        moment = _counted(each, publications, now)
        together[each.cycle, each.team, each.survey, each.wave, each.person, moment].append(each)
    for given in together.values():
        moment = _counted(given[0], publications, now)
        given.sort(key=lambda each: (str(each.submitted or ""), each.id))
        for later, each in enumerate(reversed(given)):
            at = moment - timedelta(microseconds=later) if moment else None
            yield each.model_copy(update={"submitted": at})


def _counted(response: Response, publications: Sequence[Publication], now: datetime) -> datetime | None:
    """Return when answers were first published, or the present moment; None for a draft."""
    handed_in = response.submitted
    if handed_in is None:
        return None
    since = (
        each.published for each in publications if _tells_of(each, response) and each.published >= handed_in
    )
    return min(since, default=now)


def _tells_of(published: Publication, response: Response) -> bool:
    same = (published.kind, published.cycle, published.wave, published.body.get("survey")) == (
        "conditions", response.cycle, response.wave, response.survey,
    )  # fmt: skip
    return same and (published.team == response.team or published.body.get("basis") == "answers")


def _dealt_lists(responses: Iterable[Response], seats: set[tuple[str, str]]) -> Iterator[Response]:
    """Yield answers, the lists of those that count together dealt out among them."""
    together: dict[tuple[object, ...], list[Response]] = defaultdict(list)
    for each in responses:
        together[each.cycle, each.team, each.survey, each.wave, each.submitted].append(each)
    for given in together.values():
        lists = [_of_others(each, (each.team, each.person) in seats) for each in given]
        SystemRandom().shuffle(lists)
        yield from (each.model_copy(update={"listed": one}) for each, one in zip(given, lists, strict=True))


def _of_others(response: Response, seated: bool) -> tuple[str, ...]:
    """Return a list in which its author says of themselves what everybody could guess."""
    if not response.listed:
        return ()
    others = {each for each in response.listed if each != response.person}
    if seated:
        others.add(response.person)
    elif response.person in response.listed:
        others.add(anybody())
    return tuple(sorted(others))
