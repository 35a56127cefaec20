"""Signing in by an invite, and signing out."""

from typing import Any

from cadence.serving.handler import Handler
from cadence.serving.refusal import Refusal
from cadence.serving.rule import Route


class Join(Handler):
    """Lets somebody in by the invite that the page finds in the fragment of its address."""

    def get(self) -> None:
        """Show the page that sends the invite, which the address keeps from every log."""
        self.finish("<!doctype html><title>Sign in</title>")

    def post(self) -> None:
        """Let them in, or refuse.

        Where somebody else is signed in on the device it asks first (409), unless `instead` is true.
        """
        asked = self.asked()
        token, instead = asked.get("invite"), asked.get("instead") is True
        if not isinstance(token, str):
            raise Refusal(422, "There is no invite in this.", "Open your invite link once more.")
        present = self.visitor
        invite = self.door.invites.redeem(token, self.now())
        if present and present.person != invite.person and not instead:
            raise Refusal(409, f"{present.name} is signed in on this device.", "Sign them out first.")
        self._change(token)
        self.finish_json({"name": self.door.who(self._held, self.now()).name})  # type: ignore[union-attr]

    def _change(self, token: str) -> None:
        """Give the device a new cookie, and end what its old one stood for."""
        address = self.request.remote_ip or ""
        device = self.request.headers.get("User-Agent", "")
        held, record = self.door.sign_in(token, self.now(), device, address)
        self.door.sign_out(self.get_cookie(self.door.cookie) or "", self.now(), address)
        self._held = held
        cookie: dict[str, Any] = {"httponly": True, "samesite": "Lax", "path": self.base_url}
        secure = self.request.protocol == "https"
        self.set_cookie(self.door.cookie, held, expires=record.expires, secure=secure, **cookie)


class Leave(Handler):
    """Signs somebody out."""

    def post(self) -> None:
        """End the sign-in of this device, and have the browser forget all it kept of us."""
        self.door.sign_out(self.get_cookie(self.door.cookie) or "", self.now(), self.request.remote_ip or "")
        self.clear_cookie(self.door.cookie, path=self.base_url)
        self.set_header("Clear-Site-Data", '"cache", "storage"')
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
