"""Rules and switches without a reference implementation equal transcriptions of their papers."""

import json

import numpy as np
import pytest

import engine
from experiments import Scenario, run
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from ravine.views.sidebar.racers import parity_sentence
from ravine.words import LANGUAGES, Words
from tests.reference import authors, deviation
from tests.reference.cases import STARTS
from tests.reference.deviation import PATH, relative
from tests.support.in_one_test import in_one_test

STEPS = 300
SURFACES = pytest.mark.parametrize("surface", STARTS)


def raced(key, surface, settings, steps=STEPS, start=None):
    return run(Scenario(surface, optimizers={key: settings}, start=start or STARTS[surface], steps=steps))[key]


def gradient(surface, w):
    return np.array(LANDSCAPES[surface].gradient(*map(float, w)))


def transcribed(surface, step, start=None):
    """The path of ``step(t, w, g) -> w``, vectors of two."""
    path = [np.array(start or STARTS[surface])]
    for t in range(1, STEPS + 1):
        path.append(step(t, path[-1], gradient(surface, path[-1])))
    return np.array(path)


def adam(lr, beta1, beta2, length, corrected=True):
    """Algorithm 1 of Kingma & Ba (2015); ``length(m, v, g)`` combines both averages."""
    m = v = np.zeros(2)

    def step(t, w, g):
        nonlocal m, v
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        scale = (1 - beta1**t, 1 - beta2**t) if corrected else (1.0, 1.0)
        return w - lr * length(m / scale[0], v / scale[1], g)

    return step


@SURFACES
@pytest.mark.parametrize(("nu1", "nu2"), [(0.7, 1.0), (0.5, 0.8), (1.0, 1.0)])
def test_qhadam_is_that_of_ma_and_yarats(surface, nu1, nu2):
    """Equation 6 of the paper; with both nu at 1 it is Adam."""

    def length(m, v, g):
        return ((1 - nu1) * g + nu1 * m) / (np.sqrt((1 - nu2) * g**2 + nu2 * v) + 1e-8)

    theirs = transcribed(surface, adam(0.02, 0.9, 0.99, length))
    settings = {"lr": 0.02, "beta1": 0.9, "beta2": 0.99, "nu1": nu1, "nu2": nu2}
    assert relative(raced("qhadam", surface, settings).path, theirs) <= PATH
    if nu1 == nu2 == 1.0:
        plain = raced("adam", surface, {"lr": 0.02, "beta1": 0.9, "beta2": 0.99})
        assert relative(plain.path, theirs) <= PATH


@SURFACES
def test_adam_without_bias_correction_starts_too_fast(surface):
    theirs = transcribed(surface, adam(0.02, 0.9, 0.999, lambda m, v, g: m / (np.sqrt(v) + 1e-8), corrected=False))
    entry = raced("adam", surface, {"lr": 0.02, "without_bias_correction": 1.0})
    assert relative(entry.path, theirs) <= PATH
    assert np.abs(entry.path[1] - entry.path[0]) == pytest.approx(0.02 * 0.1 / np.sqrt(0.001), rel=1e-3)


@SURFACES
def test_adam_with_epsilon_inside_the_root(surface):
    theirs = transcribed(surface, adam(0.02, 0.9, 0.999, lambda m, v, g: m / np.sqrt(v + 1e-2)))
    entry = raced("adam", surface, {"lr": 0.02, "eps": 1e-2, "eps_inside_root": 1.0})
    assert relative(entry.path, theirs) <= PATH


@SURFACES
def test_decoupled_adam_is_adamw(surface):
    settings = {"lr": 0.05, "weight_decay": 0.2}
    adamw = raced("adamw", surface, settings)
    assert np.array_equal(raced("adam", surface, {**settings, "decoupled_weight_decay": 1.0}).path, adamw.path)
    assert not np.allclose(raced("adam", surface, settings).path, adamw.path)


