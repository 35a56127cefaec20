"""Slips of paper to sign in with: a page or more a team, each with a code for one person's camera."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import groupby

import segno
import typst

from cadence.errors import PacketError
from cadence.model import Settings
from cadence.printing.compile import compiler
from cadence.printing.fonts import families
from cadence.printing.typst_text import Markup, literal, quoted, value

A_PAGE = 8


@dataclass(frozen=True)
class Slip:
    """One person's way in; `link` is theirs alone, and opens until the day `until`."""

    name: str
    team: str
    link: str
    until: date


def code_svg(link: str) -> bytes:
    """Return a link as a QR code, drawn; it can still be read when a sixth of it is smudged."""
    drawn = BytesIO()
    segno.make(link, error="m", micro=False).save(
        drawn, kind="svg", border=2, dark="#1c2430", xmldecl=False, omitsize=True
    )
    return drawn.getvalue()


def slips_pdf(slips: Iterable[Slip], settings: Settings, short: str) -> bytes:
    """Return the slips as a PDF/UA-1, each team on pages of its own; `short` is the address to type."""
    sheets = [_sheet(team, page, settings, short) for team, page in _pages(slips)]
    text = _opening(settings) + "#pagebreak();\n".join(sheets)
    try:
        made = compiler().compile(input=text.encode(), format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError as error:
        raise PacketError(f"The slips could not be set: {error}.", "Report this text.") from None
    assert isinstance(made, bytes)
    return made


def _pages(slips: Iterable[Slip]) -> Iterator[tuple[str, list[Slip]]]:
    ordered = sorted(slips, key=lambda slip: (slip.team, slip.name))
    for team, some in groupby(ordered, key=lambda slip: slip.team):
        everyone = list(some)
        yield from ((team, everyone[at : at + A_PAGE]) for at in range(0, len(everyone), A_PAGE))


def _opening(settings: Settings) -> str:
    said = {
        "title": literal(f"Sign-in slips: {settings.name}"),
        "language": quoted(settings.language[:2]),
        "paper": quoted("a4" if settings.paper == "a4" else "us-letter"),
        "families": value(families()),
    }
    named = ", ".join(f"{key}: {given}" for key, given in said.items())
    return f'#import "/slips.typ": *\n#show: slips.with({named})\n\n'


def _sheet(team: str, page: Sequence[Slip], settings: Settings, short: str) -> str:
    made = ", ".join(_slip(each, settings, short) for each in page)
    return f"#sheet({literal(team)}, {made});\n"


def _slip(slip: Slip, settings: Settings, short: str) -> Markup:
    said = {
        "name": slip.name,
        "team": slip.team,
        "house": settings.name,
        "code": code_svg(slip.link),
        "alt": f"Code to scan: the sign-in link of {slip.name}",
        "until": long_day(slip.until),
    }
    named = ", ".join(f"{key}: {value(given)}" for key, given in said.items())
    return Markup(f"slip({named}, short: {quoted(short)})")


def long_day(day: date) -> str:
    """Return a day as people say it: 'December 25, 2026'."""
    return f"{day:%B} {day.day}, {day.year}"
