"""Measure the deviation of update rules from their references, in plain Python, which the compiled runs equal.

``python -m tests.reference.deviation`` (``make parity-figures``) writes optimizers/parity.json, which the page shows,
from the stored trajectories. Needs only numpy, so that ``make parity`` can use it beside torch and optax.
"""

import json
from collections.abc import Callable, Iterable
from functools import cache, partial
from itertools import cycle, product
from math import floor, inf, log10, nextafter
from pathlib import Path

import numpy as np

from landscapes import LANDSCAPES, Landscape
from optimizers import OPTIMIZERS, Optimizer
from optimizers._parity import CHAOS, ONE_STEP, PATH
from tests.reference.cases import Slopes

ROOT = Path(__file__).resolve().parents[2]
FIGURES = ROOT / "optimizers" / "parity.json"
Pair = tuple[float, float]
WAYS: tuple[Pair, ...] = tuple(product((-inf, inf), repeat=2))


@cache
def stored(kind: str = "cases") -> list[tuple[dict, np.ndarray, dict]]:
    """Every stored case with the reference's path and version; ``kind`` "fed": on :class:`cases.Slopes`."""
    found = []
    for name in ("torch", "optax"):
        with np.load(ROOT / "tests" / "reference" / f"{name}.npz") as file:
            about = json.loads(str(file["about"]))
            found += [(case, file[case["name"]], about) for case in json.loads(str(file[kind]))]
    return found


def looker(landscape: Landscape | type[Slopes]) -> Callable:
    """``loss(w) -> (f, gx, gy)`` in plain Python."""
    if landscape is Slopes:
        slopes = Slopes()
        return lambda w: (0.0, *slopes.gradient(*w))
    p = landscape.values({})
    return lambda w: landscape.value_and_gradient(w[0], w[1], p)


def beside(w: tuple[float, float]) -> list[tuple[float, float]]:
    """The four neighbouring points: the next float on each side of either coordinate."""
    x, y = w
    return [(nextafter(x, way), y) for way in (-inf, inf)] + [(x, nextafter(y, way)) for way in (-inf, inf)]


def rounded_otherwise(loss: Callable, way: Pair) -> Callable:
    """``loss`` with its argument and its results changed in the last bit.

    Near a minimum the gradient is small, and rounding of the argument matters more.
    """

    def off(numbers: Iterable[float]) -> tuple[float, ...]:
        return tuple(map(nextafter, numbers, cycle(way)))

    return lambda w: off(loss(off(w)))


def apart(ours: np.ndarray, theirs: np.ndarray, size: np.ndarray | None = None) -> np.ndarray:
    """Differences of weights, divided by their size (``size``, or theirs), at least 1; equal where both are not finite.

    A run may become infinite in its last step.
    """
    size = np.abs(theirs) if size is None else size
    with np.errstate(invalid="ignore", over="ignore"):
        off = np.abs(ours - theirs) / np.maximum(1.0, size)
    off[~np.isfinite(ours) & ~np.isfinite(theirs)] = 0.0
    return np.nan_to_num(off, nan=inf, posinf=inf)


def relative(ours: np.ndarray, theirs: np.ndarray) -> float:
    """Largest difference of two paths by :func:`apart`; inf if one ends before the other."""
    return float(apart(ours, theirs).max()) if ours.shape == theirs.shape else inf


def plain(
    optimizer: Optimizer,
    values: dict,
    landscape: Landscape,
    start: tuple[float, float],
    steps: int,
    way: Pair | None = None,
) -> np.ndarray:
    """Our path, float64 ``(steps + 1, 2)``; ``way``: with changed last bits of the surface."""
    loss, w = looker(landscape), start
    loss = loss if way is None else rounded_otherwise(loss, way)
    state, path = optimizer.beginning(values, start), [start]
    for c in optimizer.table(values, steps).tolist():
        f, gx, gy = loss(w)
        w, state = optimizer.step(w, f, (gx, gy), state, tuple(c), loss)
        path.append(w)
    return np.array(path)


