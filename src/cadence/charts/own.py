"""A facilitator's own seaborn or matplotlib charts, in the house style and fit for a packet."""

import seaborn as sns
from matplotlib.figure import Figure

from cadence.charts.fonts import FAMILY, font
from cadence.charts.sheet import ACCENT, ALARM, INK, PALE, QUIET, RULE, Drawing
from cadence.charts.svg import RC, svg_of
from cadence.errors import CadenceError

PALETTE = (ACCENT, ALARM, QUIET, PALE)  # told apart by people who see few colours, and in grey
WIDTH, HEIGHT = 174 / 25.4, 92 / 25.4  # inches: the text block of a packet


def house_theme() -> None:
    """Give seaborn the look of the house: typeface, colours, size, no frame; lasts for the notebook."""
    font(10)  # registers the typeface
    lines = {"axes.edgecolor": INK, "grid.color": RULE, "xtick.color": QUIET, "ytick.color": QUIET}
    size = {"figure.figsize": (WIDTH, HEIGHT), "font.size": 10, "axes.titleweight": "bold"}
    frame = {"axes.spines.top": False, "axes.spines.right": False, "axes.titlelocation": "left"}
    sns.set_theme(
        context="paper",
        style="whitegrid",
        palette=list(PALETTE),
        rc={"font.family": list(FAMILY), **lines, **size, **frame, **RC},
    )


def own_chart(figure: Figure, title: str, alt: str, caption: str = "") -> Drawing:
    """Return a figure as a drawing; the same figure gives the same bytes.

    Parameters
    ----------
    figure
        A matplotlib figure, such as the `figure` of what a seaborn function returns.
    title
        The finding in one line.
    alt
        The finding with its numbers, for those who do not see the picture.
    caption
        How to read it, and where the numbers come from.
    """
    if not alt.strip():
        raise CadenceError(
            "This chart has no words for those who do not see it.", "Say its finding: alt='...'"
        )
    return Drawing(title, svg_of(figure), alt, caption)
