"""The server's log: one JSON object a line on standard error, with nothing of a visitor in it.

No address, no link, no value that somebody typed: a record's message is written as its template, never filled in, and
an error is told by its type and the places in the code that it went through. A line that a stranger can cause as often
as they like is written a few times a minute; the next one says how many were left out.
"""

import json
import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from functools import cache
from typing import Any

_log = logging.getLogger("ravine")
MINUTE = 60.0  # seconds
OFTEN = 10  # lines of one kind a minute; more say nothing new


class Rate:
    """How often each kind of line is written: at most ``often`` in a minute of ``clock``."""

    def __init__(self, often: int = OFTEN, clock: Callable[[], float] = time.monotonic) -> None:
        self._often, self._clock = often, clock
        self._lock = threading.Lock()
        self._began: dict[Any, float] = {}  # the minute, by kind
        self._count: dict[Any, int] = {}  # lines since then, written or not

    def left_out(self, kind: Any) -> int | None:
        """None for a line that is one too many; else how many of its kind were left out before it."""
        with self._lock:
            now, count = self._clock(), self._count.get(kind, 0)
            if now - self._began.get(kind, -MINUTE) >= MINUTE:
                self._began[kind], self._count[kind] = now, 1
                return max(0, count - self._often)
            self._count[kind] = count + 1
            return None if count >= self._often else 0


class Lines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            **getattr(record, "said", {"event": "log", "logger": record.name, "message": _template(record)}),
        }
        if left_out := getattr(record, "left_out", 0):
            line["left_out_before"] = left_out
        if record.exc_info and record.exc_info[1]:
            line |= {"error": type(record.exc_info[1]).__name__, "at": _places(record.exc_info[1])}
        return json.dumps(line)


def _template(record: logging.LogRecord) -> str:
    # With an exception as its message, or filled in before it was logged, a record may say anything: its place will do.
    if isinstance(record.msg, str) and (record.args or record.name.startswith("uvicorn")):
        return record.msg.split("\n", 1)[0]
    return f"{record.filename}:{record.lineno}"


def _places(error: BaseException) -> list[str]:
    return [
        f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]


def say(event: str, **facts: Any) -> None:
    """Write a line about the server itself."""
    _log.info(event, extra={"said": {"event": event, **facts}})


def configure() -> None:
    """Make every logger of the process write such lines and nothing else, those too that are made later.

    Libraries give their loggers handlers of their own at any time: Streamlit to each one that it makes, and to all of
    them whenever its settings are read. A logger's filter comes before all handlers.
    """
    logging.setLoggerClass(_logger_class())
    for logger in [logging.getLogger(), *logging.getLogger().manager.loggerDict.values()]:
        if isinstance(logger, logging.Logger):  # and not a placeholder for a parent
            logger.addFilter(_write)
    # What Python itself would write as text: warnings, and errors that nothing catches.
    logging.captureWarnings(True)
    threading.excepthook = lambda failed: _uncaught(failed.exc_value)
    sys.unraisablehook = lambda failed: _uncaught(failed.exc_value)
    # uvicorn's lines about connections, at INFO, name the visitor's address and link.
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    # `streamlit run` has uvicorn write a line for every request, of which nothing but the line would be left.
    logging.getLogger("uvicorn.access").setLevel(logging.WARNING)
    _log.setLevel(logging.INFO)


@cache
def _logger_class() -> type[logging.Logger]:
    class Filtered(logging.getLoggerClass()):  # type: ignore[misc]
        """A logger whose records are all written by :func:`_write`."""

        def __init__(self, name: str, level: int = logging.NOTSET) -> None:
            super().__init__(name, level)
            self.addFilter(_write)

    return Filtered


_rate = Rate()


def _write(record: logging.LogRecord) -> bool:
    """A logger's filter: writes the record, and lets it through to no handler."""
    left_out = _rate.left_out(_kind(record))
    if left_out is not None:
        record.left_out = left_out
        _handler().handle(record)
    return False


def _kind(record: logging.LogRecord) -> Any:
    """What makes two lines the same: the event and its reason, or the place in the code that says it, and the error."""
    said = getattr(record, "said", None)
    if said:
        return said["event"], str(said.get("because", said.get("problem", "")))
    return record.pathname, record.lineno, type(record.exc_info[1]) if record.exc_info else None


def _uncaught(error: BaseException | None) -> None:
    if error is not None:
        _log.error("an error that nothing caught", exc_info=error)


@cache
def _handler() -> logging.Handler:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    return handler
