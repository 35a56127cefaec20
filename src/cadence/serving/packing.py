"""Answers in compressed form, of which parts that many share were compressed once."""

import zlib
from dataclasses import dataclass
from typing import Self

_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # gzip, deflated, no name, no time, no system
_LAST = b"\x03\x00"  # an empty last block
_QUICK, _SMALL = 1, 9


@dataclass(frozen=True)
class Packed:
    """Bytes, and the same deflated so that others can stand before and after it in one stream."""

    data: bytes
    deflated: bytes

    @classmethod
    def of(cls, data: bytes, level: int = _SMALL) -> Self:
        """Deflate bytes by themselves: nothing in the result points back beyond its beginning."""
        packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
        return cls(data, packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH))


def quickly(text: str) -> Packed:
    """Deflate a text that is for one person alone."""
    return Packed.of(text.encode("utf-8", "replace"), _QUICK)


def gzipped(*parts: Packed) -> bytes:
    """Return parts one after the other as one gzip file."""
    crc = size = 0
    for part in parts:
        crc, size = zlib.crc32(part.data, crc), size + len(part.data)
    deflated = b"".join(part.deflated for part in parts)
    return _HEAD + deflated + _LAST + crc.to_bytes(4, "little") + (size & 0xFFFFFFFF).to_bytes(4, "little")
