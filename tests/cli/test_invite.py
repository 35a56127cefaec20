import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from cadence import cli
from cadence.errors import CadenceError
from cadence.institute import Institute
from cadence.model import Invite, Membership, Person, Team
from cadence.serving.identity import Door
from cadence.serving.invites import Invites
from cadence.serving.running import told
from cadence.store import Store, Viewer

AT = "http://192.168.1.20:8866/"
PEOPLE = {"ana": "Ana Ruiz", "ben": "=1+1", "cem": "Cem Ok"}


def cadence(*words: object) -> Result:
    return CliRunner().invoke(cli.app, [str(word) for word in words])


@pytest.fixture
def house(tmp_path: Path) -> Institute:
    assert cadence("new", tmp_path / "river", "--district", "Riverside").exit_code == 0
    house = Institute.open(tmp_path / "river")
    with Store.open(house.database_url) as store:
        store.view(Viewer("custodian")).write(
            Team(id="oak", name="Oak"),
            Team(id="elm", name="Elm"),
            *(Person(id=id, name=name, email=f"{id}@example.org") for id, name in PEOPLE.items()),
            Person(id="dee", name="Dee", role="district"),
            Membership(id="m1", team="oak", person="ana"),
            Membership(id="m2", team="oak", person="ben"),
            Membership(id="m3", team="elm", person="cem"),
        )
    return house


def letters(house: Institute) -> list[dict[str, str]]:
    with (house.root / "invites" / "letters.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def token(link: str) -> str:
    assert link.startswith(f"{AT}join#")
    return link.partition("#")[2]


def whose(house: Institute, token: str) -> str:
    with Store.open(house.database_url) as store:
        return Invites(store.view(Viewer("custodian")), house.root).redeem(token, datetime.now(UTC)).person


def test_everybody_gets_a_slip_and_a_line_whose_link_is_theirs(house: Institute) -> None:
    done = cadence("invite", "--all", "--address", AT, "-i", house.root)
    assert done.output.startswith(f"4 invites for {AT}\n"), done.output
    found = {row["Name"]: row for row in letters(house)}
    assert {whose(house, token(row["Link"])) for row in found.values()} == {"ana", "ben", "cem", "dee"}
    assert found["Ana Ruiz"]["Team"] == "Oak" and found["Dee"]["Team"] == "Riverside"
    assert found["Ana Ruiz"]["Email"] == "ana@example.org"
    assert (house.root / "invites" / "slips.pdf").read_bytes().startswith(b"%PDF")


def test_a_name_cannot_act_as_a_formula(house: Institute) -> None:
    cadence("invite", "--team", "oak", "--address", AT, "-i", house.root)
    assert "'=1+1" in {row["Name"] for row in letters(house)}


def test_what_signs_people_in_is_for_its_owner_alone(house: Institute) -> None:
    cadence("invite", "--all", "--address", AT, "-i", house.root)
    modes = {file.name: file.stat().st_mode & 0o777 for file in (house.root / "invites").iterdir()}
    assert modes == {"slips.pdf": 0o600, "letters.csv": 0o600}


def test_slips_can_be_printed_again_and_a_new_invite_takes_the_old_one_back(house: Institute) -> None:
    one = ("invite", "--person", "Ana Ruiz", "--address", AT, "-i", house.root)
    first = cadence(*one).output
    assert cadence(*one).output == first
    again = cadence(*one, "--reissue").output
    assert again.startswith("Taken back: 1 invite of Ana Ruiz.\nAna Ruiz, Oak: http")
    assert first not in again
    with pytest.raises(CadenceError, match="taken back"):
        whose(house, token(first.split()[-1]))
    assert whose(house, token(again.split()[-1])) == "ana"


def test_what_is_revoked_lets_nobody_in_and_is_listed_so(house: Institute) -> None:
    link = cadence("invite", "--person", "ana", "--address", AT, "-i", house.root).output.split()[-1]
    with Store.open(house.database_url) as store:
        held, _ = Door(store, house.root).sign_in(token(link), datetime.now(UTC))
        assert held
    assert "Ana Ruiz  signed in on 1 device, until" in cadence("invite", "--list", "-i", house.root).output
    assert cadence("invite", "--revoke", "--team", "oak", "-i", house.root).output == (
        "Taken back: 1 invite of 2 people.\n"
    )
    listed = cadence("invite", "--list", "-i", house.root).output
    assert "Ana Ruiz  was here, signed out\n" in listed and "Cem Ok    not invited" in listed


def test_whoever_left_the_team_is_not_invited(house: Institute) -> None:
    with Store.open(house.database_url) as store:
        view = store.view(Viewer("custodian"))
        view.write(view.get(Membership, "m1").model_copy(update={"left": datetime.now(UTC).date()}))
    assert "Ana" not in cadence("invite", "--list", "-i", house.root).output
    refused = cadence("invite", "--person", "ana", "--address", AT, "-i", house.root)
    assert "on no team" in str(refused.exception)


def test_the_address_is_the_one_that_people_were_told_last(house: Institute) -> None:
    refused = cadence("invite", "--all", "-i", house.root)
    assert "--address" in str(refused.exception)
    told(house.root, ("http://127.0.0.1:8866/",))
    assert "--address" in str(cadence("invite", "--all", "-i", house.root).exception)
    told(house.root, ("http://10.0.0.5:8866/", "http://laptop.local:8866/"))
    assert "http://10.0.0.5:8866/join#" in cadence("invite", "--person", "ana", "-i", house.root).output


@pytest.mark.parametrize("address", ["192.168.1.20", "ftp://x/", "http:///", "http://x/?a", "http://x/#a"])
def test_an_address_that_is_none_is_refused_and_nothing_is_made(house: Institute, address: str) -> None:
    refused = cadence("invite", "--all", "--address", address, "-i", house.root)
    assert "is not the address" in str(refused.exception)
    with Store.open(house.database_url) as store:
        assert store.view(Viewer("custodian")).all(Invite) == []


def test_it_asks_whom_to_invite(house: Institute) -> None:
    assert "Say whom" in str(cadence("invite", "-i", house.root).exception)


def test_a_link_for_one_device_is_not_printed_on_a_slip(house: Institute) -> None:
    with Store.open(house.database_url) as store:
        once = Invites(store.view(Viewer("custodian")), house.root).issue("ana", datetime.now(UTC), once=True)
    link = cadence("invite", "--person", "ana", "--address", AT, "-i", house.root).output.split()[-1]
    assert token(link) != once


def test_somebody_on_two_teams_has_a_slip_for_each(house: Institute) -> None:
    with Store.open(house.database_url) as store:
        store.view(Viewer("custodian")).write(Membership(id="m4", team="elm", person="ana"))
    cadence("invite", "--all", "--address", AT, "-i", house.root)
    mine = [row for row in letters(house) if row["Name"] == "Ana Ruiz"]
    assert [row["Team"] for row in mine] == ["Elm", "Oak"] and mine[0]["Link"] != mine[1]["Link"]
