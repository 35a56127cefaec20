"""What imports cost: seconds and memory for every school of Texas, a state's indicators, and files too large.

    python benchmarks/imports.py --data ../shared/data/schools

`--data` is a folder with the directory of NCES for Texas and a reference file of the Texas Education
Agency; without it stand-ins of the same size are made from the directory of Houston. Results go to
results/imports.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import measure
import report
import xlsxwriter

HERE = Path(__file__).resolve().parent
HOUSTON = HERE.parent / "src/cadence/demo/data/houston_isd_ccd_2013-14.csv"
TEXAS, TAPR = "tx_ccd_campuses_2013-14.csv", "tapr_reference_2016-2017_6isd.csv"
MANY = 9336
REFUSED = """
import sys
from cadence.errors import ImportRefused
from cadence.exchange import read_schools
try:
    read_schools(sys.argv[1])
except ImportRefused as refusal:
    print(refusal)
"""


def main() -> None:
    """Measure each import in an institute of its own and write the figures down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=None, help="a folder with the two lists of Texas")
    wish = parser.parse_args()
    with TemporaryDirectory(prefix="cadence-benchmark-") as room:
        folder = Path(room)
        costs = {name: _cost(words, folder) for name, words in _imports(folder, wish.data)}
    results = {"machine": measure.machine(), "real": bool(wish.data), "imports": costs}
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results/imports.json").write_text(json.dumps(results, indent=1) + "\n")
    (HERE / "results/imports.md").write_text(report.table(results))
    print(report.table(results))


def _cost(words: list[str], folder: Path) -> dict[str, float]:
    cost = measure.run(words, folder, watch=True)
    return {"wall": cost.wall, "cpu": cost.cpu, "peak_mb": cost.peak_mb}


def _imports(folder: Path, data: Path | None) -> Iterator[tuple[str, list[str]]]:
    """Yield what is measured and its command, in the order in which they build on each other."""
    cadence = [str(Path(sys.executable).parent / "cadence")]
    measure.run([*cadence, "new", "texas", "--name", "Texas", "--district", "Texas"], folder)
    into = ["-i", "texas"]
    schools, indicators = _lists(folder, data)
    workbook = _as_workbook(schools, folder / "schools.xlsx")
    yield (
        f"{MANY:,} schools and as many teams, CSV",
        [*cadence, "import", "schools", str(schools), "--teams", *into],
    )
    yield "the same file again", [*cadence, "import", "schools", str(schools), "--teams", *into]
    yield "the same as XLSX, only checked", [*cadence, "import", "schools", str(workbook), "--check", *into]
    yield (
        "a state's indicators of 1,008 schools",
        [*cadence, "import", "indicators", str(indicators), *_named(), *into],
    )
    refuse = [sys.executable, "-c", REFUSED]
    yield "a million rows, refused", [*refuse, str(_million(schools, folder / "million.csv"))]
    yield "2 GB, refused", [*refuse, str(_huge(folder / "huge.csv"))]


def _named() -> list[str]:
    subjects = ("PROGRESS", "GAP", "READ", "MATH", "SCIE", "SOCI", "POST")
    return ["--year", "2016-17", *(word for each in subjects for word in ("--indicator", f"CAD_{each}"))]


def _lists(folder: Path, data: Path | None) -> tuple[Path, Path]:
    """Return the two lists of Texas, or stand-ins of their size."""
    if data:
        return (data / TEXAS).resolve(), (data / TAPR).resolve()
    heads, *rows = list(csv.reader(HOUSTON.open(encoding="utf-8", newline="")))
    at = heads.index("NCESSCH")
    many = [_renumbered(rows[each % len(rows)], at, each) for each in range(MANY)]
    _write(folder / TEXAS, [heads, *many])
    named = [f"CAD_{each}" for each in ("PROGRESS", "GAP", "READ", "MATH", "SCIE", "SOCI", "POST")]
    _write(folder / TAPR, [["NCESSCH", *named], *([row[at], *"0110010"] for row in many[:1008])])
    return folder / TEXAS, folder / TAPR


def _renumbered(row: list[str], at: int, number: int) -> list[str]:
    return [*row[:at], f"48{number:010}", *row[at + 1 :]]


def _write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def _as_workbook(schools: Path, path: Path) -> Path:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book, schools.open(encoding="utf-8") as file:
        sheet = book.add_worksheet("Schools")
        for number, row in enumerate(csv.reader(file)):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    return path


def _million(schools: Path, path: Path) -> Path:
    """Write a list of a million rows, below the limit of size and beyond that of cells."""
    with path.open("w", encoding="utf-8") as file:
        file.write("NCESSCH,SCHNAM,LEANM,LCITY\n")
        file.writelines(
            f"48{number:010},School {number},District {number % 999},Town\n" for number in range(10**6)
        )
    return path


def _huge(path: Path) -> Path:
    """Make a file of 2 GB that takes no room on the disk."""
    with path.open("wb") as file:
        file.write(b"NCESSCH,SCHNAM\n")
        file.truncate(2 * 10**9)
    return path


if __name__ == "__main__":
    main()
