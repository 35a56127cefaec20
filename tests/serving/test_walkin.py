import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadence.model import Invite, Membership, Person
from cadence.serving.refusal import Refusal
from cadence.serving.walkin import ALPHABET, LENGTH, code_of, plain_name
from cadence.store import Viewer

from .conftest import Client, Served


@pytest.fixture
def host(served: Served) -> Iterator[Client]:
    """Lend the facilitator, with the door open; it is closed afterwards."""
    client = served.signed_in("facilitator")
    assert client.post("/api/room/door", {"open": True}).json == {"open": True}
    yield client
    client.post("/api/room/door", {"open": False})


def codes(host: Client) -> dict[str, str]:
    way = host.get("/room?version=x").json["pieces"]["way"]
    return dict(re.findall(r'<th scope="row">(.*?)</th><td><code>(.*?)</code>', way))


def waiting(host: Client) -> dict[str, str]:
    """Return the tickets of those who wait, as the facilitator's page knows them, by name."""
    wanted = host.get("/room?version=x").json["pieces"]["wanted"]
    return {
        name: ticket
        for ticket, name in re.findall(r'id="in-(\w+)".*?Let in<span[^>]*> (.*?)</span>', wanted, re.S)
    }


def asks(served: Served, code: str, **who: str) -> tuple[Client, str]:
    client = served.client()
    return client, client.post("/api/walk-in/ask", {"code": code, **who}).json["ticket"]


def test_somebody_on_the_list_comes_in_once_the_facilitator_says_yes(served: Served, host: Client) -> None:
    team, code = next(iter(codes(host).items()))
    client = served.client()
    shown = client.post("/api/walk-in/team", {"code": code.lower().replace(" ", "")}).json
    assert shown["team"] == team and len(shown["people"]) == 8
    chosen = shown["people"][3]
    client, ticket = asks(served, code, person=chosen["id"])
    assert client.post("/api/walk-in/wait", {"ticket": ticket}).json == {"state": "waiting"}
    host.post("/api/room/arrival", {"ticket": waiting(host)[chosen["name"]], "in": True})
    said = client.post("/api/walk-in/wait", {"ticket": ticket}).json
    assert said["state"] == "in" and client.join(said["invite"]).status == 200
    assert client.get("/api/me").json["person"] == chosen["id"]
    assert waiting(host) == {}


def test_an_invite_of_the_door_lets_one_device_in_however_often_it_is_asked_for(
    served: Served, host: Client
) -> None:
    client, ticket = asks(served, next(iter(codes(host).values())), name="Twice Asked")
    host.post("/api/room/arrival", {"ticket": waiting(host)["Twice Asked"], "in": True})
    first, second = (client.post("/api/walk-in/wait", {"ticket": ticket}).json for _ in range(2))
    assert first == second and client.join(first["invite"]).status == 200
    assert served.client().join(first["invite"]).status == 403


def test_a_new_name_gets_a_seat_on_the_team_and_no_other(served: Served, host: Client) -> None:
    (team, code), *_ = codes(host).items()
    client, ticket = asks(served, code, name="  Zora   Neale ")
    with served.store() as store:
        assert store.view(Viewer("custodian")).first(Person, name="Zora Neale") is None
    host.post("/api/room/arrival", {"ticket": waiting(host)["Zora Neale"], "in": True})
    client.join(client.post("/api/walk-in/wait", {"ticket": ticket}).json["invite"])
    me = client.get("/api/me").json
    assert (me["name"], me["role"]) == ("Zora Neale", "member")
    with served.store() as store:
        seats = store.view(Viewer("custodian")).all(Membership, person=me["person"])
        assert [seat.team for seat in seats] == [me["team"]]
    assert team in client.get("/").text


def test_a_typed_name_that_is_on_the_list_is_that_person(served: Served, host: Client) -> None:
    code = next(iter(codes(host).values()))
    shown = served.client().post("/api/walk-in/team", {"code": code}).json["people"]
    _, _ = asks(served, code, name=shown[5]["name"].upper())
    host.post("/api/room/arrival", {"ticket": waiting(host)[shown[5]["name"]], "in": True})
    with served.store() as store:
        assert len(store.view(Viewer("custodian")).all(Person, name=shown[5]["name"])) == 1


def test_the_facilitator_is_told_when_the_person_is_signed_in_already(served: Served, host: Client) -> None:
    code = next(iter(codes(host).values()))
    shown = served.client().post("/api/walk-in/team", {"code": code}).json["people"][0]
    served.client().join(served.invite(shown["id"]))
    asks(served, code, person=shown["id"])
    assert "signed in already, on 1 device" in host.get("/room").text


