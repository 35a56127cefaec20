"""Reading a table of answers, one row a person."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cadence.errors import Complaint
from cadence.exchange.forms import Community, order_said
from cadence.exchange.responses.fields import answered_in, fits_better, open_responses, unquoted
from cadence.exchange.responses.handed import Handed
from cadence.exchange.tables.cells import Cells, Trouble
from cadence.exchange.tables.columns import Columns, Source
from cadence.exchange.tables.days import Calendar, calendar
from cadence.exchange.tables.scales import answers_of
from cadence.exchange.tables.taken import Taken
from cadence.model import Person, Survey, Team

NAMELESS = ("anonymous", "n/a", "none", "-")  # what forms write where nobody signed in
SHEET = re.compile(r"[\w .#/-]{1,40}")


@dataclass(frozen=True)
class Asked:
    """What answers are held against: the survey, who is known, and when it is.

    `others` are the surveys that a file may be of instead; none where the survey was named.
    """

    survey: Survey
    community: Community
    now: datetime
    others: tuple[Survey, ...] = ()


def read_responses(source: Source | Path | str, asked: Asked) -> Taken[Handed]:
    """Return what people answered in a CSV or XLSX file, with all that is wrong in it.

    Raises
    ------
    ImportRefused
        The file is no table, or does not hold the survey's items.
    """
    columns = open_responses(Source.of(source), asked.survey)
    reader = Reader(columns, asked, calendar(columns, "handed_in", order_said(columns.mapping)))
    wrong = [*columns.complaints, *reader.calendar.complaints, *_other_survey(columns, asked)]
    handed: list[Handed] = []
    for row in () if wrong else columns.rows:
        cells = Cells(columns, row)
        read = reader.handed(cells)
        wrong += cells.wrong
        if read and not cells.wrong:
            handed.append(read)
    wrong += _twice(columns, handed)
    notes = [unquoted(note) for note in columns.sheet.notes]
    taken = Taken.of(columns, handed, wrong)
    return Taken(
        taken.file, taken.rows, taken.columns, taken.ignored, taken.complaints, (*notes, *reader.notes())
    )


def _other_survey(columns: Columns, asked: Asked) -> Iterator[Complaint]:
    other = fits_better(columns.sheet, asked.survey, asked.others)
    if other:
        message = f"the columns are those of the survey '{other.id}', not all of '{asked.survey.id}'"
        remedy = (
            f"Say which it is: --survey {other.id} (a pulse has a --wave of its own, from 2), or --survey "
        )
        yield columns.sheet.complain(columns.sheet.header_line, "", message, f"{remedy}{asked.survey.id}.")


def _twice(columns: Columns, handed: list[Handed]) -> Iterator[Complaint]:
    """Yield a complaint for each sheet of a team, without a name, whose number another one has."""
    first: dict[tuple[str, str], int] = {}
    for each in handed:
        line = first.setdefault((each.team.id, each.number), each.line)
        if each.number and not each.person and line != each.line:
            message = f"the number of this sheet stands on line {line} already"
            yield columns.sheet.complain(
                each.line, columns["sheet"], message, "Give each sheet of a team a number of its own."
            )


class Reader:
    """Reads rows, and counts what is to be explained about them."""

    def __init__(self, columns: Columns, asked: Asked, calendar: Calendar) -> None:
        self.columns, self.asked, self.calendar = columns, asked, calendar
        self.items = answered_in(columns, asked.survey.items())
        self.questions = answered_in(columns, asked.survey.open_questions)
        self.marks = answers_of(asked.survey, columns.mapping.values.get("answer", {}))
        self.numbers = False
        self.empty: list[int] = []

    def handed(self, cells: Cells) -> Handed | None:
        """Return what a row hands in, as far as it can be read; None where nothing was answered."""
        answers = dict(self._answers(cells))
        comments = {id: words for id, name in self.questions.items() if (words := cells.said(name))}
        if not (answers or comments or cells.said("listed") or cells.wrong):
            self.empty.append(cells.row.line)
            return None
        team, person = self._who(cells)
        moment = cells.read("handed_in", self._moment)
        listed = cells.read("listed", lambda said: self._listed(said, team)) or ()
        number = cells.read("sheet", _number) or ""
        if team is None:
            return None
        who = person.id if person else ""
        return Handed(cells.row.line, team, who, number, moment, answers, comments, listed)

    def notes(self) -> Iterator[str]:
        """Yield how the rows were read, without a word of what they say."""
        points = self.asked.survey.scale.points
        if self.numbers:
            yield f"numbers were read as 1 = {points[0]} to {len(points)} = {points[-1]}"
        missing = [item.id for item in self.asked.survey.items() if item.id not in self.items]
        if missing:
            some = ", ".join(missing[:8]) + (" and others" if len(missing) > 8 else "")
            yield f"items without a column, which count as left out: {len(missing)} ({some})"
        if self.empty:
            yield f"rows without any answer, left alone: {len(self.empty)}, the first on line {self.empty[0]}"

    def _answers(self, cells: Cells) -> Iterator[tuple[str, int | None]]:
        for id, name in self.items.items():
            self.numbers |= cells.said(name)[:1].isdigit()
            mark = cells.read(name, self.marks.read)
            if mark:
                yield id, mark.value

    # --- who it was ------------------------------------------------------------------------------------

    def _who(self, cells: Cells) -> tuple[Team | None, Person | None]:
        """Return the team, and the person where the row tells who answered."""
        signed = [name for name in ("email", "name") if cells.said(name).casefold() not in ("", *NAMELESS)]
        placed = bool(cells.said("school") or cells.said("team") or self.asked.community.team)
        if not signed or placed:
            team = self.asked.community.team_of(cells)
            person = self._person(cells, signed[0], team) if signed and team else None
            return team, person
        seats = self.asked.community.seats
        field, everybody = signed[0], seats.people.values()
        person = cells.read(field, lambda said: seats.find(said, everybody))
        return (self._only_team(cells, person, field) if person else None), person

    def _person(self, cells: Cells, field: str, team: Team) -> Person | None:
        seats = self.asked.community.seats
        return cells.read(field, lambda said: seats.on(said, team))

    def _only_team(self, cells: Cells, person: Person, field: str) -> Team | None:
        teams = self.asked.community.seats.teams_of(person.id)
        if len(teams) == 1:
            return self.asked.community.places.teams[teams[0]]
        count = f"{len(teams)} teams" if teams else "no team"
        trouble = Trouble(f"whoever this is is on {count}", "Say which team it is about, in a column 'Team'.")
        return cells.settle(field, trouble)

    def _moment(self, said: str) -> datetime | Trouble:
        found = self.calendar.moment(said)
        if isinstance(found, Trouble):
            return found
        moment = found if found.tzinfo else found.replace(tzinfo=self.asked.now.tzinfo)
        if moment > self.asked.now + timedelta(days=1):
            return Trouble(f"{moment:%Y-%m-%d} has not come yet", "Correct the date, or its year.")
        return moment

    def _listed(self, said: str, team: Team | None) -> tuple[str, ...] | Trouble:
        """Return the ids of the people in a list of names; a trouble says which, and not what it reads."""
        if team is None:
            return ()
        parts = re.split(r"[;\n]", said) if re.search(r"[;\n]", said) else said.split(",")
        names = [part.strip() for part in parts if part.strip()]
        found = [self._known(name, team) for name in names]
        unknown = [str(at) for at, person in enumerate(found, start=1) if person is None]
        if unknown:
            message = f"of {len(names)} names in this list, nobody is known by number {', '.join(unknown)}"
            remedy = "Write the names as the roster does, with semicolons between them, or take these out."
            return Trouble(message, remedy)
        return tuple(dict.fromkeys(person.id for person in found if person))

    def _known(self, name: str, team: Team) -> Person | None:
        seats = self.asked.community.seats
        for among in (seats.of(team.id), seats.people.values()):
            found = seats.find(name, among)
            if isinstance(found, Person):
                return found
        return None


def _number(said: str) -> str | Trouble:
    if SHEET.fullmatch(said):
        return said
    return Trouble("this is no number of a sheet", "Write a number or a short code, or leave it empty.")
