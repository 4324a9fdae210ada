"""The browser's vecmath has the bits of the compiled one, for a million numbers a function."""

import subprocess

import numpy as np

import vecmath
from ravine.stage import units
from tests.reference.browser_bits import surfaces
from tests.support.elementary import NAMES, arguments, over
from tools.node import folder

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


def test_the_browser_computes_the_compiled_functions_bits():
    given, wrong = {name: arguments(name) for name in NAMES}, []
    with folder({}) as path:
        for name, columns in given.items():
            np.concatenate(columns).tofile(path / name)
        command = ["node", "--input-type=module", "--eval", SCRIPT, str(path), *NAMES]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=170)
        assert done.returncode == 0, done.stderr
        found = {name: np.fromfile(path / f"{name}.out", dtype=np.float64) for name in NAMES}
    for name, columns in given.items():
        wanted = over(getattr(vecmath, name), *columns)
        same = (found[name].view(np.uint64) == wanted.view(np.uint64)) | (np.isnan(found[name]) & np.isnan(wanted))
        places = np.flatnonzero(~same)[:3]
        wrong += [(name, *(column[k] for column in columns), found[name][k], wanted[k]) for k in places]
    assert not wrong


def test_no_function_of_the_browser_stands_in_for_ours():
    """``Math.sin`` differs between browsers; square roots and rounding are exact in all of them."""
    texts = [units.library(), units.rules_text(), *surfaces().values()]
    exact = ("sqrt", "abs", "floor", "ceil", "trunc")
    for text in texts:
        used = {part.split("(")[0] for part in text.split("Math.")[1:]}
        assert used <= set(exact), "a race would end elsewhere in another browser"
        assert " ** " not in text
