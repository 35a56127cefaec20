"""What belongs together on paper: a heading with all that follows it, up to the next."""

from collections.abc import Iterable

from cadence.blocks import Heading, PageBreak, Paragraph, Prose
from cadence.blocks.markdown import tokens
from cadence.printing.parts import Part, Words

_DEEPEST = 3  # headings below this level do not begin a unit of their own


def units(parts: Iterable[Part]) -> list[list[Part]]:
    """Return the parts grouped: a unit begins at a heading, and a page break stands alone.

    A heading with nothing but words under it joins the unit that follows, so that an introduction
    never stays behind on another page.
    """
    found: list[list[Part]] = []
    for part in parts:
        alone = isinstance(part, PageBreak)
        begins = not found or alone or isinstance(found[-1][0], PageBreak)
        if begins or (_opens(part) and not _introduces(found[-1])):
            found.append([part])
        else:
            found[-1].append(part)
    return found


def _opens(part: Part) -> bool:
    if isinstance(part, Heading):
        return part.level <= _DEEPEST
    if not isinstance(part, Words):
        return False
    first = next(iter(tokens(part.markdown)), None)
    return first is not None and first.type == "heading_open" and int(first.tag[1]) <= _DEEPEST


def _introduces(unit: list[Part]) -> bool:
    """Return whether a unit is a heading with words alone."""
    return _opens(unit[0]) and all(isinstance(part, Heading | Words | Prose | Paragraph) for part in unit)