HESSIANS = {
    "bowl": lambda x, y: np.diag([1.0, LANDSCAPES["bowl"].parameters[0].default]),
    "rosenbrock": lambda x, y: np.array([[2 - 400 * (y - 3 * x * x), -400 * x], [-400 * x, 200.0]]),
    "himmelblau": lambda x, y: np.array(
        [[12 * x * x + 4 * y - 42, 4 * (x + y)], [4 * (x + y), 12 * y * y + 4 * x - 26]]
    ),
    "rastrigin": lambda x, y: np.diag([2 + 40 * np.pi**2 * np.cos(2 * np.pi * v) for v in (x, y)]),
}


@SURFACES
@pytest.mark.parametrize("settings", [{}, {"lr": 0.3, "damping": 5.0}])
def test_newton_solves_with_the_true_hessian(surface, settings):
    """Compared step by step; second derivatives from differences have nine correct digits."""
    entry = raced("newton", surface, settings, steps=30)
    lr, damping = settings.get("lr", 1.0), settings.get("damping", 0.0)
    for t in range(30):
        w = entry.path[t]
        hessian = HESSIANS[surface](*w)
        assert entry.state[t + 1] == pytest.approx(hessian, rel=1e-8, abs=1e-6)
        step = np.linalg.solve(hessian + damping * np.eye(2), gradient(surface, w))
        # A nearly flat direction magnifies their errors.
        assert entry.path[t + 1] == pytest.approx(w - lr * step, rel=1e-7, abs=1e-7)


def test_newton_is_at_the_minimum_of_a_bowl_in_one_step():
    entry = raced("newton", "bowl", {}, steps=2)
    assert entry.path[1] == pytest.approx([0.0, 0.0], abs=1e-8)


@SURFACES
@pytest.mark.parametrize("settings", [{}, {"lr": 0.2, "c2": 0.4}])
def test_conjugate_gradient_is_polak_and_ribiere_s(surface, settings):
    """Directions by the formula, lengths by the strong Wolfe conditions: Nocedal & Wright (2006), 5.44 and 3.7."""
    entry, c2 = raced("conjugate_gradient", surface, settings, steps=40), settings.get("c2", 0.1)
    d = before = np.zeros(2)
    for t in range(40):
        g = entry.gradient[t]
        if np.abs(g).max() < 1e-5:
            break  # from here on, differences of losses are only rounding
        beta = max(0.0, g @ (g - before) / (before @ before)) if t else 0.0
        d = beta * d - g
        if g @ d >= 0:
            d = -g
        assert entry.state[t + 1, 0] == pytest.approx(d, rel=1e-9, abs=1e-12)
        d = entry.state[t + 1, 0]
        length, slope = entry.state[t + 1, 2, 0], g @ d
        assert entry.path[t + 1] == pytest.approx(entry.path[t] + length * d, rel=1e-12)
        assert entry.loss[t + 1] <= entry.loss[t] + 1e-4 * length * slope + 1e-12
        assert abs(entry.gradient[t + 1] @ d) <= c2 * abs(slope) * (1 + 1e-9)
        before = g


def test_conjugate_gradient_needs_two_directions_for_a_quadratic():
    """With an almost exact line search; steepest descent with the same search still zigzags."""
    entry = raced("conjugate_gradient", "bowl", {"c2": 0.01, "max_eval": 100.0}, steps=4)
    assert np.abs(entry.path[4]).max() < 1e-4 * np.abs(entry.path[0]).max()


def test_clipped_and_normalised_steps_have_the_declared_length():
    cut = raced("clipped_gd", "rosenbrock", {"lr": 1e-3, "max_norm": 2.0})
    assert np.hypot(*cut.state[1:, 0].T).max() == pytest.approx(2.0)
    even = raced("normalised_gd", "rosenbrock", {"lr": 0.01})
    assert np.hypot(*np.diff(even.path, axis=0).T) == pytest.approx(0.01)


