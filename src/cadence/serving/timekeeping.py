"""What the facilitator does with timers, and the setting in which protocols are run."""

from collections.abc import Callable
from typing import get_args

from cadence.content import Content
from cadence.serving.floor import Setting
from cadence.serving.refusal import Refusal
from cadence.serving.rule import Route
from cadence.serving.steering import GARBLED, Agenda, Steering
from cadence.serving.timer import MOST_MINUTES, Timer, breakout

LONGEST = 400  # characters of a task: it is read from the back of a room


class TimerControl(Agenda):
    """Runs a timer."""

    def post(self) -> None:
        """Begin a protocol's steps or a breakout, pause it, go on, give it a minute, or end it."""
        doing: dict[str, Callable[[], Timer | None]] = {
            "steps": self._steps,
            "breakout": self._breakout,
            "go": lambda: self.timer.go(self.said("at", int), self.now()),
            "pause": lambda: self.timer.pause(self.now()),
            "resume": lambda: self.timer.resume(self.now()),
            "more": lambda: self.timer.more(1, self.now()),
            "end": lambda: None,
        }
        do = self.said("do", str)
        if do not in doing:
            raise Refusal(422, f"A timer does not '{do}'.", GARBLED)
        self.floor.time(doing[do]())
        self.finish_json({})

    @property
    def timer(self) -> Timer:
        """Return the timer that runs."""
        timer = self.floor.kept.timer
        if timer is None:
            raise Refusal(409, "No timer runs.", "Begin one first.")
        return timer

    def _steps(self) -> Timer:
        pace = self.pace()
        block = self.parts(pace)[pace.at]
        if not block.protocol:
            raise Refusal(409, "This part of the agenda has no protocol.", "Begin a breakout instead.")
        return Timer.of(Content.load(self.house.root).protocol(block.protocol), self.now())

    def _breakout(self) -> Timer:
        task, minutes = self.said("task", str).strip(), self.said("minutes", str).strip()
        if not minutes.isdecimal() or not 0 < int(minutes) <= MOST_MINUTES:
            raise Refusal(422, f"'{minutes[:20]}' is no number of minutes.", f"Write 1 to {MOST_MINUTES}.")
        if not task or len(task) > LONGEST:
            raise Refusal(422, "Say in a sentence what is to be done.", f"At most {LONGEST} characters.")
        return breakout(task, int(minutes), self.now())


class SettingChoice(Steering):
    """Keeps where people are today."""

    def post(self) -> None:
        """Keep whether all are in the room, all remote, or some."""
        setting = self.said("setting", str)
        known: dict[str, Setting] = {each: each for each in get_args(Setting)}
        if setting not in known:
            raise Refusal(422, f"There is no setting '{setting}'.", GARBLED)
        self.floor.meet(known[setting])
        self.finish_json({})


ROUTES = (
    Route("api/room/timer", TimerControl, "facilitator"),
    Route("api/room/setting", SettingChoice, "facilitator"),
)
