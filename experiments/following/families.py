"""Rules whose parts can be left out, swapped or put in another place: what goes wrong where people write their own.

Each family is one coordinate's step with options by name; with none of them it is the rule of :mod:`optimizers`, but
for weight decay, which is done around it. The order of operations differs from theirs by roundings.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import count

from experiments.following.reference import Look, Loss, Pair
from vecmath import nan, pow, sqrt

Memory = dict[str, float]
Values = Mapping[str, float]
Options = Mapping[str, str]
# t, rate, gradient, the number whose average v is, memory, values, options -> by how much the weight falls.
Rule = Callable[[float, float, float, float, Memory, Values, Options], float]


def core(
    rule: str, values: Values, options: Options, factors: list[float], counts: Iterable[float] | None
) -> "_Family":
    """The rule without weight decay, with ``options``."""
    return _Family(FAMILIES[rule], values, options, factors, counts)


class _Family:
    state: tuple[Pair, ...] = ()

    def __init__(
        self, rule: Rule, values: Values, options: Options, factors: list[float], counts: Iterable[float] | None
    ) -> None:
        self._rule, self._values, self._options = rule, values, options
        self._steps = zip(count(1) if counts is None else counts, factors, strict=False)
        self._memory: tuple[Memory, Memory] = ({}, {})

    def step(self, w: Pair, look: Look, loss: Loss) -> Pair:
        t, factor = next(self._steps)
        g = look[1:]
        try:
            falls = [
                self._rule(
                    float(t),
                    self._values["lr"] * factor,
                    g[d],
                    self._square(g, d),
                    self._memory[d],
                    self._values,
                    self._options,
                )
                for d in (0, 1)
            ]
        except (ArithmeticError, ValueError):
            return nan, nan
        return w[0] - falls[0], w[1] - falls[1]

    def _square(self, g: Pair, d: int) -> float:
        """The number that the rule averages: the gradient's square."""
        match self._options.get("square"):
            case "mean":
                return 0.5 * (g[0] * g[0] + g[1] * g[1])
            case "sum":
                return g[0] * g[0] + g[1] * g[1]
            case "size":
                return abs(g[d])
        return g[d] * g[d]


# The divisor: the root of v divided by its correction, and eps, in some order.
PLACES: dict[str, Callable[[float, float, float], float]] = {
    "": lambda v, correction, eps: sqrt(v / correction) + eps,
    "inside": lambda v, correction, eps: sqrt(v / correction + eps),
    "inside-before": lambda v, correction, eps: sqrt((v + eps) / correction),
    "before": lambda v, correction, eps: (sqrt(v) + eps) / sqrt(correction),
    "squared": lambda v, correction, eps: sqrt(v / correction + eps * eps),
    "largest": lambda v, correction, eps: max(sqrt(v / correction), eps),
    "none": lambda v, correction, eps: sqrt(v / correction),
}


def _root(v: float, correction: float, eps: float, o: Options) -> float:
    match o.get("root"):
        case "none":
            return v / correction + eps
        case "of-v-alone":
            return sqrt(v) / correction + eps
    return PLACES[o.get("eps", "")](v, correction, eps)


def adam(t: float, lr: float, g: float, square: float, s: Memory, c: Values, o: Options) -> float:
    beta1, beta2 = c["beta1"], c["beta2"]
    if o.get("betas") == "swapped":
        beta1, beta2 = beta2, beta1
    m_before, v_before = s.get("m", 0.0), s.get("v", 0.0)
    m = s["m"] = beta1 * m_before + (1.0 if o.get("m_fresh") == "whole" else 1 - beta1) * g
    match o.get("v_of"):
        case "previous":
            square, s["square"] = s.get("square", 0.0), square
        case "surprise":
            square = (g - m) * (g - m)
        case "average":
            square = m * m
    v = s["v"] = beta2 * v_before + (1.0 if o.get("v_fresh") == "whole" else 1 - beta2) * square
    m = m_before if o.get("m_used") == "old" else m
    v = v_before if o.get("v_used") == "old" else v
    correct1, correct2 = _corrections(t, beta1, beta2, o)
    v, correct2 = _largest(v, v_before, correct2, s, "before" if c.get("amsgrad") else "", o)
    ahead = m / correct1
    match o.get("nesterov"):
        case "on":
            ahead = beta1 * ahead + (1 - beta1) * g / correct1
        case "dozat":
            ahead = beta1 * m / (1 - pow(beta1, t + 1)) + (1 - beta1) * g / correct1
    places = "inside" if c.get("eps_inside_root") else ""
    fall = ahead / _root(v, correct2, c["eps"], o if "eps" in o or not places else {**o, "eps": places})
    if o.get("rate") == "in-average":
        s["fall"] = fall = beta1 * s.get("fall", 0.0) + (1 - beta1) * fall
    return lr * fall


