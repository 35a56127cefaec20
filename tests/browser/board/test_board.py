import pytest
from .conftest import Sit
from .standin import Table, card
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

def test_look(sit: Sit, table: Table) -> None:
    table.wins=["c6"]
    table.lint=[{"what":"One card has no owner.","why":"Work that is everybody's is nobody's.","remedy":"One name each.","card":"c1"}]
    for w in (390,1280):
        for s in ("light","dark"):
            p=sit(width=w,scheme=s)
            p.screenshot(path=f"/tmp/boardpage/{w}-{s}.png",full_page=True)
            if s=="light":
                p.get_by_role("button",name="Learning targets on every wall",exact=True).last.click()
                p.screenshot(path=f"/tmp/boardpage/{w}-card.png")
                p.keyboard.press("Escape")
                p.get_by_role("button",name="Move 'Learning targets").click()
                p.screenshot(path=f"/tmp/boardpage/{w}-move.png")
