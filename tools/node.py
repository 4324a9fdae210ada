"""Run transpiled modules and the browser's engine in node, to get the numbers that a browser computes."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from experiments.picture import picture
from experiments.scenario import Scenario
from experiments.view import View
from ravine.stage import units
from ravine.stage.payload.samples import batching, noise

ENGINE = Path(__file__).parents[1] / "ravine" / "stage" / "frontend" / "engine"

# One process evaluates all calls: [{module, calls: [[name, arguments]]}] -> results, bit for bit.
CALLS = """
const view = new DataView(new ArrayBuffer(8));
const bits = (x) => { view.setFloat64(0, Number(x)); return view.getBigUint64(0); };
const number = (hex) => { view.setBigUint64(0, BigInt(hex)); return view.getFloat64(0); };
const read = (x) => (Array.isArray(x) ? x.map(read) : number(x));
const write = (x) => (Array.isArray(x) ? x.map(write) : '0x' + bits(x).toString(16));
let text = '';
for await (const chunk of process.stdin) text += chunk;
const answers = [];
for (const { module, calls } of JSON.parse(text)) {
  const unit = await import(module);
  answers.push(calls.map(([name, given]) => write(unit[name](...read(given)))));
}
console.log(JSON.stringify(answers));
"""

# [Ask] -> [[Result]]; arrays are written to a file one after another.
RACES = """
import { writeFileSync } from "node:fs";
const { createJob } = await import(process.argv[1]);
let text = '';
for await (const chunk of process.stdin) text += chunk;
const chunks = [];
let place = 0;
const put = (array) => {
  if (!(array instanceof Float64Array)) return array;
  chunks.push(Buffer.from(array.buffer, array.byteOffset, array.byteLength));
  place += array.length;
  return { from: place - array.length, to: place };
};
const answers = [];
for (const ask of JSON.parse(text)) {
  const job = createJob(await import(ask.module), await import(ask.rules), ask);
  job.run(() => false);
  const rows = job.results().flatMap(({ answer, ...one }) => (answer ? [one, answer] : [one]));
  answers.push(rows.map((one) => Object.fromEntries(Object.entries(one).map(([k, v]) => [k, put(v)]))));
}
writeFileSync(process.argv[2], Buffer.concat(chunks));
console.log(JSON.stringify(answers));
"""


@contextmanager
def folder(modules: Mapping[str, str]):
    """A temporary folder with ES modules, including vecmath's."""
    with TemporaryDirectory() as name:
        path = Path(name)
        (path / "package.json").write_text('{"type": "module"}')
        for file, text in {units.LIBRARY: units.library(), **modules}.items():
            (path / file).write_text(text)
        yield path


def in_node(modules):
    """Results of ``[(module source, [(function, arguments)])]``, nested as in JavaScript."""
    with folder({f"unit{k}.js": text for k, (text, _) in enumerate(modules)}) as path:
        requests = [
            {"module": f"{path}/unit{k}.js", "calls": [[name, _write(arguments)] for name, arguments in calls]}
            for k, (_, calls) in enumerate(modules)
        ]
        return _read(json.loads(_run(CALLS, requests)))


def races(asks: Sequence[dict[str, Any]], surfaces: Mapping[str, str]) -> list[dict[str, dict[str, Any]]]:
    """Results of the browser's engine for each ask, by row of the board; arrays are flat.

    Args:
        asks: requests in the form of ``frontend/engine/types.js``; ``module`` is a key of ``surfaces``.
        surfaces: sources of surface modules by key.
    """
    with folder({**{f"{key}.js": text for key, text in surfaces.items()}, units.RULES: units.rules_text()}) as path:
        requests = [{**ask, "module": f"{path}/{ask['module']}.js", "rules": f"{path}/{units.RULES}"} for ask in asks]
        answers = json.loads(_run(RACES, requests, str(ENGINE / "job.js"), str(path / "arrays")))
        numbers = np.fromfile(path / "arrays", dtype=np.float64)

    def read(value):
        return numbers[value["from"] : value["to"]] if isinstance(value, dict) and "from" in value else value

    return [{one["key"]: {name: read(value) for name, value in one.items()} for one in answer} for answer in answers]


def ask_of(scenario: Scenario, view: View) -> dict[str, Any]:
    """The request for a race, as the page builds it from a payload's header."""
    batches = batching(scenario) if scenario.size else {"whole": True}
    return {
        "module": scenario.surface,
        "parameters": units.surface_numbers(scenario.landscape, tuple(scenario.surface_parameters.values())),
        "size": scenario.size,
        "batching": None if batches["whole"] else batches,
        "noise": noise(scenario),
        "start": scenario.start,
        "steps": scenario.steps,
        "axis": view.axis,
        "terrain": _terrain(scenario),
        "rates": True,
        "curvature": True,
        "racers": [
            {
                "key": key,
                "optimizer": key,
                "values": dict(values),
                "schedule": _schedule(scenario, key),
                "full": False,
            }
            for key, values in scenario.optimizers.items()
        ],
    }


def _schedule(scenario: Scenario, key: str) -> dict[str, Any] | None:
    if key not in scenario.schedules:
        return None
    name, values = scenario.schedules[key]
    return {"key": name, "values": dict(values)}


def _terrain(scenario: Scenario) -> dict[str, Any]:
    drawn = picture(scenario.surface, tuple(scenario.surface_parameters.values()), scenario.data)
    *columns, x0, x1, y0, y1, lowest, span, endless = drawn.terrain.numbers
    named = zip(("kinds", "xs", "ys", "values"), columns, strict=True)
    points = {name: np.asarray(column).tolist() for name, column in named}
    return {**points, "domain": [x0, x1, y0, y1], "lowest": lowest, "range": span, "endless": endless}


def _run(script: str, given: Any, *arguments: str) -> str:
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", script, *arguments],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
        timeout=170,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _write(value):
    if isinstance(value, (tuple, list)):
        return [_write(one) for one in value]
    return hex(int(np.float64(value).view(np.uint64)))


def _read(value):
    if isinstance(value, list):
        return [_read(one) for one in value]
    return float(np.uint64(int(value, 16)).view(np.float64))
