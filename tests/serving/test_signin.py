"""In by an invite, known by a cookie, out again; and every way to get in that must not."""

import base64
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from itsdangerous import URLSafeSerializer
from sqlalchemy import select

from cadence.model import Event, Invite, Membership, Person, SignIn
from cadence.serving.identity import Door
from cadence.serving.invites import Invites
from cadence.serving.refusal import Refusal
from cadence.serving.secret import FILE, renew
from cadence.store import Store, Viewer
from cadence.store.belonging import Erased
from cadence.store.engine import transaction
from cadence.store.erasure import erase
from cadence.store.schema import schema

CUSTODIAN = Viewer("custodian")


def me(client: Any) -> Any:
    answer = client.get("/api/me")
    return answer.json if answer.status == 200 else answer.status


def test_an_invite_signs_in_under_the_role_and_the_team_of_the_person(served: Any, teams: list[str]) -> None:
    ana = served.signed_in("member", teams[0])
    known = me(ana)
    assert (known["person"], known["role"], known["team"]) == (ana.person, "member", teams[0])
    assert me(served.signed_in("district"))["role"] == "district"


def test_the_facilitators_own_link_is_for_one_use(served: Any) -> None:
    first, second = served.client(), served.client()
    assert first.join(served.own).status == 200
    assert me(first)["role"] == "facilitator"
    again = second.join(served.own)
    assert (again.status, again.json["error"]["what"]) == (403, "This link was for one use, and was used.")
    assert me(second) == 401


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites_and_ends_with_the_invite(
    served: Any, teams: list[str]
) -> None:
    person = served.somebody("member", teams[0])
    (cookie,) = served.client().join(served.invite(person.id, days=2)).headers.get_all("Set-Cookie")
    assert re.search(r"; HttpOnly", cookie) and "; SameSite=Lax" in cookie and "; Path=/" in cookie
    (seconds,) = re.findall(r"Max-Age=(\d+)", cookie)
    assert 0 <= 2 * 86_400 - int(seconds) < 300 and "expires" not in cookie.lower()


def test_what_the_cookie_holds_is_kept_nowhere(served: Any, teams: list[str]) -> None:
    ana = served.signed_in("member", teams[0])
    (held,) = ana.cookies.values()
    for file in served.house.root.glob("cadence.sqlite*"):
        assert held.encode() not in file.read_bytes()


def test_a_second_device_gets_in_by_the_same_invite_until_it_is_revoked(
    served: Any, teams: list[str]
) -> None:
    person = served.somebody("member", teams[0], 2)
    token = served.invite(person.id)
    phone, laptop = served.client(), served.client()
    assert (phone.join(token).status, laptop.join(token).status) == (200, 200)
    assert phone.cookies != laptop.cookies
    assert served.revoke(person.id) == 1
    assert (me(phone), me(laptop)) == (401, 401)
    assert phone.join(token).json["error"]["what"] == "This invite was taken back."


def test_an_invite_lets_in_ten_devices_at_a_time(served: Any, teams: list[str]) -> None:
    token = served.invite(served.somebody("member", teams[0], 3).id)
    devices = [served.client() for _ in range(10)]
    assert {device.join(token).status for device in devices} == {200}
    late = served.client()
    assert "10 devices" in late.join(token).json["error"]["what"]
    devices[0].post("/leave")
    assert late.join(token).status == 200


def test_who_moves_to_another_team_is_on_that_one_at_the_next_request(served: Any, teams: list[str]) -> None:
    ana = served.signed_in("member", teams[1], 4)
    with served.store() as store:
        view = store.view(CUSTODIAN)
        seat = view.first(Membership, person=ana.person)
        (moved,) = view.write(seat.model_copy(update={"team": teams[0]}))
        assert me(ana)["team"] == teams[0]
        view.remove(moved)
    assert me(ana)["team"] == ""


