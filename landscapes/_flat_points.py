"""Search the critical points of a surface on a grid, if they are many or depend on parameters."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from landscapes._search import OFFSET, Point, snap
from vecmath import arrays

Array = NDArray[np.float64]
STEPS = 30
# Offsets of the quarters' centres from a cell's centre, in cells.
QUARTERS = 0.25 * np.array([(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)])
# Near kinks slopes are unbounded and critical points lie close together: cells there are divided this many times.
FINER = 8


def flat_points(
    look: Callable,
    hessian: Callable,
    domain: tuple[Point, Point],
    cells: int,
    known: Sequence[Point] = (),
    kinks: Callable | None = None,
) -> dict[str, list[Point]]:
    """Critical points in ``domain`` by kind: Newton's method from each grid cell where both slopes change sign.

    Args:
        look: ``(x, y) -> (f, fx, fy)`` over arrays of one dimension.
        hessian: ``(x, y) -> (fxx, fxy, fyy)`` likewise.
        cells: along each axis; two points in one cell count as one.
        known: points to leave out.
        kinks: ``(x, y) -> numbers``, likewise, one of which changes sign across each kink; None for no kinks.
    """
    (x0, x1), (y0, y1) = domain
    size = np.array([(x1 - x0) / cells, (y1 - y0) / cells])
    steps = np.arange(cells + 2) + OFFSET - 1
    across, up = np.meshgrid(x0 + steps * size[0], y0 + steps * size[1])
    slopes = [slope.reshape(across.shape) for slope in look(across.ravel(), up.ravel())[1:]]
    corner = np.array([x0, y0], dtype=np.float64) + (OFFSET - 1) * size
    turning, crossed = _turning(slopes), np.zeros((cells + 1, cells + 1), dtype=bool)
    if kinks:
        sides = [number.reshape(across.shape) for number in kinks(across.ravel(), up.ravel())]
        crossed = np.any([low * high <= 0.0 for low, high in map(_extremes, sides)], axis=0)
    first = corner + (_cells(turning) + 0.5) * size
    reached = [_followed(look, hessian, first, size)]
    # From a cell's centre, Newton's method may converge to a point in a neighbouring cell.
    strays = first[~(np.abs(reached[0] - first) <= 0.5 * size).all(axis=1) & ~crossed[turning]]
    quarters = np.vstack([strays + size * quarter for quarter in QUARTERS])
    fine = _finer(look, corner + _cells(crossed) * size, size)
    reached += [_followed(look, hessian, quarters, size), _followed(look, hessian, fine, size / FINER)]
    points: dict[str, list[Point]] = {"minimum": [], "saddle": [], "maximum": []}
    accepted = np.array(known, dtype=np.float64).reshape(-1, 2)
    flat = 1e-10 * float(np.median(arrays.hypot(*slopes)))
    for (x, y), kind in _kinds(look, hessian, _once(np.vstack(reached), 1e-6 * size), flat):
        if x0 <= x <= x1 and y0 <= y <= y1 and not (np.abs(accepted - (x, y)) < 0.01 * size).all(axis=1).any():
            accepted = np.vstack([accepted, (x, y)])
            points[kind].append((x, y))
    return points


def _finer(look: Callable, corners: Array, size: Array) -> Array:
    """Centres of the subcells in which both slopes change sign; ``corners`` (n, 2) are the cells' lowest corners."""
    steps = np.arange(FINER + 1) / FINER
    x = (corners[:, :1] + steps * size[0])[:, None, :]
    y = (corners[:, 1:] + steps * size[1])[:, :, None]
    across, up = np.broadcast_arrays(x, y)
    slopes = [slope.reshape(across.shape) for slope in look(across.ravel(), up.ravel())[1:]]
    cell, row, column = np.nonzero(_turning(slopes))
    return corners[cell] + (np.column_stack([column, row]) + 0.5) * (size / FINER)


def _turning(slopes: Sequence[Array]) -> NDArray[np.bool_]:
    """Mask of the cells of a grid (..., rows, columns) between whose corners both slopes change sign."""
    ends = [_extremes(slope) for slope in slopes]
    return np.all([(low <= 0.0) & (high >= 0.0) & (low < high) for low, high in ends], axis=0)


def _extremes(corner: Array) -> tuple[Array, Array]:
    """Lowest and highest number at the four corners of each cell of a grid (..., rows, columns)."""
    four = np.array([corner[..., :-1, :-1], corner[..., :-1, 1:], corner[..., 1:, :-1], corner[..., 1:, 1:]])
    return four.min(axis=0), four.max(axis=0)


def _cells(mask: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Column and row of each cell that is set in ``mask`` (rows, columns): ``(n, 2)``."""
    rows, columns = np.nonzero(mask)
    return np.column_stack([columns, rows])


def _followed(look: Callable, hessian: Callable, first: Array, size: Array) -> Array:
    """Results of Newton's method from ``first`` (n, 2); NaN where it left the neighbourhood."""
    w, on_the_way = first.copy(), np.arange(len(first))
    with np.errstate(all="ignore"):
        for _ in range(STEPS):
            if not len(on_the_way):
                break
            at = w[on_the_way].T
            step = _solve(np.array(hessian(*at)), np.array(look(*at)[1:]))
            to = snap((at - step).T, size)
            to[(np.abs(to - first[on_the_way]) > 3 * size).any(axis=1)] = np.nan
            w[on_the_way] = to
            on_the_way = on_the_way[(np.abs(step.T) > 1e-14 * size).any(axis=1) & np.isfinite(to).all(axis=1)]
    return w


def _once(places: Array, size: Array) -> Array:
    """The finite ones of ``places`` (n, 2), at most one in each cell of ``size``."""
    finite = places[np.isfinite(places).all(axis=1)]
    _, first = np.unique((finite / size).astype(np.int64), axis=0, return_index=True)
    return finite[np.sort(first)]


def _kinds(look: Callable, hessian: Callable, places: Array, flat: float) -> list[tuple[Point, str]]:
    """Those of ``places`` (n, 2) with a slope of at most ``flat``, each with its kind."""
    if not len(places):
        return []
    slope, (xx, xy, yy) = arrays.hypot(*look(*places.T)[1:]), np.array(hessian(*places.T))
    middle, spread = (xx + yy) / 2, arrays.hypot((xx - yy) / 2, xy)
    return [
        ((float(x), float(y)), "minimum" if low > 0 else "maximum" if high < 0 else "saddle")
        for (x, y), low, high, size in zip(places, middle - spread, middle + spread, slope, strict=True)
        if size <= flat
    ]


def _solve(curve: Array, slope: Array) -> Array:
    (xx, xy, yy), (gx, gy) = curve, slope
    determinant = xx * yy - xy * xy
    return np.array([yy * gx - xy * gy, xx * gy - xy * gx]) / determinant
