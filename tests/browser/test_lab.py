"""`cadence lab` in a browser: a facilitator picks another team, and the page becomes that team's."""

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from cadence.content.layers import DEFAULTS
from cadence.institute import Institute
from cadence.model import Entry
from cadence.store import Store, Viewer

pytestmark = [pytest.mark.browser, pytest.mark.notebook]

TOKEN = "a-token-for-the-test"
FIRST, OTHER = "Alcott Elementary", "King Early Childhood Center"
FIRST_STEP, OTHER_STEP = "Open the day", "Open the day with a song"
AGENDA = DEFAULTS / "sessions" / "1-conditions.yaml"
COMMAND = [sys.executable, "-c", "from cadence.cli import main; main()", "lab", "--no-browser"]
OPTIONS = ["--port", "0", f"--IdentityProvider.token={TOKEN}", "--allow-root"]
KINDS = "all => all.map(one => one.dataset.mimeType)"
ALIGNED = "all => all.map(one => getComputedStyle(one).textAlign)"
STRIPES = "all => all.map(one => getComputedStyle(one).backgroundColor)"
A_FORM = """from cadence.workbook import Workbook
Workbook.open(team="alcott-elementary").worksheet("charter")"""
SHOWN = {"text/html", None}  # widgets have no kind: the drop-down, and forms
READY = "Python 3 (ipykernel) | Idle"
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


class Lab(NamedTuple):
    """A page on which the notebook of session 1 has run, and what it asked for."""

    page: Page
    asked: list[str]


