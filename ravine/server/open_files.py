"""Let the process open as many files and sockets as the system allows it.

The usual limit, 1024, is there for programs that use ``select``. The event loop does not, and 150 visitors who come at
once reach it.
"""

import sys

ENOUGH = 65_536  # where the system has no limit, some count up to it


def most() -> int:
    """How many files the process may hold open at once."""
    try:
        import resource
    except ImportError:  # Windows, where sockets are no files
        return sys.maxsize
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return sys.maxsize if soft == resource.RLIM_INFINITY else soft


def allow_more() -> None:
    """Raise the limit to what may be had without rights, at most :data:`ENOUGH`; leave it where that fails."""
    try:
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = ENOUGH if hard == resource.RLIM_INFINITY else min(hard, ENOUGH)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    except (ImportError, ValueError, OSError):  # Windows; a system that has other limits than it says
        return
