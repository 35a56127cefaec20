"""The paper: tagged, valid, in order, the same each time."""

from typing import Any

import pytest

pytestmark = pytest.mark.pdf


@pytest.fixture(scope="module")
def paper(sample: Any, as_paper: Any) -> Any:
    return as_paper(sample.full())


def test_a_packet_with_every_block_is_pdf_ua(paper: Any) -> None:
    assert paper.complaints() == []


@pytest.mark.parametrize("size, width", [("letter", 612), ("a4", 595)])
def test_the_paper_is_the_one_asked_for(sample: Any, as_paper: Any, size: str, width: int) -> None:
    made = as_paper(sample.notebook(sample.shown(sample.COVER, *sample.BLOCKS), paper=size))
    assert {round(float(sheet.MediaBox[2])) for sheet in made.pdf.pages} == {width}
    assert made.complaints() == []


def test_title_author_subject_and_language_are_in_the_file(paper: Any) -> None:
    info = paper.pdf.docinfo
    assert str(info["/Title"]) == "Team conditions: Lincoln Park Elementary School"
    assert str(info["/Author"]) == "Instructional Leadership Institute"
    assert str(info["/Subject"]).startswith("What does this team need")
    assert str(paper.pdf.Root.Lang) == "en"
    assert "/CreationDate" not in info


def test_metadata_win_over_the_cover_and_a_date_is_kept(sample: Any, as_paper: Any) -> None:
    said = {"title": "A brief", "author": "The district", "language": "es-MX", "created": "2027-01-07"}
    made = as_paper(sample.notebook(sample.shown(sample.COVER), **said))
    assert str(made.pdf.docinfo["/Title"]) == "A brief"
    assert str(made.pdf.docinfo["/Author"]) == "The district"
    assert str(made.pdf.Root.Lang) == "es-MX"
    assert "20270107" in str(made.pdf.docinfo["/CreationDate"])


def test_bookmarks_follow_the_headings(paper: Any) -> None:
    outline = paper.outline()
    assert outline[0] == (1, "Team conditions")
    assert (2, "What the team said") in outline and (3, "Conditions side by side") in outline
    assert "Session 1: team conditions" not in [title for _, title in outline]


def test_pictures_and_room_to_write_have_words(paper: Any) -> None:
    alternatives = [str(element.get("/Alt", "")) for tag, element in paper.tags() if tag == "Figure"]
    assert "A blue bar" in alternatives and "Room to write: 4 lines." in alternatives
    assert all(alternatives)


def test_rows_are_headed_where_the_table_says_so(paper: Any) -> None:
    heads = [element for tag, element in paper.tags() if tag == "TH"]
    scopes = [str(attrs.Scope) for head in heads for attrs in head.A if str(attrs.O) == "/Table"]
    assert scopes.count("/Row") > 40 and scopes.count("/Column") > 20
    names = [bytes(head.ID) for head in heads]
    assert len(names) == len(set(names))


def test_a_cell_refers_to_the_head_of_its_row(sample: Any, as_paper: Any) -> None:
    table = next(block for block in sample.BLOCKS if getattr(block, "caption", "").startswith("Conditions,"))
    made = as_paper(sample.notebook(sample.shown(table)))
    rows = [element for tag, element in made.tags() if tag == "TR"]
    assert [str(cell.S) for cell in rows[1].K] == ["/TH", "/TD", "/TD", "/TD"]
    told = next(attrs for attrs in rows[1].K[1].A if str(attrs.O) == "/Table")
    assert bytes(rows[1].K[0].ID) in [bytes(name) for name in told.Headers]


def test_a_table_without_row_headers_has_none(sample: Any, as_paper: Any) -> None:
    from cadence.blocks import Table

    plain = Table("Plain", ("A", "B"), (("1", "2"),), row_header=False)
    headed = Table("Headed", ("A", "B"), (("x", "2"),))
    made = as_paper(sample.notebook(sample.shown(plain, headed)))
    rows = [[str(cell.S) for cell in element.K] for tag, element in made.tags() if tag == "TR"]
    assert rows == [["/TH", "/TH"], ["/TD", "/TD"], ["/TH", "/TH"], ["/TH", "/TD"]]
    assert made.complaints() == []


def test_the_same_notebook_gives_the_same_bytes(sample: Any, as_paper: Any, paper: Any) -> None:
    assert as_paper(sample.full()).data == paper.data


def test_fonts_are_in_the_file(paper: Any) -> None:
    fonts = [
        font
        for font in paper.pdf.objects
        if getattr(font, "get", lambda _: None)("/Type") == "/FontDescriptor"
    ]
    assert any("AtkinsonHyperlegible" in str(font.FontName) for font in fonts)
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
