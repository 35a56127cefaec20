"""The body of a 'baseline' publication, computed from visits."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from cadence.analysis.interval import wilson_bounds
from cadence.analysis.observations import baseline, visits
from cadence.model import Metric, Observation
from cadence.publish.conditions import Body, records
from cadence.publish.disclosure import TEAMS, Part, hidden_parts

NO_BAND = "not given"


def heading(metric: Metric, threshold: int) -> Body:
    """Return what a publication says of the metric itself."""
    return {"metric": metric.id, "title": metric.title, "threshold": threshold}


def team_body(metric: Metric, observations: Sequence[Observation], threshold: int) -> Body:
    """Return what is published of one team's visits."""
    head = heading(metric, threshold)
    table = visits(metric, observations)
    seen = table.loc[table["level"].notna(), "visit"].nunique()
    if seen < threshold:
        return {**head, "unsaid": f"A baseline is shown after {threshold} or more visits."}
    table["grade_band"] = table["grade_band"].map(_band)
    days = [o.on for o in observations]
    return {
        **head,
        "visits": len(observations),
        "first": min(days).isoformat(),
        "last": max(days).isoformat(),
        "indicators": _indicators(metric, baseline(table), threshold),
        "bands": _bands(metric, baseline(table, by="grade_band"), _rooms(observations), threshold),
    }


def _numbers(row: dict[str, Any]) -> Body:
    whole = {name: int(row[name]) for name in ("good", "n", "not_observed")}
    return {**whole, **{name: float(row[name]) for name in ("share", "low", "high")}}


def _indicators(metric: Metric, table: pd.DataFrame, threshold: int) -> list[Body]:
    found = {row["indicator"]: row for row in records(table)}
    rows = []
    for indicator in metric.indicators:
        row = found.get(indicator.id)
        enough = row is not None and row["n"] >= threshold
        numbers = _numbers(row) if row is not None and enough else {"unsaid": _few(threshold)}
        rows.append({"indicator": indicator.id, "title": indicator.title, **numbers})
    return rows


def _few(threshold: int) -> str:
    return f"Fewer than {threshold} visits could observe it."


def _band(grades: str) -> str:
    return grades.strip() or NO_BAND


def _rooms(observations: Sequence[Observation]) -> dict[str, int | None]:
    """Return in how many rooms each grade band was visited; None where a visit names no room."""
    rooms: dict[str, set[str]] = {}
    for visit in observations:
        rooms.setdefault(_band(visit.grade_band), set()).add(visit.room.strip())
    return {band: None if "" in seen else len(seen) for band, seen in rooms.items()}


def _bands(
    metric: Metric, table: pd.DataFrame, rooms: Mapping[str, int | None], threshold: int
) -> list[Body]:
    """Return shares by grade band, with so many hidden that none can be had from the total."""
    rows = []
    for indicator in metric.indicators:
        cells = {row["grade_band"]: row for row in records(table[table["indicator"] == indicator.id])}
        parts = {band: Part(int(row["n"]), int(row["good"]), rooms[band]) for band, row in cells.items()}
        hidden = hidden_parts(parts, threshold)
        for band in sorted(cells, key=lambda name: _place(metric, name)):
            shown = cells[band]["n"] and band not in hidden
            numbers = (
                _numbers(cells[band])
                if shown
                else {"unsaid": "Too few visits or rooms to show, or the rest would give them away."}
            )
            rows.append({"indicator": indicator.id, "title": indicator.title, "grade_band": band, **numbers})
    return rows


def _place(metric: Metric, band: str) -> tuple[int, str]:
    known = list(metric.grade_bands)
    return (known.index(band) if band in known else len(known), band)


def institute_body(metric: Metric, bodies: Iterable[Body], threshold: int) -> Body:
    """Return the institute's baseline as the sum of what its teams have published."""
    head = {**heading(metric, threshold), "basis": "publications"}
    shown = [body for body in bodies if not body.get("unsaid") and body["metric"] == metric.id]
    if len(shown) < TEAMS:
        return {
            **head,
            "unsaid": f"Results of the institute are shown when {TEAMS} or more teams have results.",
        }
    return {
        **head,
        "teams": len(shown),
        "visits": sum(body["visits"] for body in shown),
        "first": min(body["first"] for body in shown),
        "last": max(body["last"] for body in shown),
        "indicators": _summed([row for body in shown for row in body["indicators"]], ["indicator", "title"]),
        "bands": _summed(
            [row for body in shown for row in body["bands"]], ["indicator", "title", "grade_band"]
        ),
    }


def _summed(rows: list[Body], keys: list[str]) -> list[Body]:
    """Return the shown numbers of the teams added up, of what enough teams show."""
    known = pd.DataFrame(rows)[keys].drop_duplicates().to_dict("records")
    cells = pd.DataFrame(
        [row for row in rows if "unsaid" not in row], columns=[*keys, "good", "n", "not_observed"]
    )
    groups = cells.groupby(keys, sort=False)
    total = groups.sum()[groups.size() >= TEAMS].reset_index()
    low, high = wilson_bounds(total["good"], total["n"])
    total = total.assign(share=total["good"] / total["n"], low=low, high=high)
    found = {tuple(row[key] for key in keys): _numbers(row) for row in records(total)}
    reason = {"unsaid": f"Fewer than {TEAMS} teams show this."}
    return [
        {
            **{str(key): value for key, value in row.items()},
            **found.get(tuple(row[key] for key in keys), reason),
        }
        for row in known
    ]
