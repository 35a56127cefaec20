"""The observation sheet, the metric card and the practice moments."""

from typing import Any

from cadence.blocks import plain
from cadence.blocks.block import Callout, Heading, Lines, Paragraph, Table
from cadence.content import Content
from cadence.forms import calibration_key, calibration_sheet, metric_card, observation_sheet
from cadence.model import Metric

METRIC = Content.load().metric("walkthrough")


def tables(blocks: list[Any]) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def test_the_observation_sheet_has_a_row_an_indicator_and_room_for_evidence() -> None:
    blocks = observation_sheet(METRIC)
    circle = tables(blocks)[1]
    assert [row[0] for row in circle.rows] == [i.title for i in METRIC.indicators]
    assert circle.rows[0] == ("Targets in use", "Absent", "Shown", "Used", "Steering", "N/O")
    assert sum(block.count for block in blocks if isinstance(block, Lines)) >= 5


def test_the_observation_sheet_asks_for_no_name() -> None:
    visit = tables(observation_sheet(METRIC))[0]
    assert "Teacher" not in visit.columns
    assert "No teacher's name" in visit.note
    assert "PK-2" in visit.note


def test_a_metric_with_fewer_levels_leaves_those_places_empty() -> None:
    data = METRIC.model_dump()
    data["indicators"][0]["levels"] = data["indicators"][0]["levels"][2:]
    circle = tables(observation_sheet(Metric.model_validate(data | {"vignettes": ()})))[1]
    assert circle.rows[0] == ("Targets in use", "", "", "Used", "Steering", "N/O")


def test_a_metric_without_grade_bands_and_subjects_has_a_sheet_too() -> None:
    bare = METRIC.model_copy(update={"grade_bands": (), "subjects": ()})
    assert tables(observation_sheet(bare))[0].note.startswith("No teacher's name")
    assert "Subjects" not in [row[0] for row in tables(metric_card(bare))[0].rows]


def test_the_metric_card_gives_every_level_with_its_example() -> None:
    definition, *levels = tables(metric_card(METRIC))
    assert dict(definition.rows)["Out of"] == METRIC.denominator
    assert len(levels) == len(METRIC.indicators)
    assert [row[2] for row in levels[0].rows] == [level.example for level in METRIC.indicators[0].levels]
    assert dict(definition.rows)["Good"] == "Level 3 and above"
    assert levels[0].note == ""


def test_a_metric_whose_indicators_count_from_different_levels_says_so_at_each() -> None:
    first, *others = METRIC.indicators
    mixed = METRIC.model_copy(update={"indicators": (first.model_copy(update={"good": 4}), *others)})
    definition, *levels = tables(metric_card(mixed))
    assert "Good" not in dict(definition.rows)
    assert [table.note for table in levels[:2]] == [
        "Level 4 and above counts as good.",
        "Level 3 and above counts as good.",
    ]


def test_the_practice_sheet_gives_no_rating_away() -> None:
    page = plain(calibration_sheet(METRIC))
    for vignette in METRIC.vignettes:
        assert vignette.title in page
        assert vignette.because.split(".")[0] not in page
    assert len(tables(calibration_sheet(METRIC))) == len(METRIC.vignettes)


def test_the_key_has_every_rating_with_its_reason() -> None:
    blocks = calibration_key(METRIC)
    assert tables(blocks)[0].rows[:2] == (
        ("Targets in use", "3 Used"),
        ("Students steer their work", "1 Directed"),
    )
    assert tables(blocks)[0].rows[5] == ("Feedback that moves work", "Not observed")
    assert [Paragraph(v.because) in blocks for v in METRIC.vignettes] == [True] * 4


def test_a_metric_without_practice_moments_says_how_to_add_them() -> None:
    bare = METRIC.model_copy(update={"vignettes": ()})
    heading, callout = calibration_sheet(bare)
    assert isinstance(heading, Heading)
    assert isinstance(callout, Callout)
    assert "vignettes:" in callout.remedy
