"""Runs of scripts in turn: one at a time, in order; beside a long one the next begins."""

import math
import os
import sys
import threading
from contextvars import ContextVar
from queue import SimpleQueue

import pytest
from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_run_context import SCRIPT_RUN_CONTEXT_ATTR_NAME

from ravine.streamlit_internals import run_queue
from ravine.streamlit_internals.run_queue import RunQueue, take

LATER = math.inf  # when every run is long


class Runs:
    """Runs that wait until they are let go."""

    def __init__(self) -> None:
        self.begun: SimpleQueue[int] = SimpleQueue()
        self.gates = [threading.Event() for _ in range(20)]
        self.ended: SimpleQueue[int] = SimpleQueue()
        self.threads: dict[int, threading.Thread] = {}

    def run(self, number: int) -> None:
        self.threads[number] = threading.current_thread()
        self.begun.put(number)
        self.gates[number].wait()
        self.ended.put(number)


@pytest.fixture
def queue() -> RunQueue:
    """No run is long by itself: a test says when."""
    return RunQueue(long=threading.TIMEOUT_MAX)


def test_one_at_a_time_and_first_come_first_served(queue):
    runs = Runs()
    for number in range(20):
        queue.submit(lambda number=number: runs.run(number))
    for number in range(20):
        assert runs.begun.get() == number
        assert runs.begun.empty(), "a second one began"
        runs.gates[number].set()
        assert runs.ended.get() == number
    assert len(queue) == 1


def test_beside_a_long_run_the_next_one_begins(queue):
    runs = Runs()
    for number in range(3):
        queue.submit(lambda number=number: runs.run(number))
    for number in range(3):
        assert runs.begun.get() == number
        assert runs.begun.empty(), "a second one began"
        queue.relieve(LATER)
    assert len(queue) == 3, "a thread was started that no run waits for"
    for gate in runs.gates:
        gate.set()
    # The threads of runs that were long end with them: again there is one run at a time.
    for number in range(2):
        runs.threads[number].join()
    assert len(queue) == 1
    queue.submit(lambda: runs.run(3))
    assert runs.begun.get() == 3


def test_runs_of_one_line_follow_each_other_and_hold_up_no_others(queue):
    runs = Runs()
    for number, line in enumerate(["session", "session", "another", "session"]):
        queue.submit(lambda number=number: runs.run(number), line=line)
    assert runs.begun.get() == 0
    queue.relieve(LATER)
    assert runs.begun.get() == 2, "a session's next run began while the one before went on"
    runs.gates[2].set()
    assert runs.ended.get() == 2
    for ended, begun in ((0, 1), (1, 3)):
        assert runs.begun.empty()
        runs.gates[ended].set()
        assert runs.begun.get() == begun
    runs.gates[3].set()
    runs.threads[0].join()
    queue.submit(lambda: runs.run(4), line="session")
    assert runs.begun.get() == 4, "a line whose runs are over holds the next one back"
    runs.gates[4].set()


def test_a_watch_lets_the_next_one_begin():
    runs, queue = Runs(), RunQueue(long=0.001)
    for number in range(3):
        queue.submit(lambda number=number: runs.run(number))
    assert [runs.begun.get() for _ in range(3)] == [0, 1, 2], "the first holds up the others"
    for gate in runs.gates:
        gate.set()


def test_a_short_run_stays_alone(queue):
    runs = Runs()
    for number in range(2):
        queue.submit(lambda number=number: runs.run(number))
    assert runs.begun.get() == 0
    queue.relieve(-LATER)
    assert len(queue) == 1
    runs.gates[0].set()
    runs.gates[1].set()


def test_never_more_threads_than_it_may_have():
    runs, queue = Runs(), RunQueue(long=threading.TIMEOUT_MAX, most=2)
    for number in range(3):
        queue.submit(lambda number=number: runs.run(number))
    for number in range(2):
        assert runs.begun.get() == number
        queue.relieve(LATER)
        assert len(queue) == 2
    for gate in runs.gates[:2]:
        gate.set()
    assert runs.begun.get() == 2
    runs.gates[2].set()


def test_an_address_whose_runs_are_long_holds_some_threads_and_not_all():
    runs, queue = Runs(), RunQueue(long=threading.TIMEOUT_MAX, each=2)
    for number in range(3):
        queue.submit(lambda number=number: runs.run(number), owner="attacker")
    for number in range(2):
        assert runs.begun.get() == number
        queue.relieve(LATER)
    queue.submit(lambda: runs.run(9), owner="visitor")
    queue.relieve(LATER)
    assert runs.begun.get() == 9, "the visitor waits for the attacker's third"
    runs.gates[0].set()
    assert runs.ended.get() == 0
    runs.gates[9].set()
    assert runs.begun.get() == 2
    for gate in runs.gates:
        gate.set()


