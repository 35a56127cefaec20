"""What tells two versions of a record from each other, and how to take a difference back."""

from collections.abc import Mapping
from typing import Any, Final

Values = Mapping[str, Any]
Place = tuple[str, ...]  # a field, or a field and a key inside it

_UNSAID = ("id", "revision")


class _Absent:
    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()  # a key that is not there, which is not the same as one that holds None


class Conflict(Exception):
    """What a difference changed has been changed again; `places` says where."""

    def __init__(self, places: tuple[Place, ...]) -> None:
        super().__init__(places)
        self.places = places


def difference(before: Values, after: Values) -> dict[Place, tuple[Any, Any]]:
    """Return the places where two versions differ, with both values, in the order of the fields.

    A field that holds a dict (the answers to a form, the levels of a visit) is taken key by key.
    """
    old, new = _places(before), _places(after)
    return {
        place: (old.get(place, ABSENT), new.get(place, ABSENT))
        for place in {**old, **new}
        if old.get(place, ABSENT) != new.get(place, ABSENT)
    }


def without(before: Values, after: Values, standing: Values) -> dict[str, Any]:
    """Return what stands without the change from `before` to `after`, or raise `Conflict`.

    Places that the change left alone stay as they stand, and so do places that are back at `before`.
    """
    made, now = difference(before, after), _places(standing)
    stands = {place: now.get(place, ABSENT) for place in made}
    clashes = tuple(place for place in made if stands[place] not in made[place])
    if clashes:
        raise Conflict(clashes)
    return _with(standing, {place: old for place, (old, _) in made.items()})


def _places(values: Values) -> dict[Place, Any]:
    found: dict[Place, Any] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            found |= {(name, key): each for key, each in value.items()}
        elif name not in _UNSAID:
            found[(name,)] = value
    return found


def _with(values: Values, put: dict[Place, Any]) -> dict[str, Any]:
    changed = {name: dict(value) if isinstance(value, dict) else value for name, value in values.items()}
    for (*outer, last), value in put.items():
        inside = changed.setdefault(outer[0], {}) if outer else changed
        if value is ABSENT:
            inside.pop(last, None)
        else:
            inside[last] = value
    return changed
