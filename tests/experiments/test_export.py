"""Exported programs: each is derived from what the units declare, and those in NumPy are run beside the engine.

Programs in torch and optax are run by ``make parity-programs``, which has both; here their text is read.
"""

import ast
import json
import re
import subprocess
import sys

import numpy as np
import pytest

from experiments import Scenario, notebook, program, run, surface_data
from experiments.export import dialects, packages
from experiments.export.chance import WRITTEN_OUT, batches, noise
from experiments.export.setting import Setting
from experiments.export.source import Module
from landscapes import LANDSCAPES, DataLandscape, Samples
from optimizers import OPTIMIZERS
from optimizers.schedules import CONSTANT, SCHEDULES
from tests.reference.cases import STARTS, usual_rate
from tests.reference.exported import deviation
from tests.support.in_one_test import in_one_test
from tests.support.program_sample import FOLDER, SAMPLE, SITE, texts

GIVEN = {"torch", "numpy", "math", "base64", "jax", "jax.numpy", "optax"}
DATA = "sine_fit"


def executed(text):
    """Variables of a program after it has run."""
    scope = {"__name__": "__main__"}
    exec(compile(text, "program", "exec"), scope)
    return scope


def race(key, surface="himmelblau", steps=25, schedule=CONSTANT, **given):
    batch = 10 if surface == DATA else 0
    rules = {key: {**usual_rate(OPTIMIZERS[key]), **given}}
    start = STARTS.get(surface)
    return Scenario(surface, {}, rules, start, steps, schedules={key: (schedule, {})}, batch=batch)


def test_the_stored_sample_is_what_is_exported_now():
    """After a change that is meant: ``make program-sample``, and read what has changed."""
    stored = {path.name: path.read_text("utf-8") for path in FOLDER.iterdir() if path.is_file()}
    assert stored == texts()


@in_one_test(key=OPTIMIZERS, surface=["himmelblau", DATA], schedule=[CONSTANT, "warmup_cosine"])
def test_numpy_programs_reproduce_the_losses_of_the_engine(key, surface, schedule):
    scenario = race(key, surface, schedule=schedule)
    losses = executed(program(scenario, key, "numpy"))["losses"]
    off, bound = deviation(scenario, key, np.array(losses))
    assert off <= bound


@in_one_test(surface=LANDSCAPES)
def test_numpy_programs_reproduce_every_surface(surface):
    scenario = Scenario(surface, optimizers={"qhadam": {"lr": 0.05}}, steps=8)
    losses = executed(program(scenario, "qhadam"))["losses"]
    np.testing.assert_allclose(losses, run(scenario)["qhadam"].loss, rtol=1e-12, atol=1e-12)


@in_one_test(surface=LANDSCAPES)
def test_the_value_alone_is_the_surface_s(surface):
    """What torch and JAX differentiate, here in NumPy's words; it lacks the slopes."""
    landscape, module = LANDSCAPES[surface], Module()
    if isinstance(landscape, DataLandscape):
        function, given = landscape.sample, {}
    else:
        named = dict(zip((p.name for p in landscape.parameters), landscape.values({}), strict=True))
        function, given = landscape.value_and_gradient, {"row": ("p", named)}
    text = "import numpy as np\n" + module.write(dialects.NUMPY, function, "value", value_only=True, **given)
    value = executed(text)["value"]
    for x, y in (*landscape.starts, (0.3, -0.7)):
        if isinstance(landscape, DataLandscape):
            data = landscape.samples()
            found = np.mean(value(x, y, data.a, data.b))
        else:
            found = value(np.float64(x), np.float64(y))
        assert found == pytest.approx(landscape.value(x, y), rel=1e-13, abs=1e-13)


@in_one_test(key=OPTIMIZERS, surface=["himmelblau", DATA])
def test_programs_need_nothing_of_ours_and_name_every_setting(key, surface):
    scenario = race(key, surface, schedule="one_cycle")
    for package in packages(scenario, key):
        text = program(scenario, key, package, SITE)
        tree = ast.parse(text)
        modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        assert modules <= GIVEN
        assert not any(isinstance(node, ast.ImportFrom) for node in ast.walk(tree))
        assert SITE in text
        used = {name for name in modules if f"{name.replace('jax.numpy', 'jnp').replace('numpy', 'np')}." in text}
        assert used == modules, "an import that is not needed"


