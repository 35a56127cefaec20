"""What changed from one version of a text to the next, so that a person can read it."""

import re
from difflib import SequenceMatcher

import pandas as pd

from cadence.analysis.ratings import require

SPAN = ["kind", "text"]
COLUMNS = ["clause", "change", "before", "after", "words"]


def word_changes(before: str, after: str) -> pd.DataFrame:
    """Return the two texts as one, word by word: what was kept, taken out and put in.

    Returns
    -------
    Columns `kind` ('kept', 'removed', 'added') and `text`. Kept and removed make up the text before, kept and
    added the one after.
    """
    old, new = (re.findall(r"\S+|\s+", text) for text in (before, after))
    rows = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            rows.append(("kept", "".join(old[a:b])))
            continue
        rows += [("removed", "".join(old[a:b]))] if b > a else []
        rows += [("added", "".join(new[c:d]))] if d > c else []
    return pd.DataFrame(_joined(rows), columns=SPAN)


def _joined(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Take a lone space between two changes for a part of them, so that changes read as phrases."""
    out: list[tuple[str, str]] = []
    pending = {"removed": "", "added": ""}
    for at, (kind, text) in enumerate(rows):
        lone = kind == "kept" and not text.strip() and 0 < at < len(rows) - 1
        if kind == "kept" and not lone:
            out += [(name, part) for name, part in pending.items() if part]
            pending = {"removed": "", "added": ""}
            out.append((kind, text))
        else:
            for name in pending if lone else (kind,):
                pending[name] += text
    return out + [(name, part) for name, part in pending.items() if part]


def version_changes(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return what became of every clause from one version of a vision to the next.

    Parameters
    ----------
    before, after
        Columns `clause` (an id that stays with it) and `text`, in their order.

    Returns
    -------
    Columns `clause`, `change` ('kept', 'reworded', 'added', 'removed'), `before`, `after` and `words`;
    clauses of the later version first, in its order, then those that are gone.
    """
    for version in (before, after):
        require(version, ["clause", "text"])
    old = dict(zip(before["clause"], before["text"], strict=True))
    new = dict(zip(after["clause"], after["text"], strict=True))
    order = [*new, *(clause for clause in old if clause not in new)]
    rows = [(clause, *_row(old.get(clause), new.get(clause))) for clause in order]
    return pd.DataFrame(rows, columns=COLUMNS)


def _row(old: str | None, new: str | None) -> tuple[str, str, str, str]:
    if old is None or new is None:
        change = "added" if old is None else "removed"
        return change, old or "", new or "", f"{change.capitalize()}: {new or old}"
    if old.split() == new.split():
        return "kept", old, new, "Kept as it was."
    return "reworded", old, new, changes_in_words(old, new)


def changes_in_words(before: str, after: str) -> str:
    """Return what was reworded, taken out and put in, as a list in a line; '' where nothing was."""
    said, waiting = [], ""
    for kind, text in [*word_changes(before, after).itertuples(index=False), ("kept", "")]:
        text = text.strip()
        if kind == "removed":
            waiting = text
        elif kind == "added" and waiting:
            said.append(f"'{waiting}' became '{text}'")
            waiting = ""
        else:
            said += [f"'{waiting}' went"] if waiting else []
            said += [f"'{text}' came in"] if kind == "added" else []
            waiting = ""
    return "; ".join(said)
