"""Modules made from Python functions, run by node: what a browser would compute."""

import json
import subprocess

import numpy as np

# One process evaluates everything: [{module, calls: [[name, arguments]]}] -> the answers, bit for bit.
NODE = """
const view = new DataView(new ArrayBuffer(8));
const bits = (x) => { view.setFloat64(0, Number(x)); return view.getBigUint64(0); };
const number = (hex) => { view.setBigUint64(0, BigInt(hex)); return view.getFloat64(0); };
const read = (x) => (Array.isArray(x) ? x.map(read) : number(x));
const write = (x) => (Array.isArray(x) ? x.map(write) : '0x' + bits(x).toString(16));
let text = '';
for await (const chunk of process.stdin) text += chunk;
const answers = [];
for (const { module, calls } of JSON.parse(text)) {
  const unit = await import('data:text/javascript,' + encodeURIComponent(module));
  answers.push(calls.map(([name, given]) => write(unit[name](...read(given)))));
}
console.log(JSON.stringify(answers));
"""


def in_node(asked):
    """Answers of ``[(module text, [(function, arguments)])]``, numbers nested as JavaScript gave them."""
    given = [{"module": text, "calls": [[name, _write(given)] for name, given in calls]} for text, calls in asked]
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", NODE],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return _read(json.loads(done.stdout))


def _write(value):
    if isinstance(value, (tuple, list)):
        return [_write(one) for one in value]
    return hex(int(np.float64(value).view(np.uint64)))


def _read(value):
    if isinstance(value, list):
        return [_read(one) for one in value]
    return float(np.uint64(int(value, 16)).view(np.float64))
