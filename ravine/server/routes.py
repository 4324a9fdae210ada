"""Routes beside Streamlit's own: files that browsers keep, races, maps, what is taken away, the server's readiness."""

from collections.abc import Callable
from dataclasses import asdict

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ravine.asset import KEPT, Asset
from ravine.gallery import files as gallery
from ravine.server import map as maps
from ravine.server import race, take_away
from ravine.server.lifespan import warmed
from ravine.server.static_files import zipped
from ravine.stage.assets import folders


def routes() -> list[Route]:
    """All routes."""
    return [
        *(kept(folder, files.get) for folder, files in folders().items()),
        kept(gallery.folder(), gallery.read),
        Route("/ravine/race", race.race, methods=["POST"]),
        Route("/ravine/map", maps.map_of, methods=["POST"]),
        Route("/ravine/take", take_away.take_away, methods=["POST"]),
        Route("/healthz", healthz),
    ]


async def healthz(_request: Request) -> Response:
    """Ready or not: 200 only when a race would be run without compiling anything."""
    headers = {"Cache-Control": "no-store"}
    report = warmed()
    if report is None:
        return JSONResponse({"ready": False}, status_code=503, headers={**headers, "Retry-After": "1"})
    return JSONResponse({"ready": True, **asdict(report)}, headers=headers)


def kept(folder: str, read: Callable[[str], Asset | None]) -> Route:
    """Route of a folder whose address holds the hash of its files; ``read`` may draw a file when it is first asked."""

    async def serve(request: Request) -> Response:
        file = await to_thread.run_sync(read, request.path_params["name"])
        if file is None:
            return Response(status_code=404)
        headers = {"Cache-Control": KEPT, "Vary": "Accept-Encoding"}
        body = file.body
        if "gzip" in request.headers.get("accept-encoding", "") and not file.media_type.startswith("image/"):
            headers["Content-Encoding"] = "gzip"
            body = await to_thread.run_sync(zipped, body)
        return Response(body, media_type=file.media_type, headers=headers)

    return Route("/" + folder + "{name}", serve)
