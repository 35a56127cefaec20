"""What opens the door: invites, the devices that are signed in, and the log of both."""

from typing import ClassVar, Literal

from pydantic import AwareDatetime

from cadence.model.record import Audience, Record

Happened = Literal["signed in", "signed out", "refused", "revealed", "exported"]


class Invite(Record):
    """A person's invite; the link carries its id, signed."""

    table: ClassVar[str] = "invite"
    audience: ClassVar[Audience] = "keys"

    person: str
    """Whom it lets in."""
    team: str | None = None
    """The team that it is for, where the person has a seat there; none for their first one."""
    issued: AwareDatetime
    """When it was made."""
    expires: AwareDatetime
    """From when on it lets nobody in; devices that are signed in by it are signed out then."""
    revoked: AwareDatetime | None = None
    """When it was taken back, with all that came of it; none while it holds."""
    once: bool = False
    """Whether it lets one device in and no other."""


class SignIn(Record):
    """A device that was signed in; `id` is the SHA-256 of what its cookie holds."""

    table: ClassVar[str] = "sign_in"
    audience: ClassVar[Audience] = "keys"

    person: str
    """Who is signed in."""
    invite: str
    """The invite that let them in."""
    since: AwareDatetime
    """From when."""
    expires: AwareDatetime
    """Until when, unless it ends before."""
    ended: AwareDatetime | None = None
    """When it ended by signing out, by another sign-in on the device, or by being revoked; else none."""
    device: str = ""
    """What the device calls itself, in a few words."""


class Event(Record):
    """A line of the log: what happened at the door, or left by it."""

    table: ClassVar[str] = "event"
    audience: ClassVar[Audience] = "keys"

    person: str | None
    """Who did it; none where nobody can be named."""
    at: AwareDatetime
    """When."""
    what: Happened
    """What happened."""
    about: str = ""
    """What it was about, in a few words; never a secret."""
    address: str = ""
    """The network address that it came from; empty for a command."""
