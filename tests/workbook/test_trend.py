"""What Session 5 shows of the weekly visits."""

from dataclasses import replace

import pandas as pd
import pytest

from cadence.analysis import visits
from cadence.blocks import Chart, Paragraph, Table
from cadence.errors import CadenceError
from cadence.institute import Institute
from cadence.model import Observation, Outcome
from cadence.workbook import Workbook, trend
from cadence.workbook.context import Context
from cadence.workbook.vision import metric_of


def context(house: Institute) -> Context:
    return Workbook.open(str(house.root), session="review")._context


def test_the_weeks_are_drawn_as_a_run_chart_and_between_limits_and_the_board_marks_both(
    demo: Institute,
) -> None:
    run, limits, *of_goals = [b for b in trend.trend(context(demo)) if isinstance(b, Chart)]
    assert "Crossings of the median: " in run.caption
    assert "Limits " in limits.alt
    assert "Changes marked: " in run.alt
    assert of_goals and all("<!-- goal " in chart.svg for chart in of_goals)


def test_every_chart_says_in_words_whether_it_is_signal_noise_or_too_early(demo: Institute) -> None:
    charts = [b for b in trend.trend(context(demo)) if isinstance(b, Chart)]
    assert all(any(v in chart.title for v in ("signal", "noise", "too early")) for chart in charts)


def test_each_look_for_of_a_goal_is_read_as_a_run_chart_too(demo: Institute) -> None:
    words = [b.text for b in trend.trend(context(demo)) if isinstance(b, Paragraph)]
    assert any(text.startswith("Read as a run chart: ") for text in words)


def test_meetings_stand_at_the_foot_of_a_chart(demo: Institute) -> None:
    run = next(b for b in trend.trend(context(demo)) if isinstance(b, Chart))
    assert "<!-- Session 4 -->" in run.svg


def test_limits_begin_anew_where_a_cell_says_why(demo: Institute) -> None:
    shown = trend.trend(context(demo), {"2026-02-02": "coaching every week"})
    anew = [b for b in shown if isinstance(b, Chart) and "anew on purpose (Feb 2: coaching" in b.caption]
    assert len(anew) >= 2
    with pytest.raises(CadenceError, match="Write a day as"):
        trend.trend(context(demo), {"in spring": "coaching"})


def outcome(year: str, value: float | None, note: str = "") -> Outcome:
    return Outcome(id=year, school="s", year=year, indicator="Reading", value=value, note=note)


class Yearly:
    """A view in which a school has yearly results."""

    def __init__(self, view: object, outcomes: list[Outcome]) -> None:
        self._view, self._outcomes = view, outcomes

    def all(self, kind: type, **where: object) -> list:
        return self._outcomes if kind is Outcome else self._view.all(kind, **where)


def test_yearly_results_stand_beside_the_weekly_number(demo: Institute) -> None:
    here = context(demo)
    table = visits(metric_of(here), here.view.all(Observation, team=here.team.id))
    assert trend.leading_and_lagging(here, table) == []
    known = [outcome("2023-24", 41.5), outcome("2024-25", None, "below 10 ('<10')")]
    (beside,) = trend.leading_and_lagging(replace(here, view=Yearly(here.view, known)), table)
    assert isinstance(beside, Table)
    assert beside.rows[-1] == ("Reading", "lagging", "41.5 in 2023-24", "below 10 ('<10') in 2024-25")
    assert {row[1] for row in beside.rows[:-1]} == {"leading"}
    few = table[table["on"] < pd.Timestamp("2025-11-10")]
    (alone,) = trend.leading_and_lagging(replace(here, view=Yearly(here.view, known)), few)
    assert {row[1] for row in alone.rows} == {"lagging"}


def test_a_change_that_was_made_later_is_not_marked_yet(demo: Institute) -> None:
    here = Workbook.open(str(demo.root), session="plan")._context
    assert not any("Changes marked" in b.alt for b in trend.trend(here) if isinstance(b, Chart))
