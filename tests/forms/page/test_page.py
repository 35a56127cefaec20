"""The script that a page and JupyterLab share, put together from its modules."""

import re
from pathlib import Path

import cadence.forms.page
from cadence.forms.page import script, style

FOLDER = Path(cadence.forms.page.__file__).parent
MODULES = sorted(FOLDER.glob("*.js"))
TOP_LEVEL = re.compile(r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)", re.M)


def names(text: str) -> list[str]:
    """Return the names that a script has at its top level."""
    return TOP_LEVEL.findall(text)


def test_the_script_holds_every_module_once_and_imports_nothing() -> None:
    whole = names(script())
    assert sorted(whole) == sorted(name for path in MODULES for name in names(path.read_text("utf-8")))
    assert len(whole) == len(set(whole)), "two modules share a name"
    assert re.findall(r"^import .*", script(), re.M) == []


def test_a_module_stands_after_those_it_needs() -> None:
    order = names(script())
    assert order.index("Shelf") < order.index("Desk") < order.index("Sheet") < order.index("connect")


def test_only_what_is_meant_for_others_is_exported() -> None:
    exported = re.findall(r"^export (?:async )?(?:function|class|const) (\w+)", script(), re.M)
    assert exported == ["connect", "mount", "watch", "pending", "signOut"]
    assert script().rstrip().endswith("export default { render };")


def test_no_module_makes_markup_from_words_or_code_from_strings() -> None:
    forbidden = ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"]
    for path in MODULES:
        found = [word for word in forbidden if word in path.read_text("utf-8")]
        assert found == [], path.name


def test_every_rule_of_the_style_sheet_is_about_forms() -> None:
    bare = re.sub(r"/\*.*?\*/", "", style(), flags=re.S)
    selectors = [line for line in re.findall(r"([^{}]+)\{", bare) if not line.strip().startswith("@")]
    assert len(selectors) > 100
    assert [one for one in selectors if "fill" not in one] == []
