"""Pictures that a notebook holds or names: as bytes, with their format, or not at all."""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from cadence.blocks.as_html import NO_WORDS
from cadence.printing.parts import Format, Picture

__all__ = ["NO_WORDS", "format_of", "from_address", "from_base64", "picture"]
_LIMIT = 20_000_000


def format_of(data: bytes) -> Format | None:
    """Return the format that the first bytes of a picture show, whatever its name says."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return "svg+xml" if re.search(rb"<svg[\s>]", data[:4000]) else None


def picture(data: bytes, alt: str = "") -> Picture | None:
    """Return bytes as a picture, or None if no format can be made out."""
    found = format_of(data) if len(data) <= _LIMIT else None
    return Picture(data, found, alt) if found else None


def from_base64(text: Any, alt: str = "") -> Picture | None:
    """Return a picture from its base64 text, as notebooks store PNG and JPEG."""
    try:
        return picture(b64decode("".join(text)), alt)
    except (NotBase64, ValueError, TypeError):
        return None


def from_address(address: str, alt: str, attachments: dict[str, Any], folder: Path | None) -> Picture | None:
    """Return the picture that an address in Markdown names; nothing is ever fetched from elsewhere.

    An address is an attachment of its cell, a `data:` address, or a file in the notebook's folder.
    """
    if address.startswith("attachment:"):
        held = attachments.get(unquote(address.removeprefix("attachment:")), {})
        return next((found for text in held.values() if (found := from_base64(text, alt))), None)
    if address.startswith("data:image/"):
        head, _, body = address.partition(",")
        return from_base64(unquote(body), alt) if ";base64" in head else picture(unquote_to_bytes(body), alt)
    return _from_file(unquote(address), alt, folder)


def _from_file(name: str, alt: str, folder: Path | None) -> Picture | None:
    if folder is None or not name or "://" in name:
        return None
    try:
        path = (folder / name).resolve()
        inside = path.is_relative_to(folder.resolve()) and path.is_file()
        return picture(path.read_bytes(), alt) if inside else None
    except (OSError, ValueError):
        return None
