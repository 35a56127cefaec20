"""The content that counts for an institute or for one of its teams, read file by file when asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar, cast

from cadence.content.known import did_you_mean
from cadence.content.layers import BOARD, GLOSSARY, Source, effective, fingerprint
from cadence.content.read import read
from cadence.errors import NotFound
from cadence.model import Board, Form, Metric, Protocol, Question, Session, Survey

T = TypeVar("T")


@dataclass(frozen=True)
class Content:
    """What is shipped, as far as the institute or the team has not put a file of its own in its place."""

    root: Path | None
    team: str | None
    files: Mapping[str, Source]

    @classmethod
    def load(cls, root: Path | None = None, team: str | None = None) -> Self:
        """Look up which file counts for each name; nothing is read yet."""
        return cls(root, team, effective(root, team))

    def session(self, number: int) -> Session:
        """Return the session with this number."""
        likely = sorted(self._of("sessions"), key=lambda source: str(number) not in source.stem)
        known = []
        for source in likely:
            session = cast(Session, read(source))
            if session.number == number:
                return session
            known.append(str(session.number))
        raise NotFound(f"There is no session {number}.", f"Known: {', '.join(sorted(known))}.")

    def sessions(self) -> list[Session]:
        """Return every session, by number."""
        return sorted((cast(Session, read(s)) for s in self._of("sessions")), key=lambda s: s.number)

    def protocol(self, name: str) -> Protocol:
        """Return the protocol with this id."""
        return cast(Protocol, self._one("protocols", name))

    def protocols(self) -> list[Protocol]:
        """Return every protocol, by id."""
        return [cast(Protocol, read(source)) for source in self._of("protocols")]

    def survey(self, name: str) -> Survey:
        """Return the survey with this id."""
        return cast(Survey, self._one("surveys", name))

    def surveys(self) -> list[Survey]:
        """Return every survey, by id."""
        return [cast(Survey, read(source)) for source in self._of("surveys")]

    def metric(self, name: str) -> Metric:
        """Return the metric with this id."""
        return cast(Metric, self._one("metrics", name))

    def metrics(self) -> list[Metric]:
        """Return every metric, by id."""
        return [cast(Metric, read(source)) for source in self._of("metrics")]

    def form(self, name: str) -> Form:
        """Return the form with this id."""
        return cast(Form, self._one("forms", name))

    def forms(self) -> list[Form]:
        """Return every form, by id."""
        return [cast(Form, read(source)) for source in self._of("forms")]

    def question(self, name: str) -> Question:
        """Return the question with this id."""
        return cast(Question, self._one("questions", name))

    def questions(self) -> list[Question]:
        """Return every question, by id."""
        return [cast(Question, read(source)) for source in self._of("questions")]

    def glossary(self) -> dict[str, str]:
        """Return what each word of the institute means, in the file's order."""
        source = self.files.get(GLOSSARY)
        return dict(cast(dict[str, str], read(source))) if source else {}

    def board(self) -> Board:
        """Return how the action board is laid out."""
        return cast(Board, read(self.files[BOARD]))

    def fingerprint(self) -> str:
        """Return a digest that changes when anything changes that this content would read."""
        return fingerprint(self.files)

    def _of(self, folder: str) -> list[Source]:
        return [source for source in self.files.values() if source.folder == folder]

    def _one(self, folder: str, name: str) -> object:
        source = self.files.get(f"{folder}/{name}.yaml")
        if source is not None:
            return read(source)
        known = [source.stem for source in self._of(folder)]
        raise NotFound(f"There is no {folder[:-1]} '{name}'.", did_you_mean(name, known))
