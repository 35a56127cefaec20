"""Who may use which route: a route without a rule is none."""

from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from tornado.web import RequestHandler

from cadence.serving.refusal import Refusal
from cadence.serving.who import Who

Rule = Literal["anyone", "signed_in", "member", "facilitator", "district"]


@dataclass(frozen=True)
class Route:
    """An address below the base url, as a regular expression, with its handler and who may use it."""

    pattern: str
    handler: type[RequestHandler]
    rule: Rule
    settings: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.rule not in get_args(Rule):
            raise ValueError(f"{self.pattern}: '{self.rule}' is no rule. Known: {', '.join(get_args(Rule))}.")


def admit(rule: Rule, who: Who | None) -> None:
    """Let whoever the rule is for through; a rule by a role's name is for that role alone.

    Raises
    ------
    Refusal
        401 for somebody who is not signed in, 403 for anybody else.
    """
    if rule == "anyone":
        return
    if who is None:
        raise Refusal(401, "You are not signed in.", "Open your invite link, or scan its code, once more.")
    if rule not in ("signed_in", who.role):
        raise Refusal(403, "This page is for others.", "Go to the first page: it shows what is for you.")
    if rule == "member" and not who.team:
        raise Refusal(403, "You are not on a team at the moment.", "Tell your facilitator.")
