"""An executed notebook becomes pieces: what is shown as HTML, and a place where each form stands."""

from typing import Any

import nbformat
from hypothesis import given
from hypothesis import strategies as st

from cadence.blocks import MIME, Heading, Lines, Paragraph
from cadence.blocks.display import bundle
from cadence.serving.pages.drawing import drawn

FORM = '<div class="cadence-form" data-kind="form" data-id="charter"></div>'
WIDGET = {"application/vnd.jupyter.widget-view+json": {"model_id": "x"}, "text/plain": "IntSlider()"}


def shown(data: dict[str, Any]) -> Any:
    return nbformat.v4.new_code_cell("shown", outputs=[nbformat.v4.new_output("display_data", data)])


def notebook(*cells: Any) -> Any:
    return nbformat.v4.new_notebook(cells=list(cells))


def form(id: str = "charter") -> Any:
    data = bundle([Lines("What are we for?", 3)])
    return shown(data | {"text/html": FORM.replace("charter", id)})


def words(markdown: str) -> Any:
    return nbformat.v4.new_markdown_cell(markdown)


def test_a_form_is_a_place_and_its_sheet_for_paper_is_left_out() -> None:
    page = drawn(notebook(form()))
    assert page.forms == (("form", "charter"),)
    assert "What are we for?" not in page.pieces[0].html


def test_a_form_that_stands_twice_has_two_places_with_keys_that_differ() -> None:
    page = drawn(notebook(form(), form()))
    assert len({piece.key for piece in page.pieces}) == len(page.forms) == 2


def test_html_that_only_looks_like_a_form_is_none() -> None:
    page = drawn(notebook(shown({"text/html": FORM, "text/plain": "x"})))
    assert page.forms == ()


def test_what_somebody_typed_never_becomes_a_form() -> None:
    page = drawn(notebook(shown(bundle([Paragraph(FORM)]))))
    assert page.forms == ()
    assert '<div class="cadence-form"' not in page.pieces[0].html


def test_a_widget_of_the_facilitators_own_makes_a_page_live() -> None:
    assert drawn(notebook(shown(WIDGET))).live
    assert not drawn(notebook(form())).live


def test_a_form_that_has_a_widget_for_jupyterlab_needs_no_kernel_on_a_page() -> None:
    both = form().outputs[0].data | WIDGET
    assert MIME in both
    assert not drawn(notebook(shown(dict(both)))).live


def test_controls_for_jupyterlab_are_neither_shown_nor_make_a_page_live() -> None:
    cell = shown(WIDGET)
    cell.metadata["tags"] = ["lab"]
    page = drawn(notebook(cell))
    assert (page.pieces, page.live) == ((), False)


def test_sections_with_the_same_title_have_anchors_that_differ() -> None:
    page = drawn(notebook(words("# Session"), words("## Today\n\none"), words("## Today\n\ntwo")))
    assert [section.anchor for section in page.sections] == ["s-today.1", "s-today.2"]
    assert all(f'id="{section.anchor}"' in "".join(p.html for p in page.pieces) for section in page.sections)


def test_a_section_that_comes_changes_no_other_piece() -> None:
    first, last = words("## Today\n\none"), words("## Before we leave\n\ntwo")
    before = drawn(notebook(words("# Session"), first, last))
    after = drawn(notebook(words("# Session"), first, words("## Results\n\nnew"), last))
    kept = {piece.key for piece in before.pieces} & {piece.key for piece in after.pieces}
    assert len(kept) == len(before.pieces) == len(after.pieces) - 1


def test_a_page_has_one_heading_of_the_first_level() -> None:
    page = drawn(notebook(words("# Session"), shown(bundle([Heading("Part", 1), Paragraph("x")]))))
    whole = page.cover + "".join(piece.html for piece in page.pieces)
    assert whole.count("<h1") == 1


@given(st.lists(st.sampled_from("abc"), max_size=6))
def test_the_same_notebook_makes_the_same_version_and_another_text_another(texts: list[str]) -> None:
    cells = [words(text) for text in texts]
    assert drawn(notebook(*cells)).version == drawn(notebook(*cells)).version
    assert drawn(notebook(*cells)).version != drawn(notebook(*cells, words("d"))).version


def test_no_piece_carries_a_style_or_a_script(executed_sessions: dict[str, Any]) -> None:
    for executed in executed_sessions.values():
        page = drawn(executed)
        whole = page.cover + "".join(piece.html for piece in page.pieces)
        assert "style=" not in whole
        assert "<style" not in whole
        assert "<script" not in whole
