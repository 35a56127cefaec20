"""What spreadsheets do to ids and grades, recognised and never guessed back."""

import re

from cadence.exchange.tables.grid import Damage

SCIENTIFIC = re.compile(r"\d+([.,]\d+)?[eE]\+\d+")
DECIMAL = re.compile(r"\d+[.,]0+")
DECIMALS = re.compile(r"\d+[.,]\d*[1-9]\d*")
MONTH = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|f\u00e9v|fev|avr|mai|juin|juil|ao\u00fb|aou"
    "|d\u00e9c|m\u00e4r|mrz|okt|dez"
)
DATES = (
    re.compile(rf"(?P<month>{MONTH})[^\W\d_]*[-/ ](?P<day>\d{{1,4}})", re.IGNORECASE),
    re.compile(
        rf"(?P<day>\d{{1,2}})(?:[-/ ]|\. ?)(?P<month>{MONTH})[^\W\d_]*\.?([-/ ]\d{{2,4}})?", re.IGNORECASE
    ),
    re.compile(r"\d{4}-(?P<month>\d{2})-(?P<day>\d{2})([ T].*)?"),
    re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(\d{2}|\d{4})"),
)
LONGEST = 120
NO_NAME = ("n/a", "na", "nda", "-", "--", ".", "null", "none", "tbd", "?")
MISREAD = {"cp1252": "\u00c2\u00c3\u00e2", "mac_roman": "\u00ac\u221a\u201a"}  # what UTF-8 then begins with
LETTERS = "Ask for the file as UTF-8, or correct the cell."
AS_TEXT = "In the spreadsheet set the whole column to Text, type the value again, and save."


def damaged_id(value: str) -> Damage | None:
    """Return what a spreadsheet did to an id, or None where it looks whole."""
    if SCIENTIFIC.fullmatch(value):
        return f"'{value}' is an id that a spreadsheet shortened; its last digits are gone", AS_TEXT
    if DECIMAL.fullmatch(value):
        return f"'{value}' is an id that was made a decimal number, so leading zeros may be gone", AS_TEXT
    if DECIMALS.fullmatch(value) and "," not in value:
        return f"'{value}' is a decimal number where an id belongs", AS_TEXT
    if damaged_date(value):
        return f"'{value}' is a date where an id belongs", AS_TEXT
    if value.strip("#") == "" or value.startswith("=") or value in ("TRUE", "FALSE"):
        message = f"'{value}' is what a spreadsheet puts where the id should be seen"
        return message, "Make the column wider, or put the ids in place of their formulas, and save again."
    if len(value) > LONGEST:
        message = f"'{value[:20]} ...' is {len(value)} characters long, too long for an id"
        return message, "Look whether another column slipped in here."
    return None


def damaged_nces(value: str) -> Damage | None:
    """Return what is wrong with an NCES school id, which is always 12 digits."""
    damage = damaged_id(value)
    if damage or re.fullmatch(r"[0-9]{12}", value):
        return damage
    if re.fullmatch(r"[0-9]{11}", value):
        message = f"'{value}' has 11 digits and an NCES school id has 12; a spreadsheet dropped the leading 0"
        return message, AS_TEXT
    return f"'{value}' is not an NCES school id, which is 12 digits", "Copy the id from the NCES directory."


def damaged_grade(value: str) -> Damage | None:
    """Return what a spreadsheet did to a grade or a span of grades, or None where it did nothing."""
    if not damaged_date(value):
        return None
    message = f"'{value}' is a date where a grade belongs; a spreadsheet does that to spans such as 6-9"
    return message, AS_TEXT


def damaged_date(value: str) -> bool:
    """Return whether a text is a date as spreadsheets write one."""
    return any(each.fullmatch(value) for each in DATES)


def damaged_letters(value: str) -> Damage | None:
    """Return what is wrong with a text whose letters were read or saved wrongly before, or None."""
    if "\ufffd" in value:
        return f"a letter of '{value[:60]}' is lost; it was saved in letters that do not have it", LETTERS
    for page, leads in MISREAD.items():
        meant = _as_utf8(value, page) if any(lead in value for lead in leads) else None
        if meant:
            message = f"'{value[:60]}' was read wrongly before it came here; it seems to mean '{meant[:60]}'"
            return message, LETTERS
    return None


def _as_utf8(value: str, page: str) -> str | None:
    try:
        return value.encode(page).decode("utf-8")
    except UnicodeError:
        return None


def damaged_name(value: str) -> Damage | None:
    """Return what stands where the name of a school belongs and is none, or None for a name."""
    if value.casefold() in NO_NAME:
        return f"'{value}' stands where a name belongs", "Fill in the name, or delete the row."
    if damaged_date(value):
        return f"'{value}' is a date where a name belongs", "Look whether another column slipped in here."
    if len(value) > LONGEST:
        message = f"'{value[:20]} ...' is {len(value)} characters long, too long for a name"
        return message, "Look at the quotation marks, and whether another column slipped in here."
    return None
