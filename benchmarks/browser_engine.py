"""Measure the cost of a step in the browser's engine (V8) beside the compiled engine and C, for every rule.

    python -m benchmarks.browser_engine

Needs node, and gcc for the C column. The three run in separate processes, one after another; V8 is measured warm, as
during a drag.
"""

import json
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

from benchmarks.engine import PAIRS, STEPS, Pair, Work, library
from benchmarks.rows import Row
from experiments import Scenario
from experiments.view import View
from optimizers import OPTIMIZERS
from ravine.stage import units
from tools.node import ENGINE, ask_of, folder

SURFACE = "rosenbrock"
# Rounds of each rule; V8 compiles during the first.
WARM, ROUNDS = 30, 61

SCRIPT = """
const [root, engine, warm, rounds] = process.argv.slice(1);
const { createJob } = await import(engine);
const surface = await import(`${root}/surface.js`), rules = await import(`${root}/rules.js`);
let text = '';
for await (const chunk of process.stdin) text += chunk;
const found = {};
for (const [key, ask] of Object.entries(JSON.parse(text))) {
  const times = [];
  for (let k = 0; k < Number(warm) + Number(rounds); k += 1) {
    const began = process.hrtime.bigint();
    const job = createJob(surface, rules, ask, true);
    job.run(() => false);
    times.push(Number(process.hrtime.bigint() - began));
  }
  found[key] = times.slice(Number(warm)).sort((a, b) => a - b)[Math.floor(rounds / 2)];
}
console.log(JSON.stringify(found));
"""


def in_v8() -> dict[str, float]:
    """Median ns a step of every rule, with everything that a drag computes: path, losses and verdict."""
    asks = {}
    for key in OPTIMIZERS:
        rate = Work(SURFACE, key).hyperparameters
        scenario = Scenario(SURFACE, optimizers={key: rate}, steps=STEPS)
        asks[key] = {**ask_of(scenario, View()), "curvature": False, "rates": False}
    with folder({"surface.js": dict(units.surfaces())[SURFACE], units.RULES: units.rules_text()}) as path:
        command = ["node", "--input-type=module", "--eval", SCRIPT, str(path), str(ENGINE / "job.js")]
        done = subprocess.run(
            [*command, str(WARM), str(ROUNDS)], input=json.dumps(asks), text=True, check=True, stdout=subprocess.PIPE
        )
    return {key: time / STEPS for key, time in json.loads(done.stdout).items()}


def in_c() -> dict[str, float]:
    """Median ns a step of the rules that exist in C; empty without gcc."""
    if not shutil.which("gcc"):
        return {}
    with tempfile.TemporaryDirectory() as name:
        c = library(Path(name))
        return {rule: Pair(c, surface, rule).compare()[1] for surface, rule in PAIRS if surface == SURFACE}


def measure() -> list[Row]:
    """Print the table and return its rows."""
    theirs, v8 = in_c(), in_v8()
    compiled = {key: Work(SURFACE, key).measure() for key in OPTIMIZERS}
    print(f"ns a step on {SURFACE}, {STEPS:,} steps\n{'':22}{'V8':>9}{'Numba':>9}{'C':>9}{'V8 / Numba':>12}")
    for key, time in v8.items():
        beside = f"{theirs[key]:9.2f}" if key in theirs else f"{'':9}"
        print(f"{key:22}{time:9.0f}{compiled[key]:9.2f}{beside}{time / compiled[key]:11.1f}x")
    mean = statistics.geometric_mean(v8[key] / compiled[key] for key in v8)
    return [
        Row("v8-geomean", f"a step in V8, compiled = 1, geometric mean of {len(v8)}", mean, "×"),
        Row("v8-adam", "a step of Adam on Rosenbrock in V8", v8["adam"], "ns"),
    ]


if __name__ == "__main__":
    print(*measure(), sep="\n")
