"""Typst markup to a tagged PDF/UA-1, with the compiler and its fonts kept between packets."""

from dataclasses import replace
from functools import cache

import typst

from cadence.blocks import Callout
from cadence.errors import PacketError
from cadence.printing.fonts import folders
from cadence.printing.parts import Document, Part, Words
from cadence.printing.row_headers import with_row_headers
from cadence.printing.typst_markup import markup
from cadence.shipped import shipped

_UNSETTABLE = Callout(
    "missing",
    "This part could not be put on paper",
    "It is on the page that comes with this packet.",
    remedy="If it is a picture, save it again as PNG.",
)


@cache
def compiler() -> typst.Compiler:
    """Return the typesetter: the house style's folder as its root, no fonts of the machine's own."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=list(map(str, folders())))
    return typst.Compiler(root=str(shipped("templates") / "typst"), font_paths=fonts)


def compile_pdf(document: Document) -> bytes:
    """Return a document as a PDF/UA-1; a part that cannot be set leaves a note in its place."""
    try:
        return _compiled(document)
    except typst.TypstError:
        return _mended(document)


def _compiled(document: Document) -> bytes:
    text, headed = markup(document)
    made = compiler().compile(input=text.encode(), format="pdf", pdf_standards=["ua-1"])
    if not isinstance(made, bytes):
        raise PacketError("The typesetter returned no document.", "Report this text.")
    return with_row_headers(made, headed)


def _mended(document: Document) -> bytes:
    try:
        return _compiled(replace(document, parts=tuple(_settable(part, document) for part in document.parts)))
    except typst.TypstError as error:
        reason = str(error).splitlines()[0]
        raise PacketError(
            f"The PDF could not be set: {reason}.", "Make the HTML, and report this text."
        ) from None


def _settable(part: Part, document: Document) -> Part:
    """Return a part that can be set: itself, itself without its pictures, or a note."""
    bare = (replace(part, pictures={}),) if isinstance(part, Words) and part.pictures else ()
    return next((tried for tried in (part, *bare) if _sets(tried, document)), _UNSETTABLE)


def _sets(part: Part, document: Document) -> bool:
    try:
        return bool(_compiled(replace(document, cover=None, parts=(part,))))
    except typst.TypstError:
        return False
