import signal
import sys

import pytest

from cadence.packets.stopping import Stopping

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signal to itself alone")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_time_asks_and_is_answered_once(number: signal.Signals) -> None:
    said: list[str] = []
    with Stopping(said.append) as stop:
        assert not stop()
        signal.raise_signal(number)
        assert said == []
        assert stop() and stop()
    assert len(said) == 1


def test_the_second_time_interrupts() -> None:
    with pytest.raises(KeyboardInterrupt), Stopping(lambda words: None):
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)


def test_afterwards_ctrl_c_is_what_it_was() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with Stopping(lambda words: None):
        assert signal.getsignal(signal.SIGINT) != before[0]
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
