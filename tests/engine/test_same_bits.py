"""A race has the same bits with another BLAS, other vector instructions and another processor's code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from tests.reference.same_bits import OVER_DATA, hashes, scenarios
from tools.fixed_arithmetic import faults

ROOT = Path(__file__).resolve().parents[2]
STORED = json.loads((ROOT / "tests" / "reference" / "bits.json").read_text())
# CPU features that NumPy uses here beyond the baseline.
VECTORS = " ".join(name for name in __cpu_dispatch__ if __cpu_features__.get(name))
# No vector instructions in NumPy, an old BLAS, and code for any processor: its kernels take 100 s the first time.
OTHER = {"NPY_DISABLE_CPU_FEATURES": VECTORS, "OPENBLAS_CORETYPE": "Nehalem", "NUMBA_CPU_NAME": "generic"}


def compare(found: dict[str, str]) -> None:
    other = sorted(name for name in STORED if found.get(name) != STORED[name])
    assert not other, f"{len(other)} links show another race here than where they were made: {other[:5]}"
    assert found.keys() == STORED.keys(), "make bits: races were added or taken away"


def test_every_race_has_the_stored_bits():
    compare(hashes())


@pytest.mark.timeout(600)
def test_every_race_has_the_stored_bits_on_another_machine():
    done = subprocess.run(
        [sys.executable, "-m", "tests.reference.same_bits"],
        cwd=ROOT,
        env=os.environ | OTHER,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    compare(json.loads(done.stdout))


def test_the_table_has_every_unit():
    given = [scenario for _, scenario in scenarios()]
    assert {scenario.surface for scenario in given} == set(LANDSCAPES)
    assert {key for scenario in given for key in scenario.optimizers} == set(OPTIMIZERS)
    assert {name for scenario in given for name, _ in scenario.schedules.values()} == set(SCHEDULES) - {"constant"}
    assert {scenario.surface for scenario in given if scenario.batches()} == set(OVER_DATA)
    assert len(STORED) >= 200


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("from math import exp", "math.exp"),
        ("import math\nmath.pow(2.0, 0.5)", "math.pow"),
        ("import numpy as np\nnp.cos(1.0)", "numpy.cos"),
        ("import numpy as np\nnp.linalg.solve(a, b)", "numpy.linalg"),
        ("from numpy import hypot", "numpy.hypot"),
        ("import numpy as np\nnp.random.default_rng(0)", "numpy.random.default_rng"),
        ("x.sum()", ".sum()"),
        ("x.mean(axis=0)", ".mean()"),
        ("sum(x)", "sum()"),
        ("x @ y", "@"),
        ("beta**t", "**"),
        ("pow(beta, t)", "pow()"),
    ],
)
def test_lint_finds_machine_dependent_arithmetic(line, what):
    assert [said for _, said in faults(line) if said.startswith(what)], f"{line} would pass"


@pytest.mark.parametrize(
    "line",
    [
        "from vecmath import pow\npow(beta, t)",
        "from math import sqrt",
        "import numpy as np\nnp.random.PCG64(np.random.SeedSequence([1]))",
        "import numpy as np\nnp.sqrt(x)",
        "sum(x)  # whole numbers",
        "2**15",
    ],
)
def test_lint_accepts_exact_arithmetic(line):
    assert not list(faults(line))
