"""How an institute's files of one kind are read: a small YAML file that is remembered beside it.

    # mappings/schools.yaml
    columns:            # field: heading in the file
      own_id: Campus Nbr
      name: Campus
    values:             # what the file writes: what is meant
      grade_low:
        Pre: PK
    missing: [NDA]      # codes that mean 'not known'
    sheet: Campuses     # of a workbook
    header: 3           # the line with the headings
    decimal: comma      # 45,2 is forty-five point two
    encoding: cp850     # the letters of text files that are not UTF-8

Every key may be left out. What a file is read by without a mapping stands in
`cadence.exchange.tables.columns`.
"""

import codecs
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

from pydantic import ConfigDict, Field, ValidationError, field_validator

from cadence.errors import CadenceError, Complaint, ContentError
from cadence.model.shape import Shape, Words
from cadence.whole import write_whole

FOLDER = "mappings"


class Mapping(Shape):
    """Which heading serves which field of an import, and what its codes mean."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    columns: dict[Words, Words] = Field(default_factory=dict)
    values: dict[Words, dict[str, str]] = Field(default_factory=dict)
    missing: tuple[str, ...] = ()
    sheet: str = ""
    header: int = Field(default=0, ge=0)
    decimal: Literal["", "point", "comma"] = ""
    encoding: str = ""

    @field_validator("encoding")
    @classmethod
    def _is_known(cls, said: str) -> str:
        if said and encoding_of(said) is None:
            raise ValueError(f"'{said}' is no way to write letters; write it as cp1252, cp850 or shift_jis")
        return said

    def joined(self, other: Self) -> Self:
        """Return this mapping with what another one says on top."""
        said = {name: getattr(other, name) for name in other.model_fields_set}
        merged = {
            name: {**getattr(self, name), **value} for name, value in said.items() if isinstance(value, dict)
        }
        return self.model_copy(update={**said, **merged})


def encoding_of(said: str) -> str | None:
    """Return how Python calls a way to write letters such as 'Windows-1252', None for none."""
    try:
        found = codecs.lookup(said.strip().replace("windows-", "cp"))
    except (LookupError, ValueError):
        return None
    return found.name if found._is_text_encoding else None


NONE = Mapping()
M = TypeVar("M", bound=Mapping)


def mapping_file(root: Path, what: str) -> Path:
    """Return where the mapping of one kind of file is kept in an institute's folder."""
    return root / FOLDER / f"{what}.yaml"


def read_mapping(file: Path, fields: frozenset[str], shape: type[M]) -> M:
    """Return the mapping in a file, an empty one where there is no such file.

    Raises
    ------
    ContentError
        It is no mapping of these fields; each complaint names file, line, key and remedy.
    """
    if not file.is_file():
        return shape()
    from cadence.content.text import decoded, parsed

    label = f"{FOLDER}/{file.name}"
    text = decoded(file.read_bytes(), label)
    data = parsed(text, label) or {}
    try:
        mapping = shape.model_validate(data)
    except ValidationError as error:
        raise ContentError(_complaints(error, text, label, shape), f"{label} needs a correction:") from None
    unknown = _unknown(mapping, fields, text, label)
    if unknown:
        raise ContentError(unknown, f"{label} needs a correction:")
    return mapping


def _complaints(error: ValidationError, text: str, label: str, shape: type[Mapping]) -> list[Complaint]:
    from pydantic import TypeAdapter

    from cadence.content.complaints import complaints

    return list(complaints(error, text, label, TypeAdapter(shape)))


def _unknown(mapping: Mapping, fields: frozenset[str], text: str, label: str) -> list[Complaint]:
    from cadence.content.lines import line_of

    named = getattr(mapping, "indicators", {}).values()
    remedy = f"Use one of: {', '.join(sorted(fields))}."
    return [
        Complaint(label, line_of(text, (key, name)), f"{key}.{name}", f"no field is called '{name}'", remedy)
        for key in ("columns", "values")
        for name in getattr(mapping, key)
        if name not in fields and (key == "columns" or name not in named)
    ]


def write_mapping(file: Path, mapping: Mapping, heading: str) -> None:
    """Keep a mapping for the next file of its kind, under a comment that says what it is."""
    from io import StringIO

    from ruamel.yaml import YAML

    plain: dict[str, Any] = mapping.model_dump(exclude_defaults=True, mode="json")
    text = StringIO()
    YAML().dump(plain, text)
    comment = "".join(f"# {line}\n" for line in heading.splitlines())
    try:
        file.parent.mkdir(exist_ok=True)
        write_whole(file, (comment + text.getvalue()).encode())
    except OSError as error:
        message = f"{file} cannot be written: {error.strerror}."
        raise CadenceError(message, "See to the permissions of its folder.") from None


def said_mapping(words: Iterable[str], fields: frozenset[str]) -> dict[str, str]:
    """Return field -> heading from what was typed as `--map 'Campus=name'`.

    Raises
    ------
    CadenceError
        It is not of that form, or there is no such field.
    """
    columns = {}
    for word in words:
        heading, equals, name = word.rpartition("=")
        if not equals or not heading.strip() or name.strip() not in fields:
            remedy = f"Write --map 'HEADING=FIELD', the field one of: {', '.join(sorted(fields))}."
            raise CadenceError(f"'{word}' says no column.", remedy)
        columns[name.strip()] = heading.strip()
    return columns
