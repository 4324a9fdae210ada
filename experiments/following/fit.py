"""Find the one setting that a candidate has otherwise: the value with which the first step that departs is its own."""

from collections.abc import Callable, Iterator
from math import isfinite

from declare import Parameter
from experiments.following.compare import ends, followed
from experiments.following.record import Record
from experiments.following.suspects import Suspect, alike, setting
from experiments.following.variants import Variant
from optimizers import OPTIMIZERS
from vecmath import exp, log

# Values between which a sign change is looked for, and halvings of what lies between two of them.
GRID, HALVINGS = 48, 60
# A departure later than this is not fitted: each trial walks up to there.
LATEST = 60
DIGITS = 4  # of the settings that are tried: people write short numbers


def fitted(record: Record, departs: int) -> Iterator[Suspect]:
    """The reference with one setting that fits; and other rules with a rate that fits."""
    reference = record.reference
    if departs >= LATEST:
        return
    for h in reference.optimizer.hyperparameters:
        if h.scale != "switch" and _silent_before(h, record, departs):
            for value in _solutions(h, lambda value, h=h: _miss({**reference.values, h.name: value}, record, departs)):
                variant = Variant(reference.optimizer.key, {**reference.values, h.name: value})
                yield Suspect(f"fit:{h.name}", setting(h.name, value, reference.values[h.name]), 3, variant)
    for key, optimizer in OPTIMIZERS.items():
        values = alike(reference, optimizer)
        if (rate := _rate(Variant(key, values), record)) is not None and key != reference.optimizer.key:
            says = f"{optimizer.name} with the same settings, but lr is {rate:g}"
            yield Suspect(f"fit:{key}", says, 4, Variant(key, {**values, "lr": rate}))


def _silent_before(h: Parameter, record: Record, departs: int) -> bool:
    """Whether another value of ``h`` makes no difference before the step that departs, as that of the candidate."""
    reference = record.reference
    variant = Variant(reference.optimizer.key, {**reference.values, h.name: _grid(h)[GRID // 2]})
    return followed(variant, record, departs).steps == departs


def _miss(values: dict[str, float], record: Record, step: int) -> float:
    """How far beyond the candidate the reference with ``values`` ends, on the axis where it moves further."""
    variant = Variant(record.reference.optimizer.key, values)
    for t, (w, _) in enumerate(ends(variant, record)):
        if t == step:
            axis = max((0, 1), key=lambda d: abs(record.path[t + 1][d] - record.path[t][d]))
            return w[axis] - record.path[t + 1][axis]
    return 0.0


def _solutions(h: Parameter, miss: Callable[[float], float]) -> Iterator[float]:
    """Short numbers within the declared range where ``miss`` changes its sign."""
    grid = _grid(h)
    found = [miss(value) for value in grid]
    for low, high, a, b in zip(grid, grid[1:], found, found[1:], strict=False):
        if isfinite(a) and isfinite(b) and (a < 0.0) != (b < 0.0):
            yield short(_halved(low, high, a, miss), h)


def _grid(h: Parameter) -> list[float]:
    low, high = h.bounds
    shares = [k / (GRID - 1) for k in range(GRID)]
    if h.scale == "log":
        least = max(low, high * 1e-8, 1e-12)
        return [least * exp(log(high / least) * share) for share in shares]
    if h.scale == "decay":
        return [1.0 - (1.0 - low) * exp(log((1.0 - high) / (1.0 - low)) * share) for share in shares]
    return [low + (high - low) * share for share in shares]


def _halved(low: float, high: float, at_low: float, miss: Callable[[float], float]) -> float:
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        if (miss(middle) < 0.0) == (at_low < 0.0):
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def short(value: float, h: Parameter) -> float:
    """``value`` with a few digits, of what it lacks to 1 if it is a share that is kept."""
    return float(f"{value:.{DIGITS}g}") if h.scale != "decay" else float(f"{value:.6f}")


def _rate(variant: Variant, record: Record) -> float | None:
    """The rate with which a rule whose steps are in proportion to it would make the candidate's first step."""
    before, theirs = record.path[0], record.path[1]
    (ours, _) = next(ends(variant, record))
    axis = max((0, 1), key=lambda d: abs(theirs[d] - before[d]))
    ours_moved, theirs_moved = ours[axis] - before[axis], theirs[axis] - before[axis]
    if not (isfinite(ours_moved) and isfinite(theirs_moved) and ours_moved and ours_moved * theirs_moved > 0.0):
        return None
    return float(f"{variant.values['lr'] * theirs_moved / ours_moved:.{DIGITS}g}")
