"""Signing in by an invite, and signing out."""

from cadence.model import Invite
from cadence.serving.audit import note
from cadence.serving.handler import Handler
from cadence.serving.refusal import Refusal
from cadence.serving.rule import Route
from cadence.serving.screen import Screen

TOO_OFTEN = ("That was tried too often.", "Wait a minute, then try once more.")


class Join(Screen):
    """Lets somebody in by the invite that the page finds in the fragment of its address."""

    def get(self) -> None:
        """Show the page that sends the invite; the address keeps it from every log."""
        self.show("join.html.j2", title="Sign in")

    def post(self) -> None:
        """Let them in, or refuse.

        Where somebody else is signed in on the device it asks first (409), unless `instead` is true.
        """
        asked = self.asked()
        token, instead = asked.get("invite"), asked.get("instead") is True
        if not isinstance(token, str):
            raise Refusal(422, "There is no invite in this.", "Open your invite link once more.")
        invite = self._redeemed(token)
        present = self.visitor
        if present and present.person != invite.person and not instead:
            raise Refusal(
                409, f"{present.name} is signed in on this device.", "The invite is for somebody else."
            )
        if not self.limits.sign_ins.allows(invite.id):
            raise Refusal(429, *TOO_OFTEN)
        self._let_in(token)

    def _redeemed(self, token: str) -> Invite:
        """Return the invite, or refuse it and write that down; too many refusals are not looked at."""
        try:
            return self.door.invites.redeem(token, self.now())
        except Refusal as refusal:
            self._count_refusal()
            if self.limits.refusals_told.allows(""):
                note(self.custodian, "refused", self.now(), refusal.message, address=self.address)
            raise

    def _count_refusal(self) -> None:
        if not (self.limits.refusals.allows(self.address) and self.limits.refusals_in_all.allows("")):
            raise Refusal(429, *TOO_OFTEN)

    def _let_in(self, token: str) -> None:
        """Give the device a new cookie, and end what its old one stood for."""
        device = self.request.headers.get("User-Agent", "")
        held, record = self.door.sign_in(token, self.now(), device, self.address)
        self.door.sign_out(self.held, self.now(), self.address)
        self.set_cookie(
            self.cookie,
            held,
            max_age=int((record.expires - self.now()).total_seconds()),  # a device's own clock may be wrong
            path=self.base_url,
            secure=self.encrypted,
            httponly=True,
            samesite="Lax",
        )
        self.finish_json({"home": self.base_url})


class Leave(Handler):
    """Signs somebody out."""

    def post(self) -> None:
        """End the sign-in of this device, and have the browser forget what it kept of our pages."""
        self.door.sign_out(self.held, self.now(), self.address)
        self.clear_cookie(self.cookie, path=self.base_url, secure=self.encrypted)
        self.set_header("Clear-Site-Data", '"cache"')
        self.finish_json({"left": True})


class Me(Handler):
    """Says who is signed in."""

    def get(self) -> None:
        """Answer with name, role and team."""
        who = self.who
        self.finish_json({"person": who.person, "name": who.name, "role": who.role, "team": who.team})


ROUTES = (
    Route("join", Join, "anyone"),
    Route("leave", Leave, "anyone"),
    Route("api/me", Me, "signed_in"),
)
