"""The race of a link as a resource: `POST /ravine/race`, for whatever shows one.

A page asks before its session is there, the stage after each change, wherever that began.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple, Self, TypeVar

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from experiments import seeds
from experiments.change import apply
from experiments.link_pairs import meant
from experiments.run_cache import run
from experiments.scenario import Problem, Scenario
from experiments.surface_data import columns
from experiments.view import NAMES, View
from ravine.client_address import address_of
from ravine.server import strict_json
from ravine.server.answers import HEADERS, Payload, full, is_full, unless_gone
from ravine.server.long_race import LongRace, Plan, plan
from ravine.session.address import race_of
from ravine.stage.payload.build import build
from ravine.streamlit_internals.run_queue import take
from ravine.words import Words, choose

# Bytes of a request: the longest link, and the names of all parts that a browser keeps.
LONGEST = 30_000


@dataclass(frozen=True)
class Wish:
    """What a page asks for: the body of the request, as JSON.

    Attributes:
        query: query string of the playground's address.
        change: settings and view options to change in it, by their keys in a link.
        have: ids of the parts that the browser holds; they are left out of the answer.
        lang: the page's language, or the browser's; a language in ``query`` goes before it.
        file: name of the visitor's own data (:class:`experiments.surface_data.Columns`).
        patient: whether the visitor wants a race that takes long.
        seeds: name of results of many seeds (:class:`experiments.seeds.Results`), shown if they are of this race.
    """

    query: str
    change: dict[str, Any] = field(default_factory=dict)
    have: list[str] = field(default_factory=list)
    lang: str = ""
    file: str = ""
    seeds: str = ""
    patient: bool = False

    @classmethod
    def read(cls, body: bytes) -> Self:
        """Raises ValueError if ``body`` is not the JSON of one."""
        asked = strict_json.loads(body)
        if not isinstance(asked, Mapping) or "query" not in asked:
            raise ValueError("not a mapping with a query")
        known: dict[str, Any] = {each.name: asked[each.name] for each in fields(cls) if each.name in asked}
        for name, value in known.items():
            kind = KINDS.get(name, str)
            if not isinstance(value, kind):
                raise ValueError(f"{name} is not a {kind.__name__}")
        return cls(**known)


# Types of the fields that are no text.
KINDS = {"change": dict, "have": list, "patient": bool}
Asked = TypeVar("Asked", bound=Wish)


class Gone(LookupError):
    """The race needs a visitor's file that this process does not hold."""


async def race(request: Request) -> Response:
    """The payload of a :class:`Wish`; 400 where the body is none, 404 without its file.

    415 where it is not said to be JSON: a foreign page's form can send no such body. 413 where it is too long.

    A race that takes long is answered by 202 and what :class:`ravine.server.long_race.LongRace` sends. Unusable
    settings are left out, as on the page; the payload counts them.
    """
    wish = await wish_of(request, Wish)
    if isinstance(wish, Response):
        return wish
    address = address_of(request.scope)
    if is_full(address):
        return full()
    try:
        answer = await unless_gone(request.receive, take(answer_to, wish, owner=address))
    except Gone as error:
        return PlainTextResponse(str(error), 404, HEADERS)
    if isinstance(answer, Plan):
        return LongRace(answer, address, wish.patient)
    return Payload(answer, address)


async def wish_of(request: Request, kind: type[Asked]) -> Asked | Response:
    """What the request asks for; a refusal where it cannot be read."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return PlainTextResponse("The body has to be application/json.", 415, HEADERS)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST:
            return PlainTextResponse(f"A request has at most {LONGEST} bytes.", 413, HEADERS)
    try:
        return kind.read(body)
    except ValueError as error:
        return PlainTextResponse(f"The body is not a request for a race: {error}.", 400, HEADERS)


class Meant(NamedTuple):
    """What a :class:`Wish` means.

    Attributes:
        before: the race of the link; ``scenario`` is that with the changes.
        own: a visitor's own data, kept alive until the answer is there: its session may end meanwhile.
    """

    before: Scenario
    scenario: Scenario
    view: View
    words: Words
    problems: tuple[Problem, ...]
    own: Any


def meaning_of(wish: Wish) -> Meant:
    """Raises Gone if no session holds the file of ``wish``."""
    words = Words(choose(meant(wish.query).get("lang"), wish.lang))
    own = columns(wish.file)
    if wish.file and own is None:
        raise Gone("No session holds this file any more.")
    before, view, problems = race_of(wish.query, wish.file)
    scenario, _ = apply(before, {key: value for key, value in wish.change.items() if key not in NAMES})
    view = view.with_changes({key: value for key, value in wish.change.items() if key in NAMES})
    return Meant(before, scenario, view, words, problems, own)


def answer_to(wish: Wish) -> bytes | Plan:
    """The payload of ``wish``, or if it takes long, what it takes. Raises Gone if no session holds its file."""
    before, scenario, view, words, problems, own = meaning_of(wish)
    many = seeds.held(wish.seeds) if scenario == before else None

    def payload() -> bytes:
        return build(run(scenario), view, words, have=wish.have, many=many, problems=len(problems))

    # A plan keeps a visitor's own data until the race is run.
    return plan(scenario, view, words, payload, own) or payload()
