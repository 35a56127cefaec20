"""Files as evidence: what is taken, under which name, and how much."""

import unicodedata
from pathlib import Path

from cadence.board.asked import BoardRefused, Outcome, Request, refusal, text_of
from cadence.board.filetype import type_of
from cadence.board.proof import brought, file_of
from cadence.board.sitting import Sitting
from cadence.institute.evidence import EvidenceFolder
from cadence.model.record import new_id

MEGABYTE = 1_000_000
MOST = 10 * MEGABYTE  # bytes of one file
MOST_OF_A_TEAM = 500 * MEGABYTE
_NAME = 120  # letters of a file's name


def laid_down(
    at: Sitting, request: Request, data: bytes, folder: EvidenceFolder
) -> tuple[Outcome, Path | None]:
    """Lay a file down, and return what is to be written, and where it lies if it was taken."""
    card, name = at.standing.card(text_of(request, "card")), file_name(text_of(request, "name"))
    try:
        _refuse_too_much(at, name, data)
        kind = type_of(name, data)
    except BoardRefused as said:
        return Outcome(refused={"file": refusal(said.message, said.remedy)}), None
    evidence = file_of(at, card, new_id(), name)
    return brought(card, evidence), folder.put(at.team, evidence.id, kind.endings[0], data)


def file_name(said: str) -> str:
    """Return what a file is called, without the folders that it lay in and without what nobody sees."""
    last = said.replace("\\", "/").rpartition("/")[2]
    seen = "".join(each for each in last if unicodedata.category(each)[0] != "C").strip(" .")
    stem, dot, ending = seen.rpartition(".")
    return f"{stem[: _NAME - len(ending) - 1]}{dot}{ending}" if dot and len(ending) < 10 else seen[:_NAME]


def _refuse_too_much(at: Sitting, name: str, data: bytes) -> None:
    if not name:
        raise BoardRefused("The file has no name.", "Give it one, and bring it again.")
    if not data:
        raise BoardRefused(f"'{name}' is empty.", "Look whether it is the right file.")
    if len(data) > MOST:
        raise BoardRefused(
            f"'{name}' is too big: {MOST // MEGABYTE} MB is the most.",
            "Make it smaller, or keep it elsewhere and bring its address.",
        )
    if sum(at.sizes.values()) + len(data) > MOST_OF_A_TEAM:
        raise BoardRefused(
            f"The team's files take {MOST_OF_A_TEAM // MEGABYTE} MB, and that is the most.",
            "Keep this one elsewhere, and bring its address.",
        )