@pytest.mark.skipif(sys.platform != "linux", reason="a thread has no priority of its own")
def test_a_long_run_gives_way_to_the_others(queue):
    runs = Runs()
    for number in range(2):
        queue.submit(lambda number=number: runs.run(number))
    assert runs.begun.get() == 0
    queue.relieve(LATER)
    assert runs.begun.get() == 1
    first, second = (os.getpriority(os.PRIO_PROCESS, runs.threads[number].native_id) for number in range(2))
    assert first > second
    for gate in runs.gates:
        gate.set()


def test_a_run_that_fails_is_reported_and_the_next_one_has_its_turn(monkeypatch, queue):
    reported: SimpleQueue[BaseException | None] = SimpleQueue()
    monkeypatch.setattr(threading, "excepthook", lambda problem: reported.put(problem.exc_value))
    runs = Runs()
    runs.gates[0].set()
    queue.submit(lambda: 1 // 0)
    queue.submit(lambda: runs.run(0))
    assert isinstance(reported.get(), ZeroDivisionError)
    assert runs.ended.get() == 0


def test_a_run_knows_nothing_of_the_one_before(queue):
    known: ContextVar[str] = ContextVar("known", default="nothing")
    heard: SimpleQueue[str] = SimpleQueue()
    queue.submit(lambda: known.set("a secret") and None)
    queue.submit(lambda: heard.put(known.get()))
    assert heard.get() == "nothing"


@pytest.fixture
def process_s(monkeypatch, applied, queue) -> RunQueue:
    """The process's own queue, with the patch."""
    monkeypatch.setattr(run_queue, "_queue", lambda: queue)
    applied("run_queue")
    return queue


@pytest.mark.patch("run_queue")
def test_what_is_taken_goes_before_scripts_that_wait(process_s):
    runs = Runs()
    process_s.submit(lambda: runs.run(0))
    assert runs.begun.get() == 0
    process_s.submit(lambda: runs.run(3))
    taken = take(lambda number: runs.run(number) or "an answer", 1)
    take(runs.run, 2)
    for number in range(4):
        assert number == 0 or runs.begun.get() == number
        assert runs.begun.empty(), "a second one began"
        runs.gates[number].set()
    assert taken.result() == "an answer"


@pytest.mark.patch("run_queue")
def test_what_is_called_off_before_its_turn_is_not_done_and_a_failure_is_told(process_s):
    runs, done = Runs(), SimpleQueue()
    process_s.submit(lambda: runs.run(0))
    assert runs.begun.get() == 0
    assert take(done.put, "called off").cancel()
    failing = take(lambda: 1 // 0)
    runs.gates[0].set()
    assert isinstance(failing.exception(), ZeroDivisionError)
    assert done.empty()


def test_without_the_patch_what_is_taken_is_fair_between_addresses_too(monkeypatch, queue):
    monkeypatch.setattr(run_queue, "_queue", lambda: queue)
    runs = Runs()
    first = take(runs.run, 0, owner="much")
    assert runs.begun.get() == 0
    queue._waiting.done("much", 10.0)
    queue._waiting._running["much"] += 1  # it goes on
    later = [take(runs.run, number, owner=owner) for number, owner in ((1, "much"), (2, "little"))]
    for gate in runs.gates:
        gate.set()
    for future in (first, *later):
        future.result()
    assert [runs.begun.get() for _ in later] == [2, 1]


@pytest.mark.patch("run_queue")
def test_a_session_s_run_is_in_its_own_thread_and_leaves_nothing_there(process_s):
    left: SimpleQueue = SimpleQueue()

    class Runner(ScriptRunner):
        def __init__(self) -> None:
            self._script_thread, self._session_id = None, "nobody's"

        def _run_script_thread(self) -> None:
            setattr(threading.current_thread(), SCRIPT_RUN_CONTEXT_ATTR_NAME, self)
            left.put((self._is_in_script_thread(), threading.current_thread()))

    runner = Runner()
    runner.start()
    there, thread = left.get()
    assert there
    process_s.submit(lambda: left.put(getattr(thread, SCRIPT_RUN_CONTEXT_ATTR_NAME, None)))
    assert left.get() is None
    assert runner._script_thread is None


@pytest.mark.patch("run_queue")
def test_a_session_s_next_run_waits_for_the_end_of_the_one_before_however_long_that_takes(process_s):
    """Both would change one state: Streamlit starts the next one while the one before may still be at its end."""
    runs = Runs()

    class Runner(ScriptRunner):
        def __init__(self, number: int, session: str) -> None:
            self.number, self._script_thread, self._session_id = number, None, session

        def _run_script_thread(self) -> None:
            runs.run(self.number)

    for number, session in enumerate(["a visitor's", "a visitor's", "another's"]):
        Runner(number, session).start()
    assert runs.begun.get() == 0
    process_s.relieve(LATER)
    assert runs.begun.get() == 2
    for gate in runs.gates:
        gate.set()
    assert runs.begun.get() == 1
