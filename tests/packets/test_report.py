import io
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from cadence.packets.due import look
from cadence.packets.manifest import Manifest
from cadence.packets.preflight import Lack
from cadence.packets.report import progress_bar, show_due, show_lacks, show_reasons, show_summary
from cadence.packets.run import run
from cadence.packets.summary import Summary


@pytest.fixture
def console() -> Console:
    return Console(file=io.StringIO(), width=120, highlight=False)


def printed(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.fixture
def summary(bench: Any, inline: Any, no_kernels: None) -> Summary:
    bench.cells("assert team != 'north', 'not [bold]here'")
    order, manifest = bench.order(), Manifest.read(bench.folder)
    due = look(order, manifest)
    return Summary(order, [], due, list(run(order, due, manifest, inline, 1)), seconds=75.2)


def test_what_is_missing_stands_beside_what_mends_it(console: Console) -> None:
    show_lacks(
        console,
        [Lack("a", "Alpha [red]", "No vision", "cadence x"), Lack("a", "Alpha [red]", "No goals", "y")],
    )
    lines = printed(console).splitlines()
    assert any("Alpha [red]" in line and "No vision" in line and "cadence x" in line for line in lines)
    assert printed(console).count("Alpha") == 1


def test_with_many_teams_each_lack_is_told_once(console: Console) -> None:
    show_lacks(
        console, [Lack(f"t{n}", f"Team {n}", "No vision", f"cadence x --team t{n}") for n in range(288)]
    )
    assert printed(console).count("No vision") == 1
    assert "288: Team 0, Team 1, Team 2 and 285 more" in printed(console)
    assert "--team TEAM" in printed(console)


def test_nothing_missing_prints_nothing(console: Console) -> None:
    show_lacks(console, [])
    assert printed(console) == ""


def test_a_dry_run_says_what_and_why(console: Console, bench: Any) -> None:
    order = bench.order()
    show_due(console, Summary(order, [], look(order, Manifest.read(bench.folder)), dry_run=True))
    assert "it is not made yet" in printed(console)
    assert "3 packets to be made, 0 as they should be." in printed(console)


def test_packets_that_are_made_again_are_told_with_their_reasons(console: Console, bench: Any) -> None:
    order = bench.order()
    due = look(order, Manifest.read(bench.folder))
    show_reasons(console, Summary(order, [], due))
    assert printed(console) == ""
    again = replace(due[0], reasons={"pdf": "the file is gone", "html": "the file is gone"})
    show_reasons(console, Summary(order, [], [again, *due[1:]]))
    assert printed(console) == "To be made: 2 because it is not made yet; 1 because the file is gone.\n"


def test_the_summary_counts_and_says_how_to_go_on(console: Console, summary: Summary) -> None:
    show_summary(console, summary, "cadence packets --session 1")
    text = printed(console)
    assert "2 packets made in 1 min 15 s, 1 could not be made." in text
    assert "To go on from here: cadence packets --session 1" in text


def test_a_failure_is_told_when_it_happens_with_its_words_as_they_are(
    console: Console, summary: Summary
) -> None:
    bar, move = progress_bar(console, 3)
    with bar:
        move(summary.failed[0])
    assert "North High: " in printed(console)
    assert "not [bold]here" in printed(console)


def test_the_summary_for_programs_adds_up(summary: Summary) -> None:
    data = summary.to_json()
    assert len(data["made"]) + len(data["failed"]) + data["left"] == len(data["due"]) == 3
    assert data["failed"][0]["team"] == "north"
    assert data["made"][0]["files"] == [
        f"South Middle/South Middle - session 1.{kind}" for kind in ("pdf", "html")
    ]
