"""Taking answers into the store, where only the custodian who computes publications reads them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cadence.errors import Complaint
from cadence.exchange.forms import Community
from cadence.exchange.report import Ledger, Report
from cadence.exchange.responses.handed import Handed, is_of, marked, respondent_id
from cadence.exchange.responses.reading import Asked, read_responses
from cadence.exchange.tables.columns import Source
from cadence.exchange.tables.taken import Taken, refuse
from cadence.model import Publication, Response, Survey, Team
from cadence.model.record import new_id
from cadence.publish import NAMELESS, is_nameless, latest
from cadence.store import View

UNSAID = ("answers", "comments", "listed", "submitted")


@dataclass(frozen=True)
class Wave:
    """Which survey, of which improvement cycle, for which time (1 is the audit, 2 and on are pulses)."""

    survey: Survey
    cycle: int
    wave: int = 1


def import_responses(
    view: View,
    source: Source | Path | str,
    wave: Wave,
    now: datetime,
    team: Team | None = None,
    others: tuple[Survey, ...] = (),
    check: bool = False,
) -> Report:
    """Take in answers to a survey, one row a person.

    Whoever is named is matched to a person of the team, and a later row of the same person counts. Whoever
    is not gets a random id, under which the same sheet is known again. A row replaces all that the
    person answered before. What was published is not changed: for a team whose results are out, rows
    that say anything new are refused. Nothing in the report tells what anybody answered.

    Raises
    ------
    ImportRefused
        Something in the file does not hold together, or comes after the reveal; nothing of it was written.
    """
    community = Community.of(view, team)
    taken = read_responses(source, Asked(wave.survey, community, now, others))
    refuse(taken.file, taken.complaints)
    standing = view.all(Response, cycle=wave.cycle, survey=wave.survey.id, wave=wave.wave)
    entry = Entry(Ledger(), wave, Standing(standing, community), now)
    last, earlier = last_of_each(taken.rows)
    entry.take(last)
    refuse(taken.file, tuple(entry.wrong(view, taken)))
    return entry.ledger.settle(view, taken, [*_again(earlier), *entry.notes(last)], check)


def last_of_each(handed: Iterable[Handed]) -> tuple[list[Handed], list[Handed]]:
    """Return the rows that count, and those of people who answered again later: by time, else by line."""
    last: dict[object, Handed] = {}
    earlier = []
    for each in handed:
        who = (each.team.id, each.person) if each.person else each.line
        before = last.get(who)
        if before is None or not (before.moment and each.moment and each.moment < before.moment):
            last[who] = each
            earlier += [before] if before else []
        else:
            earlier.append(each)
    return list(last.values()), earlier


def _again(earlier: list[Handed]) -> Iterator[str]:
    if earlier:
        lines = ", ".join(str(line) for line in sorted(each.line for each in earlier)[:20])
        yield f"answered again further on, so that the later row counts: {len(earlier)} (line {lines})"


class Standing:
    """The answers that are there already, of people who are known and of those without a name."""

    def __init__(self, responses: Iterable[Response], community: Community) -> None:
        self.named: dict[tuple[str, str], Response] = {}
        self.nameless: dict[str, list[Response]] = {}
        for each in sorted(responses, key=lambda r: (str(r.submitted or ""), r.id)):
            if each.person in community.seats.people:
                self.named[each.team, each.person] = each
            else:
                self.nameless.setdefault(each.team, []).append(each)

    def of(self, mark: str, handed: Handed) -> Response | None:
        """Return what stands of the person who handed this in."""
        if handed.person:
            return self.named.get((handed.team.id, handed.person))
        nameless = self.nameless.get(handed.team.id, [])
        return next((each for each in nameless if is_of(each, mark)), None)

    def count(self, team: str) -> int:
        """Return how many people's answers of a team stand."""
        return len(self.nameless.get(team, [])) + sum(at[0] == team for at in self.named)


