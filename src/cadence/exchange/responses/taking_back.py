"""Taking back a file of answers that was the wrong one, as long as nothing of it has been shown."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from cadence.errors import UndoRefused
from cadence.model import Publication, Response, Team
from cadence.store import View


@dataclass(frozen=True)
class TakenBack:
    """What became of a file's answers, by how many and never whose or what they were.

    `restored` are those that had taken the place of an earlier answer of the same person, which stands again;
    `left` those that are others by now, since the person answered again.
    """

    removed: int
    restored: int
    left: int
    teams: tuple[str, ...]
    written: bool = True

    def __str__(self) -> str:
        """Return it in words."""
        head = "Taken back" if self.written else "Would be taken back (nothing was written)"
        lines = [f"{head}: {self.removed} answers of {', '.join(self.teams)}"]
        if self.restored:
            lines.append(f"  and {self.restored} that had replaced earlier ones, which stand again")
        if self.left:
            lines.append(f"  left alone, since these people have answered again: {self.left}")
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {**vars(self), "teams": list(self.teams)}


def take_back_responses(view: View, number: int, check: bool = False) -> TakenBack:
    """Take back what one import of answers brought; `number` is the one that its report named.

    Raises
    ------
    NotFound
        No file of answers was taken in under that number.
    UndoRefused
        A result was published from it, or nothing of it stands any more.
    """
    names = {team.id: team.name for team in view.all(Team)}

    def consent(answers: list[Response], published: list[Publication]) -> None:
        for answer in answers:
            for each in published:
                if _shows(each, answer):
                    whose = names.get(each.team or "", "all teams together")
                    raise UndoRefused(
                        f"The results of {whose} are published, and these answers are in them.",
                        "What was read cannot be unread: nothing of the file was taken back.",
                    )

    made, left = view.take_back(number, consent, rehearse=check)
    counted = Counter(change.action for change in made)
    teams = sorted({names.get(c.subject.team, "") for c in made if isinstance(c.subject, Response)})
    return TakenBack(counted["remove"], counted["change"], left, tuple(teams), written=not check)


def _shows(each: Publication, answer: Response) -> bool:
    """Return whether a publication was computed from an answer's team and wave."""
    same = (each.kind, each.cycle, each.wave, each.body.get("survey"))
    if same != ("conditions", answer.cycle, answer.wave, answer.survey):
        return False
    return each.team == answer.team or (each.team is None and each.body.get("basis") == "answers")
