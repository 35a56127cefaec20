"""What every stored record has in common."""

from typing import ClassVar, Literal
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field

Audience = Literal["institute", "team", "own", "confidential", "keys"]


def new_id() -> str:
    """Return a fresh random record id (32 hex digits)."""
    return uuid4().hex


class Record(BaseModel):
    """A frozen row: `id` names it for ever, `revision` counts its changes (0: not stored yet).

    Class variables tell the store what it must know of the type:

    - `table`: the table's name.
    - `parent`: the field that holds the id of the record this one serves (the one thread:
      condition -> clause -> indicator -> goal -> card -> evidence -> mark), or '' for a root.
    - `audience`: who may read it. `institute` everyone in it; `team` the members of its team and
      facilitators; `own` its person alone; `confidential` its person alone, and the custodian who
      computes publications; `keys` the custodian alone.
    - `people`: the fields, besides `person`, that hold a person's id.

    The docstring under a field is its meaning in the data dictionary.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        ser_json_inf_nan="constants",
        use_attribute_docstrings=True,
    )

    table: ClassVar[str]
    parent: ClassVar[str] = ""
    audience: ClassVar[Audience] = "team"
    people: ClassVar[tuple[str, ...]] = ()

    id: str = Field(default_factory=new_id, min_length=1, max_length=120)
    """What names the record for ever, and what other records call it by."""
    revision: int = 0
    """How often the record was written; 0: not stored yet."""
