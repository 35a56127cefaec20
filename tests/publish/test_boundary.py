from collections import defaultdict
from itertools import combinations_with_replacement, product

import pytest

from cadence.analysis import Unsaid
from cadence.model import Membership, Person
from cadence.publish import ConditionProfile
from cadence.publish.boundary import Boundary, boundary_body

FULL = {"b1": 4, "b2": 2, "s1": 3, "t1": 5}


def body_of(*lists, roster="ab", known="abcd", threshold=5):
    """Return what is published of these lists; the first people are those whom the letters name."""
    said = dict(zip([*"abcd"[: len(roster)], *range(9)], lists, strict=False))
    return boundary_body(said, set(roster), set(known), threshold)


def subsets(names):
    """Return every list of these names, beside others of whom nothing is said."""
    return [
        frozenset("z").union(n for n, taken in zip(names, bits, strict=True) if taken)
        for bits in product((0, 1), repeat=len(names))
    ]


def worlds(people, names):
    """Return every way in which the lists can lie, a and b on the roster and listing themselves."""
    lists = subsets(names)
    of_a, of_b = ([each for each in lists if who in each] for who in "ab")
    rest = list(combinations_with_replacement(lists, people - 2))
    return [(a, b, *others) for a, b, others in product(of_a, of_b, rest)]


def without_one(lists, own):
    others = list(lists)
    others.remove(own)
    return others


@pytest.mark.parametrize(("people", "names"), [(6, "abc"), (7, "abc"), (8, "ab")])
def test_nobodys_list_can_be_told_by_who_knows_an_own_list_and_that_people_list_themselves(people, names):
    """Sort every world by what is published in it: in no sort is any other person sure to list a name."""
    alike = defaultdict(list)
    for lists in worlds(people, names):
        alike[str(body_of(*lists, known=names))].append(lists)
    for possible in alike.values():
        for own in {lists[-1] for lists in possible}:
            mine = [world for world in possible if own in world[2:]]
            rest = [other for world in mine for other in without_one(world[2:], own)]
            for name in names:
                assert len({name in other for other in rest}) == 2
                for number, who in enumerate("ab"):
                    assert who == name or len({name in world[number] for world in mine}) == 2
        for own in {lists[0] for lists in possible}:
            mine = [world for world in possible if world[0] == own]
            for name in names:
                assert len({name in other for world in mine for other in world[2:]}) == 2
                assert name == "b" or len({name in world[1] for world in mine}) == 2


def test_a_member_whom_three_others_do_not_list_is_in_doubt():
    assert body_of(*["ab"] * 4, "a", "a", "a")["missed"] == ["b"]
    assert body_of(*["ab"] * 5, "a", "a")["missed"] == []


def test_somebody_else_whom_three_list_is_in_doubt():
    assert body_of(*["abc"] * 3, *["ab"] * 3)["added"] == ["c"]
    assert body_of(*["abc"] * 2, *["ab"] * 4)["added"] == []


def test_what_people_say_of_themselves_does_not_count():
    assert body_of("a", *["ab"] * 4, "a", "a") == body_of("a", "a", *["ab"] * 3, "a", "a")


def test_nobody_is_spoken_of_who_is_not_known_by_an_id():
    lists = dict(enumerate([{"Dana from upstairs"}] * 6))
    assert boundary_body(lists, set(), {"a"}, 5) == {"people": 6, "missed": [], "added": []}


@pytest.mark.parametrize(("threshold", "people"), [(3, 5), (5, 5), (8, 7)])
def test_the_boundary_is_hidden_when_too_few_listed(threshold, people):
    body = boundary_body(dict(enumerate([{"a"}] * people + [set()])), {"a"}, {"a"}, threshold)
    assert isinstance(Boundary.from_body(body), Unsaid)


def test_a_publication_holds_ids_and_no_names(kit):
    seats = [Membership(id=f"m{n}", team="t", person=f"person-t-{n}") for n in range(6)]
    folk = [Person(id=f"person-t-{n}", name=f"Cy Doe{n}") for n in range(6)]
    some = [kit.response(i, FULL, listed=("person-t-0",)) for i in range(6)]
    body = kit.body_of(*seats, *folk, *some)
    assert "Doe" not in str(body)
    read = ConditionProfile.from_body(body).boundary
    assert read == Boundary(6, tuple(f"person-t-{n}" for n in range(1, 6)), ())


def test_who_has_left_is_expected_on_nobodys_list(kit):
    left = {"a": None, "b": kit.NOW.date()}
    seats = [Membership(id=f"m{n}", team="t", person=n, left=left[n]) for n in "ab"]
    folk = [Person(id=n, name=n) for n in "ab"]
    some = [kit.response(i, FULL, listed=("a",)) for i in range(6)]
    assert kit.body_of(*seats, *folk, *some)["boundary"]["missed"] == []
