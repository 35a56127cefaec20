"""How much of a file is read: what a laptop takes in without a second thought."""

from pathlib import Path

from cadence.exchange.grid import refused

MOST_BYTES = 200_000_000  # of a file
MOST_UNPACKED = 400_000_000  # of one sheet of a workbook, which is packed in the file
MOST_CELLS = 3_000_000  # of a text file
MOST_AREA = 3_000_000  # of a sheet, the empty cells among the others too
SMALLER = "Keep the rows of your own district and the columns you need, and save them as a file of their own."


def refuse_too_large(path: Path) -> None:
    """Raise `ImportRefused` where a file is larger than is ever read."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        shown = f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size // 1_000_000} MB"
        raise refused(
            path, f"it is {shown} large, and at most {MOST_BYTES // 1_000_000} MB are read", SMALLER
        )