@pytest.fixture(scope="module")
def house(demo: Institute, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demonstration in which the other team has an agenda of its own."""
    root = tmp_path_factory.mktemp("lab") / "institute"
    shutil.copytree(demo.root, root)
    own = root / "content" / "teams" / "king-early-childhood-center" / "sessions" / AGENDA.name
    own.parent.mkdir(parents=True)
    own.write_text(AGENDA.read_text("utf-8").replace(FIRST_STEP, OTHER_STEP), "utf-8")
    cells = [nbformat.v4.new_code_cell(A_FORM)]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    metadata = {"kernelspec": kernel}
    nbformat.write(
        nbformat.v4.new_notebook(cells=cells, metadata=metadata), root / "notebooks" / "form.ipynb"
    )
    return root


@pytest.fixture(scope="module")
def address(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of JupyterLab, started as a person starts it, without that person's own settings."""
    own = tmp_path_factory.mktemp("home")
    strange = ("JUPYTER", "IPYTHON", "XDG")
    around = {name: value for name, value in os.environ.items() if not name.startswith(strange)}
    started = subprocess.Popen(
        [*COMMAND, "-i", str(house), *OPTIONS],
        env={**around, "HOME": str(own), "USERPROFILE": str(own)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    found = _first_address(started)
    yield found
    # Asked to, the server ends its kernels and itself, and the command ends with it.
    urlopen(Request(f"{found}api/shutdown", b"", {"Authorization": f"token {TOKEN}"}), timeout=30).close()
    assert started.wait(60) == 0


def _first_address(started: "subprocess.Popen[str]") -> str:
    assert started.stderr is not None
    said = []
    for line in started.stderr:
        said.append(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
            # Somebody has to go on reading, or the server would wait for its words to be taken.
            threading.Thread(target=_drain, args=(started,), daemon=True).start()
            return found[0]
    raise AssertionError("".join(said))


def _drain(started: "subprocess.Popen[str]") -> None:
    assert started.stderr is not None
    with started.stderr as rest:
        for _ in rest:
            pass


@pytest.fixture(scope="module")
def lab(browser: Browser, address: str) -> Iterator[Lab]:
    """The notebook of session 1, opened and run from the menu; tall enough to hold all of its cells."""
    page = browser.new_page(viewport={"width": 1280, "height": 3000})
    page.set_default_timeout(120_000)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.goto(f"{address}lab/tree/notebooks/01-conditions.ipynb?token={TOKEN}")
    page.get_by_text(READY).wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator("[data-command='runmenu:run-all']").click()
    page.get_by_label("Team", exact=True).wait_for()
    page.get_by_text("When do we look at this list together").wait_for()  # the end of the last cell
    yield Lab(page, asked)
    page.close()


def choose(page: Page, team: str) -> None:
    """Pick a team and wait until the cover is that team's."""
    page.get_by_label("Team", exact=True).select_option(label=team)
    expect(page.locator(".cad-cover .cad-team")).to_have_text(team)


def kinds(page: Page) -> set[str | None]:
    """Return what kinds of outputs the cells have: words on an error stream would be one more."""
    return set(page.eval_on_selector_all(".jp-OutputArea-output", KINDS))


def test_no_cell_of_the_notebook_failed(lab: Lab) -> None:
    expect(lab.page.locator(".cad-cover .cad-team")).to_have_text(FIRST)
    assert kinds(lab.page) == SHOWN


def test_picking_another_team_changes_the_cover_in_place(lab: Lab) -> None:
    outputs = lab.page.locator(".jp-OutputArea-child")
    before = outputs.count()
    choose(lab.page, OTHER)
    assert kinds(lab.page) == SHOWN  # and no error among them
    assert outputs.count() == before > 4
    choose(lab.page, FIRST)
    assert outputs.count() == before


def test_picking_a_team_with_its_own_agenda_changes_the_agenda_in_place(lab: Lab) -> None:
    first_step = lab.page.locator(".cad-agenda .cad-what").first
    choose(lab.page, FIRST)
    expect(first_step).to_have_text(FIRST_STEP)
    choose(lab.page, OTHER)
    expect(first_step).to_have_text(OTHER_STEP)


def test_tables_look_as_they_do_in_a_packet_and_not_as_jupyterlab_would_have_them(lab: Lab) -> None:
    assert set(lab.page.eval_on_selector_all(".cad-agenda th:last-child", ALIGNED)) == {"start"}
    assert set(lab.page.eval_on_selector_all(".cad-agenda tbody tr", STRIPES)) == {"rgba(0, 0, 0, 0)"}


def test_axe_finds_nothing_in_what_the_notebook_shows(lab: Lab) -> None:
    found = Axe().run(lab.page, context=".jp-OutputArea-output .cadence", options=RULES)
    assert found.violations_count == 0, found.generate_report()


def test_nothing_is_asked_of_anybody_else_and_nothing_pops_up(lab: Lab) -> None:
    asked = [urlsplit(url) for url in lab.asked]
    assert {part.hostname for part in asked if part.scheme not in ("data", "blob")} == {"127.0.0.1"}
    assert not [part.path for part in asked if re.search("/api/(news|update)", part.path)]
    expect(lab.page.locator(".Toastify__toast, .jp-Dialog")).to_have_count(0)


def test_a_form_is_filled_in_for_the_team_where_it_stands_in_the_notebook(
    browser: Browser, address: str, house: Path
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 1200})
    page.set_default_timeout(120_000)
    page.goto(f"{address}lab/workspaces/form/tree/notebooks/form.ipynb?token={TOKEN}")  # its own tabs alone
    page.get_by_text(READY).wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator("[data-command='runmenu:run-all']").click()
    page.get_by_role("textbox", name="Why this team exists").fill("So that every student thinks.")
    expect(page.locator(".fill-status")).to_contain_text("Saved at")
    found = Axe().run(page, context=".jp-OutputArea-output .cad-fill", options=RULES)
    assert found.violations_count == 0, found.generate_report()
    page.close()
    everyone = Store.open(Institute.open(house).database_url).view(Viewer("custodian"))
    (kept,) = everyone.all(Entry, team="alcott-elementary", form="charter")
    assert kept.values["purpose"] == "So that every student thinks."