# By what m and v are divided, of the corrections of both, beta1 and beta2.
CORRECTIONS: dict[str, Callable[[float, float, float, float], Pair]] = {
    "": lambda one, two, beta1, beta2: (one, two),
    "none": lambda one, two, beta1, beta2: (1.0, 1.0),
    "m-only": lambda one, two, beta1, beta2: (one, 1.0),
    "v-only": lambda one, two, beta1, beta2: (1.0, two),
    "swapped": lambda one, two, beta1, beta2: (two, one),
    "both-beta1": lambda one, two, beta1, beta2: (one, one),
    "both-beta2": lambda one, two, beta1, beta2: (two, two),
    "times": lambda one, two, beta1, beta2: (1 / one, 1 / two),
    "first-power": lambda one, two, beta1, beta2: (1 - beta1, 1 - beta2),
}


def _corrections(t: float, beta1: float, beta2: float, o: Options) -> Pair:
    return CORRECTIONS[o.get("correction", "")](1 - pow(beta1, t), 1 - pow(beta2, t), beta1, beta2)


def _largest(v: float, before: float, correction: float, s: Memory, own: str, o: Options) -> Pair:
    """``v`` and its correction after AMSGrad's maximum, in the order that ``o`` says, or ``own`` order."""
    match o.get("amsgrad", own):
        case "before":
            v = s["largest"] = max(s.get("largest", 0.0), v)
        case "after":
            s["largest"] = max(s.get("largest", 0.0), v / correction)
            return s["largest"], 1.0
        case "uncorrected":
            v = s["largest"] = max(s.get("largest", 0.0), v)
            return v, 1.0
        case "last-two":
            v = max(before, v)
        case "kept":
            v = s["v"] = max(before, v)
    return v, correction


def momentum(t: float, lr: float, g: float, square: float, s: Memory, c: Values, o: Options) -> float:
    share, damped = c.get("momentum", 0.0), c.get("dampening", 0.0)
    before = s.get("b", 0.0)
    match o.get("fresh"):
        case "average":
            fresh = 1 - share
        case "average-later":
            fresh = 1.0 if t == 1 else 1 - share
        case "first-damped":
            fresh = 1 - (damped or share) if t == 1 else 1 - damped
        case "never-damped":
            fresh = 1.0
        case _:
            fresh = 1.0 if t == 1 else 1 - damped
    added = lr * fresh * g if o.get("rate") == "in-buffer" else fresh * g
    kept = 1 - share if o.get("kept") == "rest" else share
    b = s["b"] = kept * before + added
    g = lr * g if o.get("rate") == "in-buffer" else g
    match o.get("look"):
        case "ahead":
            fall = g + share * b
        case "twice":
            fall = g + share * (g + share * b)
        case "only":
            fall = share * b
        case _:
            fall = before if o.get("b_used") == "old" else b
    return fall if o.get("rate") == "in-buffer" else lr * fall


def nesterov(t: float, lr: float, g: float, square: float, s: Memory, c: Values, o: Options) -> float:
    return momentum(t, lr, g, square, s, c, {"look": "ahead", **o})


