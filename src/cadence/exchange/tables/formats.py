"""How a workbook shows a number, and which of the two is meant: what it shows, or what it holds.

A number is read in full, 45.2345 where 45.2 is shown. What is shown counts where the format says something
of its own: a percentage, zeros in front, a sign such as '<', words in place of the number, or nothing.
"""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass

GENERAL = "General"
BUILT_IN = {
    "0": GENERAL, "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%",
    "11": "0.00E+00", "12": "# ?/?", "13": "# ??/??", "37": "#,##0;(#,##0)", "38": "#,##0;(#,##0)",
    "39": "#,##0.00;(#,##0.00)", "40": "#,##0.00;(#,##0.00)", "48": "##0.0E+0", "49": "@",
}  # fmt: skip
BETWEEN = re.compile(r'(?<!\\);(?=(?:[^"]*"[^"]*")*[^"]*$)')
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[\$(?P<money>[^\]-]*)[^\]]*\]'
    r"|\[(?P<sign><=|>=|<>|<|>|=)(?P<bound>-?[\d.]+)\]|\[[^\]]*\]"
    r"|(?P<digits>[0#?][0#?,. /]*(?:E[+-]?0+)?|General|@)|(?P<bare>.)",
    re.IGNORECASE,
)
MEANING = re.compile(r"[<>\u2264\u2265%~*+\u2020\u2021\u00b1]")
HOLDS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq,
    "<>": operator.ne,
}  # fmt: skip


@dataclass(frozen=True)
class Section:
    """One part of a format: how it writes digits ('' where it shows none), and the text around them.

    `condition` is the sign and the bound of the numbers that it is for, where it names them.
    """

    digits: str
    before: str = ""
    behind: str = ""
    percent: bool = False
    condition: tuple[str, float] | None = None

    @classmethod
    def of(cls, code: str) -> "Section":
        """Return what a part of a format says."""
        digits, text, percent, condition = "", ["", ""], False, None
        for token in TOKEN.finditer(code):
            if token["digits"]:
                digits += token["digits"].strip()
            elif token["sign"]:
                condition = token["sign"], float(token["bound"])
            elif token["bare"] == "%":
                percent = True
            else:
                text[bool(digits)] += next(
                    filter(None, token.group("quoted", "escaped", "money", "bare")), ""
                )
        return cls(digits, text[0], text[1], percent, condition)

    @property
    def in_full(self) -> bool:
        """Return whether the digits are shown as they are held."""
        return self.digits.casefold() in ("general", "@")

    def takes(self, value: float) -> bool:
        """Return whether a number is one of those that the part is for."""
        return self.condition is None or HOLDS[self.condition[0]](value, self.condition[1])

    def shown(self, value: float) -> str:
        """Return a number as this part shows it, the text around it left out."""
        if self.in_full or "/" in self.digits:
            return f"{value:.15g}"
        decimals = self.digits.partition(".")[2].upper().partition("E")[0]
        thousands = len(self.digits) - len(self.digits.rstrip(","))
        scaled = value * (100 if self.percent else 1) / 1000**thousands
        places = len(re.findall("[0#?]", decimals))
        kind = "E" if "E" in self.digits.upper() else "f"
        return f"{scaled:.{places}{kind}}{'%' if self.percent else ''}"


@dataclass(frozen=True)
class Format:
    """A number format of a workbook, such as `0.0%` or `[<10]"<10";0`."""

    sections: tuple[Section, ...]

    @classmethod
    def of(cls, code: str) -> "Format":
        """Return what a format's code says."""
        return cls(tuple(map(Section.of, BETWEEN.split(code))))

    @property
    def is_plain(self) -> bool:
        """Return whether every number is shown as it is held."""
        first = self.sections[0]
        return len(self.sections) == 1 and first.in_full and first == Section(first.digits)

    @property
    def hides_text(self) -> bool:
        """Return whether text is not shown at all, as by `;;;`."""
        return len(self.sections) == 4 and self.sections[3] == Section("")

    def section(self, value: float) -> Section:
        """Return the part by which a number is shown: by its condition, else by its sign."""
        if any(each.condition for each in self.sections):
            return next((each for each in self.sections if each.takes(value)), Section(GENERAL))
        at = 1 if value < 0 else 2 if value == 0 else 0
        return self.sections[at] if at < min(3, len(self.sections)) else self.sections[0]

    def read(self, value: float, full: str) -> tuple[str, str]:
        """Return what is to be read of a number, and what is shown where that is another number, else ''.

        `full` is the number as it is held.
        """
        section = self.section(value)
        if not section.digits:
            return section.before.strip(), ""
        if section.percent:
            full = f"{value * 100:.15g}%"
        elif re.fullmatch("0{2,}", section.digits) and value.is_integer():
            full = full.zfill(len(section.digits))
        signs = ["".join(MEANING.findall(text)) for text in (section.before, section.behind)]
        seen = section.shown(abs(value) if section is not self.sections[0] else value)
        told = f"{section.before}{seen}{section.behind}".strip()
        loses_sign = value < 0 and section is not self.sections[0] and not re.search("[-(]", section.before)
        same = _same(seen, full) and not re.search("[^\\W_]", section.before + section.behind)
        return f"{signs[0]}{full}{signs[1]}", told if loses_sign or not same else ""


def _same(seen: str, full: str) -> bool:
    """Return whether two texts are the same number, its sign apart."""
    one, other = (float(each.rstrip("%")) for each in (seen, full))
    return abs(abs(one) - abs(other)) <= 1e-9 * max(1.0, abs(other))
