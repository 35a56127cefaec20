"""The sheet that charts are drawn on: points from the top left corner, in the house style.

Charts place every mark themselves, as a graphics desk would, so no axes are needed. Nothing here
touches pyplot: a figure is an ordinary value that goes away with the function that made it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any, Literal

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from cadence.charts.fonts import drawable, font

WIDTH = 174 / 25.4 * 72  # points: the text block of letter paper
TEXT = 11.5
SMALL = 10.0

INK = "#1a1a1a"
QUIET = "#595959"  # words in the background; 7:1 on white
RULE = "#d0d4d8"
TINT = "#e9f1f7"  # behind what matters
PALE = "#b9c1c8"  # marks that are not the message
# Blue and vermilion of Okabe and Ito's colour-blind safe palette; dark enough to stand out in grey.
ACCENT = "#005a9c"
ALARM = "#b34700"

_RC: dict[Any, Any] = {
    "svg.fonttype": "path",
    "svg.hashsalt": "cadence",
    "path.simplify": False,
    "text.usetex": False,
    "text.parse_math": False,
    "text.hinting": "no_hinting",
    "path.sketch": None,
    "path.effects": [],
}
_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_PROLOGUE = re.compile(r"^.*?(?=<svg)", re.DOTALL)

Point = tuple[float, float]


@dataclass(frozen=True)
class Drawing:
    """A chart: the finding as a title, the picture, the finding with its numbers, how to read it."""

    title: str
    svg: str
    alt: str
    caption: str = ""


class Sheet:
    """A white sheet of a height in points; what is drawn later lies on top."""

    def __init__(self, height: float, width: float = WIDTH) -> None:
        self.width, self.height = width, height
        with mpl.rc_context(_RC):
            self._figure = Figure(
                figsize=(width / 72, height / 72), dpi=72, facecolor="white", edgecolor="none"
            )
        self._place = Affine2D().scale(1, -1).translate(0, height)
        self._depth = 0

    def _add(self, artist: Artist) -> None:
        self._depth += 1
        artist.set_zorder(self._depth)
        artist.set_transform(self._place)
        self._figure.add_artist(artist)

    def text(
        self, x: float, y: float, words: str, *, size: float = TEXT, bold: bool = False, colour: str = INK,
        align: Literal["left", "center", "right"] = "left",
    ) -> None:  # fmt: skip
        """Write words whose capitals are centred on `y`."""
        # Capitals of the typeface are 0.67 of its size; a baseline is steadier than a box around the words.
        made = Text(x, y + 0.335 * size, drawable(words), parse_math=False, usetex=False)
        made.set(fontproperties=font(size, bold), color=colour, ha=align, va="baseline")
        self._add(made)

    def line(self, start: Point, end: Point, *, colour: str = RULE, width: float = 0.8) -> None:
        """Draw a straight line."""
        (x0, y0), (x1, y1) = start, end
        made = Line2D([x0, x1], [y0, y1], color=colour, linewidth=width, linestyle="-")
        made.set_solid_capstyle("butt")
        self._add(made)

    def circle(self, x: float, y: float, radius: float, *, fill: str = PALE, edge: str = "none") -> None:
        """Draw a disc."""
        self._add(Circle((x, y), radius, facecolor=fill, edgecolor=edge, linewidth=1.2))

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: str = PALE, edge: str = "none"
    ) -> None:
        """Draw a rectangle from its top left corner."""
        self._add(Rectangle((x, y), width, height, facecolor=fill, edgecolor=edge, linewidth=0.8))

    def shape(self, points: Sequence[Point], *, fill: str = INK) -> None:
        """Draw a filled shape."""
        self._add(Polygon(list(points), closed=True, facecolor=fill, edgecolor="white", linewidth=0.6))

    def svg(self) -> str:
        """Return the sheet as SVG; the same sheet gives the same bytes, today and tomorrow."""
        out = StringIO()
        with mpl.rc_context(_RC):
            FigureCanvasSVG(self._figure).print_svg(out, metadata=dict(_METADATA))  # type: ignore[no-untyped-call]
        return _PROLOGUE.sub("", out.getvalue(), count=1)
