"""What is shown of the answers to a question in the room: counts and words, and nothing that names."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from secrets import SystemRandom
from typing import Any

import pandas as pd

from cadence.analysis.answers import SIDES, described
from cadence.model import Question, Round, Voice
from cadence.model.question import FINGERS
from cadence.model.record import new_id
from cadence.publish.disclosure import EXCEPTIONS, HELD_BACK, Earlier, presentable
from cadence.publish.written import nameless

Body = dict[str, Any]
BANDS = 5  # into which what people expect is counted: a number of one's own would be known again
MOST_IDEAS = 200


@dataclass(frozen=True)
class Before:
    """An earlier round of the same question, and the ids of those whose answers to it still stand."""

    round: Round
    people: frozenset[str]


def heard(
    question: Question, round: Round, voices: Sequence[Voice], names: Iterable[str], before: Sequence[Before]
) -> Body:
    """Return what is shown of the voices of a round, all of them handed in.

    Parameters
    ----------
    names
        Names of people, to be taken out of what was written in private.
    before
        The rounds that were revealed earlier: no difference to them may tell what one person said.
    """
    body: Body = {"n": len(voices), "text": question.text, "options": list(question.options)}
    clean = nameless(names) if round.private else str
    match question.kind:
        case "fist":
            body |= {"items": _items(question, round, voices, before)}
            body |= {"reasons": _mixed(clean(str(v.values.get("reason") or "").strip()) for v in voices)}
            body |= {"named": [] if round.private else _named(voices)}
        case "predict":
            body |= {"items": _items(question, round, voices, before), "bands": bands(question)}
        case "dots":
            body |= _dots(question, round, voices, before)
        case "brainstorm":
            lines = (line for v in voices for line in str(v.values.get("ideas") or "").splitlines())
            mixed = _mixed(clean(" ".join(line.split())) for line in lines)
            body |= {"ideas": [{"id": new_id(), "text": text} for text in mixed[:MOST_IDEAS]]}
    return body


def bands(question: Question) -> list[str]:
    """Return what the bands are called into which expected numbers are counted: '0 to 20'."""
    width = (question.high - question.low) / BANDS
    edges = [question.low + width * n for n in range(BANDS + 1)]
    return [f"{low:g} to {high:g}" for low, high in pairwise(edges)]


def point_of(question: Question, n: int, values: Mapping[str, Any]) -> int | None:
    """Return at which point, from 1, an answer stands for item `n` (from 0), None where there is none."""
    if question.kind == "fist":
        said = values.get("fingers")
        return question.options.index(said) + 1 if said in question.options else None
    said = values.get(f"expected-{n + 1}")
    if not isinstance(said, int | float):
        return None
    share = (said - question.low) / (question.high - question.low)
    return min(max(int(share * BANDS), 0), BANDS - 1) + 1


def _items(question: Question, round: Round, voices: Sequence[Voice], before: Sequence[Before]) -> list[Body]:
    """Return a row of counts for each item, or why there is none."""
    labels = (question.text,) if question.kind == "fist" else question.options
    points = FINGERS if question.kind == "fist" else BANDS
    at = [[point_of(question, n, v.values) for v in voices] for n in range(len(labels))]
    rows = [
        {"item": label}
        | {f"at_{p}": said.count(p) for p in range(1, points + 1)}
        | {"cannot_say": 0, "missing": said.count(None)}
        for label, said in zip(labels, at, strict=True)
    ]
    counted = described(pd.DataFrame(rows))
    shown = counted.assign(**dict.fromkeys(SIDES, 0))
    if round.private:
        people = frozenset(v.person for v in voices)
        shown = presentable(counted, round.threshold, len(people), [_earlier(b, people) for b in before])
    found = {str(row["item"]): row for row in shown.to_dict("records")}
    return [_row(label, found.get(label), points) for label in labels]


def _row(label: str, row: Mapping[Any, Any] | None, points: int) -> Body:
    if row is None:
        return {"item": label, "unsaid": HELD_BACK}
    counts = [int(row[f"at_{p}"]) for p in range(1, points + 1)]
    said = {"counts": counts, "sides": [int(row[side]) for side in SIDES]}
    return {"item": label, "n": int(row["n"]), "cannot_say": 0, "missing": int(row["missing"])} | said


def _earlier(before: Before, people: frozenset[str]) -> Earlier:
    """Return an earlier round; whoever was erased since may be among those who stayed, or may not."""
    items = {row["item"]: row for row in before.round.shown.get("items", ())}
    n, stayed = int(before.round.shown.get("n", 0)), len(before.people & people)
    return Earlier(items, n, range(stayed, stayed + n - len(before.people) + 1))


def _dots(question: Question, round: Round, voices: Sequence[Voice], before: Sequence[Before]) -> Body:
    """Return how many people chose each option, the most first; only the order where counts would tell."""
    chosen = [frozenset(v.values.get("dots") or ()) for v in voices]
    number = {option: sum(option in each for each in chosen) for option in question.options}
    exact = not round.private or not (_alike(chosen) or _few_came_or_went(round, voices, before))
    order = sorted(question.options, key=lambda option: -number[option])
    return {"dots": [{"option": o, "people": number[o] if exact else None} for o in order], "exact": exact}


def _alike(chosen: Sequence[frozenset[str]]) -> bool:
    (_, most), *_ = Counter(chosen).most_common(1)
    return len(chosen) - most <= EXCEPTIONS


def _few_came_or_went(round: Round, voices: Sequence[Voice], before: Sequence[Before]) -> bool:
    people = {v.person for v in voices}
    return any(0 < len(people ^ earlier.people) < round.threshold for earlier in before)


def _named(voices: Sequence[Voice]) -> list[Body]:
    """Return who said what in an open round, by id."""
    return [{"person": v.person, "fingers": v.values.get("fingers", "")} for v in voices]


def _mixed(texts: Iterable[str]) -> list[str]:
    """Return the texts that say anything, in an order that is tied to nothing."""
    said = [text for text in texts if text]
    SystemRandom().shuffle(said)
    return said
