"""Give way to short work: long work runs in threads that the system serves after the others."""

import contextlib
import os
import sys
import threading

# Beside a thread of the usual 0 it has a quarter of the processor. More, and the interpreter lock would be held for
# long by a thread that is not served.
NICE = 5


def lower(thread: threading.Thread) -> None:
    """Lower the priority of ``thread`` for the rest of its life; nothing where threads have none of their own."""
    if sys.platform == "linux" and thread.native_id:
        with contextlib.suppress(OSError):  # the thread has ended
            os.setpriority(os.PRIO_PROCESS, thread.native_id, NICE)
