"""Answers come in from paper and from forms, and nothing that is printed tells what anybody said."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from cadence.content import Content
from cadence.errors import ImportRefused, NotFound
from cadence.exchange import Report
from cadence.exchange.responses.importing import Wave
from cadence.model import Publication, Response, Settings, Survey
from cadence.model.settings import CycleSettings, Facilitator
from cadence.publish import reveal
from cadence.store import View

Written = Callable[..., Path]
Take = Callable[..., Report]

PAPER = """Sheet,School,bounded-1,interdependent-2,clear-1,different
1,Grady Middle,4,Strongly disagree,Cannot say,We meet on Tuesdays now
2,Grady Middle,5 Strongly agree,2,,
1,Bellaire High School,3,3,3,
"""


def table(*rows: list[str]) -> str:
    """Return rows as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def words(report: Report | ImportRefused) -> str:
    """Return all that anybody could read of a report or a refusal."""
    return str(report) + (json.dumps(report.as_json()) if isinstance(report, Report) else "")


def test_paper_is_taken_in_as_it_was_marked(grady: View, take: Take, written: Written) -> None:
    report = take(written(PAPER))
    assert report.added == {"response": 3}
    answers = [each.answers for each in grady.all(Response, team="grady")]
    assert {"bounded-1": 4, "interdependent-2": 1, "clear-1": None} in answers
    assert {"bounded-1": 5, "interdependent-2": 2} in answers
    assert {each.wave for each in grady.all(Response)} == {2} and "sheets without a name: 3" in words(report)


def test_the_same_file_twice_changes_nothing_and_a_corrected_sheet_is_the_same_person(
    grady: View, take: Take, written: Written
) -> None:
    take(written(PAPER))
    before = {each.id: each.person for each in grady.all(Response)}
    seq = grady.seq()
    assert take(written(PAPER)).unchanged == {"response": 3} and grady.seq() == seq
    assert take(written(PAPER.replace("1,Grady Middle,4", "1,Grady Middle,2"))).updated == {"response": 1}
    assert {each.id: each.person for each in grady.all(Response)} == before


def test_a_respondent_without_a_name_cannot_be_worked_out_from_the_sheet(
    grady: View, take: Take, written: Written
) -> None:
    path = written(PAPER)
    take(path)
    first = {each.person for each in grady.all(Response)}
    grady.remove(*grady.all(Response))
    take(path)
    assert len(first) == 3 and first.isdisjoint(each.person for each in grady.all(Response))


def google(pulse: Survey, *rows: dict[str, str]) -> str:
    """Return a CSV file as Google Forms writes it, items as the rows of a grid."""
    names = {item.id: f"Mark one answer in each row [{item.text}]" for item in pulse.items()}
    names |= {question.id: question.text for question in pulse.open_questions}
    heads = {"time": "Timestamp", "email": "Email Address", "team": "Your team", **names}
    return table(list(heads.values()), *([row.get(key, "") for key in heads] for row in rows))


ANN = {
    "time": "2026/09/12 3:04:05 PM CST",
    "email": "Ann@Example.org",
    "bounded-1": "Agree",
    "clear-1": "Disagree",
}


def test_google_forms_is_read_with_the_grid_and_the_address(
    grady: View, take: Take, written: Written, pulse: Survey
) -> None:
    take(written(google(pulse, ANN)))
    (response,) = grady.all(Response)
    assert (response.team, response.person) == ("grady", "ann")
    assert response.answers == {"bounded-1": 4, "clear-1": 2}
    assert response.submitted == datetime(2026, 9, 12, 15, 4, 5, tzinfo=UTC)


def test_whoever_answers_again_counts_once_with_the_later_answer(
    grady: View, take: Take, written: Written, pulse: Survey
) -> None:
    again = {**ANN, "time": "2026/09/13 8:00:00 AM CST", "bounded-1": "Disagree"}
    report = take(written(google(pulse, again, ANN)))
    assert [each.answers["bounded-1"] for each in grady.all(Response)] == [2]
    assert "answered again further on" in words(report) and "(line 3)" in words(report)
    late = take(written(google(pulse, ANN)))
    assert [each.answers["bounded-1"] for each in grady.all(Response)] == [2]
    assert "older than what the same people answered since, and left out: 1" in late.notes


def test_a_person_on_two_teams_must_say_which(take: Take, written: Written, pulse: Survey) -> None:
    bob = {**ANN, "email": "bob@example.org"}
    with pytest.raises(ImportRefused, match="is on 2 teams -> Say which team"):
        take(written(google(pulse, bob)))
    assert take(written(google(pulse, {**bob, "team": "Bellaire High"}))).added == {"response": 1}


