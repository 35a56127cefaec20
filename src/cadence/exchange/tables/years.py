"""School years as people write them."""

import re

YEAR = re.compile(
    r"(?:\b(?:SY|AY|school ?year|year)\s*)?(?<!\d)(?P<first>(?:19|20)\d\d)"
    r"(?:\s*[-\u2013/]\s*(?P<last>(?:19|20)?\d\d)(?!\d))?(?!\d)",
    re.IGNORECASE,
)


def school_year(text: str) -> str | None:
    """Return a school year as '2025-26', one that is a single number as it is, None for anything else."""
    found = YEAR.fullmatch(text.strip())
    return _plain(found) if found else None


def year_within(heading: str) -> tuple[str, str] | None:
    """Return the school year in a heading and the rest of it, or None where it has none or several."""
    found = list(YEAR.finditer(heading))
    year = _plain(found[0]) if len(found) == 1 else None
    if year is None:
        return None
    rest = heading[: found[0].start()] + " " + heading[found[0].end() :]
    return year, " ".join(re.sub(r"\(\s*\)|\[\s*\]", "", rest).strip(" -\u2013_:,;/").split())


def _plain(found: re.Match[str]) -> str | None:
    first, last = int(found["first"]), found["last"]
    if last is None:
        return str(first)
    return f"{first}-{last[-2:]}" if (first + 1) % 100 == int(last[-2:]) else None
