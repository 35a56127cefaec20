"""Which packets are due, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from cadence.packets import fingerprint
from cadence.packets.manifest import Manifest
from cadence.packets.order import Order, Packet
from cadence.whole import digest

NEW = "it is not made yet"


@dataclass(frozen=True)
class Due:
    """A packet that is wanted: the reason for each format that must be made, and those that stand."""

    packet: Packet
    reasons: Mapping[str, str]
    standing: tuple[str, ...]

    @property
    def why(self) -> str:
        """Return the reasons in one line, those that several formats share said once."""
        said: dict[str, list[str]] = {}
        for format, reason in self.reasons.items():
            said.setdefault(reason, []).append(format)
        if len(said) == 1:
            return next(iter(said))
        return "; ".join(f"{', '.join(formats)}: {reason}" for reason, formats in said.items())


def look(order: Order, manifest: Manifest, force: bool = False) -> list[Due]:
    """Compare every wanted packet with what was made; the ones with reasons must be made."""
    return [_look(order, manifest, packet, force) for packet in order.packets]


def _look(order: Order, manifest: Manifest, packet: Packet, force: bool) -> Due:
    found = {format: _reason(order, manifest, packet, format, force) for format in order.exporters}
    reasons = {format: reason for format, reason in found.items() if reason}
    return Due(packet, reasons, tuple(format for format, reason in found.items() if not reason))


def _reason(order: Order, manifest: Manifest, packet: Packet, format: str, force: bool) -> str:
    """Return why a file must be made, '' if it stands as it should."""
    made = manifest.files.get((order.audience, packet.team, format))
    if made is None:
        failed = (order.audience, packet.team) in manifest.failures
        return "it could not be made last time" if failed else NEW
    if force:
        return "--force asks for it"
    if made.fingerprint != fingerprint.combined(packet.made_from, format, order.audience):
        return fingerprint.what_changed(made.made_from, packet.made_from)
    if made.file != packet.file(format):
        return "the team's name changed"
    now = digest(order.folder / made.file)
    if not now:
        return "the file is gone"
    return "" if now == made.sha256 else "the file was changed by hand"
