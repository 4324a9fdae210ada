"""Make tests/reference/optax.npz: float64 trajectories of optax, for rules that torch.optim lacks.

Run by ``make parity-reference``. optax gets the analytic gradient that the surface declares.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import jax
import numpy as np
import optax

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
jax.config.update("jax_enable_x64", True)
jax.config.update("jax_platforms", "cpu")

from landscapes import LANDSCAPES  # noqa: E402
from tests.reference.cases import STEPS, diverged, trajectories  # noqa: E402

PACKAGES = ("optax.",)
# optax.adan differs from its authors' rule; the page says how.
UNLIKE = {"unlike/adan": {"learning_rate": 0.1}, "unlike/adan/decay": {"learning_rate": 0.1, "weight_decay": 0.1}}


def versions() -> dict[str, str]:
    return {"optax": version("optax"), "jax": jax.__version__, "numpy": np.__version__}


def transformation(optimizer, hyperparameters):
    """The optimizer's counterpart in optax, completed as :attr:`Optimizer.chain` says."""
    _, given = optimizer.call(hyperparameters)
    return eval(optimizer.expression({key: repr(value) for key, value in given.items()}), {"optax": optax})


def trajectory(optimizer, hyperparameters, landscape, start, steps=STEPS):
    """Weights of every step until it diverges, float64 ``(steps + 1, 2)`` or fewer rows."""
    return descent(transformation(optimizer, hyperparameters), landscape, start, steps)


def descent(made, landscape, start, steps=STEPS):
    """:func:`trajectory` of the gradient transformation ``made``."""

    def gradient(w, *_):
        return jax.numpy.array(landscape.gradient(*np.asarray(w).tolist()))

    w = jax.numpy.array(start)
    state = made.init(w)
    made = optax.with_extra_args_support(made)
    path = np.empty((steps + 1, 2))
    for t in range(steps + 1):
        path[t] = w
        if diverged(path[t]):
            return path[: t + 1]
        updates, state = made.update(gradient(w), state, w, grad_fn=gradient)
        w = optax.apply_updates(w, updates)
    return path


def main():
    stored, by_kind = trajectories(PACKAGES, trajectory)
    for name, given in UNLIKE.items():
        stored[name] = descent(optax.adan(**given), LANDSCAPES["bowl"], LANDSCAPES["bowl"].starts[0])
    about = {**versions(), "dtype": "float64", "steps": STEPS}
    target = Path(__file__).with_name("optax.npz")
    texts = {"about": about, **by_kind}
    np.savez_compressed(target, **{name: json.dumps(text) for name, text in texts.items()}, **stored)
    print(f"{target.name}: {len(stored)} trajectories of optax {about['optax']}, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
