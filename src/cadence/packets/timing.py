"""Where the seconds of a run went, read off the times that papermill notes."""

import ast

import nbformat


def split(notebook: nbformat.NotebookNode, whole: float) -> dict[str, float]:
    """Return the seconds of starting (and stopping) the kernel, of imports, and of the other cells.

    A cell that holds nothing but imports counts as imports.
    """
    imports = execution = 0.0
    for cell in notebook.cells:
        seconds = cell.metadata.get("papermill", {}).get("duration") or 0.0
        if cell.cell_type == "code" and only_imports(cell.source):
            imports += seconds
        else:
            execution += seconds
    start = max(0.0, whole - imports - execution)
    return {"start": round(start, 3), "imports": round(imports, 3), "execution": round(execution, 3)}


def only_imports(source: str) -> bool:
    """Return whether a cell's code is imports and nothing else."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return False
    return bool(body) and all(isinstance(line, ast.Import | ast.ImportFrom) for line in body)
