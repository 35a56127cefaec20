from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cadence.institute import Institute
from cadence.model import (
    Card,
    Clause,
    Goal,
    Initiative,
    Membership,
    Observation,
    Person,
    Priority,
    Publication,
    Response,
    Vision,
)  # fmt: skip
from cadence.packets.preflight import Ledger, preflight
from cadence.store import Store, Viewer


@pytest.fixture
def lacks(bench: Any) -> Any:
    def of(session: int, team: str = "north", where: str = "") -> dict[str, str]:
        with Store.open(bench.institute.database_url) as store:
            settings = Institute.open(bench.root).settings
            ledger = Ledger(store.view(Viewer(role="facilitator")), settings, session, where)
            found = preflight(ledger, bench.order().packets)
        return {lack.what: lack.mend for lack in found if lack.team == team}

    return of


def people(count: int) -> list[Any]:
    seats = [Membership(id=f"m{n}", team="north", person=f"p{n}") for n in range(count)]
    return [*(Person(id=f"p{n}", name=f"Person {n}") for n in range(count)), *seats]


def answers(count: int) -> list[Any]:
    now = datetime(2026, 9, 1, tzinfo=UTC)
    common: dict[str, Any] = {"cycle": 1, "team": "north", "survey": "conditions", "submitted": now}
    return [Response(id=f"r{n}", person=f"p{n}", **common) for n in range(count)]


def publication(kind: str, team: str | None = "north") -> Publication:
    return Publication(cycle=1, team=team, kind=kind, published=datetime(2026, 9, 9, tzinfo=UTC), body={})


def visits(weeks: int) -> list[Any]:
    first = date(2026, 9, 7)
    return [
        Observation(
            id=f"v{n}",
            cycle=1,
            team="north",
            metric="walkthrough",
            observer="p",
            on=first + timedelta(weeks=n),
        )
        for n in range(weeks)
    ]


def test_a_team_without_people_needs_a_roster(bench: Any, lacks: Any) -> None:
    assert lacks(1)["Nobody is on the roster"] == "cadence import roster FILE"
    bench.write(*people(1))
    assert "Nobody is on the roster" not in lacks(1)
    assert "Nobody is on the roster" in lacks(1, "south")


def test_somebody_who_left_is_not_on_the_roster(bench: Any, lacks: Any) -> None:
    bench.write(
        Person(id="p", name="Pat"), Membership(id="m", team="north", person="p", left=date(2026, 9, 1))
    )
    assert "Nobody is on the roster" in lacks(1)


def test_too_few_answers_are_counted_against_the_roster(bench: Any, lacks: Any) -> None:
    bench.write(*people(8), *answers(3))
    mend = lacks(1)["3 of 8 people have answered the survey; 5 are needed"]
    assert mend == "Hand it out on paper: cadence packets --session 0 --team north"


def test_enough_answers_ask_for_the_reveal(bench: Any, lacks: Any) -> None:
    bench.write(*people(8), *answers(5))
    assert lacks(1) == {"The survey results are not published": "cadence reveal conditions --team north"}
    bench.write(publication("conditions"))
    assert lacks(1) == {}


def test_in_low_trust_mode_the_institute_lacks_the_results_and_no_team_does(bench: Any, lacks: Any) -> None:
    toml = bench.root / "institute.toml"
    toml.write_text(toml.read_text().replace("low_trust = false", "low_trust = true"))
    bench.write(*people(8), *answers(8))
    assert lacks(1) == {}
    assert "Survey results for the whole institute are not published" in lacks(1, "")


def test_the_thread_is_followed_session_by_session(bench: Any, lacks: Any) -> None:
    bench.write(*people(8), publication("conditions"))
    assert set(lacks(2)) == set()
    assert set(lacks(3)) == {"No vision is written"}
    bench.write(Vision(id="v", cycle=1, team="north", text="We see"))
    assert set(lacks(3)) == {"The vision is not split into clauses"}
    bench.write(Clause(id="c", team="north", vision="v", text="students"))
    assert set(lacks(3)) == set()
    assert set(lacks(4)) == {"No visits are recorded"}
    bench.write(*visits(2))
    assert lacks(4) == {"The baseline is not published": "cadence reveal baseline --team north"}
    bench.write(publication("baseline"))
    assert set(lacks(4)) == set()
    assert set(lacks(5)) == {"No goals are set", "Visits in only 2 weeks; a trend needs 6"}
    bench.write(Goal(id="g", cycle=1, team="north", statement="More"), *visits(6)[2:])
    assert set(lacks(5)) == {"The action board is empty"}
    bench.write(Card(id="k", cycle=1, team="north", title="Do"))
    assert set(lacks(5)) == set()


def test_what_belongs_to_another_cycle_does_not_count(bench: Any, lacks: Any) -> None:
    bench.write(
        *people(8), publication("conditions"), Vision(id="v", cycle=2, team="north", text="Next year")
    )
    assert "No vision is written" in lacks(3)


def test_pre_work_asks_for_priorities_and_initiatives(bench: Any, lacks: Any) -> None:
    assert "No district priorities are on record" in lacks(0, "")
    assert "No initiatives are listed" in lacks(0)
    bench.write(Priority(title="Reading"), Initiative(cycle=1, team="north", name="Tutoring"))
    assert "No district priorities are on record" not in lacks(0, "")
    assert "No initiatives are listed" not in lacks(0)


def test_a_session_without_a_date_is_told_once(bench: Any, lacks: Any) -> None:
    assert "Session 1 has no date" in lacks(1, "")
    with (bench.root / "institute.toml").open("a") as toml:
        toml.write("\n[[sessions]]\nsession = 1\non = 2026-09-10\n")
    assert lacks(1, "") == {}


def test_commands_can_be_typed_where_the_facilitator_stands(bench: Any, lacks: Any) -> None:
    bench.write(*people(8), *answers(5))
    mends = lacks(1, where=" -i 'my institute'").values()
    assert list(mends) == ["cadence reveal conditions --team north -i 'my institute'"]
