"""Runs in the engine, surfaces made of one function, and calls of compiled blocks, for tests of the engine."""

from dataclasses import replace

from numba import njit

from declare import Parameter
from engine import abi, trace
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS

STEPS = 60
COUPLED = {key: rule for key, rule in OPTIMIZERS.items() if rule.coupled}


def run(surface, rule, *, start=None, steps=STEPS, **hyperparameters):
    return trace(surface, surface.values({}), rule, hyperparameters, start or surface.starts[0], steps)


def unit(function, parameters=("a",)):
    """A surface of the function, on the bowl's picture."""
    declared = tuple(Parameter(name, 1.0, (0.0, 9.0)) for name in parameters)
    return replace(LANDSCAPES["bowl"], value_and_gradient=function, parameters=declared, key=function.__name__)


def raising(x, y, p):
    if x > 1.0:
        raise ValueError("no value here")
    return x, -1.0, 0.0


def looking(w, f, g, state, c, loss):
    """A rule whose state records the loss one unit to the right, and its own loss."""
    at, gx, gy = loss((w[0] + 1.0, w[1]))
    return (w[0] - c[0], w[1]), ((at, f), (gx, gy))


LOOKING = replace(OPTIMIZERS["sam"], update=looking, state=("seen", "slope"), key="looking")


@njit
def call_surface(address, n, w, data):
    return abi.call_surface(address, n, abi.pointer(w, 0), abi.pointer(data, 0), 0)


@njit
def call_update(address, n, w, data, surface, parameters):
    return abi.call_update(address, n, abi.pointer(w, 0), abi.pointer(data, 0), surface, abi.pointer(parameters, 0), 0)
