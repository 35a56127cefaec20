import nbformat
import pytest

from cadence.packets.timing import only_imports, split


@pytest.mark.parametrize(
    ("source", "only"),
    [
        ("import os", True),
        ("from a import b\nimport c", True),
        ("", False),
        ("import os\nx = 1", False),
        ("%x", False),
    ],
)
def test_a_cell_of_imports_is_told_by_its_code(source: str, only: bool) -> None:
    assert only_imports(source) is only


def test_what_no_cell_took_is_the_kernels_start() -> None:
    cells = [nbformat.v4.new_code_cell(source) for source in ("import os", "work()", "never_run()")]
    cells[0].metadata["papermill"] = {"duration": 0.5}
    cells[1].metadata["papermill"] = {"duration": 1.0}
    cells[2].metadata["papermill"] = {"duration": None}
    notebook = nbformat.v4.new_notebook(cells=cells)
    assert split(notebook, 2.0) == {"start": 0.5, "imports": 0.5, "execution": 1.0}
    assert split(notebook, 1.0)["start"] == 0.0
