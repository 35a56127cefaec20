"""What all pages that people see have in common: the house's template, who is signed in, and compression."""

from typing import Any

from cadence.serving.handler import Handler
from cadence.serving.packing import Packed, gzipped, quickly
from cadence.serving.refusal import Refusal
from cadence.serving.rule import Route, Rule

_FOR_GOOD = "public, max-age=31536000, immutable"


class Screen(Handler):
    """A handler that shows a page made from a template."""

    def show(self, template: str, *, title: str, **values: object) -> None:
        """Answer with a template filled in."""
        self.finish_packed(quickly(self.rendered(template, title=title, **values)))

    def say(self, title: str, *lines: str, status: int = 200, again: int = 0, home: bool = True) -> None:
        """Answer with a page that says one thing; `again`: seconds after which the browser asks once more."""
        self.set_status(status)
        if again:
            self.set_header("Retry-After", str(again))
        link = (self.base_url, "To the first page") if home else None
        self.show("message.html.j2", title=title, lines=lines, again=again, link=link)

    def finish_packed(self, *parts: Packed, kind: str = "text/html; charset=utf-8") -> None:
        """Answer with these bytes, compressed for whoever takes them so."""
        self.set_header("Content-Type", kind)
        self.set_header("Vary", "Accept-Encoding")
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(gzipped(*parts))
        else:
            self.finish(b"".join(part.data for part in parts))


class AssetFile(Screen):
    """Hands out style sheets, scripts and fonts: the same for everybody, so a browser may keep them."""

    def get(self, digest: str, name: str) -> None:
        """Answer with a file, which its address names once and for good."""
        found = self.assets.get(digest, name)
        if found is None:
            self.send_error(404)
            return
        self.set_header("Cache-Control", _FOR_GOOD)
        self.finish_packed(found.packed, kind=found.kind)


class Nothing(Screen):
    """Answers for every address that is none."""

    def initialize(self, rule: Rule = "anyone", **settings: Any) -> None:
        """Be there for anyone."""
        super().initialize(rule, **settings)

    async def prepare(self, **settings: Any) -> None:
        """Say that there is nothing, whoever asks and however."""
        raise Refusal(404, "There is nothing here.", "Check the address, or begin at the first page.")


ROUTES = (Route(r"assets/([0-9a-f]{16})/([A-Za-z0-9._/-]+)", AssetFile, "anyone"),)
