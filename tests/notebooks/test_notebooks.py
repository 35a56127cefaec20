"""Every session notebook keeps to its form, runs before and after there are data, and prints."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import page
import pytest

from cadence.content import Content
from cadence.institute import Institute
from cadence.packets.execution import Run, execute
from cadence.printing.exporters import PacketHTMLExporter, PacketPDFExporter
from cadence.shipped import shipped
from cadence.workbook.notebooks import check_notebook

NOTEBOOKS = sorted(shipped("notebooks").glob("*.ipynb"))
SESSIONS = [path for path in NOTEBOOKS if path.name[0].isdigit()]
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
each_session = pytest.mark.parametrize("path", SESSIONS, ids=lambda path: path.stem)


def code(path: Path) -> list[str]:
    """Return the code cells of a notebook."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def test_there_is_a_notebook_for_pre_work_five_sessions_and_the_brief() -> None:
    assert [path.stem[:2] for path in SESSIONS] == ["00", "01", "02", "03", "04", "05"]
    assert "brief.ipynb" in [path.name for path in NOTEBOOKS]


@each
def test_a_notebook_has_its_parameters_first_and_nothing_that_papermill_trips_over(path: Path) -> None:
    assert check_notebook(path) == []


@each
def test_a_notebook_is_stored_without_outputs(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in cells)


@each
def test_a_notebook_holds_calls_and_no_logic(path: Path) -> None:
    for source in code(path):
        assert len(source.splitlines()) <= 6, source
        assert not re.search(r"^\s*(def|for|if|try|while|class|with)\b", source, re.MULTILINE), source


@each_session
def test_a_notebook_prints_every_worksheet_that_its_session_names(path: Path) -> None:
    session = Content.load().session(int(path.stem[:2]))
    calls = " ".join(code(path))
    printed = {*re.findall(r'worksheet\("([a-z-]+)"\)', calls)}
    if "book.commitments()" in calls:
        printed.add("commitments")
    assert set(session.worksheets) <= printed


def run(path: Path, house: Institute, team: str, folder: Path) -> nbformat.NotebookNode:
    """Run a notebook in a kernel as the batch does."""
    parameters = {"institute": str(house.root), "team": team}
    return execute(path, parameters, folder=house.root, timeout=120, run=Run(folder / "executed.ipynb"))


def print_both(notebook: nbformat.NotebookNode) -> tuple[str, bytes]:
    """Return a notebook as HTML and as PDF."""
    html, _ = PacketHTMLExporter().from_notebook_node(notebook)
    pdf, _ = PacketPDFExporter().from_notebook_node(notebook)
    return html, pdf


def complaints(pdf: bytes) -> list[str]:
    """Return what keeps a PDF from conforming to PDF/UA-1."""
    return [str(failure) for failure in page.validate_pdf_bytes(pdf, profile="ua1").failures]


@pytest.mark.notebook
@pytest.mark.pdf
@each
def test_a_notebook_runs_before_there_is_anything_and_prints_as_valid_pdf_ua(
    path: Path, bare: Institute, tmp_path: Path
) -> None:
    html, pdf = print_both(run(path, bare, "", tmp_path))
    assert "Traceback" not in html
    assert complaints(pdf) == []


@pytest.mark.notebook
@pytest.mark.pdf
@each
def test_a_notebook_runs_for_a_team_with_a_cycle_of_work_and_prints_as_valid_pdf_ua(
    path: Path, demo: Institute, tmp_path: Path
) -> None:
    team = "" if path.stem == "brief" else "alcott-elementary"
    html, pdf = print_both(run(path, demo, team, tmp_path))
    assert "made up" in html or "Made-up" in html
    assert complaints(pdf) == []


@pytest.mark.notebook
def test_a_fresh_institute_says_what_is_missing_and_prints_the_blank_survey(
    bare: Institute, tmp_path: Path
) -> None:
    html, _ = print_both(run(SESSIONS[1], bare, "", tmp_path))
    assert "The results are not published yet" in html
    first = next(Content.load().survey("conditions").items())
    assert first.text in html


@pytest.mark.notebook
def test_plain_papermill_and_nbconvert_work_on_the_notebooks_too(demo: Institute, tmp_path: Path) -> None:
    executed = tmp_path / "out.ipynb"
    here = {
        "cwd": tmp_path,
        "check": True,
        "capture_output": True,
        "env": {**os.environ, "HOME": str(tmp_path)},
    }
    command = ["papermill", str(SESSIONS[2]), str(executed), "--log-level", "ERROR", "--no-progress-bar"]
    command += ["-p", "institute", str(demo.root), "-p", "team", "alcott-elementary"]
    subprocess.run([sys.executable, "-m", *command], **here)
    for name in ("cadence-pdf", "cadence-html"):
        subprocess.run([sys.executable, "-m", "nbconvert", "--to", name, str(executed)], **here)
    assert complaints((tmp_path / "out.pdf").read_bytes()) == []
    assert (tmp_path / "out.html").read_text("utf-8").startswith("<!DOCTYPE html>")
