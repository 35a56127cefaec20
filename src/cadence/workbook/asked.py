"""Questions in the room: answered alone, then shown to all; on paper a slip."""

from collections.abc import Sequence

from cadence.blocks import Block
from cadence.errors import NotFound
from cadence.forms.asked import paper
from cadence.forms.clusters import groups_of
from cadence.model import Question, Round
from cadence.model.question import Kind
from cadence.publish.rounds import fresh, standing
from cadence.workbook.context import Context
from cadence.workbook.people import called


def question(context: Context, name: str, kind: Kind) -> Sequence[Block]:
    """Return the slip to fill in, or what was said once it is revealed."""
    found = _of_kind(context.content.question(name), kind)
    round = standing(context.view, context.cycle, context.team.id, name)
    round = round or fresh(context.settings, context.cycle, context.team.id, found)
    names = {id: called(context, id) for id in _named(round)}
    return paper(found, round, names, groups_of(context.view, round))


def _of_kind(found: Question, kind: Kind) -> Question:
    if found.kind == kind:
        return found
    raise NotFound(
        f"The question '{found.id}' is of the kind '{found.kind}', not '{kind}'.",
        f'Write book.{found.kind}("{found.id}").',
    )


def _named(round: Round) -> list[str]:
    return [each["person"] for each in round.shown.get("named", ())]
