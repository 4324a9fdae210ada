"""Compiled functions of the layers above equal plain Python, and are ready before the first visitor."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine import compiled
from vecmath import hypot, sin

ROOT = Path(__file__).parents[2]


def walked(path, count, doubled, scale):
    total = 0.0
    for k in range(count - 1):
        total += length(path[k + 1] - path[k], scale)
    return (2.0 * total if doubled else total), len(path)


def length(x, scale):
    return hypot(x, sin(scale))


quick = compiled(walked, np.ndarray, int, bool, float)
PATH = np.random.default_rng(3).normal(size=40)


@pytest.mark.parametrize("doubled", [False, True])
@pytest.mark.parametrize("scale", [0.1, 1e9])
def test_a_compiled_function_equals_plain_python(doubled, scale):
    plain = walked(PATH.tolist(), 40, doubled, scale)
    assert quick(PATH, 40, doubled, scale) == plain


def test_a_read_only_array_is_accepted():
    kept = PATH.copy()
    kept.flags.writeable = False
    assert quick(kept, 40, False, 0.5) == quick(PATH, 40, False, 0.5)


@pytest.mark.parametrize("path", [PATH[::2], PATH.reshape(2, -1), np.arange(40)], ids=["gaps", "two axes", "whole"])
def test_an_array_of_another_kind_is_refused(path):
    with pytest.raises(TypeError):
        quick(path, 3, False, 0.5)


# Fill the cache as the image build does, then run a first race in a new process.
FIRST_RACE = """
from engine import cache
from experiments import Scenario, run, warm
warm.main()
before = cache.statistics()
race = run(Scenario("himmelblau", optimizers={"adam": {}}, steps=20))
print(race["adam"].verdict.kind, before == cache.statistics())
"""


def test_the_first_race_after_warming_up_compiles_and_loads_nothing():
    done = subprocess.run([sys.executable, "-c", FIRST_RACE], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split()[-2:] == ["moving", "True"], f"the first visitor waits for a kernel:\n{done.stdout}"
