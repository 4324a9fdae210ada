"""Measure what maps do to other visitors, how soon they end when nobody wants them, and ten of the largest at once.

    python -m benchmarks.map_load
    python -m benchmarks.map_load whole  # the ten to their ends: minutes

One real server on this machine. A drag is what the stage sends: a race with another learning rate. Who asks is told
apart by address, as a proxy says it.
"""

import http.client
import json
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.attack.__main__ import Watch
from benchmarks.load.fleet import Fleet, fleet, memory
from benchmarks.rows import Row
from experiments import Scenario, encode
from experiments.view import View
from tools.visitor.race_source import unpack

DRAGS = 120
STEPS = 2_000
RACE = Scenario("rosenbrock", optimizers={key: {"lr": 0.01} for key in ("adam", "momentum", "rmsprop")}, steps=STEPS)
DRAGGED = Scenario("himmelblau", optimizers={"gd": {}, "momentum": {}, "adam": {}})
CLIENTS, CANCELS = 10, 9
SETTLED = 0.05  # seconds without any work after which it has ended
LONGEST = 60.0  # seconds without anything of an answer
WHOLE = 1800.0  # seconds in which ten of the largest maps are complete


@dataclass
class Client:
    """Who asks for one map.

    Attributes:
        status: of the answer; 200 unless it is refused.
        text: the sentence of a refusal, or of the head.
        first: seconds until the first cells had come.
        cells: number of cells that came.
        came, ended: there are cells, or will be none; nothing more comes.
    """

    server: str
    address: str
    scenario: Scenario
    view: View
    status: int = 0
    text: str = ""
    first: float | None = None
    cells: int = 0
    came: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    _line: http.client.HTTPConnection | None = None

    def ask(self, until: Callable[["Client"], bool] = lambda _: False) -> None:
        """Follow the answer to its end, or until ``until`` says so."""
        self._line, began = _connection(self.server), time.perf_counter()
        wish = {"query": encode(self.scenario, self.view), "lang": "en", "kind": self.view.map, "page": self.address}
        answer = _post(self._line, "/ravine/map", wish, self.address)
        self.status = answer.status
        if self.status != 200:
            self.text = json.loads(answer.read() or b"{}").get("text", "")
            self.came.set()
            self.ended.set()
            return
        try:
            while text := answer.readline():
                line = json.loads(text)
                answer.read(line.get("bytes", 0))
                self.text = line["text"] if "axes" in line else self.text
                if "stride" in line:
                    self.first = self.first or time.perf_counter() - began
                    self.cells += line["count"]
                    self.came.set()
                if until(self):
                    break
        finally:
            self._line.close()
            self.came.set()
            self.ended.set()


def _connection(server: str) -> http.client.HTTPConnection:
    place = urlsplit(server)
    return http.client.HTTPConnection(place.hostname or "", place.port, timeout=LONGEST)


def _post(line: http.client.HTTPConnection, path: str, wish: dict, address: str) -> http.client.HTTPResponse:
    line.request("POST", path, json.dumps(wish), {"Content-Type": "application/json", "X-Forwarded-For": address})
    return line.getresponse()


