import pytest

from cadence.model import Membership, Person
from cadence.publish.written import nameless

FULL = {"b1": 4, "b2": 2, "s1": 3, "t1": 5}


def said(kit, *words, people=6):
    some = [kit.response(i, FULL, comments={"o1": text}) for i, text in enumerate(words)]
    rest = [kit.response(i, FULL) for i in range(len(words), people)]
    return some + rest


def test_write_ins_are_all_there_trimmed_and_in_no_order(kit):
    words = [f"Thought {i}" for i in range(8)]
    some = said(kit, *(f" {text} " for text in words), "   ")
    orders = {tuple(kit.body_of(*some)["comments"]["What helps?"]) for _ in range(20)}
    assert {tuple(sorted(order)) for order in orders} == {tuple(words)}
    assert len(orders) > 1


@pytest.mark.parametrize("words", [["One."], ["One.", "Two."]])
def test_fewer_than_three_write_ins_look_like_none(kit, words):
    assert kit.body_of(*said(kit, *words)) == kit.body_of(*said(kit))


def test_three_write_ins_are_shown(kit):
    assert len(kit.body_of(*said(kit, "a", "b", "c"))["comments"]["What helps?"]) == 3


def test_somebody_on_the_team_is_not_named_in_a_write_in(kit):
    person = Person(id="ana", name="Ana Maria Lopez", email="ana@example.org")
    seat = Membership(id="s", team="t", person="ana")
    body = kit.body_of(person, seat, *said(kit, "ana maria  LOPEZ talks.", "Ms. Lopez listens.", "We do."))
    assert sorted(body["comments"]["What helps?"]) == ["We do.", "[name] listens.", "[name] talks."]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Write to x.y@school.example today.", "Write to [name] today."),
        ("Ask Mark Will, or Mark Will Jones.", "Ask [name], or [name]."),
        ("Will we mark this?", "Will we mark this?"),
        ("Principal Jones and dr Will", "[name] and [name]"),
        ("Jonesy is not Mark Willow", "Jonesy is not Mark Willow"),
        ("A (Mark) bracket: .*", "A (Mark) bracket: .*"),
    ],
)
def test_full_names_titled_names_and_addresses_go_and_words_stay(text, left):
    assert nameless(["Mark Will", "Mark Will Jones", "Cher", "Ann (x"])(text) == left


def test_without_anybody_on_record_a_text_stays_as_it_is():
    assert nameless([])("Ms. Lopez helps.") == "Ms. Lopez helps."
