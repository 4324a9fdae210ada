"""Runs in turn: so many at once, in order; who only waits holds up nobody."""

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


def test_so_many_at_once_and_first_come_first_served():
    crowd, line = Crowd(), Turns(2)
    for number in range(20):
        line.submit(lambda number=number: crowd.run(number))
    seen = [crowd.begun.get(timeout=PATIENCE) for _ in range(2)]
    for number in range(20):
        assert crowd.begun.empty(), "a third one began"
        crowd.gates[number].set()
        assert crowd.ended.get(timeout=PATIENCE) == number
        if number < 18:
            seen.append(crowd.begun.get(timeout=PATIENCE))
    assert seen == list(range(20))


def test_who_only_waits_lets_somebody_else_have_the_turn():
    crowd, line, back = Crowd(), Turns(1), threading.Event()

    def waits() -> None:
        with line.aside():
            crowd.run(0)
        back.set()

    line.submit(waits)
    line.submit(lambda: crowd.run(1))
    assert {crowd.begun.get(timeout=PATIENCE), crowd.begun.get(timeout=PATIENCE)} == {0, 1}, "both are at it"
    crowd.gates[0].set()
    assert back.wait(PATIENCE)
    crowd.gates[1].set()
    # One of the two threads goes: again there is one run at once.
    for number in (2, 3):
        line.submit(lambda number=number: crowd.run(number))
    assert crowd.begun.get(timeout=PATIENCE) == 2
    assert crowd.begun.empty()
    crowd.gates[2].set()
    assert crowd.begun.get(timeout=PATIENCE) == 3
    crowd.gates[3].set()
    deadline = time.monotonic() + PATIENCE
    while len(line) > 1:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_run_that_fails_is_reported_and_the_next_one_has_its_turn(monkeypatch):
    reported: SimpleQueue[BaseException | None] = SimpleQueue()
    monkeypatch.setattr(threading, "excepthook", lambda told: reported.put(told.exc_value))
    line, crowd = Turns(1), Crowd()
    crowd.gates[0].set()
    line.submit(lambda: 1 // 0)
    line.submit(lambda: crowd.run(0))
    assert isinstance(reported.get(timeout=PATIENCE), ZeroDivisionError)
    assert crowd.ended.get(timeout=PATIENCE) == 0


def test_a_run_knows_nothing_of_the_one_before():
    told, line = ContextVar("told", default="nothing"), Turns(1)
    heard: SimpleQueue[str] = SimpleQueue()
    line.submit(lambda: told.set("a secret") and None)
    line.submit(lambda: heard.put(told.get()))
    assert heard.get(timeout=PATIENCE) == "nothing"


@pytest.fixture
def installed(monkeypatch):
    monkeypatch.setattr(ScriptRunner, "start", ScriptRunner.start)
    monkeypatch.setattr(turns, "_turns", [])
    turns.install(1)


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
