"""The weekly fifteen and the next ninety days, from the cards alone."""

from datetime import date, timedelta
from typing import Any

from cadence.blocks import Agenda, Bullets, Table
from cadence.board.ahead import ahead
from cadence.board.weekly import weekly
from cadence.content import Content
from cadence.model import Card

TODAY = date(2026, 11, 25)
NAMES = {"ana": "Ana Ruiz"}


def card(title: str, column: Any, due: int | None = None, **more: Any) -> Card:
    day = None if due is None else TODAY + timedelta(days=due)
    return Card(id=title, cycle=1, team="a", title=title, column=column, due=day, **more)


def rows(blocks: Any) -> list[tuple[str, ...]]:
    (table,) = (each for each in blocks if isinstance(each, Table))
    return list(table.rows)


def fifteen(*cards: Card) -> Any:
    content = Content.load()
    columns = {each.id: each.title for each in content.board().columns}
    return weekly(content.protocol("weekly-fifteen"), cards, NAMES, columns, TODAY)


def test_the_agenda_has_fifteen_minutes_one_after_another() -> None:
    (agenda,) = (each for each in fifteen() if isinstance(each, Agenda))
    assert [row.start for row in agenda.rows] == [0, 2, 4, 10, 13]
    assert sum(row.minutes for row in agenda.rows) == 15


def test_the_board_is_spoken_of_from_right_to_left_and_the_oldest_first() -> None:
    found = fifteen(
        card("soon", "ready", 3),
        card("far", "ready", 40),
        card("young", "doing", 9, started=TODAY - timedelta(days=2), owner="ana"),
        card("old", "doing", -4, started=TODAY - timedelta(days=21)),
        card("shown", "review"),
        card("idea", "ideas", 1),
    )
    assert [row[0] for row in rows(found)] == ["shown", "old", "young", "soon"]
    assert rows(found)[1][2:] == (
        "nobody yet",
        "Moving, stuck or stopped? Begun 21 days ago. 4 days overdue.",
    )
    assert rows(found)[2][2] == "Ana Ruiz"


def test_whoever_had_a_card_confirmed_this_week_is_thanked() -> None:
    found = fifteen(
        card("now", "done", done=TODAY - timedelta(days=7), owner="ana"),
        card("before", "done", done=TODAY - timedelta(days=8), owner="ana"),
    )
    (thanks,) = (each for each in found if isinstance(each, Bullets))
    assert thanks.items == ("now (Ana Ruiz)",)
    assert not any(isinstance(each, Bullets) for each in fifteen())


def test_each_open_card_stands_under_the_days_it_falls_into() -> None:
    cards = [card(str(due), "doing", due) for due in (91, 90, 61, 60, 31, 30, 0, -2)]
    found = ahead([*cards, card("none", "ideas"), card("done", "done", 5)], NAMES, TODAY)
    places = {row[0]: [bool(cell) for cell in row[2:]].index(True) for row in rows(found)}
    assert places == {"-2": 0, "0": 0, "30": 0, "31": 1, "60": 1, "61": 2, "90": 2}
    assert rows(found)[0] == ("-2", "nobody yet", "Nov 23 (overdue)", "", "")
    (table,) = (each for each in found if isinstance(each, Table))
    assert table.note == "1 falls due later. 1 has no day yet."
