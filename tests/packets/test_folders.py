import os
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pathvalidate import is_valid_filename

from cadence.model import Team
from cadence.packets.folders import LONGEST, Place, clean, fold, keep_places, name_folders, read_places

HOSTILE = [
    "CON", "con", "nul.txt", "AUX.School", "COM1", "LPT9 ", "PRN .x", "CONIN$", "COM¹", "..", ".",
    "", " ", "x.", "x. ", ".hidden", "-rf", "a/b", "a\\b", 'St. "Mary\'s" <PS> | 12?*',
    "$(rm -rf ~)", "`id`", "50% & more; #1 {x}", "Lincoln", "LINCOLN", "lincoln.", "Lincoln ",
    "café", "cafe\u0301", "\uff2c\uff29\uff2e\uff23\uff2f\uff2c\uff2e", "straße", "STRASSE", "ﬁne",
    "fine", "🏫", "\U0001f469\u200d\U0001f3eb School", "👩🏫 School", "مدرسة النور", "בית ספר",
    "\u202eevil", "evil\u202c", "학교", "北京" * 80, "x" * 300, "x" * 301, "tab\there", "new\nline",
    "nul\x00byte", "\ud800", "\ufe0f", "\u0301", "failed", "Failed", "manifest.json",
]  # fmt: skip
names = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=80), st.text("aAäÄ\u0308 .-/🏫", max_size=6))
ids = st.one_of(
    st.sampled_from(["a", "A", "a.", "CON", "Team", "é", "e\u0301"]), st.text(min_size=1, max_size=30)
)
many_teams = st.dictionaries(ids, names, max_size=12).map(
    lambda found: [Team(id=id, name=name) for id, name in found.items()]
)
RESERVED = {"CON", "PRN", "AUX", "NUL"} | {f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³"}


def sits_on_every_system(name: str) -> bool:
    return (
        is_valid_filename(name, platform="universal")
        and name.split(".")[0].rstrip().upper() not in RESERVED
        and name == name.strip()
        and not name.startswith(".")
        and not name.endswith(".")
        and unicodedata.is_normalized("NFC", name)
        and len(name) <= LONGEST
        and len(name.encode()) <= 200
        and not any(unicodedata.category(c)[0] == "C" for c in name)
    )


@given(many_teams)
@example([Team(id=f"t{n}", name=name) for n, name in enumerate(HOSTILE)])
def test_every_team_has_a_folder_of_its_own_on_every_system(teams: list[Team]) -> None:
    folders = [place.folder for place in name_folders(teams, {}).values()]
    assert len({fold(folder) for folder in folders}) == len(teams)
    assert all(sits_on_every_system(folder) for folder in folders), folders
    assert not {fold(folder) for folder in folders} & {"failed", "manifest.json"}


@given(many_teams, many_teams)
def test_a_team_keeps_its_folder_when_others_come_or_go(before: list[Team], after: list[Team]) -> None:
    first = name_folders(before, {})
    second = name_folders(after, first)
    stayed = {team.id for team in before if team in after}
    assert {id: second[id] for id in stayed} == {id: first[id] for id in stayed}
    assert len({fold(place.folder) for place in second.values()}) == len(second)


@given(many_teams)
def test_the_order_in_which_teams_are_listed_does_not_matter(teams: list[Team]) -> None:
    assert name_folders(teams, {}) == name_folders(teams[::-1], {})


@given(names)
def test_cleaning_twice_changes_nothing_more(name: str) -> None:
    assert clean(clean(name)) == clean(name)


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Lincoln High School", "Lincoln High School"),
        ("P.S. 12 / Annex", "P.S. 12 - Annex"),
        ("  St. Mary's  ", "St. Mary's"),
        ("CON", "Team CON"),
        ("Escuela Niños Héroes", "Escuela Niños Héroes"),
        ("مدرسة النور", "مدرسة النور"),
        ("", "t"),
    ],
)
def test_a_person_recognises_their_school(name: str, folder: str) -> None:
    assert name_folders([Team(id="t", name=name)], {})["t"].folder == folder


def test_of_two_schools_with_one_name_the_second_has_its_short_name_added() -> None:
    places = name_folders([Team(id="b-2", name="LINCOLN"), Team(id="a-1", name="Lincoln")], {})
    assert [places["a-1"].folder, places["b-2"].folder] == ["Lincoln", "LINCOLN (b-2)"]


def test_a_renamed_team_moves_to_its_new_name() -> None:
    known = {"t": Place("Old", "Old")}
    assert name_folders([Team(id="t", name="New")], known)["t"].folder == "New"


def test_places_are_read_as_they_were_kept(tmp_path: Path) -> None:
    places = name_folders(
        [Team(id=f"t{n}", name=name.replace("\ud800", "")) for n, name in enumerate(HOSTILE)], {}
    )
    keep_places(tmp_path, places)
    assert read_places(tmp_path) == places


def test_a_damaged_list_of_places_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "folders.json").write_text('{"t": ["not", "a place"]}')
    assert read_places(tmp_path) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="the folder is made on this system's disk")
def test_hostile_names_can_be_made_on_this_disk(tmp_path: Path) -> None:
    for place in name_folders([Team(id=f"t{n}", name=name) for n, name in enumerate(HOSTILE)], {}).values():
        (tmp_path / place.folder).mkdir()
        (tmp_path / place.folder / f"{place.folder} - session 1.pdf").write_bytes(b"")
    assert len(os.listdir(tmp_path)) == len(HOSTILE)
