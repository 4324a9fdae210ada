"""Drive Firefox and WebKit: Firefox by WebDriver BiDi, WebKitGTK by WebDriver; both as Debian has them.

Playwright drives its own builds of these engines only, which cannot be downloaded everywhere, and Debian has no driver
of Firefox's for WebDriver. What tests need of both is the little that is here.
"""

import base64
import json
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tools.server import free_port

PATIENCE = 90.0  # seconds
LOOK = 0.1  # seconds between two looks at what is waited for
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
MINI_BROWSER = "webkit2gtk-4.*/MiniBrowser"
POINTER = "mouse"
ENTER = "\ue007"  # as WebDriver has it


class EngineError(RuntimeError):
    """The browser answered with an error."""


class Engine(ABC):
    """An open window of a browser."""

    @abstractmethod
    def open(self, address: str) -> None:
        """Go to ``address``."""

    @abstractmethod
    def js(self, body: str, argument: Any = None) -> Any:
        """Value of ``body``, an expression over ``argument`` with a value that JSON can hold."""

    @abstractmethod
    def screenshot(self) -> bytes:
        """What is in the window, as PNG."""

    @abstractmethod
    def perform(self, source: dict[str, Any]) -> None:
        """The actions of one input source, as WebDriver has them."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Give the page this size, in pixels."""

    def until(self, body: str, argument: Any = None) -> None:
        """Wait until ``body`` is true. Raises TimeoutError."""
        end = time.monotonic() + PATIENCE
        while not self.js(body, argument):
            if time.monotonic() > end:
                raise TimeoutError(f"not so after {PATIENCE:g} s: {body}")
            time.sleep(LOOK)

    def click(self, x: float, y: float) -> None:
        self.drag((x, y), (x, y))

    def drag(
        self, start: tuple[float, float], end: tuple[float, float], moves: int = 8, *, release: bool = True
    ) -> None:
        """Press the pointer at ``start``, move it to ``end`` and, with ``release``, let it go."""
        steps = [{"type": "pointerMove", "x": round(start[0]), "y": round(start[1]), "duration": 0}]
        steps.append({"type": "pointerDown", "button": 0})
        for k in range(1, moves + 1 if start != end else 1):
            x, y = (round(a + (b - a) * k / moves) for a, b in zip(start, end, strict=True))
            steps.append({"type": "pointerMove", "x": x, "y": y, "duration": 20})
        if release:
            steps.append({"type": "pointerUp", "button": 0})
        self.perform({"type": "pointer", "id": "mouse", "parameters": {"pointerType": POINTER}, "actions": steps})

    def press(self, key: str) -> None:
        """Press and release a key."""
        strokes = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
        self.perform({"type": "key", "id": "keyboard", "actions": strokes})


class Firefox(Engine):
    """Firefox, by WebDriver BiDi.

    Attributes:
        errors: what its console has shown of errors.
    """

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._number = socket, 0
        self.errors: list[str] = []
        self._ask("session.new", capabilities={})
        self._ask("session.subscribe", events=["log.entryAdded"])
        self._page = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, address: str) -> None:
        self._ask("browsingContext.navigate", context=self._page, url=address, wait="complete")

    def js(self, body: str, argument: Any = None) -> Any:
        expression = f"(async (argument) => JSON.stringify(await ({body})))({json.dumps(argument)})"
        told = self._ask("script.evaluate", expression=expression, target={"context": self._page}, awaitPromise=True)
        if told["type"] != "success":
            raise EngineError(told["exceptionDetails"]["text"])
        return json.loads(told["result"]["value"]) if told["result"]["type"] == "string" else None

    def screenshot(self) -> bytes:
        return base64.b64decode(self._ask("browsingContext.captureScreenshot", context=self._page)["data"])

    def perform(self, source: dict[str, Any]) -> None:
        self._ask("input.performActions", context=self._page, actions=[source])

    def resize(self, width: int, height: int) -> None:
        self._ask("browsingContext.setViewport", context=self._page, viewport={"width": width, "height": height})

    def _ask(self, method: str, **parameters: Any) -> Any:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            told = json.loads(self._socket.recv(timeout=PATIENCE))
            if told.get("method") == "log.entryAdded" and told["params"]["level"] == "error":
                self.errors.append(str(told["params"].get("text")))
            elif told.get("id") == self._number:
                break
        if told["type"] == "error":
            raise EngineError(f"{method}: {told['error']}: {told['message']}")
        return told["result"]


