"""What a run came to, as one value."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cadence.packets.due import Due
from cadence.packets.order import Order
from cadence.packets.preflight import Lack
from cadence.packets.task import Outcome


@dataclass(frozen=True)
class Summary:
    """What was wanted, what stood, what became of the rest."""

    order: Order
    lacks: Sequence[Lack]
    due: Sequence[Due]
    outcomes: Sequence[Outcome] = ()
    seconds: float = 0.0
    stopped: bool = False
    dry_run: bool = False
    zip: Path | None = None

    @property
    def wanted(self) -> list[Due]:
        """Return the packets that had to be made."""
        return [one for one in self.due if one.reasons]

    @property
    def standing(self) -> list[Due]:
        """Return the packets that stood as they should."""
        return [one for one in self.due if not one.reasons]

    @property
    def made(self) -> list[Outcome]:
        """Return the packets that were made."""
        return [outcome for outcome in self.outcomes if outcome.failure is None]

    @property
    def failed(self) -> list[Outcome]:
        """Return the packets that could not be made."""
        return [outcome for outcome in self.outcomes if outcome.failure is not None]

    @property
    def left(self) -> int:
        """Return how many packets were not come to."""
        return 0 if self.dry_run else len(self.wanted) - len(self.outcomes)

    def to_json(self) -> dict[str, Any]:
        """Return all of it as JSON data, for programs that read it."""
        return {
            "institute": str(self.order.institute),
            "session": self.order.session,
            "for": self.order.audience,
            "folder": str(self.order.folder),
            "dry_run": self.dry_run,
            "due": [
                {"team": one.packet.team, "name": one.packet.name, "formats": dict(one.reasons)}
                for one in self.wanted
            ],
            "standing": [one.packet.team for one in self.standing],
            "made": [_made(outcome) for outcome in self.made],
            "failed": [asdict(outcome.failure) for outcome in self.failed if outcome.failure],
            "left": self.left,
            "lacks": [asdict(lack) for lack in self.lacks],
            "stopped": self.stopped,
            "zip": str(self.zip) if self.zip else None,
            "seconds": round(self.seconds, 2),
        }


def _made(outcome: Outcome) -> dict[str, Any]:
    return {
        "team": outcome.packet.team,
        "name": outcome.packet.name,
        "files": [made.file for made in outcome.made],
        "seconds": dict(outcome.seconds),
    }
