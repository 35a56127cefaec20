"""The rules of the house that a machine can hold people to: layers, dependencies, notebooks, documents."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import nbformat
import pytest
import typer
from packaging.requirements import Requirement
from packaging.version import Version

from cadence.cli import app

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SOURCES = sorted((ROOT / "src").rglob("*.py"))
LOCKS = ["requirements.lock", "requirements-test.lock", "requirements-dev.lock"]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LONGEST = 350  # lines in a file


# --- layers and sizes ----------------------------------------------------------------------------------


def test_imports_run_one_way_and_every_package_has_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlinter.cli import lint_imports

    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0


def test_no_file_has_outgrown_its_room() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {str(path): length for path, length in lengths.items() if length > LONGEST} == {}


# --- dependencies --------------------------------------------------------------------------------------


def _locked(name: str) -> dict[str, set[Version]]:
    found: dict[str, set[Version]] = {}
    for package, version in re.findall(r"^([\w.-]+)==([^ ;\\]+)", (ROOT / name).read_text("utf-8"), re.M):
        found.setdefault(package, set()).add(Version(version))
    return found


def _folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _declared(extra: str = "") -> list[Requirement]:
    project = PROJECT["project"]
    lines = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return [Requirement(line) for line in lines if not line.startswith("cadence[")]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address_and_has_a_hash_for_every_package(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert "://" not in text and "--index" not in text and "--find-links" not in text
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(("lock", "extra"), [(LOCKS[0], ""), (LOCKS[1], "test"), (LOCKS[2], "dev")])
def test_a_lock_holds_what_the_project_declares(lock: str, extra: str) -> None:
    locked = _locked(lock)
    for wanted in [*_declared(), *(_declared(extra) if extra else [])]:
        versions = locked.get(_folded(wanted.name), ())
        assert any(version in wanted.specifier for version in versions), f"run .ci/lock: {wanted}"


def test_the_locks_agree_on_every_version() -> None:
    use, test, dev = map(_locked, LOCKS)
    assert use.items() <= test.items() <= dev.items()


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.partition(".")[0]


def test_the_library_imports_only_what_it_declares() -> None:
    imported = {name for path in SOURCES for name in _imported(path)} - {"cadence"} - sys.stdlib_module_names
    providers = packages_distributions()
    project = PROJECT["project"]["optional-dependencies"]
    optional = [Requirement(line) for line in project["postgres"] + project["cluster"]]
    declared = {_folded(each.name) for each in [*_declared(), *optional]}
    found = {name: {_folded(each) for each in providers.get(name, ())} for name in imported}
    assert [name for name, providing in found.items() if declared.isdisjoint(providing)] == []


# --- notebooks -----------------------------------------------------------------------------------------

LOGIC = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If, ast.Try)


def test_there_is_a_notebook_for_every_session_and_one_for_the_facilitator() -> None:
    assert [path.stem for path in NOTEBOOKS] == [
        "00-prework", "01-conditions", "02-vision", "03-baseline", "04-plan", "05-review", "brief",
        "handouts",
    ]  # fmt: skip


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_prose_and_calls_and_nothing_else(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert notebook.metadata.kernelspec.language == "python"  # papermill asks for it
    assert not any(cell.outputs or cell.execution_count for cell in code)
    assert max(len(cell.source.splitlines()) for cell in code) <= 6
    nodes = [node for cell in code for node in ast.walk(ast.parse(cell.source))]
    assert not [node for node in nodes if isinstance(node, LOGIC)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_begins_with_parameters_that_papermill_can_read(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    tagged = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    assert tagged == [first]
    named = [line.partition(":")[0] for line in first.source.splitlines()]
    assert named[:4] == ["institute", "team", "cycle", "person"]
    assert {line.count("=") for line in first.source.splitlines()} == {1}  # a second one confuses it


# --- documents -----------------------------------------------------------------------------------------

COMMANDS = typer.main.get_command(app)
RUN_PY = ("test", "lint", "setup")  # what run.py does by itself; the rest it passes on


def _commands(group: object, *before: str) -> Iterator[tuple[tuple[str, ...], set[str]]]:
    """Yield each command's words and its options."""
    for name, command in getattr(group, "commands", {}).items():
        if hasattr(command, "commands"):
            yield from _commands(command, *before, name)
        else:
            options = {option for each in command.params for option in (*each.opts, *each.secondary_opts)}
            yield (*before, name), {*options, "--help"}


KNOWN = dict(_commands(COMMANDS))


def _shown(text: str) -> Iterator[list[str]]:
    """Yield the words of each command line that a document shows, without `cadence`."""
    fenced = re.findall(r"^```[^\n]*\n(.*?)^```", text, re.M | re.S)
    inline = re.findall(r"`((?:cadence|python3? run\.py) [^`\n]+)`", text)
    for line in [line for block in fenced for line in block.splitlines()] + inline:
        words = line.removeprefix("$ ").partition("#")[0].split()
        if words[:1] == ["cadence"]:
            yield words[1:]
        elif words[1:2] == ["run.py"] and words[2:3] and words[2] not in RUN_PY:
            yield words[2:]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_a_document_shows_is_there(document: Path) -> None:
    for words in _shown(document.read_text("utf-8")):
        if not words or words[0].startswith("-") or not words[0].islower():
            continue
        command = tuple(words[:2]) if tuple(words[:2]) in KNOWN else tuple(words[:1])
        assert command in KNOWN, f"{document.name}: cadence {' '.join(words)}"
        options = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        assert command == ("lab",) or options <= KNOWN[command], f"{document.name}: {' '.join(words)}"


def test_every_command_is_explained_in_a_document() -> None:
    told = "\n".join(path.read_text("utf-8") for path in DOCUMENTS)
    assert [words for words in KNOWN if f"cadence {' '.join(words)}" not in told] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_of_a_document_to_a_file_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", document.read_text("utf-8"))
    files = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in files if not (document.parent / link).exists()] == []


def test_the_changelog_keeps_to_its_form() -> None:
    headings = re.findall(r"^(#+ .*)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    kinds = {f"### {kind}" for kind in ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")}
    assert headings[:2] == ["# Changelog", "## [Unreleased]"]
    releases = [heading for heading in headings[2:] if heading.startswith("## ")]
    assert all(re.fullmatch(r"## \[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}", heading) for heading in releases)
    assert {heading for heading in headings if heading.startswith("### ")} <= kinds
