"""Routes beside Streamlit's own: kept assets, races, and whether the server is ready."""

import gzip
from dataclasses import asdict
from functools import cache

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ravine.gallery import files as gallery
from ravine.server import race
from ravine.server.lifespan import warmed
from ravine.stage.assets import KEPT, folders


def routes() -> list[Route]:
    """All routes; those of kept assets hold the hash of their content."""
    kept = [Route("/" + folder + "{name}", asset) for folder in folders()]
    return [*kept, gallery.route(), Route("/ravine/race", race.race, methods=["POST"]), Route("/healthz", healthz)]


async def healthz(_request: Request) -> Response:
    """Ready or not: 200 only when a race would be run without compiling anything."""
    headers = {"Cache-Control": "no-store"}
    report = warmed()
    if report is None:
        return JSONResponse({"ready": False}, status_code=503, headers={**headers, "Retry-After": "1"})
    return JSONResponse({"ready": True, **asdict(report)}, headers=headers)


async def asset(request: Request) -> Response:
    """A file of one of :func:`ravine.stage.assets.folders`."""
    folder = request.url.path.rpartition("/")[0].removeprefix(request.scope.get("root_path", "")).lstrip("/") + "/"
    name = request.path_params["name"]
    if name not in folders()[folder]:
        return Response(status_code=404)
    content = folders()[folder][name]
    headers = {"Cache-Control": KEPT, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(_compressed(folder, name), media_type=content.media_type, headers=headers)
    return Response(content.body, media_type=content.media_type, headers=headers)


@cache
def _compressed(folder: str, name: str) -> bytes:
    return gzip.compress(folders()[folder][name].body, compresslevel=9, mtime=0)
