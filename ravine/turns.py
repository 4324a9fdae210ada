"""Script runs in turn: so many at once, first come first served.

Streamlit starts a thread for every rerun. A lecture hall's all compete for the one interpreter lock, each wakes every
5 ms to ask for it, and the thread that talks to the browsers is one of many who wait: everybody is slow together, and
the processor is busier with threads than with scripts.
"""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context
from queue import SimpleQueue

from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_run_context import SCRIPT_RUN_CONTEXT_ATTR_NAME

# One computes without the lock, in a kernel, while the other one holds it.
AT_ONCE = 2


class Turns:
    """Runs what it is given, ``slots`` at once, in the order in which it came."""

    def __init__(self, slots: int) -> None:
        self._waiting: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._lock, self._threads = threading.Lock(), 0
        for _ in range(slots):
            self._hire()

    def submit(self, run: Callable[[], None]) -> None:
        """Let ``run`` have its turn; what it raises is reported as any thread's errors are."""
        self._waiting.put(run)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Within, the calling run only waits for something: somebody else has its turn."""
        self._hire()
        try:
            yield
        finally:
            self._waiting.put(None)

    def __len__(self) -> int:
        """How many threads there are."""
        return self._threads

    def _hire(self) -> None:
        with self._lock:
            self._threads += 1
        threading.Thread(target=self._work, name="script", daemon=True).start()

    def _work(self) -> None:
        while (run := self._waiting.get()) is not None:
            try:
                # As in a thread of its own: nothing is known of the run before.
                Context().run(run)
            except BaseException:
                threading.excepthook(threading.ExceptHookArgs([*sys.exc_info(), threading.current_thread()]))
        with self._lock:
            self._threads -= 1


_turns: list[Turns] = []  # one, on a server


def install(slots: int = AT_ONCE) -> None:
    """Call once: from now on every session's runs take their turn."""
    if not _turns:
        _turns.append(Turns(slots))
    ScriptRunner.start = _start


@contextmanager
def aside() -> Iterator[None]:
    """As :meth:`Turns.aside`; nothing where runs do not take turns."""
    if not _turns:
        yield
        return
    with _turns[0].aside():
        yield


def _start(self: ScriptRunner) -> None:
    _turns[0].submit(lambda: _run(self))


def _run(runner: ScriptRunner) -> None:
    thread = threading.current_thread()
    runner._script_thread = thread
    try:
        runner._run_script_thread()
    finally:
        # The session is not to live for as long as the thread does.
        runner._script_thread = None
        vars(thread).pop(SCRIPT_RUN_CONTEXT_ATTR_NAME, None)
