"""All packets of a run in one zip file."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from cadence.packets.manifest import Manifest
from cadence.packets.order import Order
from cadence.whole import write_whole

_DATE = (2000, 1, 1, 0, 0, 0)  # the same packets give the same zip, whenever it is made


def bundle(order: Order, manifest: Manifest, part: bool = False) -> Path:
    """Write the wanted packets that are there into one zip file beside their folder.

    Parameters
    ----------
    part
        Only some teams were asked for: the file's name says so, and the full one stays.
    """
    path = order.folder.parent / f"{order.folder.name}{_label(order, part)}.zip"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(_files(order, manifest)):
            entry = zipfile.ZipInfo(f"{order.folder.name}/{name}", _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, (order.folder / name).read_bytes())
    write_whole(path, data.getvalue())
    return path


def _label(order: Order, part: bool) -> str:
    if order.audience == "facilitator":
        return " - facilitator"
    what = " - handouts" if order.audience == "teachers" else ""
    if not part:
        return what
    which = order.packets[0].folder if len(order.packets) == 1 else f"{len(order.packets)} teams"
    return f" - {which}{what}"


def _files(order: Order, manifest: Manifest) -> Iterable[str]:
    for packet in order.packets:
        for format in order.exporters:
            made = manifest.files.get((order.audience, packet.team, format))
            if made is not None and (order.folder / made.file).is_file():
                yield made.file