@contextmanager
def _asking(clients: list[Client], until: Callable[[Client], bool] = lambda _: False) -> Iterator[None]:
    """All of them at once, each in its thread; the block is over before they are."""
    over = threading.Event()
    threads = [
        threading.Thread(target=one.ask, args=(lambda client: over.is_set() or until(client),)) for one in clients
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def drags(server: str, seed: int) -> float:
    """Median of the seconds that a dragged rate takes until its race is there."""
    line, took, have = _connection(server), [], {}
    for number in range(DRAGS):
        wish = {
            "query": encode(DRAGGED),
            "lang": "en",
            "change": {"adam.lr": 0.01 + 1e-5 * number + 1e-3 * seed},
            "have": sorted(have),
        }
        began = time.perf_counter()
        blob = _post(line, "/ravine/race", wish, "10.1.1.1").read()
        took.append(time.perf_counter() - began)
        header, parts = unpack(blob)
        have |= dict.fromkeys(parts | {header["words"], header["surface"]})
        time.sleep(0.02)
    line.close()
    return statistics.median(took)


def beside_a_map(servers: Fleet) -> list[Row]:
    """A drag while a plane of 512 x 512 runs is computed for somebody else, and without."""
    drags(servers.address, 0)
    idle, busy, cells = [], [], 0
    for number in range(3):
        idle.append(drags(servers.address, 1 + 2 * number))
        scenario = Scenario("rosenbrock", optimizers={"adam": {}}, start=(-1.0 - 0.1 * number, 1.0), steps=STEPS)
        client = Client(servers.address, "10.1.1.2", scenario, View(map="plane", map_size="512"))
        with _asking([client]):
            client.came.wait(LONGEST)
            busy.append(drags(servers.address, 2 + 2 * number))
        cells += client.cells
    before, after = statistics.median(idle), statistics.median(busy)
    told = f"{1000 * before:.1f} ms without, {1000 * after:.1f} ms beside {cells:,} cells of {STEPS:,} steps"
    return [
        Row("maps-drag", "a drag beside a map of 512 × 512; without = 1", after / before, "×", at_most=2, others=told)
    ]


def cancelled(servers: Fleet) -> list[Row]:
    """Seconds from hanging up until no thread works on the map any more, the longest of several."""
    took = []
    for number in range(CANCELS):
        scenario = Scenario("rosenbrock", optimizers={"adam": {}}, start=(1.0 + 0.01 * number, -1.0), steps=STEPS)
        client = Client(servers.address, "10.1.1.3", scenario, View(map="plane", map_size="512"))
        with _asking([client]):
            client.came.wait(LONGEST)
            time.sleep(0.1)
            working = _working(servers.replicas[0].pid)
            gone = time.perf_counter()
        took.append(_ended(working, gone))
    told = f"median {1000 * statistics.median(took):.0f} ms of {CANCELS}"
    return [
        Row("maps-cancel", "a map that nobody wants is worked on", 1000 * max(took), "ms", at_most=200, others=told)
    ]


def _spent(task: Path) -> int:
    """Nanoseconds of processor that a thread has had."""
    try:
        return int((task / "schedstat").read_text().split()[0])
    except OSError:
        return 0


def _working(pid: int) -> list[Path]:
    """Threads that work hard now."""
    tasks = [*Path(f"/proc/{pid}/task").iterdir()]
    before = [_spent(task) for task in tasks]
    time.sleep(0.1)
    return [task for task, spent in zip(tasks, before, strict=True) if _spent(task) - spent > 20e6]


def _ended(tasks: list[Path], gone: float) -> float:
    """Seconds from ``gone`` until these threads have worked for the last time."""
    last, before = gone, [_spent(task) for task in tasks]
    while time.perf_counter() - last < SETTLED:
        time.sleep(0.002)
        spent = [_spent(task) for task in tasks]
        if sum(spent) - sum(before) > 0.2e6:
            last, before = time.perf_counter(), spent
    return last - gone


def largest_at_once(servers: Fleet, *, whole: bool = False) -> list[Row]:
    """Ten visitors ask for the largest maps, half planes, half basins, none the same; ``whole``: to their ends."""
    clients = [
        Client(
            servers.address,
            f"10.2.0.{number}",
            Scenario("rosenbrock", optimizers=RACE.optimizers, start=(-1.5 + 0.1 * number, 1.5), steps=STEPS + number),
            View(map="plane", map_size="512") if number % 2 else View(map="basins", map_size="1024"),
        )
        for number in range(CLIENTS)
    ]
    pid = servers.replicas[0].pid
    before = memory(pid)
    with Watch(pid) as watch, _asking(clients):
        for one in clients:
            one.came.wait(LONGEST)
        if whole:
            for one in clients:
                one.ended.wait(WHOLE)
        else:
            time.sleep(20.0)
    time.sleep(2.0)
    after = memory(pid)
    firsts = sorted(one.first for one in clients if one.first is not None)
    for one in clients:
        came = "nothing" if one.first is None else f"{1000 * one.first:6.0f} ms"
        print(
            f"  {one.view.map:7} of {one.address}: first cells {came}, {one.cells:9,} in all  {one.status} {one.text}"
        )
    silent = [one for one in clients if one.first is None and not one.text]
    told = f"{before:.0f} MB before, {after:.0f} MB after"
    return [
        Row(
            "maps-ten", f"{CLIENTS} of the largest maps at once: first cells of the last",
            firsts[-1] if len(firsts) == CLIENTS else float("inf"), "s", at_most=2,
            others=f"median {statistics.median(firsts):.2f} s",
        ),
        Row("maps-ten-silent", "of them without cells and without a sentence", len(silent), at_most=0),
        Row("maps-ten-memory", "of them: memory", watch.memory, "MB", at_most=1000, others=told),
    ]  # fmt: skip


def measure() -> list[Row]:
    """Rows for benchmarks/RESULTS.md."""
    with fleet(1) as servers:
        found = beside_a_map(servers)
        found += cancelled(servers)
        found += largest_at_once(servers)
    return found


def main() -> None:
    if sys.argv[1:] == ["whole"]:
        with fleet(1) as servers:
            print(*largest_at_once(servers, whole=True), sep="\n")
    else:
        print(*measure(), sep="\n")


if __name__ == "__main__":
    main()
