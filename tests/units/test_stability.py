"""Declared stability limits agree with the update rules' Jacobians."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine
from declare import named
from optimizers import OPTIMIZERS
from optimizers import limit as declared_limit
from tests.support.in_one_test import in_one_test

LIMITED = [key for key, optimizer in OPTIMIZERS.items() if optimizer.stability]
MEMORIES = {"m", "b", "g"}
# Names of state numbers by which rules divide.
ALSO = {("adan", "v")}
STEPS = st.integers(2, 60)


def hyperparameters(optimizer):
    """Any usable values, but with memory in the preconditioner, which otherwise is the gradient itself."""
    floors = {"alpha": 0.05, "beta2": 0.05, "beta3": 0.05, "nu2": 0.05}
    fields = {}
    for h in optimizer.hyperparameters[1:]:
        low, high = h.bounds
        low = floors.get(h.name, low) if optimizer.stability.preconditioner else low
        fields[h.name] = st.sampled_from(h.stops()) if h.scale == "switch" else st.floats(low, high)
    return st.fixed_dictionaries(fields)


def remembers(optimizer, name):
    """Whether this state number follows the gradient and is not part of the preconditioner."""
    return name in MEMORIES or (optimizer.key, name) in ALSO


def jacobian(optimizer, c, hessian, frozen):
    """Jacobian at a fixed point of the rule's update, as a map of weights and averages of gradients.

    The preconditioner depends on the squared gradient, so it is constant to first order there.
    """
    moving = [i for i, name in enumerate(optimizer.state) if remembers(optimizer, name)]
    # RMSProp's mean follows the gradient, but enters the update only squared.
    moving = [i for i in moving if not (optimizer.key == "rmsprop" and optimizer.state[i] == "m")]
    size = 2 * (1 + len(moving))
    h = 1e-8 * min(map(min, frozen.values()), default=1.0) ** 0.5

    def image(z):
        w = z[:2]
        state = [frozen.get(name, (0.0, 0.0)) for name in optimizer.state]
        for place, i in enumerate(moving):
            state[i] = tuple(z[2 + 2 * place : 4 + 2 * place])
        after, state = optimizer.step(tuple(w), 0.0, tuple(hessian @ w), tuple(state), c, None)
        return np.concatenate([after, *(state[i] for i in moving)])

    columns = [(image(h * e) - image(-h * e)) / (2 * h) for e in np.eye(size)]
    return np.array(columns).T


# Largest factor a step for which a run counts as settling; eigenvalues have rounding errors of 1e-8.
SETTLES = 1 + 1e-7


@in_one_test(key=LIMITED)
def test_the_update_becomes_unstable_at_the_declared_limit(key):
    optimizer = OPTIMIZERS[key]
    theory = optimizer.stability

    @settings(max_examples=30)
    @given(
        values=hyperparameters(optimizer),
        t=STEPS,
        curvatures=st.tuples(st.floats(0.1, 100.0), st.floats(0.1, 100.0)),
        angle=st.floats(0.0, 3.1),
        scales=st.tuples(st.floats(0.01, 100.0), st.floats(0.01, 100.0)),
    )
    def check(values, t, curvatures, angle, scales):
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        hessian = turn @ np.diag(curvatures) @ turn.T
        frozen = {name: scales for name in optimizer.state if not remembers(optimizer, name)}
        given_state = tuple(frozen.get(name, (0.0, 0.0)) for name in optimizer.state)
        # The preconditioner of step t is in the state after it; at rest that does not depend on the rate.
        c = optimizer.table({**values, "lr": 1e-3}, t)[-1]
        _, after = optimizer.step((0.0, 0.0), 0.0, (0.0, 0.0), given_state, tuple(c.tolist()), None)
        # The engine takes step t of a run; here all earlier steps were at rest too.
        states = np.zeros((t + 1, len(optimizer.state), 2))
        states[t] = np.reshape(after, states[t].shape)
        (gain,), (scale,) = engine.stability(optimizer, values, states, np.zeros((t + 1, 2)), np.array([t]))
        root = np.diag(np.sqrt(scale))
        coupled, decoupled = theory.pulls(values)
        steepest = np.linalg.eigvalsh(root @ (hessian + coupled * np.eye(2)) @ root)[-1]
        limit = declared_limit(float(steepest), float(gain), decoupled)

        def radius(lr):
            table = optimizer.table({**values, "lr": lr}, t)
            return np.abs(np.linalg.eigvals(jacobian(optimizer, tuple(table[-1].tolist()), hessian, frozen))).max()

        if np.isinf(limit):
            assert radius(1e6) <= 1 + 1e-6, "no limit is declared, yet it does not settle"
            return
        # Long averages make growth slow: Adan's was 4e-5 a step just above its limit.
        assert radius(limit * 0.998) <= SETTLES, f"does not settle below the declared limit {limit}"
        assert radius(limit * 1.002) > SETTLES, f"settles above the declared limit {limit}"

    check()


@in_one_test(key=LIMITED)
def test_compiled_stability_equals_python(key):
    optimizer = OPTIMIZERS[key]
    theory, count = optimizer.stability, 12
    random = np.random.default_rng(5)
    states = random.uniform(0.5, 2.0, (count + 1, len(optimizer.state), 2))
    slopes = random.uniform(-1.0, 1.0, (count + 1, 2))
    values = optimizer.values({h.name: h.bounds[1] for h in optimizer.hyperparameters if h.scale == "switch"})
    rows = optimizer.table({**values, "lr": 1.0}, count)
    gains, scales = engine.stability(optimizer, values, states, slopes, np.arange(1, count + 1))
    for t in range(1, count + 1):
        more = {**values, "t": float(t), **dict(zip(optimizer.columns, rows[t - 1].tolist(), strict=True))}
        assert gains[t - 1] == theory.gain(**named(theory.gain, more))
        for half in (0, 1):
            at = {**more, "state": tuple(states[t, :, half].tolist()), "g": float(slopes[t - 1, half])}
            plain = theory.preconditioner(**named(theory.preconditioner, at)) if theory.preconditioner else 1.0
            assert scales[t - 1, half] == pytest.approx(plain, rel=0, abs=0, nan_ok=True)
