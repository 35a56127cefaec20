"""In by an invite, known by a cookie, out again."""

from typing import Any


def test_an_invite_signs_in(served: Any, teams: list[str]) -> None:
    ana = served.signed_in("member", teams[0])
    assert ana.get("/api/me").json["team"] == teams[0]


def test_the_facilitators_own_link_is_for_one_use(served: Any) -> None:
    first, second = served.client(), served.client()
    assert first.join(served.own).status == 200
    assert first.get("/api/me").json["role"] == "facilitator"
    assert second.join(served.own).status == 403
    assert second.get("/api/me").status == 401


def test_what_is_revoked_opens_nothing_from_the_next_request_on(served: Any, teams: list[str]) -> None:
    ben = served.signed_in("member", teams[0], 1)
    assert ben.get("/api/me").status == 200
    served.revoke(ben.person)
    assert ben.get("/api/me").status == 401
