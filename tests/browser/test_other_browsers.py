"""The same table of races and functions in Chromium, Firefox and WebKit's engine: the bits of the compiled engine."""

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

import vecmath
from experiments import run
from experiments.race import Race
from experiments.view import View
from ravine.stage import assets, units
from ravine.stage.bundle import bundle
from tests.reference.browser_bits import table, wanted_of
from tests.support.elementary import NAMES, PAIRS, arguments, over
from tools.node import ask_of, folder

pytestmark = pytest.mark.browser
ARRAYS = ("path", "loss", "gradient", "rate", "limit", "clamp", "time")
NUMBERS = 4_000  # of each function
PATIENCE = 90  # s

# An array as two numbers: a changed bit changes them, for all weights are odd. No numbers are alike.
TABLE = """
import { createJob } from "./engine.js";
import * as rules from "./rules.js";
import * as library from "./vecmath.js";
import { given } from "./given.js";
SURFACES
function digest(array) {
  if (!array) return null;
  const plain = Float64Array.from(array, (x) => (x === x ? x : 0x7ff8));
  const words = new Uint32Array(plain.buffer);
  let [a, b] = [array.length, 1];
  for (let i = 0; i < words.length; i += 1) {
    a = (a + Math.imul(words[i], 2 * i + 1)) | 0;
    b = (b + Math.imul(words[i] ^ (words[i] >>> 15), 4 * i + 3)) | 0;
  }
  return [a, b];
}
function race(ask) {
  const job = createJob(surfaces[ask.module], rules, ask);
  job.run(() => false);
  const rows = job.results().flatMap(({ answer, ...one }) => (answer ? [one, answer] : [one]));
  return Object.fromEntries(rows.map((one) => [one.key, ARRAYS.map((name) => digest(one[name]))]));
}
function values([name, ...columns]) {
  const [first, second] = columns.map((column) => column.map(Number));
  return digest(first.map((x, k) => (second ? library[name](x, second[k]) : library[name](x))));
}
export const answer = () => ({ races: given.asks.map(race), functions: given.functions.map(values) });
"""
PAGE = """<!doctype html><script type="module">
import { answer } from "./table.js";
let body;
try { body = JSON.stringify(answer()); } catch (error) { body = JSON.stringify(String(error)); }
await fetch("/answer", { method: "POST", body });
</script>"""


def digest(array: np.ndarray | None) -> list[int] | None:
    """As the script has it."""
    if array is None:
        return None
    numbers = np.asarray(array, dtype=np.float64).ravel()
    words = np.where(np.isnan(numbers), float(0x7FF8), numbers).view(np.uint32)
    places = np.arange(len(words), dtype=np.uint32)
    with np.errstate(over="ignore"):
        first = np.uint32(len(numbers)) + np.sum(words * (2 * places + 1), dtype=np.uint32)
        second = np.uint32(1) + np.sum((words ^ (words >> np.uint32(15))) * (4 * places + 3), dtype=np.uint32)
    return [int(np.array(one, dtype=np.uint32).view(np.int32)) for one in (first, second)]


def functions() -> dict[str, list[np.ndarray]]:
    """Arguments of every function, special ones among them."""
    return {name: [column[:: len(column) // NUMBERS].copy() for column in arguments(name)] for name in NAMES}


@pytest.fixture(scope="module")
def wanted() -> dict[str, list]:
    races = []
    for scenario in table():
        race = run(scenario)
        told = dict(race.with_answers())
        every = Race(scenario, told, race.points)
        rows = {key: wanted_of(every, key, entry, View()) for key, entry in told.items()}
        races.append({key: [digest(row.get(name)) for name in ARRAYS] for key, row in rows.items()})
    values = [digest(over(getattr(vecmath, name), *columns)) for name, columns in functions().items()]
    return {"races": races, "functions": values}


@pytest.fixture(scope="module")
def site() -> Iterator[Path]:
    """A folder with the table as a page and as a script."""
    surfaces = dict(units.surfaces())
    imports = [f'import * as {key} from "./surface-{key}.js";' for key in surfaces]
    script = TABLE.replace("SURFACES", "\n".join([*imports, f"const surfaces = {{ {', '.join(surfaces)} }};"]))
    columns = [[name, *map(_spelled, given)] for name, given in functions().items()]
    given = {"asks": [ask_of(scenario, View()) for scenario in table()], "functions": columns}
    texts = {f"surface-{key}.js": text for key, text in surfaces.items()} | {
        units.RULES: units.rules_text(),
        "engine.js": bundle(assets._modules(), "engine/job.js"),
        "given.js": f"export const given = {json.dumps(given)};",
        "table.js": script.replace("ARRAYS", json.dumps(ARRAYS)),
        "shell.js": 'import { answer } from "./table.js";\nprint(JSON.stringify(answer()));\n',
        "index.html": PAGE,
    }
    with folder(texts) as path:
        yield path


def _spelled(column: np.ndarray) -> list[str]:
    special = {np.inf: "Infinity", -np.inf: "-Infinity"}
    return ["NaN" if np.isnan(x) else special.get(x, repr(float(x))) for x in column]


class _Answers(SimpleHTTPRequestHandler):
    """Serves the site and takes its answer."""

    def do_POST(self) -> None:
        self.server.answer = json.loads(self.rfile.read(int(self.headers["content-length"])))  # type: ignore[attr-defined]
        self.send_response(204)
        self.end_headers()
        self.server.answered.set()  # type: ignore[attr-defined]

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(site: Path) -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Answers, directory=str(site)))
    server.answered = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def check(found, wanted) -> None:
    assert not isinstance(found, str), found
    for scenario, rows, expected in zip(table(), found["races"], wanted["races"], strict=True):
        wrong = [key for key in expected if rows.get(key) != expected[key]]
        assert not wrong, f"a dragged race ends elsewhere than the settled one: {wrong} on {scenario}"
    wrong = [name for name, a, b in zip(NAMES, found["functions"], wanted["functions"], strict=True) if a != b]
    assert not wrong, f"other bits of {wrong}"
    assert set(PAIRS) < set(NAMES)


def test_in_chromium(browser, site, wanted):
    with served(site) as server:
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        assert server.answered.wait(PATIENCE)
        page.close()
        check(server.answer, wanted)


def test_in_firefox(site, wanted, tmp_path):
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if not program:
        pytest.skip("Firefox is not installed")
    with served(site) as server:
        address = f"http://127.0.0.1:{server.server_port}/"
        command = [program, "--headless", "--no-remote", "--profile", str(tmp_path), address]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            assert server.answered.wait(PATIENCE), "Firefox has not answered"
        finally:
            process.terminate()
            process.wait(20)
        check(server.answer, wanted)


def test_in_webkit(site, wanted):
    """WebKit's engine in its own shell: what Safari and every browser on an iPhone runs."""
    program = shutil.which("jsc")
    if not program:
        pytest.skip("JavaScriptCore's shell is not installed")
    done = subprocess.run(
        [program, "-m", "shell.js"], cwd=site, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    check(json.loads(done.stdout), wanted)
