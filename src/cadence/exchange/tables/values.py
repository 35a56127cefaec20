"""Numbers as directories and reports write them: percentages, codes for 'not known', ranges, footnote marks.

    numbers = read_numbers(["45.2%", "<10", "NDA", "1,234*"])
    numbers.values[1]       # Value(None, "below 10 ('<10')", high=10.0)
    numbers.notes           # what had to be decided for the column as a whole, in words
    numbers.damaged         # {position: (what is wrong, what to do)}

A column is read as a whole, because one cell alone often cannot tell what it means: `1,234` is a thousand or
a little over one, `-1` a number or the code of NCES for 'missing'.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from cadence.exchange.tables.damage import AS_TEXT, damaged_date
from cadence.exchange.tables.grid import Damage

Decimal = Literal["", "point", "comma"]

# What stands for a number that is not given: NCES, EDFacts, Texas, and what people type.
CODES = {
    **dict.fromkeys(("s", "*", "**", "***", "ds", "ps", "supp", "suppressed", "masked"), "suppressed"),
    **dict.fromkeys(("n<10", "n<5", "n < 10", "n < 5", "too few students", "tfs", "<n"), "too few students"),
    **dict.fromkeys(("nda", "no data", "no data available"), "no data available"),
    **dict.fromkeys(("n/a", "na", "not applicable", "\u2020", "n"), "not applicable"),
    **dict.fromkeys(
        ("-", "--", "\u2013", "\u2014", ".", "..", "nr", "not reported", "m", "missing"), "not reported"
    ),
    **dict.fromkeys(("null", "none", "nan", "#n/a", "?", "unknown", "tbd", "pending"), "not known"),
    "\u2021": "reporting standards not met",
    "#": "rounds to nought",
}
NEGATIVE = {
    "-1": "missing",
    "-2": "not applicable",
    "-3": "masked",
    "-4": "masked",
    "-9": "below the standards of NCES",
}
NUMBER = r"[-+]?(?:\d[\d., ]*|[.,]\d+)(?:[eE][-+]?\d+)?"
MARK = r"(?P<mark>[*\u2020\u2021\u00a7!^\u00b9\u00b2\u00b3]+|\s?\([a-z0-9]\)|\s?\[[a-z0-9]{1,2}\])?"
PLAIN = re.compile(rf"(?P<number>{NUMBER})\s?(?P<percent>%?){MARK}")
BELOW = re.compile(
    rf"(?:(?P<sign><=?|\u2264)|(?P<word>lt|le|less than|under|fewer than|at most))"
    rf"\s?(?P<number>{NUMBER})\s?(?P<percent>%?)",
    re.IGNORECASE,
)
ABOVE = re.compile(
    rf"(?:(?P<sign>>=?|\u2265)|(?P<word>gt|ge|more than|over|at least))"
    rf"\s?(?P<number>{NUMBER})\s?(?P<percent>%?)",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    r"(?P<low>\d[\d.,]*)\s?%?\s?(?:-|\u2013|to)\s?(?P<high>\d[\d.,]*)\s?(?P<percent>%?)", re.I
)
WITH_EQUAL = ("<=", "\u2264", ">=", "\u2265", "le", "ge", "at most", "at least")

COMMA_SHOWN = re.compile(r"\d,\d{1,2}(?!\d)|\d,\d{4,}|\d\.\d{3},\d|^0+,\d+|^,\d+")
POINT_SHOWN = re.compile(r"\d\.\d{1,2}(?!\d)|\d\.\d{4,}|\d,\d{3}\.\d|^0+\.\d+|^\.\d+")


@dataclass(frozen=True)
class Value:
    """A number, or why there is none; `low` and `high` are the bounds of a range.

    `note` says in words what stood there where that was no mere number. A percentage has its number in
    percent (45.2, not 0.452) and the unit '%'.
    """

    number: float | None = None
    note: str = ""
    low: float | None = None
    high: float | None = None
    unit: Literal["", "%"] = ""


@dataclass
class Numbers:
    """A column of numbers as it was read; a cell that could not be is in `damaged` by its position."""

    values: list[Value] = field(default_factory=list)
    damaged: dict[int, Damage] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read_numbers(cells: Sequence[str], decimal: Decimal = "", missing: Sequence[str] = ()) -> Numbers:
    """Return a column of numbers; `missing` are further codes that stand for none.

    `decimal` says which sign stands before decimals; where it is '' the column itself has to tell.
    """
    plain = [cell.replace("\u2212", "-") for cell in cells]
    comma, doubt, notes = _comma(plain, decimal)
    numbers = Numbers(notes=notes)
    if doubt:
        numbers.damaged = {at: doubt for at, cell in enumerate(plain) if COMMA_SHOWN.search(cell)}
    reader = _Reader(comma, {code.casefold(): "not known" for code in missing}, _coded(plain, comma))
    for at, cell in enumerate(plain):
        value = reader.read(cell)
        if isinstance(value, Value):
            numbers.values.append(value)
        else:
            numbers.values.append(Value())
            numbers.damaged.setdefault(at, value)
    _check_units(plain, numbers)
    numbers.notes += reader.notes
    return numbers


def _comma(cells: Sequence[str], decimal: Decimal) -> tuple[bool, Damage | None, list[str]]:
    """Return whether decimals stand behind a comma, what cannot be told, and what was decided."""
    if decimal:
        return decimal == "comma", None, []
    commas = [cell for cell in cells if COMMA_SHOWN.search(cell)]
    points = [cell for cell in cells if POINT_SHOWN.search(cell)]
    if commas and points:
        message = f"'{commas[0]}' has a decimal comma, and '{points[0]}' of the same column a decimal point"
        return False, (message, "Write all of them one way, or say which is meant: --decimal comma."), []
    if commas:
        return True, None, [f"a comma stands before decimals, as in '{commas[0]}'"]
    thousands = next((cell for cell in cells if re.search(r"\d,\d{3}(?!\d)", cell)), "")
    if thousands:
        note = f"'{thousands}' is read with a comma between thousands (else --decimal comma)"
        return False, None, [note]
    return False, None, []


def _coded(cells: Sequence[str], comma: bool) -> bool:
    """Return whether -1, -2 and their like are codes here: nothing else in the column is below nought."""
    below = {cell for cell in cells if cell.startswith("-") and _number(cell, comma) is not None}
    return below <= NEGATIVE.keys()


@dataclass
class _Reader:
    """Reads cells one by one as the column as a whole asks for."""

    comma: bool
    missing: Mapping[str, str]
    coded: bool
    notes: list[str] = field(default_factory=list)

    def read(self, cell: str) -> Value | Damage:
        """Return the value of a cell, or what is wrong with it."""
        if not cell:
            return Value()
        reason = self.missing.get(cell.casefold()) or CODES.get(cell.casefold())
        if reason is None and self.coded and cell in NEGATIVE:
            reason = NEGATIVE[cell]
            self._say(f"'{cell}' is read as a code ({reason}), since nothing else here lies below 0")
        if reason:
            return Value(note=f"{reason} ('{cell}')")
        if damaged_date(cell):
            return (
                f"'{cell}' is a date where a number belongs; spreadsheets do that to ranges such as 5-9",
                AS_TEXT,
            )
        return self._range(cell) or self._plain(cell) or _no_number(cell)

    def _say(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)

    def _range(self, cell: str) -> Value | None:
        if found := BETWEEN.fullmatch(cell):
            low, high = _number(found["low"], self.comma), _number(found["high"], self.comma)
            if low is None or high is None or low > high:
                return None
            return Value(
                note=f"between {low:g} and {high:g} ('{cell}')", low=low, high=high, unit=_unit(found)
            )
        for pattern, words, bound in (
            (BELOW, ("at most", "below"), "high"),
            (ABOVE, ("at least", "above"), "low"),
        ):
            if found := pattern.fullmatch(cell):
                number = _number(found["number"], self.comma)
                word = words[0] if (found["sign"] or found["word"]).casefold() in WITH_EQUAL else words[1]
                if number is not None:
                    return Value(note=f"{word} {number:g} ('{cell}')", unit=_unit(found), **{bound: number})
        return None

    def _plain(self, cell: str) -> Value | None:
        found = PLAIN.fullmatch(cell)
        number = _number(found["number"], self.comma) if found else None
        if found is None or number is None:
            return None
        mark = (found["mark"] or "").strip()
        if mark:
            self._say(f"'{cell}' is read as {number:g} with a footnote '{mark}'")
        return Value(number, f"marked '{mark}'" if mark else "", unit=_unit(found))


def _unit(found: re.Match[str]) -> Literal["", "%"]:
    return "%" if found["percent"] else ""


def _no_number(cell: str) -> Damage:
    shown = cell if len(cell) <= 60 else f"{cell[:57]}..."
    return (
        f"'{shown}' is not a number",
        "Correct it, or list it in the mapping under missing: if it stands for none.",
    )


def _number(text: str, comma: bool) -> float | None:
    """Return a number whose thousands are grouped in threes or not at all, None for anything else."""
    group, point = ("[. ]", ",") if comma else ("[, ]", r"\.")
    found = re.fullmatch(
        rf"([-+]?)(\d+|\d{{1,3}}(?:{group}\d{{3}})+)?(?:{point}(\d*))?([eE][-+]?\d+)?", text.strip()
    )
    if not found or not (found[2] or found[3]):
        return None
    whole = re.sub(r"\D", "", found[2] or "0")
    value = float(f"{found[1]}{whole}.{found[3] or '0'}{found[4] or ''}")
    return value if abs(value) < float("inf") else None


def _check_units(cells: Sequence[str], numbers: Numbers) -> None:
    """Find fault with numbers that lack the percent sign which others of the column have."""
    signed = next((cell for cell, value in zip(cells, numbers.values, strict=True) if value.unit), "")
    if signed:
        for at, value in enumerate(numbers.values):
            if value.number and not value.unit:
                message = f"'{cells[at]}' has no percent sign, and '{signed}' of the same column has one"
                numbers.damaged.setdefault(at, (message, "Write all of them one way."))
