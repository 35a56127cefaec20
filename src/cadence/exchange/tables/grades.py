"""Grades and spans of grades as lists write them, turned into the codes of NCES."""

import re

# EE is early education in Texas; N and M and the codes of NCES for 'missing' mean that nobody was reported.
UNKNOWN = ("", "N", "M", "-1", "-2", "-9", "\u2020", "\u2021", "\u2013")
CODES = {
    **{code: code for code in ("PK", "KG", "UG", "AE")},
    **{str(grade): f"{grade:02}" for grade in range(1, 14)},
    **dict.fromkeys(("K", "KINDERGARTEN"), "KG"),
    **dict.fromkeys(("EE", "PREK", "PREKINDERGARTEN", "PK3", "PK4"), "PK"),
    **dict.fromkeys(("UNGRADED",), "UG"),
    **dict.fromkeys(("ADULTEDUCATION", "ADULT"), "AE"),
    **dict.fromkeys(UNKNOWN, ""),
}
PRE = re.compile(r"\bPRE[- ]?(?=K)")
ORDER = ("PK", "KG", *(f"{grade:02}" for grade in range(1, 14)))
BETWEEN = re.compile(r"\s*[-\u2013\u2014]\s*|\s+(?:TO|THRU|THROUGH)\s+")


def grade_code(written: str) -> str | None:
    """Return the NCES code of a grade such as '6th' or 'Grade 6', '' for unknown, None for no grade."""
    text = PRE.sub("PRE", written.strip().upper())
    bare = re.sub(r"\bGRADE\b|\.0+$|[\s.]", "", text)
    bare = re.sub(r"^0*(\d+?)(ST|ND|RD|TH)?$", r"\1", bare)
    return CODES.get(bare)


def span_codes(written: str) -> tuple[str, str] | None:
    """Return the codes of the lowest and the highest grade of a span ('Pre-K to 5'), None for no span."""
    alone = grade_code(written)
    if alone is not None:
        return alone, alone
    text = re.sub(r"\bGRADES?\b", "", PRE.sub("PRE", written.strip().upper()))
    parts = [grade_code(part) for part in BETWEEN.split(text.strip())]
    return (parts[0], parts[1]) if len(parts) == 2 and parts[0] and parts[1] else None


def upside_down(low: str, high: str) -> bool:
    """Return whether a span begins with a grade above the one that it ends with."""
    return low in ORDER and high in ORDER and ORDER.index(low) > ORDER.index(high)
