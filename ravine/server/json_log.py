"""The server's log: one JSON object a line on standard error, with nothing of a visitor in it.

No address, no link, no value that somebody typed: a record's message is written as its template, never filled in, and
an error is told by its type and the places in the code that it went through.
"""

import json
import logging
import sys
import time
import traceback
from typing import Any

import streamlit.logger

LOGGERS = ("uvicorn", "uvicorn.error", "uvicorn.asgi", "uvicorn.access", "streamlit", "ravine", "asyncio", "websockets")
_log = logging.getLogger("ravine")


class Lines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            **getattr(record, "said", {"event": "log", "logger": record.name, "message": _template(record)}),
        }
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
    """Make every logger of the server write such lines, those too that Streamlit makes later."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())

    def adopt(logger: logging.Logger) -> None:
        logger.handlers = [handler]
        logger.propagate = False

    # Streamlit gives each of its loggers, and uvicorn's, a handler of its own through this one function.
    streamlit.logger.setup_formatter = adopt
    streamlit.logger.update_formatter()
    for name in LOGGERS:
        adopt(logging.getLogger(name))
    # uvicorn's lines about connections, at INFO, name the visitor's address and link.
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    # `streamlit run` has uvicorn write a line for every request, of which nothing but the line would be left.
    logging.getLogger("uvicorn.access").setLevel(logging.WARNING)
    _log.setLevel(logging.INFO)