def test_schedule_free_interpolates_y_between_z_and_x():
    """Defazio et al. (2024): the gradient is taken at y = (1 - beta) z + beta x; x is the mean of all z."""
    entry = raced("schedule_free_sgd", "himmelblau", {"lr": 1e-3, "momentum": 0.8})
    z, x = entry.state[:, 0], entry.state[:, 1]
    assert OPTIMIZERS["schedule_free_sgd"].answer == "x"
    assert entry.path == pytest.approx(0.2 * z + 0.8 * x)
    assert x[-1] == pytest.approx(z[1:].mean(axis=0))


ADAN = [
    {},
    {"beta1": 0.9, "beta2": 0.8, "beta3": 0.9, "lr": 0.02},
    {"lr": 0.1, "eps": 1e-3, "weight_decay": 0.1},
    *({"lr": 0.05, h.name: end} for h in OPTIMIZERS["adan"].hyperparameters for end in h.bounds),
]


@in_one_test(settings=ADAN, surface=STARTS)
def test_adan_equals_its_authors_code(settings, surface):
    """Also at both ends of every slider, where rounding errors may grow, as for rules with a package."""
    optimizer, landscape = OPTIMIZERS["adan"], LANDSCAPES[surface]
    values, p = optimizer.values(settings), landscape.values({})
    theirs = authors.trajectory(optimizer, values, landscape, STARTS[surface], STEPS)
    trace = lambda w: engine.trace(landscape, p, optimizer, values, w, STEPS)  # noqa: E731
    off, bound = deviation.whole_path(lambda w: trace(w).path, theirs, optimizer, values, landscape)
    assert off <= bound, f"the path drawn is not the authors': {off:.1e} away"
    off, share = deviation.each_step(optimizer, values, landscape, theirs)
    assert share <= 1.0, f"a step is {off:.1e} away from the authors'"
    assert off <= deviation.ONE_STEP


def published(weight, lr=0.1, weight_decay=0.0, eps_root=1e-8):
    """optax.adan 0.2.8 at its defaults with the look-ahead's ``weight``: 1 - beta2 in optax, beta2 in the paper."""
    m = v = n = before = np.zeros(2)

    def step(t, w, g):
        nonlocal m, v, n, before
        change = g - before if t > 1 else np.zeros(2)
        m, v = 0.98 * m + (1 - 0.98) * g, 0.92 * v + (1 - 0.92) * change
        n = 0.99 * n + (1 - 0.99) * (g + weight * change) ** 2
        before = g
        ahead = m / (1 - 0.98**t) + weight * v / (1 - 0.92**t)
        return w - lr * (ahead / (np.sqrt(n / (1 - 0.99**t) + eps_root) + 1e-8) + weight_decay * w)

    return step


def test_optax_s_adan_differs_as_the_page_says():
    """Stored runs of optax: look-ahead of 1 - beta2, subtracted decay, and far slower convergence."""
    with np.load(deviation.ROOT / "tests" / "reference" / "optax.npz") as file:
        stored = {decay: file[name] for decay, name in ((0.0, "unlike/adan"), (0.1, "unlike/adan/decay"))}
        version = json.loads(str(file["about"]))["optax"]
    loss, start = LANDSCAPES["bowl"].value, LANDSCAPES["bowl"].starts[0]
    for decay, theirs in stored.items():
        assert relative(transcribed("bowl", published(1 - 0.92, weight_decay=decay), start), theirs) <= PATH
        ours = raced("adan", "bowl", {"lr": 0.1, "weight_decay": decay}, start=start)
        assert relative(ours.path, theirs) > 0.01, "optax computes the same now: let it be Adan's reference"
    ours = raced("adan", "bowl", {"lr": 0.1}, start=start)
    assert relative(ours.path, transcribed("bowl", published(0.92, eps_root=0.0), start)) <= 1e-9
    assert loss(*map(float, stored[0.0][-1])) == pytest.approx(0.0122, abs=5e-5)
    assert ours.loss[-1] == pytest.approx(0.0002, abs=5e-6), "Adan on the bowl settles as slowly as optax's"
    for language in LANGUAGES:
        assert f"optax {version}" in parity_sentence("adan", Words(language)), "the page is to say where optax differs"
