"""Blocks as plain text."""

from cadence.blocks import Agenda, AgendaRow, Bullets, Callout, Checklist, Lines, PageBreak, Table, plain


def test_a_table_lines_up() -> None:
    made = plain([Table("Visits", ("who", "n"), (("Ana", "12"), ("Bo", "3")))])
    assert made.splitlines() == ["Visits", "who  n ", "Ana  12", "Bo   3 "]


def test_blocks_are_parted_by_a_blank_line_and_a_page_break_leaves_none() -> None:
    assert plain([Bullets(("a",)), PageBreak(), Bullets(("b",), ordered=True)]) == "- a\n\n1. b"


def test_a_callout_says_its_tone_and_what_to_do() -> None:
    made = plain([Callout("missing", "No baseline", "None yet.", ("one",), "Visit.")])
    assert made.splitlines() == ["Not there yet: No baseline", "None yet.", "  - one", "Visit."]


def test_room_to_write_and_boxes_to_tick_are_drawn() -> None:
    made = plain([Lines("Why?", 2), Checklist("Bring", ("a pen",))])
    assert made.count("_" * 60) == 2 and "[ ] a pen" in made


def test_an_agenda_has_its_minutes() -> None:
    assert "3:30 pm   10 min  Opening" in plain([Agenda("Today", (AgendaRow(0, 10, "Opening"),), "15:30")])
