"""`cadence history` and `cadence undo` as they are typed."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from cadence import cli
from cadence.institute import Institute, create
from cadence.model import Card, Person, School, Team
from cadence.store import Store, Viewer


def cadence(*words: object, answer: str = "") -> Result:
    return CliRunner().invoke(cli.app, [str(word) for word in words], input=answer)


@pytest.fixture
def house(tmp_path: Path) -> Institute:
    """Lend an institute with a team, a person and a card that was changed (changes 1 to 4), and schools."""
    year = {"cycle_title": "2026-27", "starts": date(2026, 8, 1), "ends": date(2027, 6, 30)}
    made = create(tmp_path / "river", name="River", district="River", facilitator="Fay", **year)  # type: ignore[arg-type]
    with Store.open(made.database_url) as store:
        view = store.view(Viewer("custodian"))
        view.write(Team(id="a", name="Garden Oaks"), Person(id="ana", name="Ana Park", email="ana@x.org"))
        member = store.view(Viewer("member", "ana", "a"))
        (card,) = member.write(Card(id="c", cycle=1, team="a", title="Weekly look"))
        member.write(card.model_copy(update={"title": "Daily look"}))
        view.write(*(School(id=str(n), name=f"School {n}") for n in range(30)))
    return made


def schools(house: Institute) -> int:
    with Store.open(house.database_url) as store:
        return store.summary()["school"]


def test_history_says_who_did_what_the_newest_first(house: Institute) -> None:
    lines = cadence("history", "-i", house.root).output.splitlines()
    assert [line.split()[0] for line in lines] == ["#5-34", "#4", "#3", "#2", "#1"]
    assert "The command line added 30 schools in one go" in lines[0]
    assert "Garden Oaks: Ana Park changed card 'Daily look': title 'Weekly look' -> 'Daily look'" in lines[1]


@pytest.mark.parametrize("who", ["ana", "Ana Park", "ANA@x.org"])
def test_history_is_narrowed_by_its_options(house: Institute, who: str) -> None:
    result = cadence("history", "-i", house.root, "--person", who, "--team", "Garden Oaks", "--limit", "1")
    assert len(result.output.splitlines()) == 1
    assert "Ana Park changed" in result.output
    assert cadence("history", "-i", house.root, "--since", "2999-01-01").output == "No such change.\n"
    assert "Daily look" in cadence("history", "-i", house.root, "--record", "daily").output


def test_history_refuses_somebody_who_is_not_there(house: Institute) -> None:
    result = cadence("history", "-i", house.root, "--person", "zoe")
    assert "Nobody here is called 'zoe'" in str(result.exception)


def test_history_for_programs_is_json(house: Institute) -> None:
    entry = json.loads(cadence("history", "-i", house.root, "--record", "daily", "--json").output)[0]
    assert (entry["seq"], entry["changed"]) == (4, {"title": ["Weekly look", "Daily look"]})


def test_undo_shows_what_it_will_do_and_asks(house: Institute) -> None:
    result = cadence("undo", 4, "-i", house.root, answer="n\n")
    assert "card 'Weekly look': title 'Daily look' -> 'Weekly look'" in result.output
    assert result.exit_code == 1
    assert "#4" in cadence("history", "-i", house.root, "--record", "daily").output.splitlines()[0]


def test_undo_undoes_and_says_how_to_have_it_back(house: Institute) -> None:
    result = cadence("undo", 4, "-i", house.root, "--yes")
    assert f"To have it back: cadence undo -i {house.root} 35" in result.output
    assert cadence("undo", 35, "-i", house.root, answer="y\n").exit_code == 0
    assert "Daily look" in cadence("history", "-i", house.root).output.splitlines()[0]


def test_an_import_is_undone_as_a_whole(house: Institute) -> None:
    result = cadence("undo", 17, "--batch", "-i", house.root, "--yes")
    assert "and 10 more" in result.output
    assert schools(house) == 0
    assert "--batch" in result.output


@pytest.mark.parametrize("words", [["history"], ["undo", "1"], ["reveal", "conditions"], ["export"]])
def test_a_database_that_is_gone_is_not_made_anew(house: Institute, words: list[str]) -> None:
    database = house.root / "cadence.sqlite"
    database.rename(house.root / "elsewhere.sqlite")
    told = str(cadence(*words, "-i", house.root).exception)
    assert "There is no database" in told and "cadence restore FILE" in told
    assert not database.exists()
