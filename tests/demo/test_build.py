"""The demonstration is real where it says so, made up where it says so, and the same every time."""

from pathlib import Path

from cadence.analysis import plan_lint
from cadence.demo import build
from cadence.institute import Institute
from cadence.model import (
    RECORDS,
    Card,
    Goal,
    Membership,
    Note,
    Observation,
    Person,
    Publication,
    Record,
    School,
    Team,
)
from cadence.store import Store, Viewer


def everything(house: Institute) -> dict[type[Record], list[Record]]:
    """Return all records by type, but for the log of the door, in which other tests leave their exports."""
    with Store.open(house.database_url) as store:
        view = store.view(Viewer(role="custodian"))
        return {kind: view.all(kind) for kind in RECORDS if kind is not Note and kind.audience != "keys"}


def test_it_holds_the_whole_real_school_list(demo: Institute) -> None:
    schools = everything(demo)[School]
    assert len(schools) == 288
    assert all(len(school.id) == 12 and school.id.isdigit() for school in schools)


def test_teams_have_eight_people_with_names_nobody_bears(demo: Institute) -> None:
    found = everything(demo)
    assert len(found[Team]) == 2
    assert len(found[Membership]) == 16
    last = {str(person.name).split()[-1] for person in found[Person]}
    assert last <= {
        "Example",
        "Sample",
        "Specimen",
        "Placeholder",
        "Madeup",
        "Invented",
        "Imaginary",
        "Pretend",
    }


def in_order(publication: Publication) -> Publication:
    """Return a publication with its write-ins in alphabetical order: they are shuffled on purpose."""
    body = dict(publication.body)
    if "comments" in body:
        body["comments"] = {asked: sorted(said) for asked, said in body["comments"].items()}
    return publication.model_copy(update={"body": body})


def test_two_builds_hold_the_same_records(demo: Institute, tmp_path: Path) -> None:
    one, other = everything(demo), everything(build(tmp_path / "again", teams=2))
    for found in (one, other):
        found[Publication] = [in_order(p) for p in found[Publication] if isinstance(p, Publication)]
    assert one == other


def test_it_says_of_itself_that_it_is_made_up(demo: Institute) -> None:
    assert demo.settings.synthetic


def test_there_is_something_for_the_linter_to_find_among_twelve_teams(tmp_path: Path) -> None:
    found = everything(build(tmp_path / "twelve", teams=12))
    assert len(found[Team]) == 12
    crowded = [
        team
        for team in found[Team]
        if any(
            finding.rule == "too-many-goals"
            for finding in plan_lint(
                [g for g in found[Goal] if g.team == team.id], [c for c in found[Card] if c.team == team.id]
            )
        )
    ]
    assert len(crowded) == 2


def test_no_card_is_done_on_its_owners_word(demo: Institute) -> None:
    done = [card for card in everything(demo)[Card] if card.column == "done"]
    assert done
    assert all(card.owner != card.verifier for card in done)


def test_an_elementary_school_has_no_visits_in_high_school_grades(demo: Institute) -> None:
    found = everything(demo)
    bands = {visit.grade_band for visit in found[Observation] if visit.team == "alcott-elementary"}
    assert bands <= {"PK-2", "3-5"}
    assert bands
