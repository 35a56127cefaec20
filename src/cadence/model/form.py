"""A form: the same fields as widgets on a phone and as a printed worksheet."""

from typing import Annotated, Literal, Self

from pydantic import Field as Bound
from pydantic import ValidationInfo, field_validator, model_validator

from cadence.model.kept import FILLED, Keeps, needed
from cadence.model.shape import Amiss, Shape, Slug, Words

Lines = Annotated[int, Bound(ge=1, le=30)]


class _Field(Shape):
    id: Slug
    label: Words
    help: str = ""
    required: bool = False


class TextField(_Field):
    """A line or more of words; `lines` is the room to write on paper."""

    kind: Literal["text"] = "text"
    lines: Lines = 3


class NumberField(_Field):
    """A number between two bounds, in a unit."""

    kind: Literal["number"] = "number"
    low: float | None = None
    high: float | None = None
    unit: str = ""


class DateField(_Field):
    """A day."""

    kind: Literal["date"] = "date"


class ChoiceField(_Field):
    """One of the options, or several where `many`."""

    kind: Literal["choice"] = "choice"
    options: tuple[Words, ...] = Bound(min_length=2)
    many: bool = False


class GridField(_Field):
    """Statements to be marked on one scale."""

    kind: Literal["grid"] = "grid"
    rows: tuple[Words, ...] = Bound(min_length=1)
    options: tuple[Words, ...] = Bound(min_length=2)


class TableField(_Field):
    """A table to fill, with `rows` empty rows on paper; `first` gives the first column's words.

    Where it `keeps` goals, say, each row is a goal, and `fields` names the field that each column fills
    ('' for a column that is kept with the form).
    """

    kind: Literal["table"] = "table"
    columns: tuple[Words, ...] = Bound(min_length=2, max_length=7)
    widths: tuple[float, ...] = ()
    rows: Annotated[int, Bound(ge=1, le=20)] = 4
    first: tuple[Words, ...] = ()
    keeps: Keeps | None = None
    fields: tuple[str, ...] = Bound(default=(), validate_default=True)

    @field_validator("fields")
    @classmethod
    def _known(cls, fields: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        """Hold `fields` to what the table keeps; what is wrong elsewhere is said there."""
        told = info.data
        if told.keys() >= {"columns", "keeps", "first"}:
            _fill(fields, told["keeps"], len(told["columns"]), bool(told["first"]))
        return fields

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.widths and len(self.widths) != len(self.columns):
            raise ValueError("widths needs one number a column")
        if len(set(self.first)) < len(self.first):
            # A row is known by its first words: two that are alike would be one.
            raise ValueError("first names a row twice; number them, such as '1. Why' and '2. Why'")
        return self


def _fill(fields: tuple[str, ...], keeps: str | None, columns: int, named: bool) -> None:
    """Refuse fields that do not make a record of each row."""
    if keeps is None:
        if fields:
            raise Amiss(
                "fields are given, and the table keeps nothing", "Say what it keeps, or take them out."
            )
        return
    known = f"Write one of {', '.join(FILLED[keeps])}, or '' for a column that is kept with the form."
    if named:
        raise Amiss(f"rows that are each a {keeps} have no first words of their own", "Take out 'first'.")
    if len(fields) != columns:
        raise Amiss(f"there are {columns} columns, and {len(fields)} fields", f"Give one a column. {known}")
    for name in filter(None, fields):
        if name not in FILLED[keeps]:
            raise Amiss(f"'{name}' is no field of a {keeps}", known)
        if fields.count(name) > 1:
            raise Amiss(f"the field '{name}' is filled by two columns", known)
    if missing := [name for name in needed(keeps) if name not in fields]:
        raise Amiss(f"no column fills '{missing[0]}', without which there is no {keeps}", known)


class ChecklistField(_Field):
    """Things to tick."""

    kind: Literal["checklist"] = "checklist"
    items: tuple[Words, ...] = Bound(min_length=1)


class Passage(Shape):
    """Words between the fields: an instruction or an example."""

    kind: Literal["passage"] = "passage"
    title: str = ""
    text: Words


FormPart = Annotated[
    TextField | NumberField | DateField | ChoiceField | GridField | TableField | ChecklistField | Passage,
    Bound(discriminator="kind"),
]


class Form(Shape):
    """A form of one page or a little more; `private` means that one person alone sees it."""

    id: Slug
    title: Words
    purpose: Words
    minutes: int = Bound(gt=0)
    private: bool = False
    example: str = ""  # a worked example, in a sentence or two
    parts: tuple[FormPart, ...] = Bound(min_length=1)

    @model_validator(mode="after")
    def _ids_once(self) -> Self:
        ids = [p.id for p in self.parts if not isinstance(p, Passage)]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ValueError(f"field ids are used twice: {', '.join(twice)}")
        return self
