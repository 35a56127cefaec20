"""run.py: when it sets up, when it need not, and how it gets over a set-up that was cut short."""

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def runner(tmp_path: Path) -> ModuleType:
    """run.py as it would lie in an empty checkout, with installers that only say that they were called."""
    spec = importlib.util.spec_from_file_location("cadence_run", ROOT / "run.py")
    assert spec and spec.loader
    run = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(run)
    for name in ("requirements.lock", "requirements-test.lock", "requirements-dev.lock", "pyproject.toml"):
        (tmp_path / name).write_text(f"{name}==1\n")
    run.ROOT, run.VENV = tmp_path, tmp_path / ".venv"
    run.STAMP, run.BIN = run.VENV / "cadence-setup.json", run.VENV / "bin"
    run.PYTHON = run.BIN / "python"
    run.shutil = SimpleNamespace(which={"uv": "/somewhere/uv"}.get, rmtree=shutil.rmtree)
    return run


@pytest.fixture
def calls(runner: ModuleType) -> list[str]:
    """What the installers were asked for."""
    asked: list[str] = []

    def made(command: list[str], otherwise: str = "") -> None:
        asked.append("new environment")
        runner.BIN.mkdir(exist_ok=True)
        runner.PYTHON.touch()

    runner.run = made
    runner.watch = lambda command, count: asked.append(Path(command[-1]).name)
    return asked


def test_a_first_run_makes_an_environment_and_a_second_does_nothing(
    runner: ModuleType, calls: list[str]
) -> None:
    runner.set_up("use")
    assert calls == ["new environment", "requirements.lock", runner.ROOT.name]
    runner.set_up("use")
    assert len(calls) == 3


def test_the_tests_add_to_the_environment_and_the_demo_leaves_it_alone(
    runner: ModuleType, calls: list[str]
) -> None:
    runner.set_up("use")
    runner.set_up("test")
    assert calls[3:] == ["requirements-test.lock", runner.ROOT.name]
    runner.set_up("use")
    assert len(calls) == 5


@pytest.mark.parametrize("changed", ["requirements-test.lock", "pyproject.toml"])
def test_a_change_of_what_it_is_made_from_brings_it_up_to_date(
    runner: ModuleType, calls: list[str], changed: str
) -> None:
    runner.set_up("test")
    (runner.ROOT / changed).write_text("other==2\n")
    del calls[:]
    runner.set_up("use")
    assert calls == ["requirements-test.lock", runner.ROOT.name]


def test_an_interrupted_set_up_is_started_afresh(runner: ModuleType, calls: list[str]) -> None:
    whole = runner.watch

    def interrupted(command: list[str], count: int) -> None:
        raise KeyboardInterrupt

    runner.watch = interrupted
    with pytest.raises(KeyboardInterrupt):
        runner.set_up("use")
    (runner.VENV / "half-unpacked").touch()
    runner.watch = whole
    runner.set_up("use")
    assert calls[-3:] == ["new environment", "requirements.lock", runner.ROOT.name]
    assert not (runner.VENV / "half-unpacked").exists()


def test_an_environment_whose_python_is_gone_is_made_again(runner: ModuleType, calls: list[str]) -> None:
    runner.set_up("use")
    runner.PYTHON.unlink()
    runner.set_up("use")
    assert calls.count("new environment") == 2


def test_an_environment_of_somebody_elses_is_never_deleted(runner: ModuleType, calls: list[str]) -> None:
    (runner.VENV / "theirs").mkdir(parents=True)
    with pytest.raises(runner.CannotSetUp, match=r"not made by run\.py"):
        runner.set_up("use")
    assert (runner.VENV / "theirs").exists() and not calls


def test_pip_takes_over_where_uv_fails(runner: ModuleType, calls: list[str]) -> None:
    through = runner.watch

    def only_pip(command: list[str], count: int) -> None:
        if command[0] == "/somewhere/uv":
            raise runner.CannotSetUp("no connection")
        through(command, count)

    def works(command: list[str]) -> bool:
        runner.BIN.mkdir(exist_ok=True)
        runner.PYTHON.touch()
        return True

    runner.watch, runner.works = only_pip, works
    runner.set_up("use")
    assert calls[-2:] == ["requirements.lock", runner.ROOT.name] and runner.ready("use")


def test_a_python_without_pip_is_told_what_to_install(runner: ModuleType, calls: list[str]) -> None:
    runner.shutil.which = {}.get
    runner.works = lambda command: False
    with pytest.raises(runner.CannotSetUp, match="python3-venv"):
        runner.set_up("use")


def test_an_unknown_set_up_names_the_known_ones(
    runner: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert runner.main(["setup", "all"]) == 1
    assert "Known: use, test, dev." in capsys.readouterr().out
