"""Typst markup to a tagged PDF/UA-1, with the compiler and its fonts kept between packets."""

from functools import cache

import typst

from cadence.errors import PacketError
from cadence.packets.fonts import folders
from cadence.packets.parts import Document
from cadence.packets.typst_markup import markup
from cadence.shipped import shipped


@cache
def compiler() -> typst.Compiler:
    """Return the typesetter: the house style's folder as its root, no fonts of the machine's own."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=list(map(str, folders())))
    return typst.Compiler(root=str(shipped("templates") / "typst"), font_paths=fonts)


def compile_pdf(document: Document) -> bytes:
    """Return a document as a PDF/UA-1."""
    try:
        return _compiled(markup(document))
    except typst.TypstError as error:
        raise PacketError(
            f"The PDF could not be set: {error}", "Make the HTML, and report this text."
        ) from None


def _compiled(text: str) -> bytes:
    made = compiler().compile(input=text.encode(), format="pdf", pdf_standards=["ua-1"])
    if not isinstance(made, bytes):
        raise PacketError("The typesetter returned no document.")
    return made
