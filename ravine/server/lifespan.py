"""Start and end of the server: apply the patches of Streamlit, warm the engine while the first visitor's page loads."""

import gc
import logging
import platform
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Any

import streamlit

import engine
from engine.pool import workers
from experiments.run_cache import run
from experiments.view import View
from ravine import streamlit_internals
from ravine.gallery import files as gallery
from ravine.server import json_log, open_files, page_hints, static_files
from ravine.session.session import first_scenario
from ravine.stage.payload import cost
from ravine.stage.payload.build import build
from ravine.words import Words, choose

# Garbage collector thresholds (gen0 allocations, gen0 -> gen1, gen1 -> gen2); CPython's default is (700, 10, 10).
# What a run of a script leaves in circles, 170 objects, waits for the third: a crowd of 26 leaves up to 15 MB with 4,
# several times as much with 20 (python -m benchmarks.soak).
COLLECT = (10_000, 10, 4)
_warmed: list[engine.Report] = []  # one, when this process is warm


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Load or compile every kernel in the background; the page is served meanwhile."""
    json_log.configure()
    open_files.allow_more()  # `streamlit run` comes by no other way
    json_log.say("start", python=platform.python_version(), streamlit=streamlit.__version__, cpus=workers())
    for line in streamlit_internals.install().lines():
        json_log.say("patches", **line)
    engine.submit(_warm)
    yield
    json_log.say("stop")


def warmed() -> engine.Report | None:
    """What warming up has loaded and compiled; None before it is done: a race may wait for a compilation until then."""
    return _warmed[0] if _warmed else None


def _warm() -> None:
    try:
        if problem := page_hints.problem():
            json_log.say("page", problem=problem)
        static_files.prepare()
        _warmed.append(engine.warm_up())
    except Exception:
        # The server stays "not ready", and no caller waits for this thread's result: the log has to say why.
        logging.getLogger("ravine").exception("warming up failed")
        raise
    # Compiling leaves some 400,000 objects that live as long as the process: no later collection need look at them.
    gc.collect()
    gc.freeze()
    # With 150 sessions the usual thresholds spend 8 % of the CPU on it, and stop everything for 0.15 s at times.
    gc.set_threshold(*COLLECT)
    json_log.say("warm", **asdict(_warmed[0]))
    # The race of an address that names none: building it takes 0.4 s, which the first visitor need not wait for.
    build(run(first_scenario()), View(), Words(choose(None, None)))
    gallery.warm()
    cost.calibrate()
