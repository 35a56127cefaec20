import os
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpecManager

from cadence.errors import PacketError
from cadence.institute import Institute
from cadence.packets.execution import Run, execute
from cadence.packets.reasons import in_words
from cadence.store import Store
from cadence.workbook.context import PACKET_OF, teams_of

pytestmark = pytest.mark.notebook


@pytest.fixture
def run(tmp_path: Path) -> Any:
    def run(*cells: str, metadata: Any = None, timeout: int = 60, **parameters: Any) -> Any:
        nodes = [nbformat.v4.new_code_cell('team = ""', metadata={"tags": ["parameters"]})]
        nodes += map(nbformat.v4.new_code_cell, cells)
        notebook = nbformat.v4.new_notebook(cells=nodes, metadata=metadata or {})
        nbformat.write(notebook, tmp_path / "n.ipynb")
        return execute(
            tmp_path / "n.ipynb",
            parameters,
            folder=tmp_path,
            timeout=timeout,
            run=Run(tmp_path / "saved {x}.ipynb"),
        )

    return run


def said(notebook: Any) -> list[str]:
    texts = [output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", [])]
    return "".join(texts).splitlines()


def test_the_kernel_is_this_python_whatever_kernelspecs_lie_about(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = tmp_path / "jupyter" / "kernels" / "python3"
    wrong.mkdir(parents=True)
    (wrong / "kernel.json").write_text(
        '{"argv": ["/bin/false"], "display_name": "Wrong", "language": "python"}'
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    assert KernelSpecManager().get_kernel_spec("python3").display_name == "Wrong"
    unheard_of = {"kernelspec": {"name": "conda-env-x", "display_name": "X", "language": "python"}}
    assert said(run("import sys\nprint(sys.executable)", metadata=unheard_of)) == [sys.executable]


def test_a_notebook_without_metadata_runs(run: Any) -> None:
    assert said(run("print(team)", team="north")) == ["north"]


@pytest.mark.parametrize(
    "value", ['"; 1/0 #', "back\\slash", "{brace}", "line\nbreak", "🏫 مدرسة", "$HOME", "'''"]
)
def test_a_parameter_arrives_as_it_is(run: Any, value: str) -> None:
    assert said(run("print(ascii(team))", team=value)) == [ascii(value)]


def test_the_kernel_works_in_the_institutes_folder_and_leaves_this_process_where_it_is(
    run: Any, tmp_path: Path
) -> None:
    here = os.getcwd()
    assert said(run("import os\nprint(os.getcwd())")) == [str(tmp_path)]
    assert os.getcwd() == here


def test_startup_files_of_whoever_is_signed_in_do_not_count(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "mine.py").write_text("print = None")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    assert said(run("print(1)")) == ["1"]


def test_a_packet_of_one_team_cannot_hold_another_teams(run: Any, demo: Institute) -> None:
    opens = f"from cadence.workbook import Workbook\nWorkbook.open({str(demo.root)!r}, TEAM)"
    with Store.open(demo.database_url) as store:
        one, other = (team.id for team in teams_of(store))
    run(opens.replace("TEAM", "team"), team=one)
    for opened in (f"'{other}'", f"team).team('{other}'"):
        with pytest.raises(Exception, match=f"This packet is for '{one}', and the notebook opens '{other}'"):
            run(opens.replace("TEAM", opened), team=one)
    assert not os.environ.get(PACKET_OF)


def test_a_failing_cell_is_named_and_the_notebook_kept(run: Any, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="ZeroDivisionError") as caught:
        run("print('before')", "1 / 0", "print('after')")
    assert in_words(caught.value).startswith("The notebook stopped in cell 3 (1 / 0) with ZeroDivisionError")
    kept = nbformat.read(tmp_path / "saved {x}.ipynb", as_version=4)
    assert said(kept)[0] == "before"
    assert "after" not in said(kept)


def test_a_kernel_that_dies_is_started_once_more(run: Any, tmp_path: Path) -> None:
    once = tmp_path / "once"
    first = f"import os\nonce = {str(once)!r}\nif not os.path.exists(once):\n"
    cell = first + "    open(once, 'w').close()\n    os._exit(9)"
    assert said(run(cell, "print('alive')")) == ["alive"]


def test_cells_are_counted_as_in_the_notebook_that_is_edited(run: Any) -> None:
    with pytest.raises(Exception, match="ZeroDivisionError") as caught:
        run("1 / 0", team="north")
    assert "stopped in cell 2 (1 / 0)" in in_words(caught.value)


def test_a_notebook_that_ends_itself_is_no_packet(run: Any) -> None:
    with pytest.raises(PacketError, match=r"ends itself in cell 2 \(import sys; sys.exit\(\)\)"):
        run("import sys; sys.exit()", "print('never')")


def test_a_kernel_that_dies_each_time_is_said_in_words(run: Any) -> None:
    with pytest.raises(Exception, match="Kernel died") as caught:
        run("import os\nos._exit(9)")
    assert "memory ran out" in in_words(caught.value)


def test_a_cell_that_never_ends_is_stopped(run: Any) -> None:
    with pytest.raises(TimeoutError) as caught:
        run("import threading\nthreading.Event().wait()", timeout=1)
    assert "took too long" in in_words(caught.value)


def test_a_folder_for_temporary_files_with_a_long_path_will_do(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("d" * 100)
    deep.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(deep))
    assert said(run("print(1)")) == ["1"]


def test_nothing_of_a_kernel_is_left_behind(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "t"
    room.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(room))
    seen = said(run("import os\nprint(os.getpid())", "print(len(os.listdir(os.environ['IPYTHONDIR'])))"))
    assert os.listdir(room) == []
    assert not Path(f"/proc/{seen[0]}").exists()
