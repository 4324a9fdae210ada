"""What the server does beside Streamlit: warm the engine while the first visitor's page loads, serve kept assets."""

import asyncio
import gc
import gzip
import logging
import platform
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from functools import cache
from typing import Any

import streamlit
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import engine
from engine.pool import workers
from experiments.run_cache import run
from experiments.view import View
from ravine import streamlit_internals
from ravine.gallery import files as gallery
from ravine.server import json_log, static_files
from ravine.session.address import race_of
from ravine.session.session import first_scenario
from ravine.stage.assets import KEPT, folders
from ravine.stage.page_options import Frame
from ravine.stage.payload.build import build
from ravine.streamlit_internals.run_queue import take
from ravine.words import Words, choose

# Twice the longest link.
LONGEST = 20_000
# New objects before the youngest, collections of one generation before the next older: fifteen times the usual.
COLLECT = (10_000, 10, 20)
_warmed: list[engine.Report] = []  # one, when this process is warm


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Load or compile every kernel in the background; the page is served meanwhile."""
    json_log.configure()
    json_log.say("start", python=platform.python_version(), streamlit=streamlit.__version__, cpus=workers())
    for line in streamlit_internals.install().lines():
        json_log.say("patches", **line)
    engine.submit(_warm)
    yield
    json_log.say("stop")


def routes() -> list[Route]:
    """Addresses of the kept assets, of the first race and of the question whether the server is ready."""
    kept = [Route("/" + folder + "{name}", _serve) for folder in folders()]
    own = [
        Route("/ravine/first/{locale}", _first),
        Route("/healthz", _healthz),
    ]
    return [*kept, gallery.route(), *own]


def _warm() -> None:
    try:
        if problem := static_files.prepare():
            json_log.say("page", problem=problem)
        _warmed.append(engine.warm_up())
    except Exception:
        # Not ready, and nobody waits for this thread's result: the log has to say why.
        logging.getLogger("ravine").exception("warming up failed")
        raise
    # Compiling leaves some 400,000 objects that live as long as the process: no later collection need look at them.
    gc.collect()
    gc.freeze()
    # With 150 sessions the usual thresholds spend 8 % of the CPU on it, and stop everything for 0.15 s at times.
    gc.set_threshold(*COLLECT)
    json_log.say("warm", **asdict(_warmed[0]))
    # What whoever brings no link sees: 0.4 s that the first of them needn't wait.
    build(run(first_scenario()), View(), Words(choose(None, None)))
    gallery.warm()


async def _healthz(_request: Request) -> Response:
    """Ready or not: 200 only when a race would be run without compiling anything."""
    headers = {"Cache-Control": "no-store"}
    if not _warmed:
        return JSONResponse({"ready": False}, status_code=503, headers={**headers, "Retry-After": "1"})
    return JSONResponse({"ready": True, **asdict(_warmed[0])}, headers=headers)


async def _serve(request: Request) -> Response:
    folder = request.url.path.rpartition("/")[0].removeprefix(request.scope.get("root_path", "")).lstrip("/") + "/"
    name = request.path_params["name"]
    if name not in folders()[folder]:
        return Response(status_code=404)
    asset = folders()[folder][name]
    headers = {"Cache-Control": KEPT, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(_compressed(folder, name), media_type=asset.media_type, headers=headers)
    return Response(asset.body, media_type=asset.media_type, headers=headers)


async def _first(request: Request) -> Response:
    """The payload that a page with this address shows first, for whoever draws it before there is a session.

    Nothing where the page would say more than the race, or could not show it at once.
    """
    query = request.url.query
    if len(query) > LONGEST:
        return Response(status_code=413)
    headers = {"Cache-Control": "no-store"}
    language = choose(request.query_params.get("lang"), request.path_params["locale"])
    blob = await asyncio.wrap_future(take(_first_payload, query, Words(language))) if _warmed else None
    if blob is None:
        return Response(status_code=204, headers=headers)
    return Response(blob, media_type="application/octet-stream", headers=headers)


def _first_payload(query: str, words: Words) -> bytes | None:
    scenario, view, problems = race_of(query)
    return None if problems else build(run(scenario), view, words, frame=Frame())


@cache
def _compressed(folder: str, name: str) -> bytes:
    return gzip.compress(folders()[folder][name].body, compresslevel=9, mtime=0)
