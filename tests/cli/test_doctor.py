"""`cadence doctor` as it is typed."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import text
from typer.testing import CliRunner

from cadence import cli
from cadence.institute import Institute, create
from cadence.model import School
from cadence.store import Store, Viewer
from cadence.store.engine import make_engine, transaction


def cadence(*words: object) -> Result:
    return CliRunner().invoke(cli.app, [str(word) for word in words])


@pytest.fixture
def house(tmp_path: Path) -> Institute:
    made = create(
        tmp_path / "river", name="River", district="River", facilitator="Fay",
        cycle_title="2026-27", starts=date(2026, 8, 1), ends=date(2027, 6, 30),
    )  # fmt: skip
    Store.open(made.database_url).close()
    return made


def test_an_institute_in_order_is_well(house: Institute) -> None:
    result = cadence("doctor", "-i", house.root)
    assert (result.exit_code, "ILL" in result.output) == (0, False), result.output


def test_what_is_ill_ends_with_status_one_and_can_be_mended(house: Institute) -> None:
    engine = make_engine(house.database_url)
    with transaction(engine, writes=True) as connection:
        connection.execute(text("UPDATE clock SET seq = -5"))
    engine.dispose()
    result = cadence("doctor", "-i", house.root)
    assert (result.exit_code, "ILL    clock" in result.output) == (1, True)
    assert cadence("doctor", "-i", house.root, "--repair").exit_code == 0
    assert cadence("doctor", "-i", house.root).exit_code == 0


def test_a_file_that_is_no_database_is_said_to_be_none(house: Institute) -> None:
    (house.root / "cadence.sqlite").write_text("Dear diary, " * 1000)
    result = cadence("doctor", "-i", house.root, "--json")
    findings = {each["about"]: each for each in json.loads(result.output)}
    assert (result.exit_code, findings["database"]["state"]) == (1, "ill")


def test_a_mistake_in_the_settings_is_the_doctors_business_too(house: Institute) -> None:
    (house.root / "institute.toml").write_text("name = ")
    result = cadence("doctor", "-i", house.root)
    assert (result.exit_code, "cadence check" in result.output) == (1, True)


def test_a_database_that_fell_behind_its_backup_is_ill_until_the_backup_is_back(house: Institute) -> None:
    file = house.root / "cadence.sqlite"
    older = file.read_bytes()
    with Store.open(house.database_url) as store:
        store.view(Viewer("custodian")).write(School(id="1", name="Oak"))
    assert cadence("backup", "-i", house.root).exit_code == 0
    assert "1 of 1 changes" in cadence("doctor", "-i", house.root).output
    file.write_bytes(older)  # what was in the log is gone, or somebody put an old copy back
    result = cadence("doctor", "-i", house.root)
    assert (result.exit_code, "ends with change 0" in result.output) == (1, True), result.output
    (backup,) = (house.root / "backups").glob("*.cadence")
    assert f"cadence restore -i {house.root} backups/{backup.name}" in result.output
    assert cadence("restore", backup, "--yes", "-i", house.root).exit_code == 0
    healed = cadence("doctor", "-i", house.root)
    assert healed.exit_code == 0, healed.output


def test_an_index_of_backups_that_cannot_be_read_is_ill_and_no_backup_a_remark(house: Institute) -> None:
    assert "remark backups: There is none yet" in cadence("doctor", "-i", house.root).output
    (house.root / "backups").mkdir()
    (house.root / "backups" / "index.json").write_text("[")
    assert cadence("doctor", "-i", house.root).exit_code == 1
