"""Invites: made for a person, signed, and taken back."""

from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from itsdangerous import BadSignature, URLSafeSerializer

from cadence.model import Invite, Person, SignIn
from cadence.serving.refusal import Refusal
from cadence.serving.secret import signing_secret
from cadence.store import View

DAYS = 30  # until an invite expires, where nothing else is said
_ASK = "Ask your facilitator for a new invite."


class Invites:
    """The invites of an institute, in the hands of its custodian."""

    def __init__(self, custodian: View, root: Path) -> None:
        self._view = custodian
        self._root = root

    @property
    def _signer(self) -> URLSafeSerializer:
        hmac = {"digest_method": sha256, "key_derivation": "hmac"}
        return URLSafeSerializer(signing_secret(self._root), salt="cadence.invite", signer_kwargs=hmac)

    def issue(
        self, person: str, now: datetime, days: float = DAYS, *, team: str | None = None, once: bool = False
    ) -> str:
        """Make an invite for a person and return its token, which goes into the fragment of a link.

        Raises
        ------
        NotFound
            There is no such person.
        """
        self._view.get(Person, person)
        invite = Invite(person=person, team=team, issued=now, expires=now + timedelta(days=days), once=once)
        (kept,) = self._view.write(invite)
        return self.token(kept)

    def token(self, invite: Invite) -> str:
        """Return the token of an invite, to print it again."""
        return str(self._signer.dumps(invite.id))

    def redeem(self, token: str, now: datetime) -> Invite:
        """Return the invite of a token that lets somebody in now.

        Raises
        ------
        Refusal
            It was not made here or was altered, it has expired, was taken back, or was for one use.
        """
        invite = self._standing(token)
        if invite is None:
            raise Refusal(403, "This invite was not made here, or is not whole.", f"Scan it again. {_ASK}")
        if invite.revoked:
            raise Refusal(403, "This invite was taken back.", _ASK)
        if invite.expires <= now:
            raise Refusal(403, f"This invite was good until {invite.expires:%d %B %Y}.", _ASK)
        if invite.once and self._view.first(SignIn, invite=invite.id):
            raise Refusal(403, "This link was for one use, and was used.", _ASK)
        return invite

    def revoke(self, now: datetime, *, person: str = "", invite: str = "") -> int:
        """Take back an invite, or all of a person's, with every device that came in by them.

        Return how many invites were taken back.
        """
        wanted = {"id": invite} if invite else {"person": person}
        taken = [each for each in self._view.all(Invite, **wanted) if each.revoked is None]
        ids = {each.id for each in taken}
        ended = [s for s in self._view.all(SignIn) if s.invite in ids and s.ended is None]
        self._view.write(
            *(each.model_copy(update={"revoked": now}) for each in taken),
            *(each.model_copy(update={"ended": now}) for each in ended),
        )
        return len(taken)

    def devices(self, now: datetime, **wanted: str) -> list[SignIn]:
        """Return the devices that are signed in, of a `person` or by an `invite`."""
        return [
            each for each in self._view.all(SignIn, **wanted) if each.ended is None and now < each.expires
        ]

    def _standing(self, token: str) -> Invite | None:
        try:
            id = self._signer.loads(token)
        except BadSignature:
            return None
        if not isinstance(id, str) or self._signer.dumps(id) != token:  # the same bytes, spelt otherwise
            return None
        return self._view.first(Invite, id=id)
