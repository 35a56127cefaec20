"""A figure as SVG: words as outlines, nothing that differs from one day or machine to the next."""

import re
from io import StringIO
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

RC: dict[Any, Any] = {
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


def svg_of(figure: Figure) -> str:
    """Return a figure as SVG; the same figure gives the same bytes, today and tomorrow."""
    out = StringIO()
    with mpl.rc_context(RC):
        FigureCanvasSVG(figure).print_svg(out, metadata=dict(_METADATA))  # type: ignore[no-untyped-call]
    return _PROLOGUE.sub("", out.getvalue(), count=1)
