"""What was typed beside the name of a file that is to be taken in."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Asked:
    """What was typed beside the name of a file; `more` goes into the mapping as it is."""

    check: bool = False
    json: bool = False
    map: tuple[str, ...] = ()
    sheet: str = ""
    header: int = 0
    more: Mapping[str, object] = field(default_factory=dict)
