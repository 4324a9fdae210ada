"""Simulate a visitor: the page's protocol and state, without drawing; long because one session is one state."""

import asyncio
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from ravine.words import Words
from tools.visitor import widgets
from tools.visitor.race_source import Header, Lost, RaceSource
from tools.visitor.wire import Http, Socket, cookies_of, dial

PATIENCE = 30.0  # seconds; an answer that takes longer is lost
LANGUAGE = "en"
WORDS = Words(LANGUAGE)
SURFACES = sorted(LANDSCAPES)
FIRST = [key for key, optimizer in OPTIMIZERS.items() if optimizer.first]  # optimizers that are offered as buttons
STAGE = "ravine.stage"
KEPT_RUNS = 2  # runs for which a browser caches messages, which the server may then name by their hash
ENDS = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}

Check = Callable[["Visitor"], bool]


@dataclass(frozen=True)
class Change:
    """A visitor's action: the widget, its new state, the fragment to run, and a check of the answer.

    Attributes:
        settings: what is changed in the link, if it is done on the stage, which asks for the race at once.
        once: whether the state is sent with one message only, like a button's.
    """

    kind: str
    state: WidgetState
    fragment: str
    answers: Check
    once: bool = False
    settings: dict[str, Any] = field(default_factory=dict)


class Visitor:
    """A page at ``address`` with the link ``query``, opened from the address ``source`` if one is given.

    Attributes:
        link: what the page has the stage show.
        closed: set while there is no connection.
        cut_at: time at which the connection was lost.
    """

    def __init__(self, address: str, query: str = "", seed: int = 0, source: str = "") -> None:
        self.address, self.query, self.random, self.source = address, query, random.Random(seed), source
        self.link: dict[str, Any] = {}
        self.closed = asyncio.Event()
        self.closed.set()
        self.code: int | None = None
        self.cut_at = 0.0
        self.messages = 0  # bytes of all messages
        self._http = Http(address, source)
        self._cookies: dict[str, str] = {}
        self._session = ""
        self._socket: Socket | None = None
        self._states: dict[str, WidgetState] = {}
        self._ids: dict[str, tuple[str, str]] = {}  # key of a widget -> its id, its fragment
        self._races = RaceSource(Http(address, source), self._cookies, self._look, self._fail)
        self._ended = False  # whether the newest run has
        self._kept: dict[str, tuple[int, bytes]] = {}
        self._shown: set[str] = set()  # widgets of the current run
        self._runs, self._seq = 0, 0
        self._wanted: Check | None = None
        self._answered: float | None = None
        self._done: asyncio.Future[None] | None = None
        self._asked_for = False  # whether a change is waiting for its answer
        self._to_the_answer = False  # whether to wait for the answer, not only for a run's end
        self._watched = ("", 0.5)  # fragment that reruns by itself, and its interval in seconds

    @property
    def header(self) -> Header:
        """Header of the newest payload."""
        return self._races.header

    @property
    def received(self) -> int:
        """Bytes of all messages and payloads."""
        return self.messages + self._races.received

    @property
    def socket(self) -> Socket:
        assert self._socket is not None
        return self._socket

    async def load(self) -> None:
        """Make a browser's requests before the websocket; cached assets are not requested again."""
        status, headers, body = await self._http.ask("/?" + self.query, self._cookies)
        self._cookies |= cookies_of(headers)
        if status != 200 or not body:
            raise ConnectionError(f"the page: {status}")

    async def connect(self) -> None:
        """Open the websocket, for the session of an earlier one if there was one."""
        protocols = ", ".join(["streamlit", "PLACEHOLDER_AUTH_TOKEN", *filter(None, [self._session])])
        self._socket, headers = await dial(self.address, self._cookies, protocols, self._take, self._cut, self.source)
        self._cookies |= cookies_of(headers)
        self.closed.clear()

    async def open(self) -> float:
        """Load, connect and wait for the first race; returns the seconds."""
        began = time.perf_counter()
        await self.load()
        await self.connect()
        await self._answer(self._message(), _any)
        return time.perf_counter() - began

    async def come_back(self, pause: float = 0.5) -> None:
        """After the connection was cut: as Streamlit's page does, ask whether somebody is there, wait twice as long
        each time, connect, and say all that the page knows. Raises Lost unless the race that was there is back."""
        held = self._held()
        while self.closed.is_set():
            try:
                status, headers, _ = await self._http.ask("/_stcore/health", self._cookies)
                self._cookies |= cookies_of(headers)
                if status == 200:
                    await self.connect()
                    # The end of the run that was cut off may come first.
                    await self._rerun(self._message(), lambda _: race(self.header["query"]) == held, answered=True)
                    return
            except OSError:
                pass
            await asyncio.sleep(pause * (1 + 0.2 * self.random.random()))
            pause *= 2

    def _held(self) -> dict[str, str]:
        """The race that must be back after a reconnection: the one on the screen. If a change was in progress, the one
        in the address, which arrives first; its race may have been lost."""
        return (self._asked_for and race(self.query)) or race(self.header["query"])

    async def change(self, kind: str) -> float:
        """Make a change of that ``kind``; returns seconds from sending it to receiving the payload. Raises Lost."""
        change = getattr(self, "_" + kind)()
        if not change.once:
            self._states[change.state.id] = change.state
        self._asked_for = True
        began = time.perf_counter()
        message = self._message(change.fragment, *([change.state] if change.once else []))
        if change.settings:
            self._races.change(change.settings)
        answered = await self._answer(message, change.answers)
        self._asked_for = False
        return answered - began

    async def seeds(self) -> float:
        """Run the race with a hundred seeds, polling the progress as the page does; returns seconds. Raises Lost."""
        began = time.perf_counter()
        await self.begin_seeds()
        while not self.header["many"]:
            if time.perf_counter() - began > PATIENCE:
                raise Lost("no seeds")
            await asyncio.sleep(self._watched[1])
            await self._rerun(self._message(self._watched[0]), _any)
        return time.perf_counter() - began

    async def begin_seeds(self) -> None:
        """Press the button that runs the race with a hundred seeds. Raises Lost."""
        place = self._ids["many.run"]
        pressed = WidgetState(id=place[0], trigger_value=True)
        await self._rerun(self._message(place[1], pressed), _any)

    def leave(self) -> None:
        """Abort the connection without closing it."""
        self._http.close()
        self._races.close()
        if self._socket is not None:
            self._socket.transport.abort()

    async def __aenter__(self) -> "Visitor":
        await self.open()
        return self

    async def __aexit__(self, *_raised: object) -> None:
        self.leave()
        await self.closed.wait()

    # ── Actions ──

    def rate(self) -> tuple[str, float]:
        """A racer and a new rate near its suggested one, with the slider's three digits."""
        run = self.random.choice([run for run in self.header["runs"] if not run["companion"]])
        rate = run["lr"]["value"]
        while rate == run["lr"]["value"]:
            aimed = run["lr"]["default"] * 10 ** self.random.uniform(-1.0, 0.3)
            rate = float(f"{min(max(aimed, run['lr']['low']), run['lr']['high']):.3g}")
        return run["key"], rate

    def _rate(self) -> Change:
        key, rate = self.rate()
        return self._live("rate", {f"{key}.lr": rate}, lambda query: query.get(f"{key}.lr") == repr(rate))

    def _live(self, kind: str, change: dict[str, Any], right: Callable[[dict[str, str]], bool]) -> Change:
        """A message from the stage."""
        self._seq += 1
        seq, place = self._seq, self._ids["stage"]
        message = {"seq": seq, "surface": self._surface(), "change": change}
        state = WidgetState(id=place[0], json_value=json.dumps({"live": message}))

        def answers(_: Visitor) -> bool:
            return self.link["ack"] == seq and right(dict(parse_qsl(self.header["query"])))

        return Change(kind, state, place[1], answers, settings=change)

    def _surface(self) -> str:
        return dict(parse_qsl(self.header["query"]))["s"]

    def _gallery(self) -> Change:
        """Choose another surface in the gallery."""
        surface = self.random.choice([key for key in SURFACES if key != self._surface()])
        place = self._ids["gallery"]
        choice = json.dumps([{"event": "choice", "value": surface}])
        state = WidgetState(id=_make_trigger_id(place[0], "events"), json_trigger_value=choice)
        return Change("gallery", state, place[1], lambda _: self._surface() == surface, once=True)

    def _racers(self) -> Change:
        """Add or remove one optimizer by the buttons in the sidebar."""
        place = self._ids["optimizers"]
        racing = {run["key"] for run in self.header["runs"]}
        racing ^= {self.random.choice([key for key in FIRST if racing != {key}])}
        names = [WORDS.optimizer(key) for key in FIRST if key in racing]
        state = WidgetState(id=place[0])
        state.string_array_value.data.extend(names)
        return Change("racers", state, place[1], lambda _: {run["key"] for run in self.header["runs"]} == racing)

    # ── Messages ──

    def _message(self, fragment: str = "", *once: WidgetState) -> bytes:
        message = BackMsg()
        rerun = message.rerun_script
        rerun.query_string, rerun.fragment_id = self.query, fragment
        rerun.cached_message_hashes.extend(self._kept)
        rerun.context_info.locale, rerun.context_info.url = "en-US", f"{self.address}/?{self.query}"
        rerun.widget_states.widgets.extend([*self._states.values(), *once])
        return message.SerializeToString()

    async def _answer(self, message: bytes, accepts: Check) -> float:
        """Time at which the race was here and the session had taken over the change; returns after the script's end."""
        await self._rerun(message, accepts)
        if self._answered is None:
            raise Lost("a wrong answer")
        return self._answered

    async def _rerun(self, message: bytes, accepts: Check, *, answered: bool = False) -> None:
        """Send ``message``; wait for the script's end and its race, with ``answered`` for the right one."""
        self._wanted, self._answered, self._to_the_answer = accepts, None, answered
        self._ended = False
        self._done = asyncio.get_running_loop().create_future()
        self.socket.send(message)
        try:
            async with asyncio.timeout(PATIENCE):
                await self._done
        except TimeoutError:
            raise Lost("no answer") from None
        finally:
            self._done = None

    def _take(self, raw: bytes) -> None:
        self.messages += len(raw)
        message = ForwardMsg.FromString(raw)
        if message.WhichOneof("type") == "ref_hash":
            message = ForwardMsg.FromString(self._kept[message.ref_hash][1])
        elif message.metadata.cacheable:
            self._kept[message.hash] = (self._runs, raw)
        kind = message.WhichOneof("type")
        if kind == "delta":
            self._show(message.delta)
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "new_session":
            self._session = message.new_session.initialize.session_id
            self._shown.clear()
        elif kind == "auto_rerun":
            self._watched = (message.auto_rerun.fragment_id, message.auto_rerun.interval)
        elif kind == "script_finished":
            self._end(message.script_finished)

    def _show(self, delta: Delta) -> None:
        if delta.WhichOneof("type") != "new_element":
            return
        element = delta.new_element
        if element.WhichOneof("type") == "button":
            self._ids[widgets.name_of(element.button.id)] = (element.button.id, delta.fragment_id)
        state = widgets.state(element)
        if state is None:
            return
        self._shown.add(state.id)
        self._ids[widgets.name_of(state.id)] = (state.id, delta.fragment_id)
        if widgets.is_set(element):
            self._states[state.id] = state
        self._states.setdefault(state.id, state)  # a widget keeps its state, whatever its default
        if element.WhichOneof("type") == widgets.COMPONENT and element.bidi_component.component_name == STAGE:
            self._follow(json.loads(element.bidi_component.bytes))

    def _follow(self, link: dict[str, Any]) -> None:
        self.link, self._ended = link, False
        self._races.follow(link)
        if self._races.settled:
            self._look()

    def _look(self) -> None:
        """Note the time of the right answer; end waiting when nothing is missing any more."""
        if self._wanted and self._answered is None and self._races.settled and self._wanted(self):
            self._answered = time.perf_counter()
        unanswered = self._to_the_answer and self._answered is None
        if self._ended and self._races.settled and not unanswered and self._done and not self._done.done():
            self._done.set_result(None)

    def _end(self, status: int) -> None:
        if status not in ENDS:
            return
        self._runs += 1
        if status == ForwardMsg.FINISHED_SUCCESSFULLY:  # of a page: widgets that it no longer shows lose their state
            self._states = {key: state for key, state in self._states.items() if key in self._shown}
        self._kept = {key: one for key, one in self._kept.items() if self._runs - one[0] < KEPT_RUNS}
        self._ended = True
        self._look()

    def _cut(self, code: int | None) -> None:
        self.code, self.cut_at = code, time.perf_counter()
        self.closed.set()
        self._fail(ConnectionError("cut"))

    def _fail(self, error: Exception) -> None:
        """What is waited for does not come."""
        if self._done and not self._done.done():
            self._done.set_exception(error)


def race(link: str) -> dict[str, str]:
    """The parts of ``link`` that concern the race."""
    return {key: value for key, value in parse_qsl(link) if key != "lang"}


def _any(_visitor: Visitor) -> bool:
    return True