def test_microsoft_forms_is_read_with_its_columns(
    grady: View, take: Take, workbook: Written, pulse: Survey
) -> None:
    items = [item.text for item in pulse.items()]
    head = ["ID", "Start time", "Completion time", "Email", "Name", "Team", *items]
    day = datetime(2026, 9, 12, 8, 30)
    marks = ["Agree"] * len(items)
    path = workbook(
        head,
        [1, day, day, "cy@example.org", "Cy Other", "bellaire", *marks],
        [2, day, day, "anonymous", "", "bellaire", *marks],
    )
    take(path)
    take(path)
    found = grady.all(Response, team="bellaire")
    assert len(found) == 2 and "cy" in {each.person for each in found}
    assert all(each.answers["bounded-1"] == 4 for each in found)


def test_listed_members_are_matched_to_the_roster(
    grady: View, take: Take, written: Written, conditions: Survey
) -> None:
    path = written(table(["Team", "bounded-1", "Listed members"], ["grady", "3", "Example, Ann; bob sample"]))
    take(path, wave=Wave(conditions, 1))
    assert [each.listed for each in grady.all(Response)] == [("ann", "bob")]


SECRETS = ["Zebra", "Yellow submarine", "everybody knows that Ms Garcia shouts", "Quentin Nobody"]


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("bounded-1", "6", "'6' is not on the scale"),
        ("bounded-1", "everybody knows that Ms Garcia shouts", "a text of 37 characters is not on the scale"),
        ("Listed members", "Ann Example; Quentin Nobody", "nobody is known by number 2"),
        ("Sheet", "everybody knows that Ms Garcia shouts!", "no number of a sheet"),
        ("Handed in", "2027-02-03", "has not come yet"),
        ("Handed in", "3/4/2026", "--dates month-first"),
        ("Team", "Nowhere", "no school or team"),
        ("Email", "zz@example.org", "nobody's address"),
    ],
)
def test_a_complaint_names_line_and_column_and_nothing_that_was_said(
    grady: View, take: Take, written: Written, conditions: Survey, column: str, value: str, says: str
) -> None:
    head = ["Sheet", "Handed in", "Team", "Email", "bounded-1", "keep", "Listed members"]
    good = ["1", "2026-09-12", "grady", "ann@example.org", "4", "Yellow submarine", "Ann Example"]
    bad = [value if name == column else cell for name, cell in zip(head, good, strict=True)]
    with pytest.raises(ImportRefused) as refused:
        take(written(table(head, [*good[:3], "bob@example.org", *good[4:]], bad)), wave=Wave(conditions, 1))
    (complaint,) = refused.value.complaints
    assert (complaint.line, complaint.key) == (3, column) and says in str(complaint)
    assert not any(secret in words(refused.value) for secret in SECRETS) and not grady.all(Response)


@pytest.mark.parametrize(
    "text",
    [
        "Team,bounded-1,different\ngrady,4,Yellow submarine, Zebra\n",
        "Yellow submarine Zebra\n\nTeam,bounded-1,different\ngrady,4,\n",
        "Team,bounded-1,different\ngrady,4,\n,,everybody knows that Ms Garcia shouts\n",
        "Team,bounded-1,different,\ngrady,4,,Zebra\n",
        "Team,bounded-1\ngrady,Zebra and a Yellow submarine\n",
        "grady,4,Zebra\ngrady,3,Yellow submarine\n",
        'Team,bounded-1,different\ngrady,4,"Zebra\n',
        "Team;bounded-1;different\ngrady;4;Zebra \u00e9 Yellow submarine\n".encode("cp1252"),
    ],
)
def test_no_shape_of_a_file_brings_an_answer_into_the_report(
    take: Take, written: Written, text: str | bytes
) -> None:
    try:
        said: Any = take(written(text))
    except ImportRefused as refusal:
        said = refusal
    assert not any(secret in words(said) for secret in SECRETS)


def test_a_report_of_changed_answers_tells_none_of_them(grady: View, take: Take, written: Written) -> None:
    take(written(PAPER))
    report = take(written(PAPER.replace("Tuesdays", "Zebra days").replace("Middle,4", "Middle,2")))
    assert report.updated == {"response": 1} and report.changes == ()
    assert "Zebra" not in words(report) and "4" not in report.changes