class WebKit(Engine):
    """WebKitGTK's own small browser, by WebDriver."""

    def __init__(self, driver: str, program: Path) -> None:
        options = {"binary": str(program), "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self._address = f"{driver}/session"
        session = self._ask("POST", "", capabilities=wanted)
        self._address = f"{driver}/session/{session['sessionId']}"

    def open(self, address: str) -> None:
        self._ask("POST", "/url", url=address)

    def js(self, body: str, argument: Any = None) -> Any:
        script = (
            f"const [argument, done] = arguments; (async () => JSON.stringify(await ({body})))()"
            ".then((text) => done([text ?? null]), (error) => done(String(error)))"
        )
        told = self._ask("POST", "/execute/async", script=script, args=[argument])
        if isinstance(told, str):
            raise EngineError(told)
        return None if told[0] is None else json.loads(told[0])

    def screenshot(self) -> bytes:
        return base64.b64decode(self._ask("GET", "/screenshot"))

    def perform(self, source: dict[str, Any]) -> None:
        self._ask("POST", "/actions", actions=[source])

    def resize(self, width: int, height: int) -> None:
        """The window, whose bars take some of the height: the page gets what it asks for in a second try."""
        wanted = {"width": width, "height": height}
        self._ask("POST", "/window/rect", **wanted)
        inner = self.js("({ width: innerWidth, height: innerHeight })")
        self._ask("POST", "/window/rect", **{name: 2 * size - inner[name] for name, size in wanted.items()})

    def close(self) -> None:
        self._ask("DELETE", "")

    def _ask(self, method: str, path: str, **parameters: Any) -> Any:
        body = json.dumps(parameters).encode() if method == "POST" else None
        request = urllib.request.Request(
            self._address + path, body, {"Content-Type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            told = json.load(error)["value"]
            raise EngineError(f"{method} {path}: {told['error']}: {told.get('message')}") from None


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox | None]:
    """Firefox with its profile in ``folder``; None where it is not installed."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        yield None
        return
    log = folder / "firefox.log"
    command = [program, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port", "0"]
    with log.open("w") as output, running(command, stdout=output, stderr=output):
        address = _found(lambda: LISTENING.search(log.read_text()), "Firefox listens to nobody")[1]
        with connect(f"{address}/session", max_size=None) as socket:
            yield Firefox(socket)


@contextmanager
def webkit(folder: Path) -> Iterator[WebKit | None]:
    """WebKit on a screen that nobody sees; None where it, its driver or Xvfb is not installed."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    program = next(
        (path for root in ("/usr/lib", "/usr/libexec") for path in Path(root).glob(f"*/{MINI_BROWSER}")), None
    )
    if not (driver and screen and program):
        yield None
        return
    number, port = folder / "display", free_port()
    with number.open("w") as told:
        shown = running([screen, "-displayfd", "1", "-screen", "0", "2200x1400x24", "-nolisten", "tcp"], stdout=told)
        with shown:
            display = _found(lambda: number.read_text().strip(), "Xvfb shows nothing")
            # Its sandbox needs rights that a container has not; its accelerated drawing needs a graphics card.
            place = {"DISPLAY": f":{display}", "HOME": str(folder), "LIBGL_ALWAYS_SOFTWARE": "1"}
            place |= {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "GDK_BACKEND": "x11"}
            # Where it paints through GL too, not its compositor alone, Mesa 22.3's software GL walks through what the
            # other thread has freed (lp_scene_is_resource_referenced): one run in four ended with a crash.
            place["WEBKIT_SKIA_ENABLE_CPU_RENDERING"] = "1"
            with running(["env", *(f"{name}={value}" for name, value in place.items()), driver, f"--port={port}"]):
                address = f"http://127.0.0.1:{port}"
                _found(lambda: _answers(f"{address}/status"), "WebKit's driver does not answer")
                browser = WebKit(address, program)
                try:
                    yield browser
                finally:
                    with suppress(EngineError, OSError):
                        browser.close()


@contextmanager
def running(command: list[str], **outputs: Any) -> Iterator[None]:
    """A process that is ended at the end."""
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, **{**silent, **outputs})
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _found(look: Any, problem: str) -> Any:
    end = time.monotonic() + PATIENCE
    while not (found := look()):
        if time.monotonic() > end:
            raise TimeoutError(problem)
        time.sleep(LOOK)
    return found


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE):
            return True
    except OSError:
        return False
