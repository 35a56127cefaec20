"""Statistics of an institute: tables or plain numbers in, tables or plain numbers out.

Nothing here knows a database or draws a picture. What cannot be said is an `Unsaid` with its
reason; in a table, the column `unsaid` holds the reason and is '' where the numbers stand.
Names are imported when they are first used, so that `import cadence.analysis` stays light.
`docs/analysis.md` shows how to call it on your own data.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cadence.analysis.agreement import Agreement, cohen, fleiss, gwet, percent_agreement
    from cadence.analysis.answers import counts, pool, score
    from cadence.analysis.board import BoardSummary, board_summary, since_last
    from cadence.analysis.calibration import agreement_report, disagreements, hardest_units, leanings, paradox
    from cadence.analysis.clustering import Clustering, Reliability, icc
    from cadence.analysis.clusters import clustered_share, wilson_finite
    from cadence.analysis.commonlanguage import common_language
    from cadence.analysis.consensus import (
        Consensus,
        Deviation,
        average_deviation,
        consensus_by_team,
        null_variance,
        rwg,
        rwg_j,
    )
    from cadence.analysis.debrief import debrief_order
    from cadence.analysis.drift import observer_drift
    from cadence.analysis.feedback import feedback_check
    from cadence.analysis.flow import CycleTimes, card_ages, cumulative_flow, cycle_times, weekly_throughput
    from cadence.analysis.forecast import forecast_cards, forecast_weeks
    from cadence.analysis.initiatives import initiative_load
    from cadence.analysis.interval import Interval, Unsaid, wilson, wilson_bounds
    from cadence.analysis.kalpha import krippendorff
    from cadence.analysis.lexicon import ENGLISH, Lexicon, Terms
    from cadence.analysis.observations import baseline, marks, visits, weekly
    from cadence.analysis.plan import Finding, plan_lint
    from cadence.analysis.planner import (
        VisitPlan,
        change_seen,
        design_effect,
        visits_for_change,
        visits_for_interval,
    )
    from cadence.analysis.processchart import ProcessChart, p_chart, u_chart, xmr
    from cadence.analysis.pulse import Change, pulse_changes, score_change
    from cadence.analysis.ratings import wide
    from cadence.analysis.readability import Reading, reading
    from cadence.analysis.reliability import cronbach, item_diagnostics, omega
    from cadence.analysis.runchart import RunChart, ihi_rules, run_chart
    from cadence.analysis.scales import keyed
    from cadence.analysis.thread import orphans, strands, trace
    from cadence.analysis.versions import changes_in_words, version_changes, word_changes
    from cadence.analysis.visioncheck import clause_elements, vision_check, vision_reading

_HOMES = {
    "agreement": (
        "Agreement",
        "cohen",
        "fleiss",
        "gwet",
        "percent_agreement",
    ),
    "answers": (
        "counts",
        "pool",
        "score",
    ),
    "board": (
        "BoardSummary",
        "board_summary",
        "since_last",
    ),
    "calibration": (
        "agreement_report",
        "disagreements",
        "hardest_units",
        "leanings",
        "paradox",
    ),
    "clustering": (
        "Clustering",
        "Reliability",
        "icc",
    ),
    "clusters": (
        "clustered_share",
        "wilson_finite",
    ),
    "commonlanguage": ("common_language",),
    "consensus": (
        "Consensus",
        "Deviation",
        "average_deviation",
        "consensus_by_team",
        "null_variance",
        "rwg",
        "rwg_j",
    ),
    "debrief": ("debrief_order",),
    "drift": ("observer_drift",),
    "feedback": ("feedback_check",),
    "flow": (
        "CycleTimes",
        "card_ages",
        "cumulative_flow",
        "cycle_times",
        "weekly_throughput",
    ),
    "forecast": (
        "forecast_cards",
        "forecast_weeks",
    ),
    "initiatives": ("initiative_load",),
    "interval": (
        "Interval",
        "Unsaid",
        "wilson",
        "wilson_bounds",
    ),
    "kalpha": ("krippendorff",),
    "lexicon": (
        "ENGLISH",
        "Lexicon",
        "Terms",
    ),
    "observations": (
        "baseline",
        "marks",
        "visits",
        "weekly",
    ),
    "plan": (
        "Finding",
        "plan_lint",
    ),
    "planner": (
        "VisitPlan",
        "change_seen",
        "design_effect",
        "visits_for_change",
        "visits_for_interval",
    ),
    "processchart": (
        "ProcessChart",
        "p_chart",
        "u_chart",
        "xmr",
    ),
    "pulse": (
        "Change",
        "pulse_changes",
        "score_change",
    ),
    "ratings": ("wide",),
    "readability": (
        "Reading",
        "reading",
    ),
    "reliability": (
        "cronbach",
        "item_diagnostics",
        "omega",
    ),
    "runchart": (
        "RunChart",
        "ihi_rules",
        "run_chart",
    ),
    "scales": ("keyed",),
    "thread": (
        "orphans",
        "strands",
        "trace",
    ),
    "versions": (
        "changes_in_words",
        "version_changes",
        "word_changes",
    ),
    "visioncheck": (
        "clause_elements",
        "vision_check",
        "vision_reading",
    ),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "ENGLISH", "Agreement", "BoardSummary", "Change", "Clustering", "Consensus", "CycleTimes", "Deviation",
    "Finding", "Interval", "Lexicon", "ProcessChart", "Reading", "Reliability", "RunChart", "Terms",
    "Unsaid", "VisitPlan", "agreement_report", "average_deviation", "baseline", "board_summary",
    "card_ages", "change_seen", "changes_in_words", "clause_elements", "clustered_share", "cohen",
    "common_language", "consensus_by_team", "counts", "cronbach", "cumulative_flow", "cycle_times",
    "debrief_order", "design_effect", "disagreements", "feedback_check", "fleiss", "forecast_cards",
    "forecast_weeks", "gwet", "hardest_units", "icc", "ihi_rules", "initiative_load", "item_diagnostics",
    "keyed", "krippendorff", "leanings", "marks", "null_variance", "observer_drift", "omega", "orphans",
    "p_chart", "paradox", "percent_agreement", "plan_lint", "pool", "pulse_changes", "reading", "run_chart",
    "rwg", "rwg_j", "score", "score_change", "since_last", "strands", "trace", "u_chart", "version_changes",
    "vision_check", "vision_reading", "visits", "visits_for_change", "visits_for_interval", "weekly",
    "weekly_throughput", "wide", "wilson", "wilson_bounds", "wilson_finite", "word_changes", "xmr",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """Import a function from its module on first use."""
    if name in _HOME:
        return getattr(import_module(f"cadence.analysis.{_HOME[name]}"), name)
    raise AttributeError(f"module 'cadence.analysis' has no attribute '{name}'")
