"""A session as it is run: its agenda, minute by minute, and the protocols it uses."""

from typing import Self

from pydantic import Field, model_validator

from cadence.model.shape import Shape, Slug, Words


class AgendaBlock(Shape):
    """A stretch of the agenda.

    `task` is what participants see. `script` is what the facilitator can say as it stands,
    `watch_for` what to listen and look for, `example` a worked example of good output,
    `recovery` what to do when it goes wrong.
    """

    id: Slug
    title: Words
    minutes: int = Field(gt=0, le=120)
    must_keep: bool = False
    protocol: Slug | None = None
    worksheet: Slug | None = None
    materials: tuple[Words, ...] = ()
    task: Words
    script: Words
    watch_for: Words
    example: Words
    recovery: Words


class Session(Shape):
    """A meeting of the cycle (number 0 is pre-work, which has a schedule instead of a room).

    The minutes of the agenda add up to `minutes`.
    """

    id: Slug
    number: int = Field(ge=0, le=9)
    title: Words
    question: Words  # the one question the session answers
    purpose: Words
    outcomes: tuple[Words, ...] = Field(min_length=1)
    minutes: int = Field(gt=0)
    prepare: tuple[Words, ...] = ()  # what the facilitator does beforehand, in order
    bring: tuple[Words, ...] = ()  # what each team brings
    agenda: tuple[AgendaBlock, ...] = Field(min_length=1)
    worksheets: tuple[Slug, ...] = ()  # printed in the packet, in this order
    commitments: Words  # the closing prompt
    after: tuple[Words, ...] = ()  # what the facilitator does afterwards

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = sum(block.minutes for block in self.agenda)
        if total != self.minutes:
            raise ValueError(f"the agenda adds up to {total} minutes, not {self.minutes}")
        if self.minutes and not any(block.must_keep for block in self.agenda):
            raise ValueError("no agenda block is must_keep: say what cannot be dropped")
        return self


class ProtocolStep(Shape):
    """One timed move of a protocol."""

    minutes: float = Field(gt=0)
    title: Words
    do: Words


class Variants(Shape):
    """How a protocol is run in each setting."""

    in_person: Words
    remote: Words
    hybrid: Words


class Protocol(Shape):
    """A way of talking together, with its timings."""

    id: Slug
    title: Words
    purpose: Words
    minutes: float = Field(gt=0)
    group: Words  # group size and roles
    steps: tuple[ProtocolStep, ...] = Field(min_length=1)
    variants: Variants
    pitfalls: Words

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = sum(step.minutes for step in self.steps)
        if total != self.minutes:
            raise ValueError(f"the steps add up to {total:g} minutes, not {self.minutes:g}")
        return self
