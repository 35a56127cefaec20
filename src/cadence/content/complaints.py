"""What pydantic finds wrong with a file, said to somebody who has never heard of pydantic."""

from collections.abc import Callable, Iterable
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from cadence.content.known import did_you_mean, known_keys
from cadence.content.lines import place_of
from cadence.errors import Complaint
from cadence.model.shape import Amiss

Said = tuple[str, str]  # what is wrong, what to do


def complaints(error: ValidationError, text: str, file: str, shape: TypeAdapter[Any]) -> list[Complaint]:
    """Return a complaint for each thing that is wrong, with its line."""
    return [_complaint(found, text, file, shape) for found in error.errors(include_url=False)]


def _complaint(found: ErrorDetails, text: str, file: str, shape: TypeAdapter[Any]) -> Complaint:
    path, kind = found["loc"], found["type"]
    name = str(path[-1]) if path else ""
    place = place_of(text, path[:-1] if kind == "missing" else path)
    key = ".".join(filter(None, [place.key, name])) if kind == "missing" else place.key
    message, remedy = _said(found, name, shape)
    return Complaint(file, place.line, key, message, remedy)


def _said(found: ErrorDetails, name: str, shape: TypeAdapter[Any]) -> Said:
    if found["type"] == "extra_forbidden":
        return _unknown(name, known_keys(shape, found["loc"][:-1]))
    say = _WORDS.get(found["type"])
    if say is not None:
        return say(found, found.get("ctx", {}))
    return f"{name or 'this'} does not fit: {found['msg']}", "Compare it with the shipped file."


def _unknown(name: str, known: Iterable[str]) -> Said:
    known = list(known)
    return f"the key '{name}' is unknown", did_you_mean(name, known) or "Remove it."


def _shown(value: Any) -> str:
    words = str(value)
    return f"'{words}'" if len(words) <= 40 else f"'{words[:37]}...'"


def _what(value: Any) -> str:
    """Return what somebody wrote, as they would call it."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a block of keys (a colon in the words makes one)"
    if isinstance(value, list):
        return "a list"
    return "true or false" if isinstance(value, bool) else _shown(value)


def _words(found: ErrorDetails, ctx: dict[str, Any]) -> Said:
    value = found["input"]
    fix = (
        f'Put it between double quotes: "{value}".' if isinstance(value, int | float) else "Write words here."
    )
    if isinstance(value, dict):
        fix = "Put the words between double quotes."
    return f"words belong here, not {_what(value)}", fix


def _missing(found: ErrorDetails, ctx: dict[str, Any]) -> Said:
    return f"the key '{found['loc'][-1]}' is missing", f"Add {found['loc'][-1]}: with its value."


def _choice(found: ErrorDetails, ctx: dict[str, Any]) -> Said:
    known = [word.strip("' ") for word in str(ctx["expected"]).replace(" or ", ", ").split(",")]
    return f"{_shown(found['input'])} is not one of the choices", did_you_mean(str(found["input"]), known)


def _tag(found: ErrorDetails, ctx: dict[str, Any]) -> Said:
    known = [word.strip("' ") for word in str(ctx["expected_tags"]).split(",")]
    return f"the kind {_shown(ctx['tag'])} is unknown", did_you_mean(str(ctx["tag"]), known)


def _slug(found: ErrorDetails, ctx: dict[str, Any]) -> Said:
    fix = "Use small letters, digits, hyphens and dots only, beginning with a letter or digit."
    return f"{_shown(found['input'])} cannot be an id", fix


def _own(found: ErrorDetails, ctx: dict[str, Any]) -> Said:
    """Pass on what a shape itself found wrong (a sum, an id used twice)."""
    error = ctx.get("error")
    if isinstance(error, Amiss):
        return str(error), error.remedy
    message = str(error or found["msg"])
    fixes = {
        "adds up": "Change the minutes of one block, or the total.",
        "add up": "Change the minutes of one step, or the total.",
        "used twice": "Give one of them another id.",
        "must_keep": "Write must_keep: true under the blocks that matter most.",
        "ceiling": "Take out the items you need least.",
        "rise": "Order the levels from lowest to highest.",
        "good is": "Set good: to the value of one of the levels.",
        "widths": "Give one number a column, or leave widths out.",
    }
    fix = next((fix for sign, fix in fixes.items() if sign in message), "Change the file so that it holds.")
    return message, fix


def _number(found: ErrorDetails, ctx: dict[str, Any]) -> Said:
    return f"a number belongs here, not {_what(found['input'])}", "Write digits without quotes or unit."


def _bound(sign: str) -> Callable[[ErrorDetails, dict[str, Any]], Said]:
    def say(found: ErrorDetails, ctx: dict[str, Any]) -> Said:
        limit = next(ctx[key] for key in ("gt", "ge", "lt", "le") if key in ctx)
        return f"{_shown(found['input'])} is out of range", f"Write a number {sign} {limit:g}."

    return say


def _few(found: ErrorDetails, ctx: dict[str, Any]) -> Said:
    least = ctx["min_length"]
    return f"at least {least} belong here, and there are {ctx['actual_length']}", "Add what is missing."


def _many(found: ErrorDetails, ctx: dict[str, Any]) -> Said:
    message = f"at most {ctx['max_length']} fit here, and there are {ctx['actual_length']}"
    return message, "Take some out."


def _long(found: ErrorDetails, ctx: dict[str, Any]) -> Said:
    return f"longer than {ctx['max_length']} characters", "Shorten it."


def _list(found: ErrorDetails, ctx: dict[str, Any]) -> Said:
    return (
        f"a list belongs here, not {_what(found['input'])}",
        "Begin each entry on its own line with a dash.",
    )


def _block(found: ErrorDetails, ctx: dict[str, Any]) -> Said:
    message = f"keys with values belong here, not {_what(found['input'])}"
    return message, "Indent the keys below this line, as in the shipped file."


_WORDS: dict[str, Callable[[ErrorDetails, dict[str, Any]], Said]] = {
    "missing": _missing,
    "string_type": _words,
    "string_too_short": lambda found, ctx: ("nothing is written here", "Write the words, or remove the key."),
    "string_too_long": _long,
    "string_pattern_mismatch": _slug,
    "literal_error": _choice,
    "union_tag_invalid": _tag,
    "union_tag_not_found": lambda found, ctx: (
        "the key 'kind' is missing",
        "Add kind: text, or another kind.",
    ),
    "value_error": _own,
    "int_type": _number,
    "int_parsing": _number,
    "int_from_float": lambda found, ctx: ("a whole number belongs here", "Write it without a fraction."),
    "float_type": _number,
    "float_parsing": _number,
    "bool_type": lambda found, ctx: ("true or false belongs here", "Write true or false, without quotes."),
    "bool_parsing": lambda found, ctx: ("true or false belongs here", "Write true or false, without quotes."),
    "greater_than": _bound("above"),
    "greater_than_equal": _bound("from"),
    "less_than": _bound("below"),
    "less_than_equal": _bound("up to"),
    "too_short": _few,
    "too_long": _many,
    "tuple_type": _list,
    "list_type": _list,
    "model_type": _block,
    "model_attributes_type": _block,
    "dict_type": _block,
    "invalid_key": lambda found, ctx: ("a key must be words", "Put the key between double quotes."),
}