def test_the_package_is_the_one_that_the_rule_came_from():
    usual = {key: packages(race(key), key)[0] for key in OPTIMIZERS}
    for key, optimizer in OPTIMIZERS.items():
        where = optimizer.counterpart[0].partition(".")[0] if optimizer.counterpart else ""
        assert usual[key] == (where if where in ("torch", "optax") else "numpy")
    assert {usual["adam"], usual["lion"], usual["newton"]} == {"torch", "optax", "numpy"}
    assert program(race("newton"), "newton").startswith(
        "# Newton on himmelblau, in plain NumPy: neither torch nor optax"
    )
    with pytest.raises(ValueError, match="numpy were expected, got torch"):
        program(race("newton"), "newton", "torch")
    with pytest.raises(KeyError):
        program(race("newton"), "adam")


def test_what_a_package_cannot_do_is_written_in_numpy_and_said_first():
    lacking = race("adam", without_bias_correction=1.0)
    unsettled = race("rmsprop", alpha=0.0, centered=1.0)
    flat = Scenario("relu_neuron", optimizers={"sam": {"lr": 0.1}}, start=(-4.0, -20.0), steps=5)
    said = {
        "Adam in torch has no without_bias_correction": (lacking, "adam"),
        "rounding alone decides what torch does": (unsettled, "rmsprop"),
        "the gradient is zero, by which optax divides": (flat, "sam"),
    }
    for why, (scenario, key) in said.items():
        assert packages(scenario, key) == ("numpy",)
        text = program(scenario, key)
        assert why in text.splitlines()[0]
        np.testing.assert_allclose(executed(text)["losses"], run(scenario)[key].loss, rtol=1e-12)


def test_torch_s_class_gets_the_settings():
    text = program(race("adam", amsgrad=1.0, beta1=0.8, decoupled_weight_decay=1.0, weight_decay=0.1), "adam")
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    call = next(one for one in calls if ast.unparse(one.func) == "torch.optim.Adam")
    given = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
    assert given == {
        "lr": 0.02,
        "betas": (0.8, 0.999),
        "eps": 1e-8,
        "weight_decay": 0.1,
        "amsgrad": True,
        "decoupled_weight_decay": True,
    }
    copies = Scenario("bowl", optimizers={"adam": {"lr": 0.1}, "adam~2": {"lr": 0.3}})
    assert "lr=0.3" in program(copies, "adam~2")
    assert "o=adam~2&" in program(copies, "adam~2"), "the link is of this run alone"


@in_one_test(key=SCHEDULES)
def test_the_schedule_is_ours_in_every_step(key):
    """Also past its length, where torch's LambdaLR asks once more."""
    if key == CONSTANT:
        return
    scenario = race("gd", schedule=key, steps=40)
    text = program(scenario, "gd")
    functions = [ast.unparse(n) for n in ast.parse(text).body if isinstance(n, ast.FunctionDef) and n.name != "surface"]
    factor = executed("import math\n" + "\n".join(functions))["factor"]
    np.testing.assert_allclose([factor(t, 40) for t in range(1, 41)], scenario.factors("gd"), rtol=1e-13, atol=1e-15)
    assert np.isfinite(factor(41, 40))
    assert "LambdaLR(optimizer, lambda k: factor(k + 1, steps))" in text


@pytest.mark.parametrize("replacement", [False, True])
@pytest.mark.parametrize("drop_last", [False, True])
@pytest.mark.parametrize("steps", [7, 90])
def test_batches_are_the_same_samples_in_the_same_steps(steps, replacement, drop_last):
    scenario = Scenario(DATA, {"size": 50}, {"gd": {}}, None, steps, 5, {}, "", 12, replacement, drop_last)
    drawn = scenario.batches()
    text = batches(Setting(scenario, "gd"))
    assert ("PCG64" in text) == (len(drawn.order) > WRITTEN_OUT)
    found = executed(f"import numpy as np\nsteps = {steps}\n{text}")["batches"]
    assert found == [drawn.of(step).tolist() for step in range(steps + 1)]


