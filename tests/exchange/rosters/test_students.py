"""A list of students is refused whatever its headings say, and nothing of it is quoted."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cadence.errors import ImportRefused
from cadence.exchange import read_roster

Written = Callable[..., Path]


def table(headings: str, *rows: str) -> str:
    return "\n".join([headings, *(f"Zz{at},{row}" for at, row in enumerate(rows)), ""])


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (table("Name,School,Grade,DOB", "Grady,3,5/14/2017", "Grady,4,6/2/2016"), "minors by this column"),
        (table("Name,School,Birth date", "Grady,2012-03-04", "Grady,2011-05-06"), "minors by this column"),
        (table("Name,School,D.O.B.,Position", "Grady,4.3.12,Member"), "minors by this column"),
        (table("Nombre,Escuela,Fecha de nacimiento", "Grady,04/03/2012"), "minors by this column"),
        (table("Name,School,Grade", "Grady,K", "Grady,3", "Poe,11"), "a grade on most rows"),
        (table("Name,School,Email,Grade Level", "Grady,a@b.org,9", "Poe,c@d.org,10"), "a grade on most rows"),
        (table("Name,School", *["Grady"] * 160), "hundreds of people a school"),
        (table("Name,School,Lunch status", "Grady,free"), "students or their families"),
    ],
)
def test_a_list_of_students_is_known_by_what_stands_in_it(written: Written, content: str, why: str) -> None:
    with pytest.raises(ImportRefused, match=why) as refusal:
        read_roster(written(content))
    assert "nothing is taken in" in str(refusal.value) and "Zz" not in str(refusal.value)


@pytest.mark.parametrize(
    "content",
    [
        table("Name,School,Birth date", "Grady,5/14/1987", "Grady,6/2/71"),
        table("Name,School,Position,Grade", "Grady,Teacher,3", "Grady,Teacher,4"),
        table("Name,School,Grade", "Grady,Third grade team", "Grady,Principal"),
        table("Name,School,Position", *["Grady,Teacher"] * 160),
    ],
)
def test_a_list_of_staff_with_such_columns_is_none(written: Written, content: str) -> None:
    assert read_roster(written(content)).rows