class Entry:
    """What a file's answers do to those that stand."""

    def __init__(self, ledger: Ledger, wave: Wave, standing: Standing, now: datetime) -> None:
        self.ledger, self.wave, self.standing, self.now = ledger, wave, standing, now
        self.found: Counter[str] = Counter()
        self.new: dict[str, list[Handed]] = {}
        self.unmarked: dict[str, list[Handed]] = {}
        self.known_again: Counter[str] = Counter()
        self.late = 0
        self.teams: dict[str, Team] = {}

    def take(self, handed: Iterable[Handed]) -> None:
        """Enter each person's answers, new or known."""
        for mark, each in marked(handed):
            self.teams[each.team.id] = each.team
            stands = self.standing.of(mark, each)
            if stands is None:
                self.ledger.add(self._new(mark, each))
                if each.unmarked:
                    self.unmarked.setdefault(each.team.id, []).append(each)
            else:
                self.found[each.team.id] += 1
                self.known_again[each.team.id] += not each.person
                self._update(stands, each)

    def _new(self, mark: str, handed: Handed) -> Response:
        self.new.setdefault(handed.team.id, []).append(handed)
        id = new_id()
        return Response(
            id=id,
            cycle=self.wave.cycle,
            team=handed.team.id,
            person=handed.person or respondent_id(id, mark),
            survey=self.wave.survey.id,
            wave=self.wave.wave,
            answers=handed.answers,
            comments=handed.comments,
            listed=handed.listed,
            submitted=handed.moment or self.now,
        )

    def _update(self, stands: Response, handed: Handed) -> None:
        same = handed.content == (stands.answers, stands.comments, stands.listed)
        if same and stands.submitted:
            self.ledger.update(stands, "")
        elif handed.moment and stands.submitted and handed.moment < stands.submitted:
            self.late += 1
            self.ledger.update(stands, "")
        else:
            self.new.setdefault(handed.team.id, []).append(handed)
            news = {"answers": handed.answers, "comments": handed.comments, "listed": handed.listed}
            moment = handed.moment or stands.submitted or self.now
            self.ledger.update(stands, "", UNSAID, **news, submitted=moment)

    def wrong(self, view: View, taken: Taken[Handed]) -> Iterator[Complaint]:
        """Yield a complaint for what comes after a reveal, and for sheets that may count twice."""
        whole = self._published(view, None)
        closed = whole is not None and whole.body.get("basis") == "answers"
        for id, news in self.new.items():
            if closed or self._published(view, id):
                yield self._revealed(taken, news[0], len(news))
            elif is_nameless(view, self.wave.cycle, id, self.wave.survey.id, self.wave.wave):
                message = f"the answers of {news[0].team.name} {NAMELESS}"
                yield _complain(taken, news[0], message, "Reveal them as they are, and ask the next wave.")
        for id, sheets in self.unmarked.items():
            if self.known_again[id] and self._nameless_gone(id):
                yield self._unclear(taken, sheets[0])

    def _published(self, view: View, team: str | None) -> Publication | None:
        found = latest(view, "conditions", self.wave.cycle, team, self.wave.wave)
        return found if found and found.body.get("survey") == self.wave.survey.id else None

    def _revealed(self, taken: Taken[Handed], first: Handed, count: int) -> Complaint:
        rows = "this row says" if count == 1 else f"this row and {count - 1} more of the team say"
        message = f"the results of {first.team.name} are published, and {rows} something new"
        remedy = "Take them out of the file: what comes after a reveal waits for the next pulse."
        return _complain(taken, first, message, remedy)

    def _unclear(self, taken: Taken[Handed], first: Handed) -> Complaint:
        message = (
            f"this sheet of {first.team.name} is new, and another one that was taken in is missing; if it "
            "was corrected, it would count twice"
        )
        remedy = (
            "Take in the file as it was, and new sheets in a file of their own. Next time number the sheets "
            "in a column 'Sheet': then they can be corrected."
        )
        return _complain(taken, first, message, remedy)

    def _nameless_gone(self, team: str) -> int:
        return len(self.standing.nameless.get(team, [])) - self.known_again[team]

    def _gone(self, team: str) -> int:
        return self.standing.count(team) - self.found[team]

    def notes(self, handed: list[Handed]) -> Iterator[str]:
        """Yield what the reader should look at; only how many, never who or what."""
        nameless = sum(not each.person for each in handed)
        if nameless:
            yield f"sheets without a name: {nameless}, each counted as a person of its own"
        if self.late:
            yield f"older than what the same people answered since, and left out: {self.late}"
        for id, team in self.teams.items():
            if gone := self._gone(id):
                yield f"{team.name}: answers that are here and not in this file, kept as they are: {gone}"


def _complain(taken: Taken[Handed], handed: Handed, message: str, remedy: str) -> Complaint:
    return Complaint(taken.file, handed.line, taken.columns.get("team", ""), message, remedy)
