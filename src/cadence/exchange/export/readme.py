"""The words that go along with an export: what it is, and what it leaves out."""

from cadence.exchange.export.about import About

FOR = {"facilitator": "the facilitator", "district": "the district"}


def readme(about: About) -> list[str]:
    """Return the lines of the first sheet, and of README.txt."""
    lines = [
        f"{about.institute}: an export of Cadence",
        f"Written {about.written:%Y-%m-%d %H:%M %Z} for {FOR[about.reader]}.",
        f"It holds a part of the institute ({about.part})."
        if about.part
        else "It holds the whole institute.",
        "",
        "Each table has a sheet or file of its own. The dictionary says what every column holds.",
        "A text that a spreadsheet might take for a formula has an apostrophe before it.",
        "Work in the XLSX: a CSV file that a spreadsheet opens and saves loses leading zeros.",
        "",
        "Left out:",
        *(f"  {each}" for each in about.left_out),
    ]
    if about.loose:
        lines += ["", f"{len(about.loose)} ids name nobody who is still there; the table 'about' lists them."]
    if about.reader == "facilitator":
        lines += ["", "It holds what teams wrote. Keep it as carefully as a personnel file."]
    return lines
