"""Headings in order, whatever levels their authors asked for."""


class Levels:
    """Decide each heading's level in turn, so that none is skipped below the page's one title.

    What counts is which heading was asked to be below which: `##` under `#` goes one deeper, and
    a page that begins with `###` begins at level 2 all the same.
    """

    def __init__(self) -> None:
        self._open: list[int] = []

    def __call__(self, asked: int, text: str = "") -> int:
        """Return the level for the next heading."""
        while self._open and self._open[-1] >= asked:
            self._open.pop()
        self._open.append(asked)
        return min(len(self._open) + 1, 6)
