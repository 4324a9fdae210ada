"""Surfaces with their settings, places on them, and their functions compiled or with 60 digits."""

import math
from types import FunctionType

import mpmath
import numpy as np

import engine
import vecmath
from experiments import surface_data
from experiments.picture import picture
from landscapes import LANDSCAPES, DataLandscape

SURFACES = sorted(LANDSCAPES)
SINGLE = [surface for surface in SURFACES if not isinstance(LANDSCAPES[surface], DataLandscape)]

# Points on kinks with the declared second derivatives: a term without one counts as zero, never NaN.
KINKS = {
    "ackley": ((0.0, 0.0), (2 * math.pi**2 * math.e, 0.0, 2 * math.pi**2 * math.e)),
    "bukin_n6": ((-10.0, 1.0), (0.0, 0.0, 0.0)),
    "cross_in_tray": ((0.0, 2.0), (0.0, 0.0, 0.0)),
    # The remaining term there: second derivatives of -x sin(sqrt(x - y - 47)).
    "eggholder": ((20.0, -57.0), (-0.22559746497056127, 0.16238853719263083, -0.09917960941470039)),
    "schwefel": ((0.0, 0.0), (0.0, 0.0, 0.0)),
}


def settings(surface):
    """The defaults, and every parameter at a low and at a high value of its range."""
    yield {}
    for parameter in LANDSCAPES[surface].parameters:
        stops = parameter.stops()
        yield {parameter.name: stops[len(stops) // 5]}
        yield {parameter.name: stops[-max(1, len(stops) // 5)]}


CASES = [(surface, parameters) for surface in SURFACES for parameters in settings(surface)]
IN_ONE = [case for case in CASES if case[0] in SINGLE]


def sample(surface, count, seed=7):
    """``count`` random places in the picture, (count, 2)."""
    (x0, x1), (y0, y1) = LANDSCAPES[surface].domain
    random = np.random.default_rng(seed)
    return np.column_stack([random.uniform(x0, x1, count), random.uniform(y0, y1, count)])


def visit(surface, parameters, places):
    """Loss (n,) and gradient (n, 2), compiled: the bits of plain Python (tests/engine/test_engine.py), but faster."""
    return engine.visit(LANDSCAPES[surface], LANDSCAPES[surface].values(parameters), places)


def points(surface, parameters):
    """The critical points as the page finds them."""
    return surface_data.points(LANDSCAPES[surface], LANDSCAPES[surface].values(parameters))


def terrain_of(scenario):
    """What verdicts know of a race's surface."""
    return picture(scenario.surface, tuple(scenario.surface_parameters.values()), scenario.data).terrain


_PRECISE = {name: getattr(mpmath, name) for name in ("sin", "cos", "exp", "log", "sqrt")}
_PRECISE["copysign"] = lambda size, side: abs(size) if side >= 0 else -abs(size)
_EXACT = {getattr(vecmath, name): function for name, function in _PRECISE.items()}


def precisely(function):
    """A unit's function and its helpers for numbers of mpmath."""
    scope = dict(function.__globals__)
    for name in function.__code__.co_names:
        value = scope.get(name)
        if callable(value):
            scope[name] = _EXACT[value] if value in _EXACT else precisely(value)
    return FunctionType(function.__code__, scope)