def test_what_comes_after_a_reveal_waits_for_the_next_pulse(
    grady: View, take: Take, written: Written
) -> None:
    take(written(PAPER))
    settings = Settings(
        name="Riverside",
        district="Riverside",
        cycle=CycleSettings(number=1, title="2026-27", starts=date(2026, 8, 1), ends=date(2027, 6, 30)),
        facilitators=(Facilitator(name="Fay Leader"),),
    )
    reveal(
        grady, Content.load(), settings, cycle=1, team="grady", kind="conditions", wave=2,
        now=datetime(2026, 10, 2, tzinfo=UTC),
    )  # fmt: skip
    assert take(written(PAPER)).unchanged == {"response": 3}
    with pytest.raises(ImportRefused, match="waits for the next pulse"):
        take(written(PAPER + "3,Grady Middle,3,3,3,\n"))
    assert take(written(PAPER + "2,Bellaire High School,3,3,3,\n")).added == {"response": 1}


def test_in_low_trust_a_published_total_closes_every_team(
    grady: View, take: Take, written: Written, pulse: Survey
) -> None:
    body = {"survey": pulse.id, "basis": "answers"}
    when = datetime(2026, 10, 2, tzinfo=UTC)
    grady.write(Publication(id="p", cycle=1, team=None, kind="conditions", wave=2, published=when, body=body))
    with pytest.raises(ImportRefused) as refused:
        take(written(PAPER))
    assert len(refused.value.complaints) == 2


def test_a_reworded_item_is_not_the_same_item(take: Take, written: Written) -> None:
    asked = "In one sentence I could say what this team is for."
    with pytest.raises(ImportRefused) as refused:
        take(written(table(["Team", "bounded-1", asked], ["grady", "4", "4"])))
    (complaint,) = refused.value.complaints
    assert (
        complaint.key == asked and "I could say in one sentence what this team is for." in complaint.message
    )


def test_columns_of_another_survey_are_told(
    take: Take, written: Written, conditions: Survey, pulse: Survey
) -> None:
    head = [item.id for item in pulse.items()]
    surveys = tuple(Content.load().surveys())
    with pytest.raises(ImportRefused, match="--survey pulse"):
        take(
            written(table(["Team", *head], ["grady", *"4" * len(head)])),
            wave=Wave(conditions, 1),
            others=surveys,
        )


def test_two_columns_for_one_item_are_told(take: Take, written: Written) -> None:
    text = "I could say in one sentence what this team is for."
    with pytest.raises(ImportRefused, match="all stand for 'clear-1'"):
        take(written(table(["Team", "clear-1", f"3. {text}"], ["grady", "4", "4"])))


def test_other_marks_are_translated_by_the_mapping(grady: View, take: Take, written: Written) -> None:
    path = written("Team,bounded-1,clear-1\ngrady,Yes,DK\n")
    take(path, {"values": {"answer": {"Yes": "5", "DK": "Cannot say"}}})
    assert [each.answers for each in grady.all(Response)] == [{"bounded-1": 5, "clear-1": None}]


def test_sheets_with_nothing_to_tell_them_apart_are_never_counted_twice(
    grady: View, take: Take, written: Written
) -> None:
    head = "Team,bounded-1,clear-1\n"
    take(written(f"{head}grady,4,4\ngrady,4,4\ngrady,3,3\n"))
    assert take(written(f"{head}grady,3,3\ngrady,4,4\ngrady,4,4\n")).unchanged == {"response": 3}
    assert len(grady.all(Response)) == 3
    with pytest.raises(ImportRefused, match="would count twice"):
        take(written(f"{head}grady,4,4\ngrady,4,4\ngrady,3,2\n"))
    assert take(written(f"{head}grady,1,1\n")).added == {"response": 1}


def test_a_number_of_a_sheet_stands_once_in_a_team(take: Take, written: Written) -> None:
    with pytest.raises(ImportRefused, match="stands on line 2 already"):
        take(written("Sheet,Team,bounded-1\n7,grady,4\n7,grady,3\n"))


def test_answers_are_taken_back_in_a_way_of_their_own(grady: View, take: Take, written: Written) -> None:
    report = take(written(PAPER))
    assert report.confidential and report.change == grady.seq()
    with pytest.raises(NotFound):
        grady.undo(report.change, batch=True)


def test_addresses_under_an_unknown_heading_do_not_make_people_nameless(
    grady: View, take: Take, written: Written
) -> None:
    file = written("Correo,School,clear-1\nann@example.org,Grady Middle,4\nbob@example.org,Grady Middle,3\n")
    with pytest.raises(ImportRefused, match="--map 'Correo=email'") as refusal:
        take(file)
    assert "ann@example.org" not in words(refusal.value)
    assert take(file, {"columns": {"email": "Correo"}}).added == {"response": 2}
    assert {each.person for each in grady.all(Response)} == {"ann", "bob"}
