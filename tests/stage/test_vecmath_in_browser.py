"""The browser's vecmath has the bits of the compiled one, for a million numbers a function."""

import subprocess

import numpy as np
import pytest

import vecmath
from ravine.stage import units
from tests.units.test_vecmath import SPECIAL, over
from tools.node import folder

COUNT = 1_000_000
PAIRS = ("atan2", "hypot", "pow")
NAMES = sorted(name for function, (_, name) in units.ARITHMETIC.items())

# Reads and writes doubles; for functions of two arguments the second half of the input are second arguments.
SCRIPT = """
import { readFileSync, writeFileSync } from "node:fs";
const [folder, ...names] = process.argv.slice(1);
const library = await import(`${folder}/vecmath.js`);
const numbers = (name) => new Float64Array(new Uint8Array(readFileSync(name)).buffer);
for (const name of names) {
  const f = library[name], given = numbers(`${folder}/${name}`);
  const count = f.length === 2 ? given.length / 2 : given.length;
  const found = new Float64Array(count);
  for (let k = 0; k < count; k += 1) found[k] = f.length === 2 ? f(given[k], given[count + k]) : f(given[k]);
  writeFileSync(`${folder}/${name}.out`, found);
}
"""


def arguments(name):
    """Numbers of every size, most of them where the function curves; and all combinations of special ones."""
    random = np.random.default_rng(17)
    bits = random.integers(0, 2**64, COUNT // 4, dtype=np.uint64).view(np.float64)
    size = 10.0 ** random.uniform(-12, 3, COUNT // 4) * random.choice([-1.0, 1.0], COUNT // 4)
    usual = [
        random.uniform(-9, 9, COUNT // 4),
        random.uniform(-1, 1, COUNT // 8),
        random.uniform(-1e6, 1e6, COUNT // 8),
    ]
    column = np.concatenate([bits, size, *usual])
    special = np.array(SPECIAL)
    if name not in PAIRS:
        return [np.concatenate([column, special])]
    first, second = (one.ravel() for one in np.meshgrid(special, special))
    other = random.permutation(column)
    if name == "pow":  # powers of negative bases are mostly NaN
        column[1::2], other[1::2] = np.abs(column[1::2]), random.uniform(-30, 30, COUNT // 2)
    return [np.concatenate([column, first]), np.concatenate([other, second])]


@pytest.fixture(scope="module")
def found():
    """Results in node: ``{function: numbers}``."""
    with folder({}) as path:
        for name in NAMES:
            np.concatenate(arguments(name)).tofile(path / name)
        command = ["node", "--input-type=module", "--eval", SCRIPT, str(path), *NAMES]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=170)
        assert done.returncode == 0, done.stderr
        return {name: np.fromfile(path / f"{name}.out", dtype=np.float64) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_the_browser_computes_the_compiled_functions_bits(found, name):
    given = arguments(name)
    wanted, _ = over(getattr(vecmath, name), *given)
    same = (found[name].view(np.uint64) == wanted.view(np.uint64)) | (np.isnan(found[name]) & np.isnan(wanted))
    places = np.flatnonzero(~same)[:3]
    assert same.all(), [(name, *(column[k] for column in given), found[name][k], wanted[k]) for k in places]


def test_no_function_of_the_browser_stands_in_for_ours():
    """``Math.sin`` differs between browsers; square roots and rounding are exact in all of them."""
    texts = [units.library(), units.rules_text(), *dict(units.surfaces()).values()]
    exact = ("sqrt", "abs", "floor", "ceil", "trunc")
    for text in texts:
        used = {part.split("(")[0] for part in text.split("Math.")[1:]}
        assert used <= set(exact), "a race would end elsewhere in another browser"
        assert " ** " not in text
