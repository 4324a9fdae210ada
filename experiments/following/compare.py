"""Compare a variant with a candidate, step by step along the candidate's path.

The rule is that of the parity with torch (:mod:`optimizers._parity`): a step from the candidate's weights may end
:data:`ONE_STEP` away, relative to the weights; or as far as a last bit in all inputs takes a variant that magnifies it,
times :data:`CHAOS` for a rule that looks at the surface again, times :data:`ROUNDINGS` for the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, isfinite, nextafter, ulp

from experiments.following.record import Record
from experiments.following.reference import Pair, rounded_otherwise
from experiments.following.variants import Variant
from optimizers import OPTIMIZERS
from optimizers._parity import CHAOS, ONE_STEP, PATH

WAYS: tuple[Pair, ...] = tuple((x, y) for x in (-inf, inf) for y in (-inf, inf))
# A last bit of the weights, times this, is less than ONE_STEP: only a rule that magnifies it is given more, such as a
# variance that is a small difference of large numbers.
ROUNDINGS = 30.0
# Beyond this a step differs by more than a last bit can do to a rule that looks once.
HOPELESS = 1e-6
# A rule that looks at the surface again may come to a point where a last bit decides where it goes. Steps with a bound
# beyond this say nothing.
DECIDED = 1e-6


@dataclass(frozen=True)
class Followed:
    """How far a variant is a candidate's equal.

    Attributes:
        steps: number of steps before the first that differs; all of them for an equal.
        equal: whether all are equal.
        off: how far the first one that differs is away, relative to the weights; 0 for an equal.
    """

    steps: int
    equal: bool
    off: float = 0.0


@dataclass(frozen=True)
class Departure:
    """The first step in which a quantity is not the reference's.

    Attributes:
        quantity: name of a state number of the reference, ``step`` or ``w``.
        step: number of the step, from 1.
        given, expected: the candidate's and the reference's, on both axes.
        off: the larger of the differences.
        ulp: the same in units of the last place of what is expected.
    """

    quantity: str
    step: int
    given: Pair
    expected: Pair

    @property
    def off(self) -> float:
        return max(map(_distance, self.given, self.expected))

    @property
    def ulp(self) -> float:
        return max(
            _distance(a, b) / ulp(b) if isfinite(b) else 0.0 for a, b in zip(self.given, self.expected, strict=False)
        )


def _distance(a: float, b: float) -> float:
    """Difference of two numbers; 0 where both are not finite, infinite where one is not."""
    if not (isfinite(a) and isfinite(b)):
        return 0.0 if isfinite(a) == isfinite(b) else inf
    return abs(a - b)


def apart(ours: Pair, theirs: Pair, before: Pair) -> float:
    """How far two ends of a step from ``before`` are apart, relative to the weights, which count as 1 at least."""
    sizes = [max(1.0, *(abs(x) for x in pair if isfinite(x))) for pair in zip(before, theirs, strict=False)]
    return max(_distance(a, b) / size for a, b, size in zip(ours, theirs, sizes, strict=False))


def ends(variant: Variant, record: Record, way: Pair | None = None) -> Iterator[tuple[Pair, tuple[Pair, ...]]]:
    """Where ``variant`` would go from each of the candidate's points, and its state there.

    ``way``: with changed last bits of the surface, and a state from weights with changed last bits.
    """
    reference = record.reference
    walk = variant.walk(record.path[0], reference.factors)
    for t, (w, look) in enumerate(zip(record.path[:-1], record.looks, strict=False)):
        loss = reference.loss(t)
        if way is None:
            yield walk.step(w, look, loss), walk.state
        else:
            moved = (nextafter(w[0], way[0]), nextafter(w[1], way[1]))
            off = walk.step(moved, record.otherwise(way, t), rounded_otherwise(loss, way))
            # Back by what its start was moved: what is left is what the step makes of a last bit.
            yield (off[0] - (moved[0] - w[0]), off[1] - (moved[1] - w[1])), walk.state


class Bounds:
    """How far a variant's steps may end from the candidate's; what last bits do is computed where it is asked for."""

    def __init__(self, variant: Variant, record: Record) -> None:
        self._variant, self._record = variant, record
        self._known: list[float] = []

    def allow(self, t: int, off: float) -> bool:
        """Whether the step from point ``t`` may end ``off`` away."""
        if off <= ONE_STEP:
            return True
        if off > HOPELESS and not OPTIMIZERS[self._variant.rule].coupled:
            return False
        if t >= len(self._known):
            self._known = last_bits(self._variant, self._record, max(16, 2 * (t + 1)))
        return off <= self._known[t]


def followed(variant: Variant, record: Record, limit: int | None = None) -> Followed:
    """How far ``variant`` is the candidate's equal; within the first ``limit`` steps."""
    bounds = Bounds(variant, record)
    count = len(record) if limit is None else min(limit, len(record))
    for t, (ours, _) in zip(range(count), ends(variant, record), strict=False):
        theirs, before = record.path[t + 1], record.path[t]
        off = apart(ours, theirs, before)
        if not bounds.allow(t, off):
            return Followed(t, False, off)
    return Followed(count, True)


