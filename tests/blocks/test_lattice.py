"""The rectangle behind a table."""

from hypothesis import given
from hypothesis import strategies as st

from cadence.blocks import Table
from cadence.blocks.lattice import lattice

cells = st.lists(st.text(max_size=30), max_size=5).map(tuple)


@given(cells, st.lists(cells, max_size=5).map(tuple), st.lists(st.floats(-1, 9), max_size=5).map(tuple))
def test_every_row_is_as_long_as_every_other(columns: tuple[str], rows: tuple, widths: tuple[float]) -> None:
    shape = lattice(Table("T", columns, rows, widths=widths))
    lengths = {len(shape.columns), len(shape.align), len(shape.widths), *map(len, shape.rows)}
    assert len(lengths) == 1
    assert all(width > 0 for width in shape.widths)


def test_a_row_with_nothing_but_its_name_makes_a_form() -> None:
    assert lattice(Table("T", ("Role", "Who"), (("Convener", ""),))).is_form
    assert lattice(Table("T", ("Role", "Who"), blank_rows=1)).is_form
    assert not lattice(Table("T", ("Role", "Who"), (("Convener", "Ana"),))).is_form
    assert not lattice(Table("T", ("Role",), (("Convener",),))).is_form


def test_long_words_get_more_room_than_short_ones() -> None:
    shape = lattice(Table("T", ("n", "what"), (("1", "a rather long description of a thing to do"),)))
    assert shape.widths[1] > 2 * shape.widths[0]