def rmsprop(t: float, lr: float, g: float, square: float, s: Memory, c: Values, o: Options) -> float:
    alpha = 1 - c["alpha"] if o.get("betas") == "swapped" else c["alpha"]
    before = s.get("v", 1.0 if o.get("begins") == "one" else 0.0)
    v = s["v"] = alpha * before + (1.0 if o.get("v_fresh") == "whole" else 1 - alpha) * square
    v = before if o.get("v_used") == "old" else v
    if c["centered"]:
        mean = s["mean"] = alpha * s.get("mean", 0.0) + (1 - alpha) * g
        v = v - mean * mean
    correction = 1 - pow(alpha, t) if o.get("correction") == "v" else 1.0
    if o.get("buffer") == "of-gradient":
        s["b"] = c["momentum"] * s.get("b", 0.0) + g
        return lr * s["b"] / _root(v, correction, c["eps"], o)
    fall = g / _root(v, correction, c["eps"], o)
    inside = o.get("rate") == "in-buffer"
    b = s["b"] = c["momentum"] * s.get("b", 0.0) + (lr * fall if inside else fall)
    if o.get("look") == "ahead":
        b = c["momentum"] * b + (lr * fall if inside else fall)
    return b if inside else lr * b


def adagrad(t: float, lr: float, g: float, square: float, s: Memory, c: Values, o: Options) -> float:
    before = s.get("s", 0.1 if o.get("begins") == "tenth" else c["initial_accumulator_value"])
    total = s["s"] = before + square
    rate = lr / (1 + (t if o.get("rate") == "one-ahead" else t - 1) * c["lr_decay"])
    return rate * g / _root(before if o.get("v_used") == "old" else total, 1.0, c["eps"], o)


def adadelta(t: float, lr: float, g: float, square: float, s: Memory, c: Values, o: Options) -> float:
    rho, eps = c["rho"], c["eps"]
    before = s.get("v", 0.0)
    v = s["v"] = rho * before + (1 - rho) * square
    v, u = (before if o.get("v_used") == "old" else v), s.get("u", 0.0)
    d = (sqrt(u) + eps) / (sqrt(v) + eps) * g if o.get("eps") == "outside" else sqrt(u + eps) / sqrt(v + eps) * g
    moved = lr * d if o.get("u_of") == "moves" else d
    s["u"] = rho * u + (1 - rho) * moved * moved
    return lr * d


def adamax(t: float, lr: float, g: float, square: float, s: Memory, c: Values, o: Options) -> float:
    m = s["m"] = c["beta1"] * s.get("m", 0.0) + (1 - c["beta1"]) * g
    before, eps, size = c["beta2"] * s.get("u", 0.0), c["eps"], abs(g)
    match o.get("eps"):
        case "after":
            u = s["u"] = max(before, size)
            divisor = u + eps
        case "in-largest":
            divisor = s["u"] = max(before, size, eps)
        case "none":
            divisor = s["u"] = max(before, size)
        case _:
            divisor = s["u"] = max(before, size + eps)
    correction = 1 - pow(c["beta1"], t)
    if o.get("correction") == "none":
        correction = 1.0
    elif o.get("correction") == "both":
        divisor = divisor / (1 - pow(c["beta2"], t))
    return lr * (m / correction) / divisor


def lion(t: float, lr: float, g: float, square: float, s: Memory, c: Values, o: Options) -> float:
    beta1, beta2 = (c["beta2"], c["beta1"]) if o.get("betas") == "swapped" else (c["beta1"], c["beta2"])
    m = s.get("m", 0.0)
    blend = beta1 * m + (1 - beta1) * g
    s["m"] = beta2 * m + (1 - beta2) * g
    match o.get("sign"):
        case "of-average":
            blend = s["m"]
        case "none":
            return lr * blend
    return lr * (1.0 if blend > 0.0 else -1.0 if blend < 0.0 else 0.0)


FAMILIES: dict[str, Rule] = {
    "adam": adam,
    "adamw": adam,
    "momentum": momentum,
    "nesterov": nesterov,
    "rmsprop": rmsprop,
    "adagrad": adagrad,
    "adadelta": adadelta,
    "adamax": adamax,
    "lion": lion,
}
