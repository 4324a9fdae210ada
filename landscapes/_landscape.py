"""Landscape: declaration of a loss surface, from which the rest of the project derives everything about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from declare import Parameter, real
from landscapes._flat_points import Point, flat_points
from vecmath.arrays import vectorised

# Parameter settings for which each surface caches its data and critical points.
KEPT = 64
# Families of surfaces, in the gallery's order, and keys of their words; ``other`` is for files that declare none.
FAMILIES = ("convex", "ravine", "saddle", "many", "flat", "kinked", "data", "other")
# (x, y, p) -> three numbers; compiled by the engine.
Scalars = Callable[[float, float, tuple[float, ...]], tuple[float, float, float]]


@dataclass(frozen=True)
class CriticalPoint:
    """A point of zero gradient, a ``minimum``, ``saddle`` or ``maximum``; ``is_global`` marks the deepest minima."""

    kind: str
    x: float
    y: float
    value: float
    is_global: bool = False


@dataclass(frozen=True, kw_only=True)
class Landscape:
    """A loss function of two weights.

    Attributes:
        value_and_gradient: ``(x, y, p) -> (f, df/dx, df/dy)`` for scalars; ``p`` holds the parameters in declared
            order. Only arithmetic and :mod:`vecmath`, because the engine compiles it.
        hessian: ``(x, y, p) -> (d2f/dx2, d2f/dxdy, d2f/dy2)``, exact, by the same rules. On a kink or at a cone's tip,
            a term without a second derivative counts as zero.
        domain: the part that is drawn, ``((x0, x1), (y0, y1))``.
        starts: suggested starting points, the most instructive first.
        critical_points: parameters by name -> ``{"minimum": [(x, y)], "saddle": [...], "maximum": [...]}``. All minima
            and saddles in the domain, unless they are infinitely many or ``complete`` is False. None if the search
            finds them all.
        cells: cells along each axis of the grid that is searched for further critical points; two points in one cell
            count as one. 0 for no search.
        formula: LaTeX.
        reference: source of the surface.
        steps: default number of steps.
        family: a key of :data:`FAMILIES`.
        kinks: ``(x, y, p) -> numbers``, each zero on a kink and of opposite sign on its two sides, or zero only at a
            singular point: where the gradient or second derivatives are undefined and the missing term counts as zero.
            Only arithmetic and :mod:`vecmath`, without ``if``, because it also runs over arrays. None for a smooth
            surface.
        complete: whether every minimum and saddle in the domain is declared; False if some lie on kinks.
        quadratic: whether the curvature is positive and constant, for all parameters.
        parameters: parameters that a visitor can change.
        key: the file name; set by discovery.
    """

    value_and_gradient: Scalars
    hessian: Scalars
    domain: tuple[Point, Point]
    starts: tuple[Point, ...]
    formula: str
    reference: str
    critical_points: Callable[..., Mapping[str, list[Point]]] | None = None
    cells: int = 0
    steps: int = 200
    family: str = "other"
    kinks: Callable[..., tuple] | None = None
    complete: bool = True
    quadratic: bool = False
    parameters: tuple[Parameter, ...] = ()
    key: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_found", {})

    @property
    def axes(self) -> tuple[str, str]:
        """Names of the two weights, as in the formula."""
        return "x", "y"

    def values(self, given: Mapping[str, float]) -> tuple[float, ...]:
        """Parameter values in declared order; those missing in ``given`` take their defaults.

        Raises:
            TypeError: the surface does not declare a name, or a value is not a real number.
        """
        if unknown := set(given) - {p.name for p in self.parameters}:
            raise TypeError(f"{self.key or 'this surface'} has no parameter {', '.join(sorted(unknown))}")
        return tuple(real(given.get(p.name, p.default)) for p in self.parameters)

    def value(self, x: ArrayLike, y: ArrayLike, **parameters: float) -> NDArray[np.float64] | float:
        """The loss at ``(x, y)``: a float for scalars, else an array of the broadcast shape."""
        return self._evaluate(self.value_and_gradient, x, y, parameters)[0]

    def gradient(self, x: ArrayLike, y: ArrayLike, **parameters: float) -> tuple:
        """``(df/dx, df/dy)`` at ``(x, y)``; shapes as for :meth:`value`."""
        return self._evaluate(self.value_and_gradient, x, y, parameters)[1:]

    def hessian_at(self, x: ArrayLike, y: ArrayLike, **parameters: float) -> tuple:
        """``(d2f/dx2, d2f/dxdy, d2f/dy2)`` at ``(x, y)``; shapes as for :meth:`value`."""
        return self._evaluate(self.hessian, x, y, parameters)

    def on_kink(self, path: NDArray[np.float64], p: tuple[float, ...]) -> NDArray[np.bool_]:
        """Mask ``(n,)`` of the points of ``path`` ``(n, 2)`` that lie on a kink; ``p`` in declared order."""
        if self.kinks is None:
            return np.zeros(len(path), dtype=bool)
        with np.errstate(all="ignore"):
            return np.any([side == 0.0 for side in vectorised(self.kinks)(*path.T, p)], axis=0)

    def _sides(self, p: tuple[float, ...]) -> Callable | None:
        """:attr:`kinks` as a function of arrays for the search; None if it should not refine along kinks."""
        return None if self.kinks is None else lambda x, y: vectorised(self.kinks)(x, y, p)

    def points(self, **parameters: float) -> tuple[CriticalPoint, ...]:
        """All critical points for these parameters, with their losses."""
        return self.points_by(
            lambda x, y: self._evaluate(self.value_and_gradient, x, y, parameters),
            lambda x, y: self.hessian_at(x, y, **parameters),
            self.values(parameters),
        )

    def points_by(self, look: Callable, curves: Callable, p: tuple[float, ...]) -> tuple[CriticalPoint, ...]:
        """:meth:`points` for parameter values in declared order, with the caller's functions.

        ``look`` is ``(x, y) -> (f, df/dx, df/dy)`` and ``curves`` is ``(x, y) -> Hessian``, both over one-dimensional
        arrays. The engine's give the same bits as this class and are a hundred times as fast.
        """
        places = [(kind, *place) for kind, all_ in self._places(p, look, curves).items() for place in all_]
        values = look(*np.array([place[1:] for place in places]).T)[0].tolist() if places else []
        points = [CriticalPoint(*place, value) for place, value in zip(places, values, strict=True)]
        lowest = min((c.value for c in points if c.kind == "minimum"), default=0.0)
        slack = 1e-9 * max(1.0, abs(lowest))
        return tuple(
            CriticalPoint(c.kind, c.x, c.y, c.value, c.kind == "minimum" and c.value <= lowest + slack) for c in points
        )

    @property
    def minima(self) -> tuple[Point, ...]:
        """Minima for the default parameters."""
        return tuple((c.x, c.y) for c in self.points() if c.kind == "minimum")

    @property
    def saddles(self) -> tuple[Point, ...]:
        """Saddle points for the default parameters."""
        return tuple((c.x, c.y) for c in self.points() if c.kind == "saddle")

    def is_endless(self, p: tuple[float, ...]) -> bool:
        """Whether the loss keeps falling towards infinite weights, and so has no minimum."""
        return False

    def _places(self, p: tuple[float, ...], look: Callable, curves: Callable) -> Mapping[str, list[Point]]:
        """Critical points by kind: the declared ones, then those that the search adds."""
        named = {q.name: v for q, v in zip(self.parameters, p, strict=True)}
        listed = self.critical_points(**named) if self.critical_points else {}
        if not self.cells:
            return listed
        # No lock: two threads that search at once find the same points.
        cached: dict = self._found  # type: ignore[attr-defined]
        searched = cached.get(p)
        if searched is None:
            known = [place for places in listed.values() for place in places]
            searched = flat_points(look, curves, self.domain, self.cells, known, self._sides(p))
            for oldest in list(cached)[: max(0, len(cached) + 1 - KEPT)]:
                cached.pop(oldest, None)
            cached[p] = searched
        return {kind: [*listed.get(kind, []), *searched[kind]] for kind in searched}

    def _evaluate(self, function: Scalars, x: ArrayLike, y: ArrayLike, parameters: Mapping[str, float]) -> tuple:
        p = self.values(parameters)
        if np.shape(x) == np.shape(y) == ():
            return function(real(x), real(y), p)
        return np.vectorize(lambda a, b: function(float(a), float(b), p), otypes=[np.float64] * 3)(x, y)
