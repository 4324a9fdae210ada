"""Where the gradient of a surface vanishes, found by looking: for surfaces whose points are many or move."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from landscapes._search import OFFSET, Point, snap
from vecmath import arrays

Array = NDArray[np.float64]
STEPS = 30


def flat_points(
    look: Callable, hessian: Callable, domain: tuple[Point, Point], cells: int, known: Sequence[Point] = ()
) -> dict[str, list[Point]]:
    """Critical points in ``domain`` by kind: Newton's method from each grid cell where both slopes change sign.

    Args:
        look: ``(x, y) -> (f, fx, fy)`` over arrays of one dimension.
        hessian: ``(x, y) -> (fxx, fxy, fyy)`` likewise.
        cells: along each axis; two points in one cell count as one.
        known: points that are not looked for.
    """
    (x0, x1), (y0, y1) = domain
    size = np.array([(x1 - x0) / cells, (y1 - y0) / cells])
    steps = np.arange(cells + 2) + OFFSET - 1
    across, up = np.meshgrid(x0 + steps * size[0], y0 + steps * size[1])
    slopes = [slope.reshape(across.shape) for slope in look(across.ravel(), up.ravel())[1:]]
    turns = np.ones((cells + 1, cells + 1), dtype=bool)
    for slope in slopes:
        corners = np.array([slope[:-1, :-1], slope[:-1, 1:], slope[1:, :-1], slope[1:, 1:]])
        turns &= (corners.min(axis=0) <= 0.0) & (corners.max(axis=0) >= 0.0) & (np.ptp(corners, axis=0) > 0.0)
    steep = float(np.median(arrays.hypot(*slopes)))
    rows, columns = np.nonzero(turns)
    corner = np.array([x0, y0], dtype=np.float64) + (np.column_stack([columns, rows]) + (OFFSET - 0.5)) * size
    found: dict[str, list[Point]] = {"minimum": [], "saddle": [], "maximum": []}
    kept = np.array(known, dtype=np.float64).reshape(-1, 2)
    for (x, y), kind in _newton(look, hessian, corner, size, 1e-10 * steep):
        if x0 <= x <= x1 and y0 <= y <= y1 and not (np.abs(kept - (x, y)) < 0.01 * size).all(axis=1).any():
            kept = np.vstack([kept, (x, y)])
            found[kind].append((x, y))
    return found


def _newton(look: Callable, hessian: Callable, first: NDArray, size: Array, flat: float) -> list:
    """The flat points next to the places ``first`` (n, 2), each with its kind; a place may lead to none."""
    w = first.copy()
    if not len(w):
        return []
    with np.errstate(all="ignore"):
        for _ in range(STEPS):
            step = _solve(np.array(hessian(*w.T)), np.array(look(*w.T)[1:]))
            w = w - step.T
            w = snap(w, size)
            # What has left the neighbourhood looks for another point.
            w[(np.abs(w - first) > 3 * size).any(axis=1)] = np.nan
            if not (np.abs(step.T) > 1e-14 * size).any():
                break
        slope, (xx, xy, yy) = arrays.hypot(*look(*w.T)[1:]), np.array(hessian(*w.T))
    middle, spread = (xx + yy) / 2, arrays.hypot((xx - yy) / 2, xy)
    lowest, highest = middle - spread, middle + spread
    return [
        ((float(x), float(y)), "minimum" if low > 0 else "maximum" if high < 0 else "saddle")
        for (x, y), low, high, is_flat in zip(w, lowest, highest, slope <= flat, strict=True)
        if is_flat
    ]


def _solve(curve: Array, slope: Array) -> Array:
    (xx, xy, yy), (gx, gy) = curve, slope
    determinant = xx * yy - xy * xy
    return np.array([yy * gx - xy * gy, xx * gy - xy * gx]) / determinant
