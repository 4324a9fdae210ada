"""What a race can be taken away as: `POST /ravine/take`, asked as a race is, answered by a file.

The kinds: ``program`` and ``notebook`` of a racer; ``csv``, ``json`` and ``npz`` of the race, of its many seeds, or of
the map that the page shows; and ``sizes``, JSON that says what there is and how large it is before it is made::

    {"racer": "adam", "packages": [{"package": "torch", "program": 1315, "notebook": 3102}, …], "data": {}}
    {"racer": "", "packages": [], "data": {"race": {"rows": 804, "columns": 15, "csv": 91234, "json": …, "npz": …,
        "exact": true}, "map": {"text": "…"}}}

Where there is nothing, and in a refusal, ``text`` says so in the visitor's language.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from engine import jobs
from engine.jobs import Busy
from experiments import seeds
from experiments.export import notebook, packages, program, to_csv, to_json, to_npz
from experiments.export.sizes import Sizes, sizes
from experiments.link_pairs import meant as meant_by
from experiments.maps.shown import shown
from experiments.run_cache import run
from experiments.scenario import Scenario
from experiments.view import View
from ravine.client_address import address_of
from ravine.server.answers import HEADERS, Full, is_full, on_its_way, send_body, unless_gone
from ravine.server.race import Gone, Meant, Wish, meaning_of, wish_of
from ravine.stage.payload import cost
from ravine.streamlit_internals.run_queue import take
from ravine.words import Words, choose

SIZES = "sizes"
#: Media type and ending of the files.
PROGRAMS: Mapping[str, tuple[str, str]] = {
    "program": ("text/x-python", "py"),
    "notebook": ("application/x-ipynb+json", "ipynb"),
}
DATA: Mapping[str, tuple[str, str]] = {
    "csv": ("text/csv", "csv"),
    "json": ("application/json", "json"),
    "npz": ("application/octet-stream", "npz"),
}
WRITERS: Mapping[str, Callable[..., bytes]] = {
    "program": lambda *given: program(*given).encode(),
    "notebook": lambda *given: notebook(*given).encode(),
}
FORMATS: Mapping[str, Callable[..., str | bytes]] = {"csv": to_csv, "json": to_json, "npz": to_npz}
RACE, SEEDS, MAP = CONTENTS = ("race", "seeds", "map")
LARGEST = 40_000_000  # bytes of a file, by the estimate: less than one address may have on its way
# Fields of a table that are written at once, among the scripts of all sessions: 0.2 s. What takes longer is a job.
AT_ONCE = 200_000
SITE = re.compile(r"https?://[\x21-\x7e]{1,300}")


class Refused(Exception):
    """What is asked for cannot be had; its text is for the visitor."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status, self.text = status, text


class File(NamedTuple):
    """A file to be sent, and how to make it; ``long``: not among the scripts of all sessions."""

    name: str
    media_type: str
    make: Callable[[], str | bytes]
    long: bool = False


@dataclass(frozen=True)
class TakeWish(Wish):
    """What a page asks for.

    Attributes:
        kind: :data:`SIZES`, or a key of :data:`PROGRAMS` or :data:`DATA`.
        of: what the data are of, one of :data:`CONTENTS`. For sizes, those separated by commas; empty for those of the
            racer's programs.
        racer: of the program; empty for the first.
        package: of the program; empty for the rule's own.
        site: address of the app, for the link inside; empty for the origin of the request.
    """

    kind: str = ""
    of: str = RACE
    racer: str = ""
    package: str = ""
    site: str = ""

    def __post_init__(self) -> None:
        if self.kind not in (SIZES, *PROGRAMS, *DATA):
            raise ValueError(f"kind is none of {', '.join((SIZES, *PROGRAMS, *DATA))}")
        several = self.kind == SIZES
        if not set(self.contents) <= set(CONTENTS) or not (several or len(self.contents) == 1):
            raise ValueError(f"of is none of {', '.join(CONTENTS)}")
        if self.site and not SITE.fullmatch(self.site):
            raise ValueError("site is no address")

    @property
    def contents(self) -> list[str]:
        return list(dict.fromkeys(self.of.split(","))) if self.of else []


async def take_away(request: Request) -> Response:
    """The file of a :class:`TakeWish`; refusals are those of :func:`ravine.server.race.race`, with a sentence.

    409 where a race takes long and the page has not run it, or its map is not finished; 413 for too large a file.
    """
    wish = await wish_of(request, TakeWish)
    if isinstance(wish, Response):
        return wish
    address, words = address_of(request.scope), Words(choose(meant_by(wish.query).get("lang"), wish.lang))
    if is_full(address):
        return _refusal(503, words("take-busy"))
    try:
        file = await unless_gone(request.receive, take(planned, wish, _site(request, wish), owner=address))
        body = await _made(request, file, address)
    except Refused as refused:
        return _refusal(refused.status, refused.text)
    except Gone:
        return _refusal(404, words("take-gone"))
    except Busy:
        return _refusal(429, words("take-busy"))
    return Download(file, body, address, words)


async def _made(request: Request, file: File, address: str) -> bytes:
    """The file's bytes. Raises Busy if too much long work waits, and ClientDisconnect if the client hangs up."""
    if not file.long:
        made = await unless_gone(request.receive, take(file.make, owner=address))
    else:
        job = jobs.submit(uuid4().hex, lambda _: file.make(), address)
        try:
            made = await unless_gone(request.receive, job.future)
        finally:
            job.cancel()
    return made.encode() if isinstance(made, str) else made


