"""The commands in the order of an institute's life, as `cadence --help` shows them."""

import typer

PANELS = {
    "Set up": ("demo", "new", "check", "content", "lab"),
    "Take in": ("invite", "import"),
    "Run the sessions": ("packets", "session", "serve", "reveal", "calendar"),
    "Look back and hand on": ("report", "history", "audit", "undo", "export", "next-cycle"),
    "Keep it safe": ("backup", "restore", "move", "doctor"),
    "Erase": ("forget", "close"),
}


def arrange(app: typer.Typer) -> None:
    """Put every command into its panel; whatever has no place stands above the others."""
    place = {name: panel for panel, names in PANELS.items() for name in names}
    order = list(place)
    for command in app.registered_commands:
        command.rich_help_panel = place.get(str(command.name))
    for group in app.registered_groups:
        group.rich_help_panel = place.get(str(group.name))
    app.registered_commands.sort(key=lambda each: order.index(each.name) if each.name in order else -1)
