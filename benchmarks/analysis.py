"""What the analysis of a whole state costs: 9,336 schools, 40 weeks of visits, made up with a seed.

    python benchmarks/analysis.py

As many schools as Texas has, six visits a week each to one of ten rooms, one look-for; a survey of eight
people a school; and 300 vignettes rated by 30 observers. Every function is called once for all schools.
Results go to results/analysis.
"""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

import measure
import numpy as np
import pandas as pd
import report

from cadence import analysis

HERE = Path(__file__).resolve().parent
SCHOOLS, WEEKS, VISITS, PEOPLE = 9336, 40, 6, 8


def main() -> None:
    """Measure each function over the whole state and write the figures down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--schools", type=int, default=SCHOOLS)
    schools = parser.parse_args().schools
    machine = measure.machine()
    steps = [(name, *_cost(call)) for name, call in _calls(schools)]
    results = {"machine": machine, "schools_analysed": schools, "weeks": WEEKS, "analysis": steps}
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results/analysis.json").write_text(json.dumps(results, indent=1) + "\n")
    (HERE / "results/analysis.md").write_text(report.table(results))
    print(report.table(results))


def _cost(call: Callable[[], pd.DataFrame | None]) -> tuple[int, float]:
    start = time.perf_counter()
    found = call()
    return 1 if found is None else len(found), time.perf_counter() - start


def _calls(schools: int) -> list[tuple[str, Callable[[], pd.DataFrame | None]]]:
    visits, survey, ratings = _visits(schools), _survey(schools), _ratings()
    weekly = visits.groupby(["school", "on"], as_index=False)["good"].agg(good="sum", n="size")
    shares = weekly.assign(value=weekly["good"] / weekly["n"])
    by = ["school"]
    return [
        ("run charts", lambda: analysis.run_chart(shares, by).summary),
        ("XmR charts with the NHS rules", lambda: analysis.xmr(shares, by).summary),
        ("P charts with the NHS rules", lambda: analysis.p_chart(weekly, by).summary),
        ("baselines clustered by room", lambda: analysis.clustered_share(visits, "room", by)),
        ("ICC(1) and ICC(2) across schools", lambda: _done(analysis.icc(survey, "school", "a"))),
        ("alpha of a scale", lambda: _done(analysis.cronbach(survey[list("abcd")]))),
        ("r_wg(j) and average deviation", lambda: analysis.consensus_by_team(survey, "school", 5)),
        ("every coefficient of agreement", lambda: analysis.agreement_report(ratings, [1, 2, 3, 4])),
    ]


def _done(found: object) -> None:
    if not found:
        raise SystemExit(str(found))


def _visits(schools: int) -> pd.DataFrame:
    rng = np.random.default_rng(2026)
    n = schools * WEEKS * VISITS
    likely = np.repeat(rng.beta(4, 4, schools), WEEKS * VISITS)
    mondays = pd.date_range("2025-09-01", periods=WEEKS, freq="7D")
    return pd.DataFrame(
        {
            "school": np.repeat(np.arange(schools), WEEKS * VISITS),
            "on": np.tile(np.repeat(mondays, VISITS), schools),
            "room": rng.integers(0, 10, n).astype(str),
            "good": (rng.random(n) < likely).astype(int),
        }
    )


def _survey(schools: int) -> pd.DataFrame:
    rng = np.random.default_rng(7)
    level = np.repeat(rng.normal(3.4, 0.5, schools), PEOPLE)[:, None]
    answers = np.clip(np.round(level + rng.normal(0, 0.9, (schools * PEOPLE, 4))), 1, 5)
    return pd.DataFrame(answers, columns=list("abcd")).assign(school=np.repeat(np.arange(schools), PEOPLE))


def _ratings() -> pd.DataFrame:
    rng = np.random.default_rng(11)
    right = rng.integers(1, 5, 300)[:, None]
    given = np.clip(right + rng.integers(-1, 2, (300, 30)) * (rng.random((300, 30)) < 0.3), 1, 4)
    return pd.DataFrame(given).where(rng.random((300, 30)) > 0.1)


if __name__ == "__main__":
    main()