def predictions(
    optimizer: Optimizer, values: dict, loss: Callable, theirs: np.ndarray, way: Pair | None = None
) -> np.ndarray:
    """End of one step of ours from each of their weights, with our state from all earlier ones.

    ``way``: with changed last bits of the surface, and a state from weights with changed last bits.
    """
    points = [tuple(w) for w in theirs[:-1].tolist()]
    state, ends = optimizer.beginning(values, points[0]), []
    loss = loss if way is None else rounded_otherwise(loss, way)
    for c, now in zip(optimizer.table(values, len(points)).tolist(), points, strict=True):
        f, gx, gy = loss(now)
        w, after = optimizer.step(now, f, (gx, gy), state, tuple(c), loss)
        if way is not None:
            beside = (nextafter(now[0], way[0]), nextafter(now[1], way[1]))
            _, after = optimizer.step(beside, f, (gx, gy), state, tuple(c), loss)
        state = after
        ends.append(w)
    return np.array(ends)


def each_step(
    optimizer: Optimizer, values: dict, landscape: Landscape | type[Slopes], theirs: np.ndarray
) -> tuple[float, float]:
    """Along the reference's path: largest deviation of one step, and largest share of its bound.

    Rules that evaluate the surface again may magnify rounding within one step, and long memories accumulate it, so the
    effect of a last bit in all inputs widens the bounds; it is computed only for a step beyond the usual bound.
    """
    # A step may be long, so rounding is relative to the larger of the weights before and after it.
    size = np.fmax(np.abs(theirs[:-1]), np.abs(theirs[1:]))
    ours = predictions(optimizer, values, looker(landscape), theirs)
    off, bound = apart(ours, theirs[1:], size), np.full(theirs[1:].shape, ONE_STEP)
    for way in WAYS:
        if (off / bound).max() <= 1.0:
            break
        other = predictions(optimizer, values, looker(landscape), theirs, way)
        bound = np.maximum(bound, CHAOS * apart(other, ours, size))
    return float(off.max()), float((off / bound).max())


def whole_path(
    ours: Callable[[Pair], np.ndarray], theirs: np.ndarray, optimizer: Optimizer, values: dict, landscape: Landscape
) -> tuple[float, float]:
    """Largest deviation of the whole path ``ours(start)``, and its bound.

    A chaotic run magnifies any rounding, so the effect of a last bit on our own run, at the start or at every step,
    widens the bound; it is computed only for a path beyond the usual one.
    """
    start = (float(theirs[0, 0]), float(theirs[0, 1]))
    path = ours(start)
    off, bound = relative(path, theirs), PATH
    runs = [(ours, place) for place in beside(start)]
    runs += [(partial(plain, optimizer, values, landscape, start, len(theirs) - 1), way) for way in WAYS]
    for run, given in runs:
        if off <= bound:
            break
        other = run(given)
        # Compare the common length: a run with changed last bits may diverge a step sooner or later.
        bound = max(bound, CHAOS * relative(other[: len(path)], path[: len(other)]))
    return off, bound


def rounded_up(figure: float) -> float:
    """``figure`` rounded up to one digit."""
    if figure == 0.0:
        return 0.0
    exponent = floor(log10(figure))
    return float(f"{-int(-figure / 10.0**exponent // 1)}e{exponent}")


@cache
def steps_of(key: str) -> list[tuple[dict, np.ndarray, float, float]]:
    """Every stored case of an optimizer with the reference's path, and the result of :func:`each_step`."""
    return [
        (case, theirs, *each_step(OPTIMIZERS[key], case["hyperparameters"], LANDSCAPES[case["surface"]], theirs))
        for case, theirs, _ in stored()
        if case["optimizer"] == key
    ]


def figure(key: str) -> dict:
    """What the page says of an optimizer with a reference, from the stored trajectories.

    Without the cases at the ends of sliders, where a rule may magnify any rounding (L-BFGS with a rate of 1e-5), which
    says nothing about the rule. Their bound is the effect of a last bit.
    """
    counterpart = OPTIMIZERS[key].counterpart
    assert counterpart
    about = next(about for case, _, about in stored() if case["optimizer"] == key)
    usual = [(off, len(theirs) - 1) for case, theirs, off, _ in steps_of(key) if "/end/" not in case["name"]]
    return {
        "equals": counterpart[0],
        "version": about[counterpart[0].partition(".")[0]].partition("+")[0],
        "one_step": rounded_up(max(off for off, _ in usual)),
        "cases": len(usual),
        "steps": sum(steps for _, steps in usual),
    }


if __name__ == "__main__":
    figures = {key: figure(key) for key, optimizer in sorted(OPTIMIZERS.items()) if optimizer.counterpart}
    FIGURES.write_text(json.dumps(figures, indent=2) + "\n")
    print(f"{FIGURES.relative_to(ROOT)}: {len(figures)} optimizers")
