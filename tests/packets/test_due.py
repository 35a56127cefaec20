from collections.abc import Callable
from typing import Any

import pytest

from cadence.model import Goal, Team
from cadence.packets.due import look
from cadence.packets.manifest import Manifest
from cadence.packets.run import run

Why = Callable[..., dict[str, str]]


@pytest.fixture
def made(bench: Any, inline: Any, no_kernels: None) -> Any:
    """An institute whose packets were all made."""
    order, manifest = bench.order(), Manifest.read(bench.folder)
    list(run(order, look(order, manifest), manifest, inline, 1))
    return bench


@pytest.fixture
def why(bench: Any) -> Why:
    """Return, for each team whose packet is due, the reason."""

    def reasons(force: bool = False, **wanted: Any) -> dict[str, str]:
        due = look(bench.order(**wanted), Manifest.read(bench.folder), force)
        return {one.packet.team: one.why for one in due if one.reasons}

    return reasons


def test_at_first_everything_is_due(bench: Any, why: Why) -> None:
    assert why() == dict.fromkeys(["north", "south", "west"], "it is not made yet")


def test_afterwards_nothing_is_due(made: Any, why: Why) -> None:
    assert why() == {}


def test_force_makes_everything_due(made: Any, why: Why) -> None:
    assert set(why(force=True).values()) == {"--force asks for it"}


def test_a_team_that_wrote_something_is_due(made: Any, why: Why) -> None:
    made.write(Goal(id="g", cycle=1, team="south", statement="More"))
    assert why() == {"south": "what is stored for the team changed"}


def test_a_deleted_file_is_due_in_its_format_alone(made: Any, why: Why) -> None:
    (made.folder / "North High" / "North High - session 1.pdf").unlink()
    due = look(made.order(), Manifest.read(made.folder))[0]
    assert (dict(due.reasons), due.standing) == ({"pdf": "the file is gone"}, ("html",))


def test_a_file_edited_by_hand_is_due(made: Any, why: Why) -> None:
    (made.folder / "West Elementary" / "West Elementary - session 1.html").write_text("mine")
    assert why() == {"west": "html: the file was changed by hand"} or why() == {
        "west": "the file was changed by hand"
    }


def test_a_changed_notebook_concerns_everybody(made: Any, why: Why) -> None:
    made.cells("print(2)")
    assert set(why().values()) == {"the notebook changed"}


def test_a_renamed_team_is_due(made: Any, why: Why) -> None:
    made.write(Team(id="west", name="West Academy", revision=1))
    assert list(why()) == ["west"]


def test_other_packets_than_the_teams_are_due_by_themselves(made: Any, why: Why) -> None:
    assert why(audience="facilitator") == {"": "it is not made yet"}


def test_different_reasons_are_told_by_format(made: Any, why: Why) -> None:
    (made.folder / "North High" / "North High - session 1.pdf").unlink()
    (made.folder / "North High" / "North High - session 1.html").write_text("mine")
    assert why() == {"north": "pdf: the file is gone; html: the file was changed by hand"}
