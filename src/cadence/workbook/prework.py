"""Pre-work: what is in place, what is missing, and what already takes people's time."""

from collections.abc import Sequence

import pandas as pd

from cadence.analysis import initiative_load
from cadence.blocks import Block, Table
from cadence.charts import initiative_bars
from cadence.model import Initiative, Priority
from cadence.workbook.baseline import drawn
from cadence.workbook.context import Context
from cadence.workbook.frame import missing
from cadence.workbook.people import members_of
from cadence.workbook.words import many

READY, NOT_YET = "In place", "Not yet"


def readiness(context: Context) -> Sequence[Block]:
    """Return what is in place for the team, each with what brings it."""
    team, cycle, view = context.team.id, context.cycle, context.view
    people = members_of(context)
    answered = context.answered("conditions")
    initiatives = view.all(Initiative, team=team, cycle=cycle)
    priorities = view.all(Priority)
    needed = context.settings.thresholds.respondents
    rows = (
        ("People on the team", _state(people), many(len(people), "person", "people")),
        ("Conditions survey", _state(answered >= needed), f"{answered} of {len(people)} have answered"),
        ("District priorities", _state(priorities), many(len(priorities), "priority", "priorities")),
        ("Initiatives listed", _state(initiatives), many(len(initiatives), "initiative")),
        ("First meeting in the calendar", _state(context.meeting), "see the agenda"),
    )
    return [
        Table(
            caption="What we already have",
            columns=("What", "State", "So far"),
            widths=(2.4, 1, 2),
            rows=rows,
            note=f"Results are shown only when at least {needed} people have answered.",
        )
    ]


def _state(there: object) -> str:
    return READY if there else NOT_YET


def initiatives(context: Context) -> Sequence[Block]:
    """Return hours a week by the priority they serve, or what is missing."""
    found = context.view.all(Initiative, team=context.team.id, cycle=context.cycle)
    if not found:
        return [
            missing(
                "No initiatives listed yet",
                "List what your school already runs before anything new is added.",
                "The initiative audit follows.",
            )
        ]
    titles = {p.id: p.title for p in context.view.all(Priority)}
    rows = [(i.name, titles.get(i.priority or "", ""), i.hours) for i in found]
    load = initiative_load(pd.DataFrame(rows, columns=["name", "priority", "hours"]))
    drawing = initiative_bars(load)
    listed = Table(
        caption="Initiatives on record",
        columns=("Initiative", "Serves", "Hours a week", "Evidence that it works", "Mark"),
        widths=(2, 2, 0.8, 2, 0.7),
        align=("left", "left", "right", "left", "left"),
        rows=tuple(
            (
                i.name,
                titles.get(i.priority or "", "no priority"),
                "" if i.hours is None else f"{i.hours:g}",
                i.evidence or "none named",
                i.mark or "",
            )
            for i in found
        ),
    )
    return [drawn(drawing), listed]
