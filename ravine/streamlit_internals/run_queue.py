"""Run the scripts of all sessions one at a time, fair between addresses; beside a long run the next one begins.

Streamlit starts a thread for every rerun. A lecture hall's all compete for the one interpreter lock, each wakes every
5 ms to ask for it, and the thread that talks to the browsers is one of many that wait: every page is slow at once, and
the processor is busier with threads than with scripts.

It also starts a session's next run while the one before, told to stop, may still be at its end, where it removes the
state of widgets that it has not drawn: each has a lock of its own, and both change one state. Here a session's runs
follow each other, long ones too.
"""

import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextvars import Context
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from engine import priority
from engine.shares import Shares
from ravine.streamlit_internals.patch import Patch, Target
from ravine.streamlit_internals.visitor import address_of_session

if TYPE_CHECKING:
    from streamlit.runtime.scriptrunner import ScriptRunner

NAME = "run_queue"
START = "streamlit.runtime.scriptrunner:ScriptRunner.start"
LONG = 0.1  # seconds after which a run no longer holds up the others
EACH = 4  # runs of one address that are long at the same time
MOST = 16  # threads, when so many runs are long: those of a lecture hall that comes while kernels are compiled, say


@dataclass(frozen=True)
class _Run:
    call: Callable[[], None]
    owner: str
    urgent: bool
    line: str


class RunQueue:
    """Runs what it is given one at a time, by owner; beside a long run the next one begins, at a higher priority.

    An owner who has used little lately goes before one who has used much (:class:`engine.shares.Shares`). Among equals
    what is urgent goes first: a race takes 1 ms and is what a visitor waits for, a script 10 ms.
    """

    def __init__(self, long: float = LONG, most: int = MOST, each: int = EACH) -> None:
        self._waiting: Shares[_Run] = Shares(each)
        # Runs that wait for the end of one in their line, by lines that have one waiting or running.
        self._lines: dict[str, deque[_Run]] = {}
        self._changed, self._threads = threading.Condition(), 0
        self._long, self._most = long, most
        self._since: dict[threading.Thread, float] = {}  # when the runs began that hold up the others
        self._busy = threading.Event()
        self._add_thread()
        threading.Thread(target=self._watch, name="run queue", daemon=True).start()

    def submit(self, run: Callable[[], None], *, owner: str = "", urgent: bool = False, line: str = "") -> None:
        """Call ``run`` when its turn has come; what it raises is reported as any thread's errors are.

        Runs of one ``line`` follow each other, in order, also when they are long; without a name there is no line.
        """
        added = _Run(run, owner, urgent, line)
        with self._changed:
            if line in self._lines:
                self._lines[line].append(added)
                return
            if line:
                self._lines[line] = deque()
            self._put(added)

    def _put(self, run: _Run) -> None:
        self._waiting.put(run.owner, run, urgent=run.urgent)
        self._changed.notify()

    def _leave(self, line: str) -> None:
        """A run of ``line`` is over: the next one may have its turn."""
        if following := self._lines.get(line):
            self._put(following.popleft())
        else:
            self._lines.pop(line, None)

    def __len__(self) -> int:
        """How many threads there are."""
        return self._threads

    def _add_thread(self) -> None:
        self._threads += 1
        threading.Thread(target=self._work, name="script", daemon=True).start()

    def _step_aside(self, thread: threading.Thread) -> None:
        """``thread`` holds up no run from now on, and ends after its own: another one is started in its place."""
        if self._since.pop(thread, None) is not None:
            priority.lower(thread)
            self._add_thread()

    def _work(self) -> None:
        here = threading.current_thread()
        while True:
            with self._changed:
                while not (taken := self._waiting.take()):
                    self._changed.wait()
                self._since[here] = time.monotonic()
            owner, run = taken
            self._busy.set()
            began = time.thread_time()
            try:
                # As in a thread of its own: nothing is known of the run before.
                Context().run(run.call)
            except BaseException:
                threading.excepthook(threading.ExceptHookArgs([*sys.exc_info(), here]))
            with self._changed:
                self._waiting.done(owner, time.thread_time() - began)
                self._leave(run.line)
                self._changed.notify()  # its owner's next may run now
                if self._since.pop(here, None) is None:
                    break
        with self._changed:
            self._threads -= 1

    def _watch(self) -> None:
        while self._busy.wait():
            time.sleep(self._long / 2)
            self.relieve(time.monotonic())

    def relieve(self, now: float) -> None:
        """Start the next runs beside those that are long at ``now``, a time as ``time.monotonic`` gives it."""
        with self._changed:
            if not self._since:
                self._busy.clear()
            elif self._waiting.any() and self._threads < self._most:
                for thread in [one for one, since in self._since.items() if since < now - self._long]:
                    self._step_aside(thread)


@cache
def _queue() -> RunQueue:
    """The process's own."""
    return RunQueue()


def take(function: Callable[..., Any], *args: Any, owner: str = "") -> Future:
    """``function(*args)`` when it is the turn of ``owner``, an address; nothing if it is cancelled before.

    Beside the runs it would take the interpreter lock from them. Without the patch, which has scripts wait here too, it
    is still fair between addresses.
    """
    future: Future = Future()
    _queue().submit(lambda: _answer(future, function, args), owner=owner, urgent=True)
    return future


def _answer(future: Future, function: Callable[..., Any], args: tuple) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(function(*args))
    except BaseException as error:  # for the caller that waits
        future.set_exception(error)


def make() -> Mapping[str, Callable]:
    from streamlit.runtime.scriptrunner_utils.script_run_context import SCRIPT_RUN_CONTEXT_ATTR_NAME

    def run(runner: "ScriptRunner") -> None:
        thread = threading.current_thread()
        runner._script_thread = thread
        try:
            runner._run_script_thread()
        finally:
            # The session is not to live for as long as the thread does.
            runner._script_thread = None
            vars(thread).pop(SCRIPT_RUN_CONTEXT_ATTR_NAME, None)

    def start(self: "ScriptRunner") -> None:
        session = self._session_id
        _queue().submit(lambda: run(self), owner=address_of_session(session), line=session)

    return {START: start}


PATCH = Patch(
    name=NAME,
    purpose="speed",
    reason="With a thread for every rerun, all sessions are slow at once, the threads' changes cost CPU, and two runs "
    "of a session may change its state at the same time.",
    gain="Without it, 150 sessions on one process: 12.8 -> 13.7 ms of CPU a change, 95 of 100 within 0.95 -> 1.5 s.",
    make=make,
    replaces=(Target(START, "self", "7467332775df9b66"),),
    uses=(
        Target("streamlit.runtime.scriptrunner:ScriptRunner._run_script_thread", "self", "cf371367e8fa3c8a"),
        Target("streamlit.runtime.scriptrunner:ScriptRunner._is_in_script_thread", "self", "f6dc3a5796f3faf9"),
        Target(
            "streamlit.runtime.scriptrunner_utils.script_run_context:add_script_run_ctx",
            "thread ctx",
            "3b1ac7c2457e47e1",
        ),
    ),
)
