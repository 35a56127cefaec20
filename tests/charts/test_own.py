"""A facilitator's own charts wear the house style and print as the same bytes."""

import matplotlib as mpl
import pandas as pd
import pytest
import seaborn as sns
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from cadence.charts import house_theme, own_chart
from cadence.errors import CadenceError

VISITS = pd.DataFrame({"week": [1, 2, 3, 4], "visits": [6, 8, 7, 9]})


@pytest.fixture
def themed() -> object:
    with mpl.rc_context():
        yield house_theme()


def figure() -> Figure:
    made = Figure(figsize=(4, 3))
    sns.lineplot(VISITS, x="week", y="visits", ax=made.subplots(), errorbar=None)
    return made


def test_a_seaborn_chart_takes_the_typeface_and_the_first_colour_of_the_house(themed: object) -> None:
    assert mpl.rcParams["font.family"][0] == "Atkinson Hyperlegible"
    assert to_hex(figure().axes[0].lines[0].get_color()) == "#005a9c"


def test_the_same_chart_gives_the_same_bytes(themed: object) -> None:
    one, other = (own_chart(figure(), "Visits rise", "From 6 to 9 visits a week.") for _ in range(2))
    assert one.svg == other.svg
    assert one.svg.startswith("<svg")


def test_words_become_outlines_so_that_no_typeface_is_needed(themed: object) -> None:
    assert "<text" not in own_chart(figure(), "Visits rise", "From 6 to 9 visits a week.").svg


def test_a_chart_without_its_finding_in_words_is_refused() -> None:
    with pytest.raises(CadenceError, match="alt"):
        own_chart(Figure(), "Visits rise", " ")
