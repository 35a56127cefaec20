"""What the outputs of a cell become in a packet."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cadence import errors
from cadence.blocks import MIME, Callout, read_blocks
from cadence.printing.foreign import parts_of_html
from cadence.printing.parts import Part, Verbatim, Words
from cadence.printing.pictures import NO_WORDS, from_base64, picture

_WIDGET = "application/vnd.jupyter.widget-view+json"
_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[@-_]")
# What Python prints for an object without words of its own; often with an address in memory.
_OBJECT = re.compile(r"\s*[\[({]*<[^<>]*>.*", re.DOTALL)

_MOST_LINES, _MOST_LETTERS = 200, 12_000  # of what a cell prints: more is a slip, and stalls the typesetting


def parts_of_output(output: Mapping[str, Any]) -> Iterator[Part]:
    """Yield the parts that one output becomes: none at all for widgets and for warnings."""
    kind = output.get("output_type")
    if kind == "stream":
        yield from _stream(output)
    elif kind == "error":
        yield _error(output)
    elif kind in ("display_data", "execute_result"):
        yield from _shown(output.get("data", {}), output.get("metadata", {}))


def _stream(output: Mapping[str, Any]) -> Iterator[Part]:
    text = _printed(output.get("text", ""))
    if output.get("name") == "stdout" and text.strip():
        yield Verbatim(_cut(text))


def _printed(text: Any) -> str:
    # A progress bar writes over its line again and again: what stood there last is what counts.
    lines = _ANSI.sub("", _joined(text)).replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip("\r").rpartition("\r")[2].rstrip() for line in lines).strip("\n")


def _cut(text: str) -> str:
    """Return as much of a printed text as fits a packet, and say how much was left out."""
    kept = "\n".join(text[:_MOST_LETTERS].split("\n", _MOST_LINES)[:_MOST_LINES])
    left = len(text) - len(kept)
    return f"{kept}\n... ({left:,} more characters stand in the notebook.)" if left else text


def _joined(text: Any) -> str:
    return "".join(text) if isinstance(text, list) else str(text)


def _error(output: Mapping[str, Any]) -> Callout:
    known = getattr(errors, str(output.get("ename", "")), None)
    ours = isinstance(known, type) and issubclass(known, errors.CadenceError)
    said = _ANSI.sub("", str(output.get("evalue", ""))) if ours else ""
    return Callout(
        "missing",
        "This part could not be made",
        said or "The rest of the packet is complete.",
        remedy="Whoever prepared the packet can see the reason in the notebook.",
    )


def _shown(data: Mapping[str, Any], metadata: Mapping[str, Any]) -> Iterator[Part]:
    if MIME in data:
        yield from read_blocks(data[MIME])
        return
    if _WIDGET in data:
        return
    for mime, reader in _READERS:
        parts = list(reader(data[mime], metadata.get(mime, {}))) if mime in data else []
        if parts:
            yield from parts
            return


def _svg(value: Any, metadata: Mapping[str, Any]) -> Iterator[Part]:
    found = picture(_joined(value).encode("utf-8", "replace"), _alt(metadata))
    if found:
        yield found


def _raster(value: Any, metadata: Mapping[str, Any]) -> Iterator[Part]:
    found = from_base64(value, _alt(metadata))
    if found:
        yield found


def _alt(metadata: Any) -> str:
    return str(metadata.get("alt") or NO_WORDS) if isinstance(metadata, Mapping) else NO_WORDS


def _markdown(value: Any, metadata: Mapping[str, Any]) -> Iterator[Part]:
    if _joined(value).strip():
        yield Words(_joined(value))


def _html(value: Any, metadata: Mapping[str, Any]) -> Iterator[Part]:
    yield from parts_of_html(_joined(value))


def _plain(value: Any, metadata: Mapping[str, Any]) -> Iterator[Part]:
    text = _printed(value)
    if text.strip() and not _OBJECT.fullmatch(text):
        yield Verbatim(_cut(text))


_Reader = Callable[[Any, Mapping[str, Any]], Iterator[Part]]
_READERS: tuple[tuple[str, _Reader], ...] = (
    ("image/svg+xml", _svg),
    ("image/png", _raster),
    ("image/jpeg", _raster),
    ("image/gif", _raster),
    ("text/markdown", _markdown),
    ("text/html", _html),
    ("text/plain", _plain),
)
