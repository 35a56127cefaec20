"""How much of a file is read: what a laptop takes in without a second thought."""

from pathlib import Path

from cadence.exchange.tables.grid import refused

MOST_BYTES = 200_000_000  # of a file
MOST_UNPACKED = 400_000_000  # of a workbook, whose parts are packed in the file
MOST_CELLS = 1_500_000  # of a text file
MOST_AREA = 1_500_000  # of a sheet, the empty cells among the others too
SMALLER = "Keep the rows of your own district and the columns you need, and save them as a file of their own."


def refuse_too_large(path: Path, unpacked: int = 0) -> None:
    """Raise `ImportRefused` where a file, or what is packed in it, is larger than is ever read."""
    for size, most in ((path.stat().st_size, MOST_BYTES), (unpacked, MOST_UNPACKED)):
        if size > most:
            shown = f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size // 1_000_000} MB"
            raise refused(path, f"it is {shown} large, and at most {most // 1_000_000} MB are read", SMALLER)
