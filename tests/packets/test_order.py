import json
from datetime import date
from typing import Any

import pytest

from cadence.errors import ContentError, NotFound, PacketError
from cadence.model import Goal, Membership, Person, Team
from cadence.packets import order
from cadence.shipped import shipped


def parts(bench: Any, team: str = "north", **wanted: Any) -> dict[str, str]:
    return next(dict(p.made_from) for p in bench.order(**wanted).packets if p.team in (team, ""))


def changed(bench: Any, before: dict[str, str], **wanted: Any) -> set[str]:
    now = parts(bench, **wanted)
    return {part for part in now if now[part] != before[part]}


def test_there_is_a_packet_for_every_team_by_name(bench: Any) -> None:
    assert [packet.name for packet in bench.order().packets] == [
        "North High",
        "South Middle",
        "West Elementary",
    ]


def test_a_file_lies_where_a_person_looks_for_it(bench: Any) -> None:
    order = bench.order()
    assert order.folder == bench.folder
    assert order.packets[0].file("pdf") == "North High/North High - session 1.pdf"


def test_the_facilitators_brief_is_one_packet_over_all_teams(bench: Any) -> None:
    order = bench.order(audience="facilitator")
    assert [packet.file("pdf") for packet in order.packets] == ["Facilitator brief - session 1.pdf"]
    assert order.notebook.name == "brief.ipynb"
    assert order.packets[0].parameters["session"] == 1


@pytest.mark.parametrize("name", ["south", "South Middle", "SOUTH MIDDLE"])
def test_a_team_is_found_by_short_name_and_by_name(bench: Any, name: str) -> None:
    assert [packet.team for packet in bench.order(teams=[name]).packets] == ["south"]


def test_an_unknown_team_is_refused_with_the_known_ones(bench: Any) -> None:
    with pytest.raises(NotFound, match=r"no team 'east'.*north, south, west"):
        bench.order(teams=["east"])


def test_of_two_teams_with_one_name_the_short_name_is_asked_for(bench: Any) -> None:
    bench.write(Team(id="north-2", name="North High"))
    with pytest.raises(NotFound, match="north, north-2"):
        bench.order(teams=["North High"])


def test_an_institute_without_teams_says_how_to_get_them(bench: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cadence.store.View.all", lambda *a, **k: [])
    with pytest.raises(NotFound, match="cadence import schools"):
        bench.order()


def test_an_unknown_format_is_refused(bench: Any) -> None:
    with pytest.raises(PacketError, match=r"'docx'.*pdf, html"):
        bench.order(formats=["docx"])


def test_the_institutes_notebook_comes_before_the_shipped_one(bench: Any) -> None:
    assert bench.order().notebook == bench.notebook
    bench.notebook.unlink()
    assert bench.order().notebook == shipped("notebooks") / "01-conditions.ipynb"


def test_a_copy_that_jupyterlab_made_is_not_mistaken_for_the_notebook(bench: Any) -> None:
    (bench.notebook.parent / "01-conditions-Copy1.ipynb").write_bytes(b"{}")
    assert bench.order().notebook == bench.notebook


def test_no_format_at_all_is_refused(bench: Any) -> None:
    with pytest.raises(PacketError, match=r"No format was named.*pdf, html"):
        bench.order(formats=[])


def test_a_notebook_that_would_open_the_same_team_for_every_packet_is_refused(bench: Any) -> None:
    bench.notebook.write_text(bench.notebook.read_text("utf-8").replace('"parameters"', '"settings"'))
    with pytest.raises(ContentError, match=r"01-conditions.ipynb \[parameters\] .*Tag the first code cell"):
        bench.order()


@pytest.mark.parametrize("damage", ["", "{", "[]", "{}", '{"cells": 1}', '{"cells": [1], "metadata": null}'])
def test_a_damaged_notebook_is_refused_by_name_before_anything_is_made(bench: Any, damage: str) -> None:
    bench.notebook.write_text(damage)
    with pytest.raises(ContentError, match=r"notebooks/01-conditions.ipynb: This is not a notebook.*delete"):
        bench.order()


def test_two_notebooks_of_other_names_are_refused(bench: Any) -> None:
    bench.notebook.rename(bench.notebook.with_name("01-mine.ipynb"))
    (bench.notebook.parent / "01-yours.ipynb").write_bytes(b"{}")
    with pytest.raises(PacketError, match=r"01-mine.ipynb, 01-yours.ipynb"):
        bench.order()


def test_what_one_team_writes_leaves_the_others_packets_alone(bench: Any) -> None:
    north, south = parts(bench), parts(bench, "south")
    bench.write(Goal(id="g", cycle=1, team="north", statement="More"))
    assert changed(bench, north) == {"data"}
    assert parts(bench, "south") == south


def test_the_brief_changes_with_any_team(bench: Any) -> None:
    before = parts(bench, audience="facilitator")
    bench.write(Person(id="p", name="Pat"), Membership(id="m", team="west", person="p"))
    assert changed(bench, before, audience="facilitator") == {"data"}


def test_a_changed_notebook_setting_or_content_is_told_apart(bench: Any) -> None:
    before = parts(bench)
    bench.cells("print(1)")
    assert changed(bench, before) == {"notebook"}
    bench.cells('print("for", team)')
    toml = bench.root / "institute.toml"
    toml.write_text(toml.read_text().replace('paper = "letter"', 'paper = "a4"'))
    assert changed(bench, before) == {"settings"}
    (bench.institute.content_dir / "glossary.yaml").write_text("visit: Ten minutes in a classroom.\n")
    assert changed(bench, before) == {"settings", "content"}


def test_content_of_one_teams_own_concerns_that_team_alone(bench: Any) -> None:
    north, south = parts(bench), parts(bench, "south")
    own = bench.institute.content_dir / "teams" / "north"
    own.mkdir(parents=True)
    (own / "glossary.yaml").write_text("visit: Ten minutes in a classroom.\n")
    assert changed(bench, north) == {"content"}
    assert parts(bench, "south") == south


def test_looking_up_an_order_writes_nothing(bench: Any) -> None:
    before = sorted(bench.institute.packets_dir.rglob("*"))
    bench.order()
    assert sorted(bench.institute.packets_dir.rglob("*")) == before


def test_an_order_can_be_sent_to_another_process_as_plain_data(bench: Any) -> None:
    packet = bench.order().packets[0]
    sent = json.loads(json.dumps([dict(packet.parameters), dict(packet.metadata), dict(packet.made_from)]))
    assert sent[0]["team"] == "north"
    assert sent[1]["title"].startswith("North High")


class Later(date):
    """A day on which it is always 2099."""

    @classmethod
    def today(cls) -> "Later":
        return cls(2099, 1, 1)


def test_a_packet_of_a_session_without_a_date_is_due_again_on_another_day(
    bench: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = parts(bench)
    monkeypatch.setattr(order, "date", Later)
    assert changed(bench, before) == {"day"}


def test_handouts_for_teachers_lie_beside_the_packet_and_belong_to_session_5(bench: Any) -> None:
    order = bench.order(session=5, audience="teachers")
    assert order.notebook.name == "handouts.ipynb"
    assert order.packets[0].file("pdf") == "North High/North High - handouts.pdf"
    with pytest.raises(PacketError, match="Say --session 5"):
        bench.order(session=1, audience="teachers")
