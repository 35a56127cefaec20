"""Whether words seem to name a person: by a title, an address of mail, or a full name that is known."""

import re
from collections.abc import Iterable

TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Professor|Se\u00f1ora?|Sra?)\b\.?\s+[A-Z\u00c0-\u00de][\w'-]+"
)
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def whole_names(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds these people's whole names; a first name alone is too often a word as well."""
    whole = [r"\s+".join(map(re.escape, name.split())) for name in names if len(name.split()) > 1]
    pattern = rf"(?<!\w)(?:{'|'.join(sorted(whole, key=len, reverse=True))})(?!\w)" if whole else None
    return re.compile(pattern, re.IGNORECASE) if pattern else None


def named_in(text: str, known: re.Pattern[str] | None = None) -> list[str]:
    """Return what in a text seems to name a person; `known` is as `whole_names` makes it."""
    patterns = (TITLED, ADDRESS, *([known] if known else []))
    return [found.group() for pattern in patterns for found in pattern.finditer(text)]
