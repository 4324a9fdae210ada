"""Picture of a surface: the loss on a grid over its domain, and its critical points."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

import engine
from experiments import surface_data
from experiments.shelf import Shelf
from experiments.verdict import Terrain
from landscapes import CriticalPoint

# Grid points along each axis. 129 gives a point at the centre and 12 in each period of Rastrigin.
GRID = 129


@dataclass(frozen=True, eq=False)
class Picture:
    """A surface on the grid of its picture.

    Attributes:
        x, y: coordinates of the grid, float64 ``(GRID,)``.
        z: loss, float64 ``(GRID, GRID)``; rows are y.
        points: critical points.
        endless: whether the loss keeps falling towards infinite weights (:meth:`Landscape.is_endless`).
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    z: NDArray[np.float64]
    points: tuple[CriticalPoint, ...]
    endless: bool = False

    @cached_property
    def terrain(self) -> Terrain:
        """The terrain against which runs are judged."""
        domain = (float(self.x[0]), float(self.x[-1])), (float(self.y[0]), float(self.y[-1]))
        return Terrain(self.points, domain, self.lowest, self.range, self.endless)

    @property
    def lowest(self) -> float:
        """Lowest loss in the picture."""
        return float(self.z.min())

    @property
    def range(self) -> float:
        """Highest minus lowest loss in the picture."""
        return float(self.z.max() - self.z.min())


# Bytes; one has 130 KB, and dragging the slider of a surface parameter makes many.
_kept: Shelf[Picture] = Shelf(10_000_000)


def picture(surface: str, parameters: tuple[float, ...], data: str = "") -> Picture:
    """The picture of a surface over its domain; ``parameters`` in declared order, ``data`` as in Scenario."""
    key = surface, parameters, data
    return _kept.get(key) or _kept.put(key, (drawn := draw(*key)), drawn.z.nbytes)


def is_kept(surface: str, parameters: tuple[float, ...], data: str = "") -> bool:
    """Whether :func:`picture` need not draw it."""
    return _kept.get((surface, parameters, data)) is not None


def forget() -> None:
    """Keep no picture."""
    _kept.clear()


def draw(surface: str, parameters: tuple[float, ...], data: str = "") -> Picture:
    """:func:`picture`, drawn again."""
    landscape = surface_data.ground(surface, data)
    (x0, x1), (y0, y1) = landscape.domain
    x, y = np.linspace(x0, x1, GRID), np.linspace(y0, y1, GRID)
    z, points = engine.grid(landscape, parameters, x, y), surface_data.points(landscape, parameters)
    return Picture(x, y, z, points, landscape.is_endless(parameters))
