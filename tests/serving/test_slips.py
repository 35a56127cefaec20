import re
from datetime import date
from io import BytesIO

import page
import pikepdf
import pytest
from pypdf import PdfReader

from cadence.model import Settings
from cadence.serving.slips import Slip, code_svg, slips_pdf

LINK = "http://192.168.1.20:8866/join#"
UNTIL = date(2026, 12, 25)
SETTINGS = Settings.model_validate(
    {
        "name": "Riverside Institute", "district": "Riverside", "facilitators": [{"name": "Fay"}],
        "cycle": {"number": 1, "title": "C", "starts": date(2026, 8, 1), "ends": date(2027, 6, 1)},
    }
)  # fmt: skip


def made(*slips: Slip, paper: str = "letter") -> bytes:
    settings = SETTINGS.model_copy(update={"paper": paper})
    return slips_pdf(slips, settings, "192.168.1.20:8866/walk-in")


def words(data: bytes) -> list[str]:
    return [re.sub(r"\s+", " ", sheet.extract_text()) for sheet in PdfReader(BytesIO(data)).pages]


def slips(team: str, count: int) -> list[Slip]:
    return [Slip(f"Person {n:02}", team, f"{LINK}{team}{n}", UNTIL) for n in range(count)]


def test_each_team_has_pages_of_its_own_with_eight_to_a_page() -> None:
    pages = words(made(*slips("Bush", 3), *slips("Alcott", 9)))
    assert [sheet.count("Point your camera") for sheet in pages] == [8, 1, 3]
    assert all("Alcott" in sheet and "Bush" not in sheet for sheet in pages[:2])


def test_a_slip_says_who_it_is_for_until_when_and_where_to_go_without_a_camera() -> None:
    (sheet,) = words(made(Slip("Ana Ruiz", "Alcott", LINK, UNTIL)))
    for said in ("Ana Ruiz", "Riverside Institute", "192.168.1.20:8866/walk-in", "December 25, 2026"):
        assert said in sheet


@pytest.mark.pdf
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_slips_are_paper_that_a_screen_reader_can_read(paper: str) -> None:
    data = made(*slips("Alcott", 8), Slip('*#[]$ "\\ \U0001f600 日本', "B" * 70, LINK, UNTIL), paper=paper)
    assert [str(failure) for failure in page.validate_pdf_bytes(data, profile="ua1").failures] == []
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages) == 2
        described = [
            found.Alt for found in pdf.objects if isinstance(found, pikepdf.Dictionary) and "/Alt" in found
        ]
    assert len(described) == 9
    assert "Code to scan: the sign-in link of Person 03" in described


def test_a_link_is_not_printed_where_somebody_could_read_it_off() -> None:
    (sheet,) = words(made(Slip("Ana Ruiz", "Alcott", f"{LINK}secret", UNTIL)))
    assert "secret" not in sheet and "join" not in sheet


def test_every_link_has_a_code_of_its_own() -> None:
    assert code_svg(f"{LINK}1") == code_svg(f"{LINK}1") != code_svg(f"{LINK}2")
