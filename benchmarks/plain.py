"""The bound: the notebook's own calls and both exporters as plain functions in one warm process.

    python benchmarks/plain.py INSTITUTE SESSION TEAM ...      prints CPU seconds a packet as JSON

The same notebook, the same charts, the same formats; no kernel, no fork, no files. What a packet costs above
this is what running notebooks costs.
"""

import json
import os
import statistics
import sys
from pathlib import Path
from time import process_time

import nbformat

from cadence.packets.surroundings import SURROUNDINGS

os.environ |= SURROUNDINGS  # before anything that reads them is brought in

import cadence.packets.warmed  # noqa: F401
from cadence.packets.make import exporter, quiet
from cadence.packets.order import EXPORTERS, find_notebook
from cadence.packets.rehearsal import played


def main(institute: str, session: str, *teams: str) -> None:
    """Make each team's packet twice in turn, and print the median of the second turn."""
    from cadence.institute import Institute

    root = Path(institute).resolve()
    notebook = find_notebook(Institute.open(root), int(session), "team")
    costs = [[packet(notebook, root, team) for team in teams] for _ in range(2)][-1]
    print(json.dumps({"cpu_per_packet": statistics.median(costs), "packets": len(costs)}))


def packet(path: Path, root: Path, team: str) -> float:
    """Return the CPU seconds of one packet, HTML and PDF."""
    start = process_time()
    with quiet():
        notebook = nbformat.read(path, as_version=4)
        for _, cell, error in played(path, root, team):
            if error is not None:
                raise error
            next(each for each in notebook.cells if each.id == cell.id).outputs = cell.outputs
        for address in EXPORTERS.values():
            exporter(address).from_notebook_node(notebook)
    return process_time() - start


if __name__ == "__main__":
    main(*sys.argv[1:])