def test_signing_out_ends_it_here_and_for_whoever_kept_the_cookie(served: Any, teams: list[str]) -> None:
    ana = served.signed_in("member", teams[0])
    thief = served.client()
    thief.cookies |= ana.cookies
    answer = ana.post("/leave")
    assert (answer.status, ana.cookies) == (200, {})
    assert (me(ana), me(thief)) == (401, 401)


def test_an_expired_invite_lets_nobody_in_and_ends_what_came_of_it(served: Any, teams: list[str]) -> None:
    ana = served.signed_in("member", teams[1], 5)
    token = served.invite(ana.person)
    long_ago = datetime.now(UTC) - timedelta(days=3)
    with served.store() as store:
        view = store.view(CUSTODIAN)
        for kind in (Invite, SignIn):
            hers = view.all(kind, person=ana.person)
            view.write(*(each.model_copy(update={"expires": long_ago}) for each in hers))
    assert me(ana) == 401
    assert "was good until" in served.client().join(token).json["error"]["what"]


def test_who_is_forgotten_is_signed_out_and_leaves_no_trace_of_it(store: Store, tmp_path: Path) -> None:
    view, now = store.view(CUSTODIAN), datetime.now(UTC)
    view.write(*(Person(id=each, name=each.title()) for each in ("ana", "ben")))
    door = Door(store, tmp_path)
    held = {each: door.sign_in(door.invites.issue(each, now), now)[0] for each in ("ana", "ben")}
    assert [who and who.person for who in (door.who(held[each], now) for each in held)] == ["ana", "ben"]
    with transaction(store._engine, writes=True) as connection:
        erase(connection, store.institute, Erased(people=frozenset({"ana"})))
    later = now + timedelta(seconds=30)
    assert door.who(held["ana"], later) is None
    assert door.who(held["ben"], later) is not None
    for kind in (Invite, SignIn, Event):
        assert {each.person for each in view.all(kind)} == {"ben"}
    with transaction(store._engine) as connection:
        rows = connection.execute(select(schema().tables["history"])).all()
    assert "ana" not in repr(rows) and "Ana" not in repr(rows)


# --- what must not get in ------------------------------------------------------------------------------


def test_an_edited_invite_lets_nobody_in(served: Any, teams: list[str]) -> None:
    token = served.invite(served.somebody("member", teams[0]).id)
    edited = [
        token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :] for at in range(0, len(token), 9)
    ]
    for each in [*edited, token[:-2], token + "=", token.swapcase(), token[::-1], "", ".", "a.b.c"]:
        assert served.client().join(each).status in (403, 429), each


def test_a_forged_invite_lets_nobody_in(served: Any, teams: list[str]) -> None:
    with served.store() as store:
        person = served.somebody("member", teams[0])
        served.invite(person.id)
        invite = store.view(CUSTODIAN).first(Invite, person=person.id)
    bare = base64.urlsafe_b64encode(f'"{invite.id}"'.encode()).decode().rstrip("=")
    for key in ("", "secret", served.house.settings.name, invite.id):
        for token in (
            URLSafeSerializer(key, salt="cadence.invite").dumps(invite.id),
            bare,
            f"{bare}.",
            invite.id,
        ):
            assert served.client().join(token).status in (403, 429)


@pytest.mark.parametrize("sent", [{"invite": None}, {"invite": {"id": "x"}}, {"invite": ["x"]}, {}])
def test_what_is_no_invite_at_all_is_refused_in_words(served: Any, sent: dict[str, object]) -> None:
    answer = served.client().post("/join", sent)
    assert (answer.status, answer.json["error"]["what"]) == (422, "There is no invite in this.")


def test_a_new_secret_makes_every_older_invite_worthless(store: Store, tmp_path: Path) -> None:
    view, now = store.view(CUSTODIAN), datetime.now(UTC)
    view.write(Person(id="ana", name="Ana Park"))
    token = Invites(view, tmp_path).issue("ana", now)
    assert Invites(view, tmp_path).redeem(token, now).person == "ana"
    renew(tmp_path)
    with pytest.raises(Refusal, match="was not made here"):
        Invites(view, tmp_path).redeem(token, now)