def _refusal(status: int, text: str) -> Response:
    more = {"Retry-After": "5"} if status in (429, 503) else {}
    return JSONResponse({"text": text}, status, {**HEADERS, **more})


def _site(request: Request, wish: TakeWish) -> str:
    """The app's address as the visitor's browser has it: no file leads to another site."""
    origin = request.headers.get("origin") or f"{request.url.scheme}://{request.headers.get('host', '')}"
    if wish.site.startswith(f"{origin}/"):
        return wish.site
    return f"{origin}/" if SITE.fullmatch(origin) else ""


class Download(Response):
    """A file to be saved; 503 if too many bytes are on their way."""

    def __init__(self, file: File, body: bytes, address: str, words: Words) -> None:
        headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{file.name}"'}
        super().__init__(body, media_type=file.media_type, headers=headers)
        self.address, self.words = address, words

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            with on_its_way(self.address, len(self.body)):
                await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
                await send_body(send, bytes(self.body))
        except Full:
            await _refusal(503, self.words("take-busy"))(scope, receive, send)


def planned(wish: TakeWish, site: str) -> File:
    """The file of ``wish``. Raises Refused, and Gone if no session holds the visitor's data."""
    meant = meaning_of(wish)
    if wish.kind == SIZES:
        told = sizes_of(wish, meant, site)
        return File("sizes.json", "application/json", lambda: bytes(JSONResponse(told).body))
    _within_reason(meant)
    if wish.kind in PROGRAMS:
        return _program(wish, meant, site)
    result, scenario, view = _result(wish, wish.of, meant)
    size = sizes(result, scenario, site, view)
    _fits(size, wish.kind, meant.words)
    media, ending = DATA[wish.kind]
    what = f"{meant.scenario.surface}-{wish.of}" if wish.of != RACE else meant.scenario.surface

    def make() -> str | bytes:
        # With what is meant, a visitor's own data are kept until the file is made.
        return FORMATS[wish.kind](result, scenario, site, view) if meant else b""

    return File(_name(what, ending), media, make, long=size.fields > AT_ONCE)


def _program(wish: TakeWish, meant: Meant, site: str) -> File:
    racer = _racer(wish, meant)
    write = WRITERS[wish.kind]
    if wish.package and wish.package not in packages(meant.scenario, racer):
        raise Refused(400, meant.words("take-no-package"))
    media, ending = PROGRAMS[wish.kind]
    name = _name(f"{meant.scenario.surface}-{racer}", ending)
    return File(name, media, lambda: write(meant.scenario, racer, wish.package, site))


def _racer(wish: TakeWish, meant: Meant) -> str:
    racers = meant.scenario.optimizers
    racer = wish.racer or next(iter(racers), "")
    if racer not in racers:
        raise Refused(400, meant.words("take-nobody"))
    return racer


def _name(what: str, ending: str) -> str:
    return f"ravine-{re.sub(r'[^A-Za-z0-9]+', '-', what).strip('-')}.{ending}"


def _within_reason(meant: Meant) -> None:
    """A race is run for a file if it takes no time, or has been run. Raises Refused."""
    if cost.seconds(meant.scenario, View()) > cost.AT_ONCE:
        raise Refused(409, meant.words("take-long"))


def _result(wish: TakeWish, of: str, meant: Meant) -> tuple[Any, Scenario | None, View | None]:
    """What is written, and with what: as :func:`experiments.export.to_csv` takes it. Raises Refused."""
    if of == SEEDS:
        many = seeds.held(wish.seeds) if meant.scenario == meant.before else None
        if not many:
            raise Refused(409, meant.words("take-no-seeds"))
        return many, meant.scenario, None
    if of == MAP:
        found = shown(meant.scenario, meant.view)
        if found is None:
            raise Refused(409, meant.words("take-map-unfinished"))
        return found, meant.scenario, meant.view
    return run(meant.scenario), None, None


def _fits(size: Sizes, kind: str, words: Words) -> None:
    if getattr(size, kind) > LARGEST:
        raise Refused(413, words("take-large"))


def sizes_of(wish: TakeWish, meant: Meant, site: str) -> dict[str, Any]:
    """What there is to take, and how large it is; where there is nothing, a sentence that says why."""
    told: dict[str, Any] = {"racer": "", "packages": [], "data": {}}
    try:
        _within_reason(meant)
        if not wish.contents:
            racer = told["racer"] = _racer(wish, meant)
            told["packages"] = _packages(meant.scenario, racer, site)
    except Refused as refused:
        return {**told, "text": refused.text}
    for of in wish.contents:
        try:
            told["data"][of] = sizes(*_of_view(_result(wish, of, meant), site)).told()
        except Refused as refused:
            told["data"][of] = {"text": refused.text}
    return told


def _of_view(result: tuple[Any, Scenario | None, View | None], site: str) -> tuple[Any, ...]:
    found, scenario, view = result
    return found, scenario, site, view


def _packages(scenario: Scenario, racer: str, site: str) -> list[dict[str, Any]]:
    return [
        {"package": package, **{kind: len(write(scenario, racer, package, site)) for kind, write in WRITERS.items()}}
        for package in packages(scenario, racer)
    ]
