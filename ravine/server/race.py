"""The race of an address as a resource, for a page that draws it before its session is there."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from experiments.run_cache import run
from ravine.server.lifespan import warmed
from ravine.session.address import race_of
from ravine.stage.page_options import Frame
from ravine.stage.payload.build import build
from ravine.streamlit_internals.run_queue import take
from ravine.words import Words, choose

# Bytes of a query; twice the longest link.
LONGEST = 20_000


async def first_race(request: Request) -> Response:
    """The payload of the race that a page with this query shows first; in the language of the query or of the path.

    204 where the page would say more than the race, or could not show it at once; 413 where the query is too long.
    """
    query = request.url.query
    if len(query) > LONGEST:
        return Response(status_code=413)
    headers = {"Cache-Control": "no-store"}
    language = choose(request.query_params.get("lang"), request.path_params["locale"])
    blob = await asyncio.wrap_future(take(_payload, query, Words(language))) if warmed() else None
    if blob is None:
        return Response(status_code=204, headers=headers)
    return Response(blob, media_type="application/octet-stream", headers=headers)


def _payload(query: str, words: Words) -> bytes | None:
    scenario, view, problems = race_of(query)
    return None if problems else build(run(scenario), view, words, frame=Frame())