def test_the_secret_is_for_its_owner_alone(served: Any) -> None:
    assert (served.house.root / FILE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("held", ["", "x", "' OR 1=1 --", "é" * 50, "../../etc/passwd", "0" * 64, "a\tb"])
def test_a_made_up_cookie_is_nobody(served: Any, held: str) -> None:
    stranger = served.client()
    stranger.cookies = {next(iter(served.signed_in().cookies)): held.encode().decode("latin-1")}
    assert me(stranger) == 401


def test_the_digest_that_the_store_keeps_is_no_cookie(served: Any) -> None:
    ana = served.signed_in()
    (name,) = ana.cookies
    with served.store() as store:
        kept = store.view(CUSTODIAN).all(SignIn)
    stranger = served.client()
    for each in kept:
        stranger.cookies = {name: each.id}
        assert me(stranger) == 401


def test_a_cookie_that_was_planted_before_signing_in_is_worth_nothing_after(served: Any) -> None:
    ana, person = served.client(), served.somebody()
    name = next(iter(served.signed_in().cookies))
    ana.cookies = {name: "planted"}
    assert ana.join(served.invite(person.id)).status == 200
    assert ana.cookies[name] != "planted"
    attacker = served.client()
    attacker.cookies = {name: "planted"}
    assert me(attacker) == 401


def test_signing_in_again_ends_what_the_device_had_before(served: Any, teams: list[str]) -> None:
    ana = served.signed_in("member", teams[0])
    before = served.client()
    before.cookies |= ana.cookies
    assert ana.join(served.invite(ana.person)).status == 200
    assert (me(before), me(ana)["person"]) == (401, ana.person)


def test_another_persons_invite_does_not_take_a_device_over_unasked(served: Any, teams: list[str]) -> None:
    ana = served.signed_in("member", teams[0])
    other = served.invite(served.somebody("member", teams[1]).id)
    answer = ana.join(other)
    assert answer.status == 409 and "is signed in on this device" in answer.json["error"]["what"]
    assert me(ana)["person"] == ana.person
    assert ana.join(other, instead=True).status == 200
    assert me(ana)["team"] == teams[1]


@pytest.mark.parametrize(
    "origin", ["", "null", "https://127.0.0.1:{port}", "http://127.0.0.1", "http://evil.example"]
)
def test_another_sites_page_signs_nobody_in_or_out(served: Any, origin: str) -> None:
    ana, token = served.signed_in(), served.invite(served.somebody().id)
    said = {"Origin": origin.format(port=served.port)}
    assert served.client().post("/join", {"invite": token}, **said).status == 403
    assert ana.post("/leave", **said).status == 403
    assert me(ana)["person"] == ana.person


def test_who_tries_invites_is_stopped_and_who_holds_a_good_one_still_gets_in(served: Any) -> None:
    stranger = served.client()
    statuses = [stranger.join(f"guess-{n}").status for n in range(100)]
    assert set(statuses) <= {403, 429} and 429 in statuses
    with served.store() as store:
        refused = store.view(CUSTODIAN).all(Event, what="refused")
    assert len(refused) < 100 and not any("guess" in each.about for each in refused)
    assert stranger.join(served.invite(served.somebody().id)).status == 200


def test_the_log_tells_who_came_and_went_and_no_secret(served: Any, teams: list[str]) -> None:
    ana = served.signed_in("member", teams[1], 6)
    (held,) = ana.cookies.values()
    ana.post("/leave")
    with served.store() as store:
        log = store.view(CUSTODIAN).all(Event, person=ana.person)
    assert sorted(each.what for each in log) == ["signed in", "signed out"]
    assert {each.address for each in log} == {"127.0.0.1"}
    assert held not in repr(log)
