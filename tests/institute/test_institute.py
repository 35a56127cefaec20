"""Opening an institute."""

from pathlib import Path

import pytest

from cadence.errors import ContentError, NotFound
from cadence.institute import Institute

GOOD = """\
name = "Lincoln Institute"
district = "Houston ISD"
{database}
[cycle]
number = 1
title = "2026-27"
starts = 2026-08-10
ends = 2027-06-04
[[facilitators]]
name = "Ana Ruiz"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "institute.toml").write_text(GOOD.format(database=""))
    (tmp_path / "notebooks").mkdir()
    return tmp_path.resolve()


def test_it_opens_by_its_folder_its_file_and_from_a_folder_below(root: Path) -> None:
    for path in (root, str(root), root / "institute.toml", root / "notebooks"):
        assert Institute.open(path).root == root


def test_a_dot_in_a_notebook_finds_the_institute_above(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "notebooks")
    assert Institute.open(".").root == root


def test_a_folder_without_an_institute_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="cadence new"):
        Institute.open(tmp_path / "nowhere")


def test_a_file_that_does_not_hold_together_is_refused_with_every_complaint(root: Path) -> None:
    (root / "institute.toml").write_text('name = "x"\nnmae = "y"\n')
    with pytest.raises(ContentError) as refusal:
        Institute.open(root)
    assert {c.key for c in refusal.value.complaints} == {"nmae", "district", "cycle", "facilitators"}
    assert "institute.toml:2 [nmae] the key 'nmae' is unknown -> Did you mean 'name'?" in str(refusal.value)


def test_the_folders_lie_in_the_root(root: Path) -> None:
    house = Institute.open(root)
    assert (house.content_dir, house.notebooks_dir, house.packets_dir) == (
        root / "content",
        root / "notebooks",
        root / "packets",
    )


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("", "sqlite:///{root}/cadence.sqlite"),
        ('database = "data/mine.sqlite"', "sqlite:///{root}/data/mine.sqlite"),
        ('database = "/srv/mine.sqlite"', "sqlite:////srv/mine.sqlite"),
        ('database = "sqlite:///mine.sqlite"', "sqlite:///{root}/mine.sqlite"),
        ('database = "sqlite:////srv/mine.sqlite"', "sqlite:////srv/mine.sqlite"),
        ('database = "postgresql://ana@host/lincoln"', "postgresql://ana@host/lincoln"),
        ('database = "postgresql:///lincoln"', "postgresql:///lincoln"),
    ],
)
def test_the_database_lies_beside_the_file_unless_it_is_elsewhere(
    root: Path, written: str, address: str
) -> None:
    (root / "institute.toml").write_text(GOOD.format(database=written))
    assert Institute.open(root).database_url == address.format(root=root.as_posix())
