"""What somebody writes is text, wherever it is shown: in nobody's page does it become part of the page."""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any, get_args

import pytest
from typer.testing import CliRunner

from cadence.cli import app
from cadence.institute import Institute
from cadence.model import RECORDS, Ask, Record, Team
from cadence.publish.steps import set_state
from cadence.store import Store, Viewer
from cadence.store.links import links, people

pytestmark = [pytest.mark.notebook]

EVIL = (
    "\"'--></title></textarea></style></script><xss onfocus=a(1)>&lt;xss&gt;{{7*7}}"
    "![x](javascript:a)[y](data:,a)<javascript:a>"
)
# What holds a word that the house gives, an id or an address, and nothing that anybody writes as they like.
GIVEN = (
    "id district school kind status source email grade_low grade_high survey metric form team vignette year "
    "indicator step state observer subject grade_band shared_table shared_id granted_by added_by what "
    "address device to"
).split()


def free(kind: type[Record]) -> Iterator[str]:
    """Yield the fields of a record that hold what people write."""
    named = {*GIVEN, *links(kind), *people(kind)}
    for name, field in kind.model_fields.items():
        if name not in named and field.annotation is str and not field.metadata:
            yield name
        if name in ("values", "comments") and dict in (field.annotation, *get_args(field.annotation)):
            yield name


def spoiled(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: spoiled(each) if isinstance(each, str) else each for name, each in value.items()}
    return f"{value} {EVIL}"


@pytest.fixture(scope="module")
def tailored() -> Callable[[Institute], None]:
    return _spoil


def _spoil(house: Institute) -> None:
    with Store.open(house.database_url) as store:
        view = store.view(Viewer("custodian"))
        teams = sorted({each.id for each in view.all(Team)})
        for session in range(1, 6):
            set_state(view, "open", cycle=1, teams=teams, session=session)
        view.write(Ask(cycle=1, team=teams[0], session=5, text="A van", to="district"))
        for kind in RECORDS:
            if kind.audience in ("institute", "team") and kind.table not in ("school", "publication", "step"):
                fields = [*free(kind)]
                for each in view.all(kind):
                    view.write(each.model_copy(update={n: spoiled(getattr(each, n)) for n in fields}))


class Tags(HTMLParser):
    """Collects what would run: elements nobody of us makes, handlers, and addresses that are code."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        code = [f"{name}={value}" for name, value in attrs if name.startswith("on") or _runs(value)]
        self.found += [f"<{tag} {each}>" for each in code]
        if tag == "xss" or (tag == "script" and "src" not in dict(attrs)):
            self.found.append(f"<{tag}>")


def _runs(value: str | None) -> bool:
    return (value or "").strip().lower().startswith(("javascript:", "data:text", "data:,", "vbscript:"))


PAGES = {
    "member": [
        "/",
        *(f"/session/{name}" for name in ("prework", "conditions", "vision", "baseline", "plan", "review")),
    ],
    "facilitator": ["/room", "/session/vision/team/{team}", "/session/plan/team/{team}"],
    "district": ["/district"],
}


@pytest.mark.parametrize("role", PAGES)
def test_nothing_that_was_written_becomes_part_of_a_page(served: Any, teams: list[str], role: str) -> None:
    client = served.signed_in(role, teams[0] if role == "member" else "")
    shown = 0
    for path in PAGES[role]:
        answer = client.get(path.format(team=teams[0]))
        assert answer.status == 200, (path, answer.text[:300])
        tags = Tags()
        tags.feed(answer.text)
        assert tags.found == [], path
        shown += answer.text.count("&lt;xss onfocus")
    assert shown


def test_nor_does_it_in_a_packet(served: Any, teams: list[str]) -> None:
    words = ["packets", "--session", "2", "--team", teams[0], "--format", "html", "--jobs", "1"]
    done = CliRunner().invoke(app, [*words, "-i", str(served.house.root)])
    assert done.exit_code == 0, done.output
    (packet,) = (served.house.root / "packets").rglob("*.html")
    tags = Tags()
    tags.feed(packet.read_text("utf-8"))
    assert tags.found == []
    assert "&lt;xss onfocus" in packet.read_text("utf-8")
