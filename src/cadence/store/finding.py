"""What an examination found."""

from dataclasses import asdict, dataclass
from typing import Literal

State = Literal["well", "remark", "ill"]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: how it is, and what to do where it is not well.

    A remark wants attention some day; what is ill can lose data or stop the work. `mended` says
    that a repair has set it right.
    """

    about: str
    state: State
    words: str
    remedy: str = ""
    mended: bool = False

    def __str__(self) -> str:
        mark = {"well": "well  ", "remark": "remark", "ill": "ILL   "}[self.state]
        tail = " Mended." if self.mended else f" -> {self.remedy}" if self.remedy else ""
        return f"{mark} {self.about}: {self.words}{tail}"

    def as_data(self) -> dict[str, object]:
        """Return the finding for programs."""
        return asdict(self)
