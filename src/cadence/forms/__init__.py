"""Forms as paper: worksheets, the printed survey, the observation sheet, the metric card, calibration."""

from cadence.forms.calibration import calibration_key, calibration_sheet
from cadence.forms.metric_card import metric_card
from cadence.forms.observation import observation_sheet
from cadence.forms.paper_survey import paper_survey, promise
from cadence.forms.worksheet import worksheet

__all__ = [
    "calibration_key",
    "calibration_sheet",
    "metric_card",
    "observation_sheet",
    "paper_survey",
    "promise",
    "worksheet",
]
