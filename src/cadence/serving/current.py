"""Pages that keep themselves up to date: made of named pieces, asked for again and again."""

from collections.abc import Iterator
from typing import Any, ClassVar, cast

from cadence.serving.drawn import Drawing, Drawings
from cadence.serving.screen import Screen
from cadence.serving.template import render


class Current(Screen):
    """A page whose pieces are drawn by the server; the browser asks for them and changes those that changed.

    `template` is the page, which puts each piece in its place.
    """

    template: ClassVar[str] = "current.html.j2"
    page: ClassVar[str]
    """The address of the page below the base address, '' for the first one."""
    presence: ClassVar[bool] = False
    """Whether the page tells who is in, and has to be drawn anew when somebody comes or goes."""

    def drawn(self, piece: str, **values: object) -> str:
        """Return a piece drawn by its own template."""
        return render(f"pieces/{piece}.html.j2", base=self.base_url, who=self.visitor, **values).strip()

    def pieces(self) -> Iterator[tuple[str, str]]:
        """Yield each piece's name and its HTML."""
        raise NotImplementedError

    def around(self) -> dict[str, Any]:
        """Return what the page's template asks for besides its pieces; `title` is one of it."""
        raise NotImplementedError

    def get(self) -> None:
        """Show the page, or with `?version=` say what is new on it."""
        drawings = cast(Drawings, self.settings["drawings"])
        version = self.get_query_argument("version", "")
        key = (self.page, self.who, self.choice)
        drawing = drawings.of(key, lambda: Drawing(dict(self.pieces())), presence=self.presence)
        clock = self.now().timestamp()  # by which the page counts what is left of a time
        if not version:
            said = self.around() | {"pieces": drawing.pieces, "version": drawing.version}
            self.show(self.template, clock=clock, page=self.page, **said)
        elif version == drawing.version:
            self.finish_json({"version": version, "clock": clock})
        else:
            self.finish_json({"version": drawing.version, "clock": clock, "pieces": drawing.pieces})

    @property
    def choice(self) -> str:
        """Return what was chosen by the page's address: another choice is another page."""
        return ""
