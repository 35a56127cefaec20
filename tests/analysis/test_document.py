import doctest
from pathlib import Path

import pandas as pd

from cadence import analysis

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "analysis.md"


def test_every_example_of_the_document_comes_out_as_it_says():
    text = DOCUMENT.read_text("utf-8").replace("```pycon\n", "\n").replace("```\n", "\n")
    examples = doctest.DocTestParser().get_doctest(text, {}, DOCUMENT.name, str(DOCUMENT), 0)
    with pd.option_context("display.width", 200, "display.max_columns", 20):
        result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(examples)
    assert result.attempted > 20
    assert result.failed == 0


def test_every_function_of_calibration_conditions_charts_flow_and_vision_is_told():
    told = DOCUMENT.read_text("utf-8")
    homes = (
        "agreement", "calibration", "clusters", "clustering", "commonlanguage", "consensus", "drift", "flow",
        "forecast", "kalpha", "planner", "processchart", "pulse", "readability", "reliability", "runchart",
        "scales", "versions", "visioncheck",
    )  # fmt: skip
    names = [name for home in homes for name in analysis._HOMES[home] if name[0].islower()]
    assert [name for name in names if f"`{name}" not in told and f"analysis.{name}" not in told] == []
