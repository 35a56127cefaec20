"""The list a facilitator picks a team from in JupyterLab."""

from collections.abc import Callable, Sequence
from typing import Any

from cadence.model import Team


def choose_team(teams: Sequence[Team], current: Team, turn_to: Callable[[str], None]) -> None:
    """Show a drop-down of teams; picking one calls `turn_to` with its short name."""
    import ipywidgets
    from IPython.display import display

    if not teams:
        print("There are no teams yet. They come with: cadence import roster FILE")
        return
    options = [(team.name, team.id) for team in teams]
    picker = ipywidgets.Dropdown(options=options, value=current.id, description="Team")

    def picked(change: dict[str, Any]) -> None:
        turn_to(change["new"])

    picker.observe(picked, names="value")
    display(picker)
