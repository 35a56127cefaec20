"""The sample notebook, and what the tests look for in a page and in a PDF."""

from html.parser import HTMLParser
from importlib.util import module_from_spec, spec_from_file_location
from io import BytesIO
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest

from cadence.printing.exporters import PacketHTMLExporter, PacketPDFExporter


def _load(name: str) -> Any:
    spec = spec_from_file_location(name, Path(__file__).parent / f"{name}.py")
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def sample() -> Any:
    return _load("sample")


class Page(HTMLParser):
    """What a page consists of, for asserting about it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self._silent = False
        self.text = text
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._silent = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words += data

    def tags(self, *names: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.elements if tag in names]

    def levels(self) -> list[int]:
        return [
            int(tag[1]) for tag, _ in self.elements if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()
        ]


@pytest.fixture(scope="session")
def as_page() -> Any:
    exporter = PacketHTMLExporter()
    return lambda notebook, resources=None: Page(exporter.from_notebook_node(notebook, resources)[0])


class Paper:
    """A PDF, opened."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.pdf = pikepdf.open(BytesIO(data))

    def complaints(self) -> list[str]:
        return [str(failure) for failure in page.validate_pdf_bytes(self.data, profile="ua1").failures]

    def outline(self) -> list[tuple[int, str]]:
        with self.pdf.open_outline() as outline:
            return list(self._below(outline.root, 1))

    def _below(self, items: Any, level: int) -> Any:
        for item in items:
            yield level, str(item.title)
            yield from self._below(item.children, level + 1)

    def tags(self) -> list[tuple[str, Any]]:
        found: list[tuple[str, Any]] = []
        self._walk(self.pdf.Root.StructTreeRoot, found)
        return found

    def _walk(self, element: Any, found: list[tuple[str, Any]]) -> None:
        kids = element.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                found.append((str(kid.S)[1:], kid))
                self._walk(kid, found)


@pytest.fixture(scope="session")
def as_paper() -> Any:
    exporter = PacketPDFExporter()
    return lambda notebook, resources=None: Paper(exporter.from_notebook_node(notebook, resources)[0])
