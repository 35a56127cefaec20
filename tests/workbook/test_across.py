"""What the facilitator's brief says of the weeks of all teams."""

from cadence.blocks import Table
from cadence.institute import Institute
from cadence.workbook import Workbook, brief


def tables(house: Institute, session: str) -> list[Table]:
    context = Workbook.open(str(house.root), session=session)._context
    return [b for b in brief.across_teams(context) if isinstance(b, Table) and "weeks say" in b.caption]


def test_the_brief_of_session_5_counts_signals_and_gives_a_line_a_team(demo: Institute) -> None:
    (table,) = tables(demo, "review")
    assert [row[0] for row in table.rows] == ["Alcott Elementary", "King Early Childhood Center"]
    assert all(row[2] in ("signal", "noise", "too early") for row in table.rows)
    counted = sum(
        int(word) for word in table.caption.replace(")", " ").replace(",", " ").split() if word.isdigit()
    )
    assert counted == len(table.rows)
    assert "not a ranking" in table.note


def test_the_brief_of_an_earlier_session_and_of_teams_without_visits_says_nothing_of_weeks(
    demo: Institute, bare: Institute
) -> None:
    assert tables(demo, "plan") == tables(bare, "review") == []
