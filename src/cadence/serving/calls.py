"""A team calls for help, or does not need it any more."""

from cadence.serving.handler import Handler
from cadence.serving.rule import Route


class Help(Handler):
    """Tells the facilitator that a team would like them to come by."""

    def post(self) -> None:
        """Call, or (with `wanted` false) end the call, whoever of the team made it."""
        wanted = self.asked().get("wanted") is True
        if wanted:
            self.floor.call(self.who.team, self.who.person, self.now())
        else:
            self.floor.hush(self.who.team)
        self.finish_json({"wanted": wanted})


ROUTES = (Route("api/help", Help, "member"),)
