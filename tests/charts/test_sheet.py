import subprocess
import sys
import xml.etree.ElementTree as Tree

import matplotlib as mpl

from cadence.charts.sheet import WIDTH, Sheet

DRAW = """
from cadence.charts.sheet import Sheet
sheet = Sheet(60)
sheet.text(5, 10, 'Words & more', bold=True)
sheet.circle(50, 30, 8)
sheet.line((0, 0), (40, 40))
sheet.shape([(1, 1), (5, 5), (9, 1)])
print(sheet.svg())
"""


def drawn():
    sheet = Sheet(60)
    sheet.text(5, 10, "Words & more", bold=True)
    sheet.circle(50, 30, 8)
    return sheet.svg()


def test_the_same_sheet_gives_the_same_bytes():
    assert drawn() == drawn()


def test_another_process_gives_the_same_bytes():
    one, other = (
        subprocess.run(
            [sys.executable, "-c", DRAW], capture_output=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    )
    assert one == other
    assert b"<svg" in one


def test_a_facilitators_own_matplotlib_settings_change_nothing():
    plain = drawn()
    with mpl.rc_context(
        {"font.family": "serif", "svg.fonttype": "none", "lines.linewidth": 9, "savefig.dpi": 300}
    ):
        assert drawn() == plain


def test_the_sheet_is_as_wide_as_the_text_on_paper():
    root = Tree.fromstring(drawn())
    assert root.get("width") == f"{WIDTH:.6f}pt"
    assert abs(WIDTH / 72 * 25.4 - 174) < 1e-9


def test_words_are_outlines_and_nothing_is_dated_or_fetched():
    svg = drawn()
    assert svg.startswith("<svg")
    assert "<text" not in svg
    assert "dc:date" not in svg
    assert "href" in svg
    assert 'href="http' not in svg


def test_drawing_leaves_no_figure_open():
    drawn()
    assert "matplotlib.pyplot" not in sys.modules or not sys.modules["matplotlib.pyplot"].get_fignums()


def test_a_comment_in_the_picture_cannot_be_closed_by_words():
    sheet = Sheet(20)
    sheet.text(0, 10, "--> <script>alert(1)</script> <!--")
    assert "script" not in {element.tag.split("}")[-1] for element in Tree.fromstring(sheet.svg()).iter()}
