"""What a plan rests on, from the pages of Session 4."""

from dataclasses import replace

from cadence.blocks import Statement, Table
from cadence.institute import Institute
from cadence.model import Entry
from cadence.workbook import Workbook, plan, rests
from cadence.workbook.context import Context


def context(house: Institute, **written: dict[str, object]) -> Context:
    here = Workbook.open(str(house.root), session="plan")._context
    return replace(here, view=Written(here.view, written)) if written else here


class Written:
    """A view in which forms hold what a test writes into them."""

    def __init__(self, view: object, values: dict[str, dict[str, object]]) -> None:
        self._view, self._values = view, {name.replace("_", "-"): each for name, each in values.items()}

    def first(self, kind: type, **where: object) -> Entry | None:
        found = self._values.get(str(where.get("form")))
        return Entry(id="e", cycle=1, team="t", form=str(where["form"]), values=found) if found else None


def test_the_if_then_page_becomes_one_sentence(bare: Institute) -> None:
    said = {
        "goal": "More talk",
        "if": "plan one question.",
        "then": "students will talk",
        "because": "we saw it.",
    }
    (sentence,) = rests.theory(context(bare, if_then=said))
    assert isinstance(sentence, Statement)
    assert sentence.text == "If we plan one question, then students will talk, because we saw it."
    (open_,) = rests.theory(context(bare, if_then=said | {"because": ""}))
    assert "because of what, is not written yet" in open_.text
    assert rests.theory(context(bare)) == []


def test_what_the_plan_rests_on_stands_beside_the_goals(demo: Institute) -> None:
    table = next(b for b in plan.goals(context(demo)) if isinstance(b, Table) and "rests on" in b.caption)
    told = dict(table.rows)
    assert (
        "Weekly look at the numbers: the assistant principal, then the grade 4 lead"
        in told["When somebody leaves"]
    )
    assert "Visits in pairs: the coach, then nobody second yet" in told["When somebody leaves"]
    assert "frees 25 minutes a teacher, said by the principal, February 2" in told["What stops"]
    assert "Six steps" not in told


def test_a_step_is_told_with_its_days_and_what_is_missing(bare: Institute) -> None:
    steps = [["4. Do it, with support", "Oct 6", "Dec 12", "the coach", "", "two days"], ["5. Watch results"]]
    (table,) = rests.rests_on(context(bare, timeline_and_resources={"steps": steps}))
    assert table.rows == (
        ("Six steps", "4. Do it, with support: Oct 6 to Dec 12, the coach, missing: two days"),
    )


def test_nothing_written_is_nothing_shown(bare: Institute) -> None:
    assert rests.rests_on(context(bare)) == []
