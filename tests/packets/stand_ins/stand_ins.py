"""What stands in for the exporters, importable in worker processes too."""

import os
import signal

from nbformat import NotebookNode


def said(notebook: NotebookNode) -> str:
    """Return what the notebook's cells printed."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return "".join(output.get("text", "") for output in outputs)


class Text:
    """Exports what was printed, under the document's title."""

    def from_notebook_node(self, nb: NotebookNode, resources: object = None) -> tuple[str, object]:
        return f"{nb.metadata['cadence']['title']}\n{said(nb)}", resources


class Bytes(Text):
    """Exports the same as bytes."""

    def from_notebook_node(self, nb: NotebookNode, resources: object = None) -> tuple[bytes, object]:
        return super().from_notebook_node(nb, resources)[0].encode(), resources


class Broken:
    """Exports nothing."""

    def from_notebook_node(self, nb: NotebookNode, resources: object = None) -> tuple[str, object]:
        raise ValueError("the page is on fire\nand more")


class DeadlyForSouth(Text):
    """Takes its whole process with it when it comes to one team."""

    def from_notebook_node(self, nb: NotebookNode, resources: object = None) -> tuple[str, object]:
        if "for south" in said(nb):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().from_notebook_node(nb, resources)
