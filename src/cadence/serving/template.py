"""The server's templates: plain HTML with everything escaped that is not drawn by us already."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from cadence.command import typed
from cadence.shipped import shipped

FOLDERS = ("voila", "serving")


@cache
def templates() -> Environment:
    """Return the templates, compiled once a process."""
    folders = [shipped("templates") / folder for folder in FOLDERS]
    made = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["typed"] = typed
    return made


def render(name: str, **values: object) -> str:
    """Return a template filled in; `base.html.j2` says what every page needs."""
    return templates().get_template(name).render(values)
