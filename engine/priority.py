"""Give way to short work: long work runs in threads that the system serves after the others."""

import contextlib
import os
import sys
import threading

# More than the process has, whose own priority a supervisor may have lowered. Such a thread has a quarter of the
# processor beside one of the others. With more the interpreter lock would be held for long by a thread that is not
# served.
NICER = 5
LOWEST = 19


def lower(thread: threading.Thread) -> None:
    """Lower the priority of ``thread`` for the rest of its life; nothing where threads have none of their own."""
    if sys.platform == "linux" and thread.native_id:
        with contextlib.suppress(OSError):  # the thread has ended
            usual = os.getpriority(os.PRIO_PROCESS, os.getpid())
            os.setpriority(os.PRIO_PROCESS, thread.native_id, min(usual + NICER, LOWEST))
