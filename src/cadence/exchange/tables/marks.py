"""What the cells of an XLSX file say beside their values: formats, formulas never worked out, errors.

The reader of values (calamine) gives 0.452 for a cell that shows 45.2%, nothing for `#N/A`, and nothing
for a formula that no spreadsheet has worked out yet. Here the same file is looked through for those
without keeping it in memory. It is measured as well, so that a sheet with a stray cell on line 1,048,576
is refused before the reader lays out all the empty ones above it.
"""

import zipfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError, ParserCreate

from cadence.exchange.tables.formats import BUILT_IN, GENERAL, Format
from cadence.exchange.tables.grid import Damage, letter, refused
from cadence.exchange.tables.limits import MOST_AREA, SMALLER

WORKBOOK = "xl/workbook.xml"
MOST_HIDDEN = 1000  # columns; a sheet may hide all that stand empty to its right
BROKEN = "Open it in a spreadsheet, save it as XLSX, and try again."
WORKED_OUT = "Open it in a spreadsheet so that it is worked out, save, or put the value in its place."


@dataclass
class Marks:
    """By line: columns (from 1) whose number is shown otherwise than it is held, and failed formulas.

    `hidden` are the lines that the workbook does not show, by hand or by a filter, `hidden_columns` the
    columns; `unseen` are the cells of text that a format does not show.
    """

    formats: dict[int, list[tuple[int, Format]]] = field(default_factory=lambda: defaultdict(list))
    failed: dict[int, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    unseen: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    troubles: dict[tuple[int, int], Damage] = field(default_factory=dict)
    hidden: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    lines: int = 0
    columns: int = 0

    @property
    def troubled(self) -> set[int]:
        """Return the lines on which a cell has no value though it looks as if it had."""
        return {line for line, _ in self.troubles}


def tells_formats(path: Path) -> bool:
    """Return whether a workbook is of the kind whose marks can be read."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return WORKBOOK in archive.namelist()


def marks_of(path: Path, sheet: str) -> Marks:
    """Return the marks of one sheet; none for a workbook of another format.

    Raises
    ------
    ImportRefused
        The sheet is too large to be laid out in memory, or its XML is broken.
    """
    if not tells_formats(path):
        return Marks()
    try:
        with zipfile.ZipFile(path) as archive:
            part = _part(archive, sheet)
            return _scan(path, archive, part, _formats(archive)) if part else Marks()
    except (ExpatError, ElementTree.ParseError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise refused(path, f"this workbook is damaged ({error})", BROKEN) from None


def _part(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the name of the part that holds a sheet, '' where there is none."""
    sheets = ElementTree.fromstring(archive.read(WORKBOOK)).findall(".//{*}sheet")
    mine = next((each.attrib for each in sheets if each.get("name") == sheet), {})
    wanted = next((value for name, value in mine.items() if name.endswith("}id")), None)
    for relation in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):
        if relation.get("Id") == wanted:
            target = PurePosixPath("/xl") / (relation.get("Target") or "")
            return str(target).lstrip("/")
    return ""


def _waiting(archive: zipfile.ZipFile) -> bool:
    settings = ElementTree.fromstring(archive.read(WORKBOOK)).find("{*}calcPr")
    return settings is not None and settings.get("fullCalcOnLoad") in ("1", "true")


def _formats(archive: zipfile.ZipFile) -> dict[str, Format]:
    """Return by the number of a style how it shows numbers, where that is not as they are held."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    own = {each.get("numFmtId", ""): each.get("formatCode", "") for each in styles.findall(".//{*}numFmt")}
    codes, used = {**BUILT_IN, **own}, styles.find("{*}cellXfs")
    ids = [style.get("numFmtId", "0") for style in (used if used is not None else ())]
    found = {str(at): Format.of(codes.get(id, GENERAL)) for at, id in enumerate(ids)}
    return {style: each for style, each in found.items() if not each.is_plain}


def _scan(path: Path, archive: zipfile.ZipFile, part: str, formats: Mapping[str, Format]) -> Marks:
    scan = Scan(formats, _waiting(archive))
    with archive.open(part) as stream:
        scan.parser.ParseFile(stream)
    marks = scan.marks
    if marks.lines * marks.columns > MOST_AREA:
        far = f"{letter(marks.columns)}{marks.lines}"
        message = f"the sheet reaches to cell {far}, more than {MOST_AREA:,} cells"
        raise refused(path, message, f"Delete what stands far below or to the right. {SMALLER}")
    return marks


class Scan:
    """Follows the cells of a sheet as the parser meets them.

    `waiting` says that the workbook asks to be worked out when it is opened: a program wrote it.
    """

    def __init__(self, formats: Mapping[str, Format], waiting: bool) -> None:
        self._waiting = waiting
        self.marks = Marks()
        self.parser = ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.buffer_text = True
        self._formats = formats
        self._line = self._column = 0
        self._style = self._type = ""
        self._formula: str | None = None
        self._value: str | None = None

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]  # some programs write x:c for c
        if name == "c":
            self._enter(attributes)
        elif name == "row":
            self._line, self._column = int(attributes.get("r", self._line + 1)), 0
            if attributes.get("hidden") in ("1", "true"):
                self.marks.hidden.append(self._line)
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes["min"]), min(int(attributes["max"]), MOST_HIDDEN)
            self.marks.hidden_columns += range(first, last + 1)
        elif name in ("f", "v"):
            self._read(name)

    def _enter(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        self._column = _column(place) if place else self._column + 1
        self._style, self._type = attributes.get("s", "0"), attributes.get("t", "n")
        self._formula = self._value = None

    def _read(self, name: str) -> None:
        """Keep the text of a formula or a value until the cell ends."""
        if name == "f":
            self._formula = ""
        else:
            self._value = ""
        self.parser.CharacterDataHandler = self._text_of_formula if name == "f" else self._text_of_value

    def _text_of_formula(self, text: str) -> None:
        self._formula = (self._formula or "") + text

    def _text_of_value(self, text: str) -> None:
        self._value = (self._value or "") + text

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in ("f", "v"):
            self.parser.CharacterDataHandler = None
        elif name == "c":
            self._leave()

    def _leave(self) -> None:
        marks, place = self.marks, (self._line, self._column)
        if self._type == "e":
            marks.failed[self._line].append((self._column, self._value or "#N/A"))
        elif self._unworked():
            message = f"the formula '={(self._formula or '')[:60]}' has not been worked out in this file"
            marks.troubles[place] = message, WORKED_OUT
        elif self._value and self._type == "n":
            if self._style in self._formats:
                marks.formats[self._line].append((self._column, self._formats[self._style]))
        elif self._style in self._formats and self._formats[self._style].hides_text:
            marks.unseen[self._line].append(self._column)
        if self._value or self._formula is not None or self._type == "inlineStr":
            marks.lines, marks.columns = max(marks.lines, place[0]), max(marks.columns, place[1])

    def _unworked(self) -> bool:
        """Return whether a formula waits to be worked out: no value, or the 0 that programs put there."""
        if self._formula is None or self._type == "str":
            return False
        return not self._value or (self._waiting and self._value == "0")


def failed(error: str) -> Damage:
    """Return what is to be said of a formula that came to an error such as `#N/A`."""
    return f"'{error}' is a formula that failed", "Put the value in its place, or empty the cell."


def _column(place: str) -> int:
    number = 0
    for sign in place:
        if sign.isdigit():
            break
        number = number * 26 + ord(sign) - 64
    return number
