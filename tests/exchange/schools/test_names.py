"""School names made fit to read, and short names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.exchange import display_name, short_name
from cadence.model.shape import Shape, Slug


class Named(Shape):
    id: Slug


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("GRADY MIDDLE", "Grady Middle"),
        ("BELLAIRE H S", "Bellaire High School"),
        ("BUSH EL", "Bush Elementary"),
        ("EL DAEP", "El DAEP"),
        ("H S AHEAD ACADEMY", "High School Ahead Academy"),
        ("HARRIS J R EL", "Harris J R Elementary"),
        ("WASHINGTON J H", "Washington Junior High"),
        ("MCGOWEN EL", "McGowen Elementary"),
        ("YOUNG MEN'S COLLEGE PREPARATORY ACADEMY", "Young Men's College Preparatory Academy"),
        ("O'BRIEN EL", "O'Brien Elementary"),
        ("HINES-CALDWELL", "Hines-Caldwell"),
        ("REAGAN K-8 EDUCATIONAL CTR", "Reagan K-8 Educational Center"),
        ("BAYLOR COLLEGE OF MEDICINE ACADEMY AT RYAN", "Baylor College of Medicine Academy at Ryan"),
        ("9TH GRADE CENTER", "9th Grade Center"),
        ("SCHOOL AT ST GEORGE PLACE", "School at St George Place"),
        ("Poe EL", "Poe EL"),
        ("", ""),
    ],
)
def test_a_directory_name_becomes_a_name_to_read(given_name: str, shown: str) -> None:
    assert display_name(given_name) == shown


@given(st.text(max_size=80))
def test_any_name_gives_a_short_name_that_files_may_use(name: str) -> None:
    assert Named(id=short_name(name)).id == short_name(name)


@given(st.lists(st.text(max_size=20), max_size=12))
def test_short_names_never_meet(names: list[str]) -> None:
    taken: set[str] = set()
    for name in names:
        taken.add(short_name(name, taken))
    assert len(taken) == len(names)
