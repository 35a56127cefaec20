"""The page: complete in itself, in order, readable by everyone."""

import re
from itertools import pairwise
from typing import Any

import pytest


@pytest.fixture(scope="module")
def page(sample: Any, as_page: Any) -> Any:
    return as_page(sample.full())


def test_nothing_is_fetched_and_nothing_can_run(page: Any) -> None:
    assert not page.tags("script", "link", "iframe", "object", "embed")
    policy = next(meta["content"] for meta in page.tags("meta") if meta.get("http-equiv"))
    assert "default-src 'none'" in policy and "script" not in policy
    sources = [image["src"] for image in page.tags("img")] + re.findall(r"url\(([^)]*)\)", page.text)
    assert sources and all(source.startswith("data:") for source in sources)
    assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on")]


def test_the_page_says_its_title_and_language(page: Any) -> None:
    assert page.tags("html")[0]["lang"] == "en"
    assert "<title>Team conditions: Lincoln Park Elementary School</title>" in page.text


def test_there_is_one_first_heading_and_none_is_skipped(page: Any) -> None:
    levels = page.levels()
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_every_picture_says_what_it_shows(page: Any) -> None:
    alternatives = [image["alt"] for image in page.tags("img")]
    assert "A blue bar" in alternatives
    assert all(alternatives)


def test_the_landmarks_are_there_and_the_skip_link_leads_to_the_packet(page: Any) -> None:
    assert [len(page.tags(name)) for name in ("main", "nav", "footer")] == [1, 1, 1]
    anchors = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(anchors) == len(set(anchors))
    inner = [link["href"][1:] for link in page.tags("a") if (link["href"] or "").startswith("#")]
    assert inner[0] == "packet" and set(inner) <= set(anchors)


def test_code_and_its_traces_stay_out(page: Any) -> None:
    for trace in (
        "secret_code",
        "1/0",
        "division by zero",
        "ZeroDivisionError",
        "Dropdown()",
        "¶",
        "<Figure",
        "a warning",
    ):
        assert trace not in page.words, trace
    assert "three visits" in page.words and "100%" in page.words and "10%" not in page.words.split()
    assert "This part could not be made" in page.words


def test_tables_have_captions_and_headers(page: Any) -> None:
    scopes = {cell.get("scope") for cell in page.tags("th")}
    assert scopes == {"col", "row"}
    assert page.text.count("<caption>") >= 5


def test_made_up_data_are_labelled_on_the_page_and_on_every_sheet(page: Any) -> None:
    assert page.words.count("Synthetic data: nobody here exists") == 1
    assert '@top-right { content: "Synthetic data' in page.text


def test_the_same_notebook_gives_the_same_page(sample: Any, as_page: Any, page: Any) -> None:
    assert as_page(sample.full()).text == page.text


def test_text_in_the_styles_cannot_leave_them(sample: Any, as_page: Any) -> None:
    made = as_page(sample.notebook(notice='"} </style><script>x</script> \\'))
    assert not made.tags("script")
    assert len(made.tags("style")) == 1
    assert "<script>x</script>" in made.words
