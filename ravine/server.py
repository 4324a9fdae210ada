"""What the server does beside Streamlit: warm the engine while the first visitor's page loads, serve kept assets."""

import gc
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import engine
from ravine.assets import folders

KEPT = "public, max-age=31536000, immutable"


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Load or compile every kernel in the background; the page is served meanwhile."""
    engine.submit(_warm)
    yield


def routes() -> list[Route]:
    """Addresses of the kept assets."""
    return [Route("/" + folder + "{name}", _serve) for folder in folders()]


def _warm() -> None:
    engine.warm_up()
    # Compiling leaves some 400,000 objects that live as long as the process: no later collection need look at them.
    gc.collect()
    gc.freeze()


async def _serve(request: Request) -> Response:
    folder = request.url.path.rpartition("/")[0].removeprefix(request.scope.get("root_path", "")).lstrip("/") + "/"
    name = request.path_params["name"]
    if name not in folders()[folder]:
        return Response(status_code=404)
    asset = folders()[folder][name]
    headers = {"Cache-Control": KEPT, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(_compressed(folder, name), media_type=asset.media_type, headers=headers)
    return Response(asset.body, media_type=asset.media_type, headers=headers)


@cache
def _compressed(folder: str, name: str) -> bytes:
    return gzip.compress(folders()[folder][name].body, compresslevel=9, mtime=0)
