"""nbconvert exporters: `jupyter nbconvert --to cadence-html` and `--to cadence-pdf`."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter, TemplateExporter
from nbformat import NotebookNode
from traitlets import default

from cadence.blocks import html
from cadence.blocks.style import block_css, dark_css
from cadence.printing.compile import compile_pdf
from cadence.printing.document import read_document
from cadence.printing.fonts import font_faces
from cadence.printing.html_body import body_html
from cadence.printing.parts import Document
from cadence.shipped import shipped


def _document(notebook: NotebookNode, resources: Any) -> Document:
    folder = (resources or {}).get("metadata", {}).get("path")
    return read_document(notebook, Path(folder) if folder else None)


def _css_string(text: str) -> str:
    """Return text as a CSS string: whatever could end it, or the style sheet, goes as a number."""
    safe = (char if char.isalnum() or char == " " else f"\\{ord(char):x} " for char in text)
    return f'"{"".join(safe)}"'


class PacketHTMLExporter(TemplateExporter):
    """Makes one HTML file that opens offline: fonts, style and pictures are inside it."""

    export_from_notebook = "Cadence packet (HTML)"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "packet"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(Path.cwd()), str(shipped("templates"))]

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the packet of a notebook as HTML."""
        notebook, told = Exporter.from_notebook_node(self, nb, resources, **kw)
        told["packet"] = _page(_document(notebook, told))
        return self.template.render(nb=notebook, resources=told), dict(told)


def _page(document: Document) -> dict[str, Any]:
    """Return what the template puts together."""
    body, sections = body_html(document)
    # The notice stands at the very top of the page already.
    cover = html([replace(document.cover, notice="")]) if document.cover else ""
    return {
        "document": document,
        "cover": cover,
        "body": body,
        "sections": sections,
        "notice": _css_string(document.notice),
        "running": _css_string(document.running),
        "style": font_faces() + block_css() + dark_css(),
    }


class PacketPDFExporter(Exporter):
    """Makes a tagged PDF/UA-1."""

    export_from_notebook = "Cadence packet (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Return the packet of a notebook as the bytes of a PDF."""
        notebook, told = super().from_notebook_node(nb, resources, **kw)
        return compile_pdf(_document(notebook, told)), dict(told)
