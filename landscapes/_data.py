"""DataLandscape: declaration of a surface whose loss is the mean of the losses of a data set's samples."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from declare import Parameter
from landscapes._landscape import KEPT, Landscape, Point, Scalars
from landscapes._synthetic import Samples
from vecmath.arrays import deviation, mean, vectorised

Array = NDArray[np.float64]
# Numbers in a temporary array; that many fit into a CPU's cache, which is three times as fast as 2**21.
CHUNK = 2**15
# Formulas of the standardised samples (a, b) from measured data (x, y).
RESCALED = {
    "number": r",\quad a_i=\frac{x_i-c_x}{s_x},\ b_i=\frac{y_i-c_y}{s_y}",
    "class": r",\quad a_i=\frac{x_i-c_x}{s_x},\ b_i=y_i",
}


@dataclass(frozen=True, kw_only=True, eq=False)
class DataLandscape(Landscape):
    """A model with two weights on a data set: ``f(w) = mean of sample(w1, w2, a_i, b_i)``.

    ``value_and_gradient``, ``hessian`` and ``critical_points`` follow from the attributes below; do not declare them.

    Attributes:
        sample: ``(w1, w2, a, b) -> (f, df/dw1, df/dw2)``, the loss of one sample with input ``a`` and target ``b``.
            Only arithmetic and :mod:`vecmath`, no ``if``: the engine compiles it, and NumPy runs it over arrays.
        sample_hessian: ``(w1, w2, a, b) -> (d2f/dw1 dw1, d2f/dw1 dw2, d2f/dw2 dw2)``, by the same rules.
        kinks: as in Landscape, but of one sample: ``(w1, w2, a, b) -> numbers``.
        predict: ``(w1, w2, a) -> output`` of the model; None if the sum is not a model.
        draw: parameters by name -> the synthetic data set.
        target: ``number``, or ``class`` for targets 0 and 1.
        truth: the weights that generate the synthetic targets.
        closed_form: ``(a, b) -> critical points`` in the form of ``critical_points``; None: they are searched for.
        endless: ``(a, b) ->`` whether the loss on these data keeps falling towards infinite weights; None: never.
        given: data set in place of the synthetic one; set by :meth:`on`.
    """

    sample: Callable[[float, float, float, float], tuple[float, float, float]]
    sample_hessian: Callable[[float, float, float, float], tuple[float, float, float]]
    predict: Callable[[float, float, float], float] | None
    draw: Callable[..., Samples]
    truth: Point
    target: str = "number"
    closed_form: Callable[[Array, Array], Mapping[str, list[Point]]] | None = None
    endless: Callable[[Array, Array], bool] | None = None
    given: Samples | None = None
    value_and_gradient: Scalars = None  # type: ignore[assignment]
    hessian: Scalars = None  # type: ignore[assignment]
    cells: int = 81
    family: str = "data"

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "_samples", lru_cache(maxsize=KEPT)(self._make_samples))
        # Set on each instance, so that a copy by dataclasses.replace does not evaluate the original's data.
        object.__setattr__(self, "value_and_gradient", lambda x, y, p: self._scalar(self.sample, x, y, p))
        object.__setattr__(self, "hessian", lambda x, y, p: self._scalar(self.sample_hessian, x, y, p))
        if self.closed_form:
            object.__setattr__(self, "critical_points", self._in_closed_form)
            object.__setattr__(self, "cells", 0)

    @property
    def axes(self) -> tuple[str, str]:
        return "w₁", "w₂"

    def samples(self, **parameters: float) -> Samples:
        """The data set for these parameters, standardised if it was measured."""
        return self._samples(self.values(parameters))  # type: ignore[attr-defined]

    def samples_of(self, p: tuple[float, ...]) -> Samples:
        """:meth:`samples` for parameter values in declared order."""
        return self._samples(tuple(p))  # type: ignore[attr-defined]

    def on(self, given: Samples) -> "DataLandscape":
        """This surface on other data, standardised by parameters for centre and scale.

        They default to mean and standard deviation, so that the domain suits any data. Targets of 0 and 1 are not
        standardised.

        Raises:
            ValueError: a column is constant, or the surface needs targets 0 and 1 and these are not.
        """
        if self.target == "class" and not set(given.b.tolist()) == {0.0, 1.0}:
            raise ValueError(f"{self.key}: targets must be 0 and 1, both of them")
        scaled = [("input", given.a, "x")] + [("target", given.b, "y")] * (self.target == "number")
        parameters = tuple(p for name, column, letter in scaled for p in _rescaling(name, column, letter))
        return replace(self, given=given, parameters=parameters, formula=self.formula + RESCALED[self.target])

    def each(self, x: ArrayLike, y: ArrayLike, **parameters: float) -> tuple[Array, Array, Array]:
        """``(f, df/dx, df/dy)`` of every sample at ``(x, y)``: three arrays ``(N, *broadcast shape)``."""
        data = self.samples(**parameters)
        return _apart(self.sample, *_places(x, y), data)

    def is_endless(self, p: tuple[float, ...]) -> bool:
        data = self.samples_of(p)
        return self.endless is not None and self.endless(data.a, data.b)

    def on_kink(self, path: Array, p: tuple[float, ...]) -> NDArray[np.bool_]:
        """:meth:`Landscape.on_kink`, true where the loss of any sample has a kink."""
        kinked = np.zeros(len(path), dtype=bool)
        if self.kinks is None:
            return kinked
        data = self.samples_of(p)
        for part in _parts(len(path), len(data)):
            x, y = path[part].T[:, :, None]
            with np.errstate(all="ignore"):
                sides = vectorised(self.kinks)(x, y, data.a, data.b)
            kinked[part] = np.any([(side == 0.0).any(axis=1) for side in sides], axis=0)
        return kinked

    def _sides(self, p: tuple[float, ...]) -> None:
        # No search along kinks: there is one line for each sample, and together they cross every cell.
        return None

    def _make_samples(self, p: tuple[float, ...]) -> Samples:
        named = {q.name: v for q, v in zip(self.parameters, p, strict=True)}
        if self.given is None:
            return self.draw(**named)
        centre, scale = named["input_center"], named["input_scale"]
        a = (self.given.a - centre) / scale
        b = self.given.b
        if self.target == "number":
            b = (b - named["target_center"]) / named["target_scale"]
        return Samples(a, b)

    def _in_closed_form(self, **parameters: float) -> Mapping[str, list[Point]]:
        data = self.samples(**parameters)
        assert self.closed_form
        return self.closed_form(data.a, data.b)

    def _scalar(self, function: Callable, x: float, y: float, p: tuple[float, ...]) -> tuple:
        numbers = _mean(function, np.asarray(x, dtype=float), np.asarray(y, dtype=float), self.samples_of(p))
        return tuple(float(number) for number in numbers)

    def _evaluate(self, function: Callable, x: ArrayLike, y: ArrayLike, parameters: Mapping[str, float]) -> tuple:
        p = self.values(parameters)
        if np.isscalar(x) and np.isscalar(y):
            return function(float(x), float(y), p)  # type: ignore[arg-type]
        per_sample = self.sample if function is self.value_and_gradient else self.sample_hessian
        return _mean(per_sample, *_places(x, y), self.samples_of(p))


def _places(x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    across, up = np.broadcast_arrays(np.asarray(x, dtype=float), np.asarray(y, dtype=float))
    return across, up


def _rescaling(name: str, column: Array, letter: str) -> tuple[Parameter, Parameter]:
    centre, scale = mean(column), deviation(column)
    if not scale > 0.0:
        raise ValueError(f"every {name} is the same")
    low, high = float(column.min()), float(column.max())
    return (
        Parameter(f"{name}_center", centre, (min(low, 0.0), max(high, 0.0)), symbol=f"c_{letter}"),
        Parameter(f"{name}_scale", scale, (scale / 100.0, scale * 100.0), scale="log", symbol=f"s_{letter}"),
    )


def _apart(function: Callable, x: Array, y: Array, data: Samples) -> tuple[Array, Array, Array]:
    column = (len(data), *(1,) * x.ndim)
    with np.errstate(all="ignore"):
        parts = vectorised(function)(x, y, data.a.reshape(column), data.b.reshape(column))
    return tuple(np.broadcast_to(part, (len(data), *x.shape)) for part in parts)  # type: ignore[return-value]


def _parts(places: int, samples: int) -> list[slice]:
    """Slices of ``places`` such that arrays over all samples have about CHUNK numbers."""
    columns = max(1, CHUNK // samples)
    return [slice(k, k + columns) for k in range(0, places, columns)]


def _mean(function: Callable, x: Array, y: Array, data: Samples) -> tuple[Array, ...]:
    """Mean over samples, summed from first to last, as in the engine."""
    flat = x.ravel(), y.ravel()
    parts = []
    for part in _parts(x.size, len(data)):
        columns = _apart(function, flat[0][part], flat[1][part], data)
        # accumulate adds in order; np.sum would use pairwise summation for a single point.
        parts.append([np.add.accumulate(column, axis=0)[-1] / len(data) for column in columns])
    rows = [np.concatenate(column) for column in zip(*parts, strict=True)] if parts else [np.empty(0)] * 3
    return tuple(row.reshape(x.shape) for row in rows)
