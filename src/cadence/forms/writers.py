"""Who wrote last into which field, as far as this process has seen it: told to teammates beside the field."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

Name = tuple[str, str, str]
_MOST = 20_000


@dataclass
class Writers:
    """The last writers of fields, by form, team and path; the oldest are forgotten."""

    _last: OrderedDict[tuple[Name, str, str], str] = field(default_factory=OrderedDict)

    def wrote(self, form: Name, team: str, paths: Iterable[str], person: str) -> None:
        """Take note of who wrote."""
        for path in paths:
            self._last.pop((form, team, path), None)
            self._last[form, team, path] = person
        while len(self._last) > _MOST:
            self._last.popitem(last=False)

    def of(self, form: Name, team: str, paths: Iterable[str], but: str) -> dict[str, str]:
        """Return the ids of those who wrote last, by path, where that was somebody else."""
        last = {path: self._last.get((form, team, path), but) for path in paths}
        return {path: person for path, person in last.items() if person != but}
