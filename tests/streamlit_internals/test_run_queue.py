"""Runs in turn: one at a time, in order; a long one holds up nobody."""

import threading
import time
from contextvars import ContextVar
from queue import SimpleQueue

import pytest
from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_run_context import SCRIPT_RUN_CONTEXT_ATTR_NAME

from ravine import turns
from ravine.turns import Turns

PATIENCE = 20  # seconds


class Crowd:
    """Runs that wait until they are let go."""

    def __init__(self) -> None:
        self.begun: SimpleQueue[int] = SimpleQueue()
        self.gates = [threading.Event() for _ in range(20)]
        self.ended: SimpleQueue[int] = SimpleQueue()

    def run(self, number: int) -> None:
        self.begun.put(number)
        assert self.gates[number].wait(PATIENCE)
        self.ended.put(number)


def test_one_at_a_time_and_first_come_first_served():
    crowd, line = Crowd(), Turns(long=PATIENCE)
    for number in range(20):
        line.submit(lambda number=number: crowd.run(number))
    for number in range(20):
        assert crowd.begun.get(timeout=PATIENCE) == number
        assert crowd.begun.empty(), "a second one began"
        crowd.gates[number].set()
        assert crowd.ended.get(timeout=PATIENCE) == number
    assert len(line) == 1


def test_a_long_run_lets_the_next_one_begin():
    crowd, line = Crowd(), Turns(long=0.01)
    for number in range(3):
        line.submit(lambda number=number: crowd.run(number))
    assert [crowd.begun.get(timeout=PATIENCE) for _ in range(3)] == [0, 1, 2], "the first holds up the others"
    for gate in crowd.gates:
        gate.set()
    # Who was long is gone afterwards: again there is one run at once.
    deadline = time.monotonic() + PATIENCE
    while len(line) > 1:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    line.submit(lambda: crowd.run(3))
    assert crowd.begun.get(timeout=PATIENCE) == 3


def test_never_more_threads_than_it_may_have():
    crowd, line = Crowd(), Turns(long=0.01, most=2)
    for number in range(3):
        line.submit(lambda number=number: crowd.run(number))
    assert [crowd.begun.get(timeout=PATIENCE) for _ in range(2)] == [0, 1]
    time.sleep(0.1)
    assert crowd.begun.empty()
    crowd.gates[0].set()
    crowd.gates[1].set()
    assert crowd.begun.get(timeout=PATIENCE) == 2
    crowd.gates[2].set()


def test_a_run_that_fails_is_reported_and_the_next_one_has_its_turn(monkeypatch):
    reported: SimpleQueue[BaseException | None] = SimpleQueue()
    monkeypatch.setattr(threading, "excepthook", lambda told: reported.put(told.exc_value))
    line, crowd = Turns(), Crowd()
    crowd.gates[0].set()
    line.submit(lambda: 1 // 0)
    line.submit(lambda: crowd.run(0))
    assert isinstance(reported.get(timeout=PATIENCE), ZeroDivisionError)
    assert crowd.ended.get(timeout=PATIENCE) == 0


def test_a_run_knows_nothing_of_the_one_before():
    told, line = ContextVar("told", default="nothing"), Turns()
    heard: SimpleQueue[str] = SimpleQueue()
    line.submit(lambda: told.set("a secret") and None)
    line.submit(lambda: heard.put(told.get()))
    assert heard.get(timeout=PATIENCE) == "nothing"


@pytest.fixture
def installed(monkeypatch):
    monkeypatch.setattr(ScriptRunner, "start", ScriptRunner.start)
    monkeypatch.setattr(turns, "_turns", [])
    turns.install()


@pytest.fixture
def line(monkeypatch) -> Turns:
    """The process's own, with as much patience as the tests have."""
    made = Turns(long=PATIENCE)
    monkeypatch.setattr(turns, "_turns", [made])
    return made


def test_what_is_taken_has_its_turn_between_the_runs(line):
    crowd = Crowd()
    line.submit(lambda: crowd.run(0))
    taken = turns.take(lambda number: crowd.run(number) or "an answer", 1)
    line.submit(lambda: crowd.run(2))
    for number in range(3):
        assert crowd.begun.get(timeout=PATIENCE) == number
        assert crowd.begun.empty(), "a second one began"
        crowd.gates[number].set()
    assert taken.result(PATIENCE) == "an answer"


def test_what_is_called_off_before_its_turn_is_not_done_and_a_failure_is_told(line):
    crowd, done = Crowd(), SimpleQueue()
    line.submit(lambda: crowd.run(0))
    assert crowd.begun.get(timeout=PATIENCE) == 0
    assert turns.take(done.put, "called off").cancel()
    failing = turns.take(lambda: 1 // 0)
    crowd.gates[0].set()
    assert isinstance(failing.exception(PATIENCE), ZeroDivisionError)
    assert done.empty()


def test_a_session_s_run_is_in_its_own_thread_and_leaves_nothing_there(installed):
    left: SimpleQueue = SimpleQueue()

    class Runner(ScriptRunner):
        def __init__(self) -> None:
            self._script_thread = None

        def _run_script_thread(self) -> None:
            setattr(threading.current_thread(), SCRIPT_RUN_CONTEXT_ATTR_NAME, self)
            left.put((self._is_in_script_thread(), threading.current_thread()))

    runner = Runner()
    runner.start()
    there, thread = left.get(timeout=PATIENCE)
    assert there
    turns._turns[0].submit(lambda: left.put(getattr(thread, SCRIPT_RUN_CONTEXT_ATTR_NAME, None)))
    assert left.get(timeout=PATIENCE) is None
    assert runner._script_thread is None
