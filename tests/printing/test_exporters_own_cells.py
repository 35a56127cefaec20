"""Whatever a facilitator does to a notebook, it exports."""

import base64
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from cadence.blocks import Chart, Cover, Heading, Paragraph

pytestmark = pytest.mark.pdf


@pytest.fixture
def both(as_page: Any, as_paper: Any) -> Any:
    def make(notebook: Any, resources: Any = None) -> tuple[Any, Any]:
        paper = as_paper(notebook, resources)
        assert paper.complaints() == []
        return as_page(notebook, resources), paper

    return make


def test_an_empty_notebook_is_a_titled_page(both: Any, sample: Any) -> None:
    page, paper = both(sample.notebook())
    assert page.levels() == [1]
    assert paper.outline() == [(1, "Meeting packet")]


def test_without_a_cover_the_first_heading_is_the_title(both: Any, sample: Any) -> None:
    page, paper = both(sample.notebook(new_markdown_cell("# Our *own* meeting\n\nHello.\n\n### Deep")))
    assert page.levels() == [1, 2]
    assert paper.outline() == [(1, "Our own meeting"), (2, "Deep")]
    assert page.words.count("Our own meeting") == 3  # the title, the heading, the foot


def test_a_second_cover_is_a_heading(both: Any, sample: Any) -> None:
    covers = [Cover("P", "First", "North"), Cover("P", "Second", "South")]
    _, paper = both(sample.notebook(sample.shown(*covers)))
    assert paper.outline() == [(1, "First"), (2, "Second: South")]


@pytest.mark.parametrize("tag", ["lab", "parameters", "injected-parameters", "remove-cell"])
def test_cells_for_others_leave_no_trace(both: Any, sample: Any, tag: str) -> None:
    hidden = sample.shown(Paragraph("Pick a team"))
    hidden.metadata["tags"] = [tag]
    page, _ = both(sample.notebook(hidden, sample.shown(Paragraph("Kept"))))
    assert "Pick a team" not in page.words and "Kept" in page.words


def test_headings_that_say_nothing_are_left_out(both: Any, sample: Any) -> None:
    page, _ = both(
        sample.notebook(new_markdown_cell("Text\n\n## \n\n##\n\nMore"), sample.shown(Heading("  ")))
    )
    assert page.levels() == [1]


def test_a_picture_that_is_broken_leaves_a_note_on_paper(as_paper: Any, sample: Any) -> None:
    broken = base64.b64encode(b"\x89PNG\r\n\x1a\nnot a picture").decode()
    cells = [sample.output({"image/png": broken}), sample.shown(Heading("After"))]
    paper = as_paper(sample.notebook(*cells))
    assert paper.complaints() == []
    assert (2, "After") in paper.outline()


def test_a_drawing_that_is_broken_leaves_a_note_on_paper(as_paper: Any, sample: Any) -> None:
    paper = as_paper(sample.notebook(sample.shown(Chart("T", "<svg", "alt"), Heading("After"))))
    assert (2, "After") in paper.outline()


def test_pictures_beside_the_notebook_come_along_and_none_from_elsewhere(
    both: Any, sample: Any, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for place in (home / "in.png", tmp_path / "out.png"):
        place.write_bytes(sample.png())
    cell = new_markdown_cell("![inside](in.png) ![outside](../out.png) ![far](https://example.org/x.png)")
    page, _ = both(sample.notebook(cell), {"metadata": {"path": str(home)}})
    assert [image["alt"] for image in page.tags("img")] == ["inside"]
    assert "[Picture: outside]" in page.words and "[Picture: far]" in page.words


def test_an_error_of_ours_says_what_to_do(both: Any, sample: Any) -> None:
    cell = new_code_cell("book.open()")
    told = {"ename": "NotFound", "evalue": "No team 'x'. Known: north.", "traceback": ["File /home/somebody"]}
    cell.outputs = [{"output_type": "error", **told}]
    page, _ = both(sample.notebook(cell))
    assert "Known: north." in page.words and "/home" not in page.words


def test_a_link_leads_where_it_says_and_nowhere_else(both: Any, sample: Any) -> None:
    page, paper = both(
        sample.notebook(new_markdown_cell("[a](https://example.org) [b](javascript:x) [c](#frag)"))
    )
    assert "https://example.org" in [link["href"] for link in page.tags("a")]
    assert not [link for link in page.tags("a") if "javascript" in (link["href"] or "")]
    assert len([tag for tag, _ in paper.tags() if tag == "Link"]) == 1


@pytest.mark.parametrize("printed", ["x" * 1_000_000, "line\n" * 100_000])
def test_what_a_cell_prints_by_the_megabyte_is_cut_and_said_to_be(
    both: Any, sample: Any, printed: str
) -> None:
    cell = new_code_cell("print(...)", outputs=[new_output("stream", name="stdout", text=printed)])
    page, paper = both(sample.notebook(cell))
    assert "more characters stand in the notebook.)" in page.words
    assert len(page.words) < 20_000
    assert len(paper.data) < 1_000_000
