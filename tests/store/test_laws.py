"""Whatever is written, removed and undone in whatever order, the store does what a plain model does."""

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from cadence.errors import NotFound, StaleRevision, UndoRefused
from cadence.model import Entry, Team
from cadence.store import Store, Viewer
from cadence.store.health import examine

IDS = st.sampled_from("ab")
VALUES = st.dictionaries(st.sampled_from("pq"), st.integers(0, 2), max_size=2)
FORMS = st.sampled_from("xy")


class Life(RuleBasedStateMachine):
    """Two ids, written, removed and undone; held versions may be stale."""

    held = Bundle("held")
    store: Store

    def __init__(self) -> None:
        super().__init__()
        self.view = self.store.view(Viewer("custodian"))
        self.team = f"t{id(self)}.{self.view.seq()}"
        self.view.write(Team(id=self.team, name="x"))
        self.plain: dict[str, Entry] = {}
        self.revisions: dict[str, int] = {}
        self.log: list[tuple[int, Entry | None, Entry | None]] = []

    @initialize(target=held)
    def begin(self) -> Any:
        return multiple()

    def _named(self, id: str) -> str:
        return f"{self.team}.{id}"

    def _expect(self, id: str, after: Entry | None) -> None:
        before = self.plain.pop(id, None)
        if after is not None:
            self.plain[id] = after
            self.revisions[id] = after.revision
        self.log.append((self.view.seq(), before, after))

    @rule(target=held, id=IDS, form=FORMS, values=VALUES)
    def create(self, id: str, form: str, values: dict[str, int]) -> Any:
        entry = Entry(id=self._named(id), cycle=1, team=self.team, form=form, values=values)
        if entry.id in self.plain:
            with pytest.raises(StaleRevision) as refusal:
                self.view.write(entry)
            assert refusal.value.current == self.plain[entry.id]
            return multiple()
        (made,) = self.view.write(entry)
        assert made.revision == self.revisions.get(entry.id, 0) + 1
        self._expect(entry.id, made)
        return made

    @rule(target=held, old=held, form=FORMS, values=VALUES)
    def change(self, old: Entry, form: str, values: dict[str, int]) -> Any:
        wanted = old.model_copy(update={"form": form, "values": values})
        stands = self.plain.get(old.id)
        if stands is None or stands.revision != old.revision:
            with pytest.raises(NotFound if stands is None else StaleRevision):
                self.view.write(wanted)
            return multiple()
        (made,) = self.view.write(wanted)
        if wanted == old:
            assert made == old
            return multiple()
        self._expect(old.id, made)
        return made

    @rule(old=consumes(held))
    def remove(self, old: Entry) -> None:
        stands = self.plain.get(old.id)
        if stands is None or stands.revision != old.revision:
            with pytest.raises(NotFound if stands is None else StaleRevision):
                self.view.remove(old)
            return
        self.view.remove(old)
        self._expect(old.id, None)

    @rule(target=held, data=st.data())
    def undo(self, data: st.DataObject) -> Any:
        if not self.log:
            return multiple()
        number, before, after = data.draw(st.sampled_from(self.log))
        last = number == self.log[-1][0]
        try:
            (change,) = self.view.undo(number)
        except (UndoRefused, NotFound):
            assert not last or before is None is after
            return multiple()
        stands = change.after
        if last:  # nothing came after it: all is as it was, but for the revision
            assert (stands and _content(stands)) == (before and _content(before))
        self._expect(change.subject.id, stands)  # type: ignore[arg-type]
        return stands if stands is not None else multiple()

    @invariant()
    def the_store_holds_what_the_model_holds(self) -> None:
        stored = {each.id: each for each in self.view.all(Entry, team=self.team)}
        assert stored == self.plain


def _content(entry: Any) -> dict[str, Any]:
    return dict(entry.model_dump(exclude={"revision"}))


def test_writes_removals_and_undos_follow_the_plain_model(store: Store, url: str) -> None:
    machine = type("Living", (Life,), {"store": store})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=20, stateful_step_count=20, deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )  # fmt: skip
    ill = [each for each in examine(url) if each.state == "ill"]
    assert not ill