def usual_miss(variant: Variant, record: Record, limit: int) -> float:
    """The median over the first ``limit`` steps: how far the variant's is from the candidate's, as a share of it."""
    shares = []
    for t, (ours, _) in zip(range(limit), ends(variant, record), strict=False):
        theirs, before = record.path[t + 1], record.path[t]
        length = max(map(_distance, theirs, before))
        shares.append(max(map(_distance, ours, theirs)) / length if length else inf)
    return sorted(shares)[len(shares) // 2] if shares else inf


def last_bits(variant: Variant, record: Record, limit: int) -> list[float]:
    """The bounds of the first ``limit`` steps: how far apart last bits of all inputs may put their ends."""
    limit = min(limit, len(record))
    bounds, here = [ONE_STEP] * limit, [w for _, (w, _) in zip(range(limit), ends(variant, record), strict=False)]
    times = CHAOS if OPTIMIZERS[variant.rule].coupled else ROUNDINGS
    for way in WAYS:
        for t, (there, _) in zip(range(limit), ends(variant, record, way), strict=False):
            bounds[t] = max(bounds[t], times * apart(there, here[t], record.path[t]))
    return bounds


@dataclass(frozen=True)
class Comparison:
    """A candidate beside its reference.

    Attributes:
        departures: the first departing step of each quantity that departs, in the order of the steps; within a step,
            in the order in which the rule computes them.
        steps: number of steps before the weights depart; all of them for an equal.
        ulp: how far the steps up to there end from the reference's at most, in units of the weights' last place.
    """

    departures: tuple[Departure, ...]
    steps: int
    ulp: float


# What implementations call the state numbers of a rule -> what ours call them.
NAMES = {
    "exp_avg": "m",
    "exp_avg_sq": "v",
    "max_exp_avg_sq": "v_max",
    "momentum_buffer": "b",
    "velocity": "b",
    "square_avg": "v",
    "grad_avg": "m",
    "sum": "s",
    "acc_delta": "u",
    "exp_inf": "u",
    "ax": "a",
    "prev": "g",
    "step_size": "s",
    "exp_avg_var": "s",
    "exp_avg_diff": "v",
    "neg_pre_grad": "",
    "variance": "v",
}


def compare(variant: Variant, record: Record, names: tuple[str, ...]) -> Comparison:
    """The candidate of ``record`` beside ``variant``, whose state numbers have ``names``."""
    made = list(ends(variant, record))
    widened = _state_bounds(variant, record, [state for _, state in made])
    steps = _weights_depart(variant, record, [w for w, _ in made])
    found = list(_states(record, names, [state for _, state in made], widened))
    if steps < len(record):
        before, theirs, ours = record.path[steps], record.path[steps + 1], made[steps][0]
        moves = [(a[0] - before[0], a[1] - before[1]) for a in (theirs, ours)]
        found += [Departure("step", steps + 1, *moves), Departure("w", steps + 1, theirs, ours)]
    order = (*names, "step", "w")
    found.sort(key=lambda one: (one.step, order.index(one.quantity)))
    rounding = [_in_ulps(made[t][0], record.path[t + 1], record.path[t]) for t in range(steps)]
    return Comparison(tuple(found), steps, max(rounding, default=0.0))


def _weights_depart(variant: Variant, record: Record, made: list[Pair]) -> int:
    """The number of steps before the first that ends elsewhere."""
    bounds = Bounds(variant, record)
    for t, ours in enumerate(made):
        if not bounds.allow(t, apart(ours, record.path[t + 1], record.path[t])):
            return t
    return len(made)


def _states(
    record: Record, names: tuple[str, ...], made: list[tuple[Pair, ...]], widened: list[list[float]]
) -> Iterator[Departure]:
    """State numbers that differ by more than an average of many steps may, relative to the largest so far."""
    for theirs, numbers in record.memory.items():
        name = NAMES.get(theirs, theirs)
        if name not in names:
            continue
        place, largest = names.index(name), 0.0
        for t, given in enumerate(numbers):
            expected = made[t][place]
            largest = max(largest, *(abs(x) for x in expected if isfinite(x)), 0.0)
            bound = max(PATH * largest, widened[t][place] if widened else 0.0)
            if given is not None and max(map(_distance, given, expected)) > bound:
                yield Departure(name, t + 1, given, expected)
                break


def _state_bounds(variant: Variant, record: Record, made: list[tuple[Pair, ...]]) -> list[list[float]]:
    """What last bits do to each state number of a rule that looks at the surface again; empty for the others."""
    if not OPTIMIZERS[variant.rule].coupled:
        return []
    bounds = [[0.0] * len(state) for state in made]
    for way in WAYS:
        for t, (_, state) in enumerate(ends(variant, record, way)):
            for k, (there, here) in enumerate(zip(state, made[t], strict=False)):
                bounds[t][k] = max(bounds[t][k], CHAOS * max(map(_distance, there, here)))
    return bounds


def decided(variant: Variant, record: Record) -> int:
    """How many steps can be compared: those before the first in which a last bit decides where the rule goes."""
    if not OPTIMIZERS[variant.rule].coupled:
        return len(record)
    bounds = last_bits(variant, record, len(record))
    return next((t for t, bound in enumerate(bounds) if not bound <= DECIDED), len(record))


def _in_ulps(ours: Pair, theirs: Pair, before: Pair) -> float:
    sizes = [max(abs(x) for x in pair) for pair in zip(before, theirs, strict=False)]
    return max(
        _distance(a, b) / ulp(size) if isfinite(size) else 0.0 for a, b, size in zip(ours, theirs, sizes, strict=False)
    )
