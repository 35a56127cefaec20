"""Who is looking."""

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["member", "team", "facilitator", "district", "custodian", "keeper"]


@dataclass(frozen=True)
class Viewer:
    """A person, or a process, in the role it acts in.

    `team` is what a packet made for the team may hold: nobody's own or confidential rows.
    `custodian` is the trusted process that computes publications and takes in files; it runs in
    the command line or the serving process, never in a member's kernel. `keeper` is the custodian while it
    takes a whole institute out under seal, or in: it alone reaches what people keep for themselves.
    """

    role: Role
    person: str = ""
    team: str = ""

    def __post_init__(self) -> None:
        if self.role not in get_args(Role):
            raise ValueError(f"'{self.role}' is not a role. Known: {', '.join(get_args(Role))}.")

    def __str__(self) -> str:
        return f"{self.role}:{self.person or self.team}"
