"""What one file says about another: every name it mentions must be there and mean the same."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cadence.content.known import did_you_mean
from cadence.content.layers import DEFAULTS, Source, sources
from cadence.content.library import Content
from cadence.content.lines import place_of
from cadence.content.read import read
from cadence.content.text import decoded
from cadence.errors import Complaint
from cadence.model import Item, Metric, Session, Survey, Vignette

Path = tuple[str | int, ...]
Found = tuple[Path, str, str]  # where in the file, what is wrong, what to do


def cross_references(content: Content, values: Mapping[Source, Any]) -> Iterator[Complaint]:
    """Yield a complaint for each name in a file that leads nowhere, or that means two things."""
    yield from _sessions_twice(values)
    for source, value in values.items():
        for path, message, remedy in _found(content, values, source, value):
            yield _located(source, path, message, remedy)


def _found(content: Content, values: Mapping[Source, Any], source: Source, value: Any) -> Iterator[Found]:
    if isinstance(value, Session):
        yield from _session(content, value)
    elif isinstance(value, Metric):
        for index, vignette in enumerate(value.vignettes):
            yield from _vignette(value, index, vignette)
    elif isinstance(value, Survey):
        yield from _reworded(source, value, values)


def _session(content: Content, session: Session) -> Iterator[Found]:
    forms = [name[6:-5] for name in content.files if name.startswith("forms/")]
    protocols = [name[10:-5] for name in content.files if name.startswith("protocols/")]
    for index, block in enumerate(session.agenda):
        yield from _named("form", block.worksheet, forms, ("agenda", index, "worksheet"))
        yield from _named("protocol", block.protocol, protocols, ("agenda", index, "protocol"))
    for index, worksheet in enumerate(session.worksheets):
        yield from _named("form", worksheet, forms, ("worksheets", index))


def _named(what: str, name: str | None, known: Sequence[str], path: Path) -> Iterator[Found]:
    if name is not None and name not in known:
        yield path, f"there is no {what} '{name}'", did_you_mean(name, known)


def _vignette(metric: Metric, index: int, vignette: Vignette) -> Iterator[Found]:
    path: Path = ("vignettes", index, "reference")
    known = {indicator.id: [level.value for level in indicator.levels] for indicator in metric.indicators}
    for name, level in vignette.reference.items():
        if name not in known:
            yield (*path, name), f"there is no indicator '{name}'", did_you_mean(name, list(known))
        elif level is not None and level not in known[name]:
            remedy = f"Use one of {', '.join(map(str, known[name]))}, or null for 'not observed'."
            yield (*path, name), f"{level} is no level of '{name}'", remedy
    for name in known:
        if name not in vignette.reference:
            yield (
                path,
                f"the indicator '{name}' has no reference rating",
                f"Add {name}: with a level, or null.",
            )


def _reworded(source: Source, survey: Survey, values: Mapping[Source, Any]) -> Iterator[Found]:
    """Find items that keep an id but not its words: answers could no longer be compared over time."""
    first = _first_words(source, survey, values)
    for path, item in _items(survey):
        other = first.get(item.id)
        if other is not None and (other.text, other.reverse) != (item.text, item.reverse):
            message = f"the item '{item.id}' has other words elsewhere: '{other.text}'"
            yield path, message, "Give the reworded item a new id, or use the same words."


def _first_words(source: Source, survey: Survey, values: Mapping[Source, Any]) -> dict[str, Item]:
    """Return the items of the shipped surveys, which an id of the same name must agree with."""
    shipped = [read(s) for s in sources(DEFAULTS) if s.folder == "surveys" and s.path != source.path]
    others = [v for s, v in values.items() if isinstance(v, Survey) and s != source]
    return {item.id: item for other in (*others, *shipped) for item in other.items()}


def _items(survey: Survey) -> Iterator[tuple[Path, Item]]:
    for c, condition in enumerate(survey.conditions):
        for f, facet in enumerate(condition.facets):
            for i, item in enumerate(facet.items):
                yield ("conditions", c, "facets", f, "items", i), item


def _sessions_twice(values: Mapping[Source, Any]) -> Iterator[Complaint]:
    seen: dict[int, Source] = {}
    for source, value in values.items():
        if isinstance(value, Session):
            first = seen.setdefault(value.number, source)
            if first is not source:
                message = f"session {value.number} is already in {first.label}"
                remedy = f"Name the file {first.name.rpartition('/')[2]} to replace it, or change the number."
                yield _located(source, ("number",), message, remedy)


def _located(source: Source, path: Path, message: str, remedy: str) -> Complaint:
    place = place_of(decoded(source.path.read_bytes(), source.label), path)
    return Complaint(source.label, place.line, ".".join(map(str, path)), message, remedy)
