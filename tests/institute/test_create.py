"""Making an institute: the whole of it, or nothing."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadence.errors import CadenceError, ContentError
from cadence.institute import Institute, check_settings, create
from cadence.shipped import shipped

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).filter(str.strip)


def new(path: Path, **given: Any) -> Institute:
    plain: dict[str, Any] = dict(
        name="Lincoln Institute",
        district="Houston ISD",
        cycle_title="2026-27",
        starts=date(2026, 8, 10),
        ends=date(2027, 6, 4),
        facilitator="Ana Ruiz <ana@example.org>",
    )
    return create(path, **(plain | given))


def everything(folder: Path) -> list[str]:
    return sorted(entry.relative_to(folder).as_posix() for entry in folder.rglob("*"))


def test_a_new_institute_is_in_order(tmp_path: Path) -> None:
    house = new(tmp_path / "lincoln")
    assert house.root == (tmp_path / "lincoln").resolve()
    assert check_settings(house.root) == []
    assert house.settings.name == "Lincoln Institute"
    assert house.settings.facilitators[0].name == "Ana Ruiz"
    assert house.settings.facilitators[0].email == "ana@example.org"
    assert not house.settings.synthetic


def test_it_has_a_place_for_everything(tmp_path: Path) -> None:
    house = new(tmp_path / "lincoln")
    assert {entry.name for entry in house.root.iterdir()} == {
        "institute.toml", "content", "notebooks", "packets", ".gitignore",
    }  # fmt: skip
    assert "cadence check" in (house.content_dir / "README.md").read_text("utf-8")
    assert "*.sqlite" in (house.root / ".gitignore").read_text("utf-8").splitlines()
    assert "cadence.sqlite" not in everything(house.root)


def test_the_session_notebooks_come_along(tmp_path: Path) -> None:
    copies = {entry.name: entry.read_bytes() for entry in new(tmp_path / "x").notebooks_dir.iterdir()}
    assert copies == {entry.name: entry.read_bytes() for entry in shipped("notebooks").glob("*.ipynb")}


def test_every_setting_stands_in_the_file_with_a_remark_above_it(tmp_path: Path) -> None:
    lines = (new(tmp_path / "x").root / "institute.toml").read_text("utf-8").splitlines()
    written = tomllib.loads("\n".join(lines))
    fields = set(Institute.open(tmp_path / "x").settings.model_dump())
    assert fields - {"sessions"} <= set(written)
    assert any(line == "# [[sessions]]" for line in lines)
    for key in fields - {"cycle", "sessions", "facilitators", "thresholds"}:
        at = next(i for i, line in enumerate(lines) if line.startswith(f"{key} = "))
        assert lines[at - 1].startswith("# "), key


def test_the_example_of_a_session_is_good_once_its_marks_are_gone(tmp_path: Path) -> None:
    file = new(tmp_path / "x").root / "institute.toml"
    before, mark, after = file.read_text("utf-8").partition("# [[sessions]]")
    example, gap, rest = after.partition("\n\n")
    file.write_text(before + (mark + example).replace("# ", "") + gap + rest, "utf-8")
    assert [each.session for each in Institute.open(file).settings.sessions] == [1]


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=WORDS, district=WORDS)
def test_any_name_comes_back_as_it_was_given(tmp_path_factory: Any, name: str, district: str) -> None:
    house = new(tmp_path_factory.mktemp("any") / "x", name=name, district=district)
    assert (house.settings.name.strip(), house.settings.district.strip()) == (name.strip(), district.strip())


def test_a_name_that_looks_like_a_blank_of_the_form_stays_a_name(tmp_path: Path) -> None:
    assert new(tmp_path / "x", name="{{district}}").settings.name == "{{district}}"


def test_it_takes_the_other_choices(tmp_path: Path) -> None:
    settings = new(tmp_path / "x", paper="a4", metric="our-own", synthetic=True).settings
    assert (settings.paper, settings.metric, settings.synthetic) == ("a4", "our-own", True)


def test_a_folder_that_holds_an_institute_is_refused(tmp_path: Path) -> None:
    new(tmp_path / "x", name="First")
    before = everything(tmp_path)
    with pytest.raises(CadenceError, match="holds an institute already"):
        new(tmp_path / "x", name="Second")
    assert everything(tmp_path) == before
    assert Institute.open(tmp_path / "x").settings.name == "First"


@pytest.mark.parametrize(
    "wrong", [{"ends": date(2026, 1, 1)}, {"paper": "A5"}, {"name": " "}, {"metric": "Mine!"}]
)
def test_what_makes_no_sense_leaves_nothing_behind(tmp_path: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(ContentError, match="Nothing was made"):
        new(tmp_path / "a" / "b", **wrong)
    assert everything(tmp_path) == []


def test_a_folder_with_other_things_keeps_them(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n")
    (tmp_path / "schools.csv").write_text("id\n")
    house = new(tmp_path)
    assert (house.root / ".gitignore").read_text() == "mine\n"
    assert (house.root / "schools.csv").read_text() == "id\n"


def test_a_folder_of_theirs_is_never_mixed_with_ours(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    with pytest.raises(CadenceError, match="already holds notebooks"):
        new(tmp_path)
    assert everything(tmp_path) == ["notebooks"]


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(CadenceError, match="is a file"):
        new(tmp_path / "x")


def test_a_disk_that_fails_half_way_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def fails_at_last(self: Path, target: Path) -> Path:
        if target.name == "institute.toml":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails_at_last)
    with pytest.raises(CadenceError, match="No space left"):
        new(tmp_path / "far" / "x")
    assert everything(tmp_path) == []
