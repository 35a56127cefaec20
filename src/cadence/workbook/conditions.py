"""Session 1: the survey, its published profile, the debrief, and who is on the team."""

from collections.abc import Sequence

from cadence.analysis import Unsaid
from cadence.blocks import Block, Bullets, Callout, FormName, Heading, Paragraph, Table
from cadence.charts import condition_dots
from cadence.forms import paper_survey
from cadence.model import Publication
from cadence.publish import ConditionProfile, latest
from cadence.workbook.baseline import drawn
from cadence.workbook.context import Context
from cadence.workbook.frame import missing
from cadence.workbook.people import called, members_of
from cadence.workbook.tables import rows_of


def published(context: Context) -> ConditionProfile | None:
    """Return the published profile, or None before it is revealed.

    It is the team's own; in low-trust mode the one of all teams together, which is all there is.
    """
    found = _publication(context)
    return ConditionProfile.from_body(found.body) if found else None


def _publication(context: Context) -> Publication | None:
    whose = None if context.settings.low_trust else context.team.id
    return latest(context.view, "conditions", context.cycle, whose)


def survey(context: Context, name: str) -> Sequence[Block]:
    """Return the survey on paper until its results are published, then a line that says so."""
    asked = context.content.survey(name)
    if _publication(context) is not None:
        return [Paragraph("The survey is closed for this team: its results are published.")]
    settings = context.settings
    return paper_survey(
        asked, respondents=settings.thresholds.respondents, low_trust=settings.low_trust, level=3
    )


def asked(context: Context, name: str) -> FormName | None:
    """Return the survey as a form to fill in, None once its results are published."""
    return None if _publication(context) else ("survey", name)


def profile(context: Context) -> Sequence[Block]:
    """Return the profile as dots, or why there is none yet."""
    found = published(context)
    if found is None:
        return [_not_yet(context)]
    drawing = condition_dots(found)
    if isinstance(drawing, Unsaid):
        return [Callout("missing", "No results are shown for this team", drawing.reason)]
    return [*_of_all_teams(context), drawn(drawing)]


def _of_all_teams(context: Context) -> list[Block]:
    if not context.settings.low_trust:
        return []
    return [Paragraph("All teams together. No result is shown for a single team in this institute.")]


def _not_yet(context: Context) -> Block:
    people = len(members_of(context))
    answered = context.answered("conditions")
    so_far = f"So far {answered} of {people} have answered." if people else "Nobody is on this team yet."
    return missing(
        "The results are not published yet",
        f"{so_far} At least {context.settings.thresholds.respondents} answers are needed.",
        "Whoever has not answered yet still can: the survey is part of this session.",
    )


def debrief(context: Context) -> Sequence[Block]:
    """Return which condition to talk about first and why, with its question and a first move."""
    found = published(context)
    if not found or found.order.empty:
        return []
    about = {row["condition"]: row for row in rows_of(found.conditions)}
    order = rows_of(found.order)
    first = order[0]
    condition = about[first["condition"]]
    rows = tuple((str(row["rank"]), about[row["condition"]]["title"], row["reason"]) for row in order)
    return [
        Heading("Which conversation first", 3),
        Callout(
            "note",
            f"Start with: {condition['title']}",
            first["reason"],
            (f"Ask: {condition['question']}", f"A first move: {condition['move']}"),
        ),
        Table(
            caption="The order, with the reason",
            columns=("First to last", "Condition", "Why here"),
            widths=(0.8, 1.4, 4.5),
            align=("center", "left", "left"),
            rows=rows,
        ),
        *_comments(context, found),
    ]


def _comments(context: Context, found: ConditionProfile) -> list[Block]:
    asked = {q.id: q.text for q in context.content.survey("conditions").open_questions}
    return [
        Bullets(said, lead=asked.get(question, question)) for question, said in found.comments.items() if said
    ]


def roster(context: Context) -> Sequence[Block]:
    """Return how far people agree on who is on the team, and who is in doubt."""
    found = published(context)
    if not found:
        return [
            Paragraph("Nothing is shown here for this team. Compare the lists that you write today instead.")
        ]
    boundary = found.boundary
    if isinstance(boundary, Unsaid):
        return [Paragraph(boundary.reason)]
    doubt = (
        *(f"{called(context, who)}: on the roster, but some do not list them" for who in boundary.missed),
        *(f"{called(context, who)}: not on the roster, but some list them" for who in boundary.added),
    )
    listed = f"{boundary.people} people listed the members."
    if not doubt:
        return [Paragraph(f"{listed} They largely agree on who is on the team.")]
    return [Paragraph(f"{listed} They do not all see the same team."), Bullets(doubt, lead="Who is in doubt")]
