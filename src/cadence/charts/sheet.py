"""The sheet that charts are drawn on: points from the top left corner, in the house style.

Charts place every mark themselves, as a graphics desk would, so no axes are needed. Nothing here
touches pyplot: a figure is an ordinary value that goes away with the function that made it.

The marks are played to matplotlib's SVG renderer by one artist. An artist a mark would be the usual
way, and takes twice the time: most of it goes into laying out words whose place is known already.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from cadence.charts.fonts import drawable, font, width
from cadence.charts.svg import svg_of

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

Point = tuple[float, float]


@dataclass(frozen=True)
class Drawing:
    """A chart: the finding as a title, the picture, the finding with its numbers, how to read it."""

    title: str
    svg: str
    alt: str
    caption: str = ""


Colour = tuple[float, float, float]
Mark = Callable[[RendererBase, GraphicsContextBase], None]
_ROUND = np.asarray(Path.unit_circle().vertices), Path.unit_circle().codes


class _Marks(Artist):
    """Plays marks to a renderer in the order in which they were made."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        super().__init__()
        self._marks = marks

    def draw(self, renderer: RendererBase) -> None:
        for mark in self._marks:
            context = renderer.new_gc()
            context.set_antialiased(True)
            mark(renderer, context)
            context.restore()


class Sheet:
    """A white sheet of a height in points; what is drawn later lies on top."""

    def __init__(self, height: float, width: float = WIDTH) -> None:
        self.width, self.height = width, height
        self._upright = Affine2D().scale(1, -1).translate(0, height)
        self._marks: list[Mark] = []

    def _path(self, path: Path, fill: str | None, edge: str | None = None, stroke: float = 0.0) -> None:
        inside = to_rgb(fill) if fill else None

        def mark(renderer: RendererBase, context: GraphicsContextBase) -> None:
            context.set_linewidth(stroke if edge else 0)
            context.set_foreground(edge or "none")
            renderer.draw_path(context, path, self._upright, inside)

        self._marks.append(mark)

    def text(
        self, x: float, y: float, words: str, *, size: float = TEXT, bold: bool = False, colour: str = INK,
        align: Literal["left", "center", "right"] = "left",
    ) -> None:  # fmt: skip
        """Write words whose capitals are centred on `y`."""
        words = drawable(words)
        left = x - {"left": 0, "center": 0.5, "right": 1}[align] * width(words, size, bold)
        # Capitals of the typeface are 0.67 of its size; a baseline is steadier than a box around the words.
        base = y + 0.335 * size

        def mark(renderer: RendererBase, context: GraphicsContextBase) -> None:
            context.set_foreground(colour)
            renderer.draw_text(context, left, base, words, font(size, bold), 0, ismath=False)

        self._marks.append(mark)

    def line(self, start: Point, end: Point, *, colour: str = RULE, width: float = 0.8) -> None:
        """Draw a straight line."""
        self._path(Path([start, end]), None, colour, width)

    def trace(self, points: Sequence[Point], *, colour: str = RULE, width: float = 0.8) -> None:
        """Draw a line through points."""
        self._path(Path(np.array(points)), None, colour, width)

    def circle(self, x: float, y: float, radius: float, *, fill: str = PALE, edge: str | None = None) -> None:
        """Draw a disc."""
        vertices, codes = _ROUND
        self._path(Path(vertices * radius + (x, y), codes), fill, edge, 1.2)

    def box(self, x: float, y: float, width: float, height: float, *, fill: str = PALE) -> None:
        """Draw a rectangle from its top left corner."""
        self.shape([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], fill=fill, edge=None)

    def frame(
        self, x: float, y: float, width: float, height: float, *, fill: str = "white", edge: str = PALE
    ) -> None:
        """Draw a rectangle with a thin edge from its top left corner."""
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        self.shape(corners, fill=fill, edge=edge)

    def capsule(self, left: float, right: float, y: float, radius: float, *, edge: str) -> None:
        """Draw the outline of a bar with round ends, whose ends are centred on `left` and `right`."""
        ends = (Path.arc(90, 270), left), (Path.arc(270, 450), right)
        vertices = np.concatenate([np.asarray(arc.vertices) * radius + (x, y) for arc, x in ends])
        codes = np.concatenate(
            [[Path.MOVETO if x == left else Path.LINETO, *np.asarray(arc.codes)[1:]] for arc, x in ends]
        )
        whole = Path([*vertices, vertices[0]], [*codes, Path.CLOSEPOLY])
        self._path(whole, None, edge, 0.9)

    def shape(self, points: Sequence[Point], *, fill: str = INK, edge: str | None = "white") -> None:
        """Draw a filled shape."""
        self._path(Path(np.array([*points, points[0]]), closed=True), fill, edge, 0.6)

    def svg(self) -> str:
        """Return the sheet as SVG; the same sheet gives the same bytes, today and tomorrow."""
        figure = Figure(
            figsize=(self.width / 72, self.height / 72), dpi=72, facecolor="white", edgecolor="none"
        )
        figure.add_artist(_Marks(self._marks))
        return svg_of(figure)
