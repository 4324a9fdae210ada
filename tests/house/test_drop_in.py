"""A new file in a unit folder appears everywhere without another edit."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("declare", "landscapes", "optimizers", "engine", "experiments", "lessons", "ravine")

SURFACE = '''"""A trough that somebody wrote last night."""

from math import cosh, sinh

from declare import Parameter
from landscapes._landscape import Landscape


def value_and_gradient(x, y, p):
    (width,) = p
    return x * x / width + cosh(y), 2.0 * x / width, sinh(y)


def hessian(x, y, p):
    (width,) = p
    return 2.0 / width, 0.0, cosh(y)


LANDSCAPE = Landscape(
    value_and_gradient=value_and_gradient,
    hessian=hessian,
    critical_points=lambda width: {"minimum": [(0.0, 0.0)]},
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    starts=((1.5, 1.5),),
    parameters=(Parameter("width", 3.0, (1.0, 9.0), symbol="w"),),
    formula=r"f(x,y)=x^2/w+\\\\cosh y",
    reference="a notebook",
)
'''

RULE = '''"""Sign descent: a step of lr down each axis, however steep."""

from math import copysign

from optimizers._optimizer import Hyperparameter, Optimizer


def coefficients(lr, t):
    return (lr / t,)


def update(w, g, state, c):
    (n,) = state
    return w - copysign(c[0], g), (n + 1.0,)


OPTIMIZER = Optimizer(
    name="Sign descent",
    hyperparameters=(Hyperparameter("lr", 0.5, (1e-5, 10.0), scale="log", symbol=r"\\\\eta"),),
    state=("n",),
    update=update,
    coefficients=coefficients,
    lr_unit="distance",
    family="sign",
    color="#F0E442",
    formula=r"w_t=w_{t-1}-\\\\tfrac{\\\\eta}{t}\\\\,\\\\mathrm{sign}\\\\,g_t",
    reference="a notebook",
)
'''

USE = """
import json
from streamlit.testing.v1 import AppTest
from experiments import Scenario, decode, encode, program, run
from ravine.gallery import files

scenario = Scenario("trough", {"width": 4.0}, {"sign": {"lr": 0.4}, "adam": {}}, steps=30)
race = run(scenario)
assert race["sign"].path.shape == (31, 2)
assert race["sign"].state[-1].tolist() == [[30.0, 30.0]]
assert race["sign"].path[1].tolist() == [1.1, 1.1]
assert decode(encode(scenario)) == (scenario, ())

written = {}
exec(program(scenario, "sign"), written)
assert abs(written["losses"][-1] - race["sign"].loss[-1]) < 1e-12
assert "x * x / width + torch.cosh(y)" in program(scenario, "adam")

app = AppTest.from_file("ravine/main.py", default_timeout=60)
app.query_params["s"], app.query_params["o"] = "trough", "sign"
app.run()
assert not app.exception, app.exception
shown = json.loads(app.get("bidi_component")[1].proto.json)
assert (shown["surface"], shown["name"]) == ("trough", "Trough")
assert "trough" in [one["key"] for family in files.catalogue("ko")["families"] for one in family["surfaces"]]
assert files.read("trough-light.png").body.startswith(b"\\x89PNG")
assert app.slider(key="surface.width").value == 3.0
assert "Sign descent" in app.selectbox(key="settings-of").options
print("appeared")
"""


@pytest.fixture
def copy(tmp_path):
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    # Streamlit finds the stage's files by this package metadata.
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_a_surface_and_an_optimizer_appear_everywhere(copy):
    (copy / "landscapes" / "trough.py").write_text(SURFACE.replace("\\\\", "\\"))
    (copy / "optimizers" / "sign.py").write_text(RULE.replace("\\\\", "\\"))
    done = subprocess.run([sys.executable, "-c", USE], cwd=copy, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1:] == ["appeared"], done.stderr[-3000:]


def test_a_broken_unit_stops_the_start_and_names_itself(copy):
    (copy / "landscapes" / "empty.py").write_text('"""Nothing in here."""\n')
    done = subprocess.run(
        [sys.executable, "-c", "import landscapes"], cwd=copy, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "landscapes.empty" in done.stderr
