"""Find the critical points of a surface by Newton's method from many starts, independently of the page's search."""

import numpy as np

import engine
from experiments import surface_data

STEPS = 60
# Longest step as a share of the picture's width, so that starts do not all converge to the same points.
REACH = 0.03


def flat_points(landscape, p, starts):
    """``(x, y, kind)`` of the critical points in the picture that Newton's method reaches from ``starts``² places.

    Degenerate points, such as those of a valley floor, are left out.
    """
    low, high = np.array(landscape.domain).T
    w = lattice(landscape, starts)
    steep = np.median(np.hypot(*slopes(landscape, p, w)))
    arrived, size = [], high - low
    for _ in range(STEPS):
        step = newton(landscape, p, w)
        length = np.hypot(*(step / size).T)
        w, step, length = (one[np.isfinite(length)] for one in (w, step, length))
        near = length < 1e-9
        arrived.append(w[near] - step[near])
        w = w[~near] - step[~near] * np.minimum(1.0, REACH / length[~near])[:, None]
        w = w[within(w, low - size / 4, high + size / 4)]
        if not len(w):
            break
    return curved(landscape, p, distinct(landscape, p, np.vstack(arrived), steep))


def lattice(landscape, count):
    """``count``² places in the picture, with an irrational offset so that none is on an axis of symmetry."""
    low, high = np.array(landscape.domain).T
    share = (np.arange(count) + np.sqrt(2) / 3) / count
    return np.stack(np.meshgrid(*(low + share[:, None] * (high - low)).T), axis=-1).reshape(-1, 2)


def slopes(landscape, p, w):
    return engine.visit(landscape, p, w)[1].T


def newton(landscape, p, w):
    (gx, gy), (xx, xy, yy) = slopes(landscape, p, w), engine.hessians(landscape, p, w).T
    with np.errstate(all="ignore"):
        return np.column_stack([yy * gx - xy * gy, xx * gy - xy * gx]) / (xx * yy - xy * xy)[:, None]


def distinct(landscape, p, w, steep):
    size = np.ptp(np.array(landscape.domain), axis=1)
    w = w[inside(landscape, w) & (np.hypot(*slopes(landscape, p, w)) < 1e-8 * steep)]
    found = np.empty((0, 2))
    for place in w[np.unique(np.round(w / size * 1e7), axis=0, return_index=True)[1]]:
        if not (np.abs(found - place) < 1e-5 * size).all(axis=1).any():
            found = np.vstack([found, place])
    return found


def curved(landscape, p, places):
    """The non-degenerate ones of ``places`` (n, 2), with their kinds."""
    usual = np.median(np.abs(curvatures(landscape, p, lattice(landscape, 20))))
    ends = curvatures(landscape, p, places)
    kinds = np.where(ends[:, 0] > 0, "minimum", np.where(ends[:, 1] < 0, "maximum", "saddle")).tolist()
    both = np.abs(ends).min(axis=1) > 1e-6 * usual
    return [(x, y, kind) for (x, y), kind, here in zip(places.tolist(), kinds, both, strict=True) if here]


def curvatures(landscape, p, places):
    """Eigenvalues of the Hessian, the lower first, ``(n, 2)``."""
    return np.linalg.eigvalsh(engine.hessians(landscape, p, places)[:, [0, 1, 1, 2]].reshape(-1, 2, 2))


def inside(landscape, w):
    return within(w, *np.array(landscape.domain).T)


def within(w, low, high):
    (x, y), (x0, y0), (x1, y1) = w.T, low, high  # column by column: NumPy is slow along a short axis
    return (x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1)


def marked(landscape, p):
    """The points marked on the picture where the surface is smooth, in the form of :func:`flat_points`."""
    places = np.array([(point.x, point.y) for point in surface_data.points(landscape, p)]).reshape(-1, 2)
    return curved(landscape, p, places[inside(landscape, places) & ~landscape.on_kink(places, p)])


def lacking(wanted, there, size):
    """Those of ``wanted`` without a point of the same kind at that place in ``there``."""
    return [
        (x, y, kind)
        for x, y, kind in wanted
        if not any(
            kind == other and abs(x - a) < 1e-5 * size[0] and abs(y - b) < 1e-5 * size[1] for a, b, other in there
        )
    ]