def test_noise_is_the_same_in_the_same_steps():
    scenario = Scenario("bowl", optimizers={"gd": {}}, steps=60, seed=9, gradient_noise=2.5)
    found = executed(f"import numpy as np\nsteps = 60\n{noise(Setting(scenario, 'gd'))}")["noise"]
    np.testing.assert_allclose(found[:-1], scenario.tilts(), rtol=1e-14)
    assert found[-1].tolist() == [0.0, 0.0]
    losses = executed(program(scenario, "gd", "numpy"))["losses"]
    np.testing.assert_allclose(losses, run(scenario)["gd"].loss, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("size", [300, 700])
def test_data_are_exact_however_many(size):
    scenario = Scenario("tanh_neuron", {"size": size}, {"qhadam": {}}, steps=1)
    scope, data = executed(program(scenario, "qhadam")), scenario.landscape.samples(size=size)
    assert (scope["a"].tolist(), scope["b"].tolist()) == (data.a.tolist(), data.b.tolist())


def test_a_table_of_one_s_own_comes_along():
    own = surface_data.Columns(Samples(np.array([1.0, 2.5, 4.0]), np.array([0.1, 0.7, 0.2])), ("dose", "answer"))
    scenario = Scenario("linear_regression", optimizers={"qhadam": {}}, data=own.name, steps=3)
    text = program(scenario, "qhadam", site=SITE)
    assert "# 3 samples, standardised: input a, target b." in text
    np.testing.assert_allclose(executed(text)["losses"], run(scenario)["qhadam"].loss, rtol=1e-13)


def test_slopes_are_written_out_where_autograd_has_others():
    """At corners that only the source has, and on kinks; elsewhere autograd finds them."""

    def writes_slopes(surface, start, key="adam"):
        return "w.grad = torch.tensor" in program(Scenario(surface, optimizers={key: {}}, start=start, steps=3), key)

    assert writes_slopes("logistic_regression", (0.0, 0.0))
    assert writes_slopes("tanh_neuron", (0.0, 0.0))
    assert writes_slopes("ackley", (0.0, 0.0))
    assert writes_slopes("bukin_n6", (-10.0, 1.0))
    assert not writes_slopes("ackley", (1.0, 0.5))
    assert not writes_slopes("rosenbrock", (0.0, 0.0))


def test_a_run_that_explodes_ends_where_ours_does(capsys):
    scenario = Scenario("rosenbrock", optimizers={"gd": {"lr": 1.0}})
    ours = run(scenario)["gd"]
    scope = executed(program(scenario, "gd", "numpy"))
    assert ours.verdict.kind == "diverged"
    assert capsys.readouterr().out.splitlines()[-1].startswith(f"diverged at step {ours.verdict.step}: ")
    assert len(scope["losses"]) == len(ours.loss)


def test_losses_are_those_of_the_answer():
    scenario = race("schedule_free_sgd", steps=30)
    ours = run(scenario)["schedule_free_sgd"]
    losses = executed(program(scenario, "schedule_free_sgd"))["losses"]
    np.testing.assert_allclose(losses, ours.answer.loss, rtol=1e-12)
    assert abs(losses[-1] - ours.loss[-1]) > 1e-6
    assert 'optimizer.state[w]["ax"]' in program(race("asgd"), "asgd")


def test_a_program_runs_as_a_file_of_its_own(tmp_path):
    scenario = race("newton", steps=5)
    (tmp_path / "newton.py").write_text(program(scenario, "newton"))
    done = subprocess.run([sys.executable, "-I", "newton.py"], cwd=tmp_path, capture_output=True, text=True, check=True)
    printed = [float(loss) for loss in re.findall(r"^step +\d+ +loss (\S+)$", done.stdout, re.MULTILINE)]
    assert printed == pytest.approx(run(scenario)["newton"].loss.tolist(), rel=1e-9)


def test_a_notebook_has_the_program_in_its_cells():
    for name, (scenario, key) in SAMPLE.items():
        found = json.loads(notebook(scenario, key, site=SITE))
        assert set(found) == {"cells", "metadata", "nbformat", "nbformat_minor"}, name
        assert (found["nbformat"], found["nbformat_minor"]) == (4, 5)
        keys = [cell["id"] for cell in found["cells"]]
        assert len(set(keys)) == len(keys)
        assert all(re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", key) for key in keys)
        for cell in found["cells"]:
            more = {"execution_count", "outputs"} if cell["cell_type"] == "code" else set()
            assert set(cell) == {"cell_type", "id", "metadata", "source", *more}
        code = ["".join(cell["source"]) for cell in found["cells"] if cell["cell_type"] == "code"]
        assert ast.dump(ast.parse("\n".join(code))) == ast.dump(ast.parse(program(scenario, key, site=SITE)))
        assert SITE in "".join(found["cells"][0]["source"])


def test_nothing_in_an_address_leaves_its_comment():
    site = 'https://a.example/"""\n\rimport os\u2028os.abort()\n'
    scenario = race("newton", steps=2)
    harmless, given = program(scenario, "newton"), program(scenario, "newton", site=site)
    assert ast.dump(ast.parse(given)) == ast.dump(ast.parse(harmless))