def test_who_is_not_let_in_gets_no_invite(served: Served, host: Client) -> None:
    client, ticket = asks(served, next(iter(codes(host).values())), name="Not Known")
    with served.store() as store:
        before = len(store.view(Viewer("custodian")).all(Invite))
    host.post("/api/room/arrival", {"ticket": waiting(host)["Not Known"], "in": False})
    assert client.post("/api/walk-in/wait", {"ticket": ticket}).json == {"state": "out"}
    with served.store() as store:
        view = store.view(Viewer("custodian"))
        assert len(view.all(Invite)) == before and view.first(Person, name="Not Known") is None


def test_a_closed_door_opens_to_no_code(served: Served, host: Client) -> None:
    code = next(iter(codes(host).values()))
    client, ticket = asks(served, code, name="Too Late")
    assert "<form" in client.get("/walk-in").text
    host.post("/api/room/door", {"open": False})
    assert client.post("/api/walk-in/team", {"code": code}).status == 403
    assert client.post("/api/walk-in/wait", {"ticket": ticket}).json == {"state": "gone"}
    assert "closed" in client.get("/walk-in").text and "<form" not in client.get("/walk-in").text
    host.post("/api/room/door", {"open": True})
    assert code not in codes(host).values()


def test_a_ticket_seen_on_the_facilitator_s_page_is_none(served: Served, host: Client) -> None:
    asks(served, next(iter(codes(host).values())), name="Sly Fox")
    shown = waiting(host)["Sly Fox"]
    assert served.client().post("/api/walk-in/wait", {"ticket": shown}).json == {"state": "gone"}


@pytest.mark.parametrize("role", ["member", "district"])
def test_nobody_but_the_facilitator_opens_the_door_or_lets_anybody_in(
    served: Served, host: Client, role: str
) -> None:
    asks(served, next(iter(codes(host).values())), name="Self Served")
    ticket = waiting(host)["Self Served"]
    for client in (served.signed_in(role), served.client()):
        assert client.post("/api/room/arrival", {"ticket": ticket, "in": True}).status in (401, 403)
        assert client.post("/api/room/door", {"open": False}).status in (401, 403)
    assert "Self Served" in waiting(host)


@pytest.mark.parametrize(
    "who", [{}, {"name": ""}, {"name": "7"}, {"name": "x" * 81}, {"name": "a\u202eb"}, {"person": "nobody"}]
)
def test_who_says_no_name_is_not_put_at_the_door(served: Served, host: Client, who: dict[str, str]) -> None:
    code = next(iter(codes(host).values()))
    refused = served.client().post("/api/walk-in/ask", {"code": code, **who})
    assert refused.status in (404, 422) and refused.json["error"]["remedy"]


def test_a_name_is_shown_as_words_and_not_as_markup(served: Served, host: Client) -> None:
    asks(served, next(iter(codes(host).values())), name="<img src=x onerror=alert(1)>")
    assert "<img" not in host.get("/room").text


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_codes_can_be_read_out_and_belong_to_a_door_and_a_team(salt: str, team: str) -> None:
    code = code_of(salt, team)
    assert len(code) == LENGTH and set(code) <= set(ALPHABET)
    assert code == code_of(salt, team) != code_of(salt + "x", team)


@given(st.text(max_size=120))
def test_a_name_that_is_taken_is_short_plain_and_stays_as_it_is(said: str) -> None:
    try:
        name = plain_name(said)
    except Refusal:
        return
    assert 2 <= len(name) <= 80 and name.isprintable()
    assert plain_name(name) == name


def test_names_are_shown_to_holders_of_a_code_alone_and_guessing_ends(served: Served, host: Client) -> None:
    guesser = served.client()
    code = next(iter(codes(host).values()))
    typos = [guesser.post("/api/walk-in/team", {"code": f"BBBB{n:02}"}).status for n in range(96)]
    assert set(typos) == {403}  # a whole school behind one address may mistype
    assert guesser.post("/api/walk-in/team", {"code": code}).status == 200
    refused = [guesser.post("/api/walk-in/team", {"code": f"AAAA{n:03}"}) for n in range(500)]
    assert {each.status for each in refused} == {403, 429}
    assert all("people" not in each.text for each in refused)
    assert guesser.post("/api/walk-in/team", {"code": code}).status == 429  # nor is a right guess told apart
