"""Suspects: everything that a candidate is compared with. Other rules, their switches, nearby settings, mistakes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from experiments.following.mistakes import ADAMS, Mistake, mistakes
from experiments.following.reference import Reference
from experiments.following.variants import Variant, own_decay
from optimizers import OPTIMIZERS, Hyperparameter, Optimizer

# Values that other frameworks take, or that people often write.
USUAL = {
    "eps": (1e-5, 1e-6, 1e-7, 1e-8, 1e-10, 1e-12, 1e-16),
    "weight_decay": (1e-4, 5e-4, 1e-3, 1e-2, 0.1),
    "beta1": (0.8, 0.9, 0.95, 0.99),
    "beta2": (0.9, 0.95, 0.98, 0.99, 0.999),
    "momentum": (0.5, 0.9, 0.95, 0.99),
    "alpha": (0.9, 0.95, 0.99, 0.999),
    "rho": (0.9, 0.95, 0.99),
}
TIMES = {2.0: "twice", 0.5: "half", 10.0: "ten times", 0.1: "a tenth of"}
# Two numbers are one setting if they differ by less than this share.
SAME = 1e-9
# The share of squares, and of gradients, that a rule keeps, under the names that rules have for it.
SQUARES, GRADIENTS = ("beta2", "alpha", "rho"), ("beta1", "momentum")
MAY_BE_ZERO = ("weight_decay", "momentum", "eps", "dampening", "lr_decay", "momentum_decay")
WITH_SQUARES = ("rmsprop", "adadelta")
SWITCHES = {
    ("amsgrad", 1.0): "AMSGrad: it divides by the largest v so far",
    ("amsgrad", 0.0): "AMSGrad's maximum is missing",
    ("decoupled_weight_decay", 1.0): "the decay is decoupled: it pulls on the weights, not through the gradient",
    ("decoupled_weight_decay", 0.0): "L2: the decay is not decoupled, it goes through the gradient",
    ("without_bias_correction", 1.0): "no bias correction",
    ("without_bias_correction", 0.0): "there is a bias correction",
    ("eps_inside_root", 1.0): "epsilon inside the root",
    ("eps_inside_root", 0.0): "epsilon outside the root",
    ("centered", 1.0): "v is centered: the squared mean is taken away",
    ("centered", 0.0): "v is not centered",
    ("line_search_fn", 1.0): "there is a line search",
    ("line_search_fn", 0.0): "there is no line search",
}
RULES = {
    ("adamw", "adam"): "Adam with L2: the decay is not decoupled, it goes through the gradient",
    ("adam", "adamw"): "AdamW: the decay is decoupled",
    ("nesterov", "momentum"): "momentum: Nesterov's look-ahead is missing",
    ("momentum", "nesterov"): "Nesterov: its look-ahead is in it",
    ("momentum", "gd"): "gradient descent: there is no momentum",
    ("nesterov", "gd"): "gradient descent: there is no momentum",
    ("sam", "gd"): "gradient descent: it does not look at the worst point nearby",
}


@dataclass(frozen=True)
class Suspect:
    """A variant that a candidate may be.

    Attributes:
        key: what it is, whatever the scenario's numbers are.
        says: what the candidate then looks like.
        rank: the lower, the simpler.
        variant: how it walks.
    """

    key: str
    says: str
    rank: int
    variant: Variant

    def of(self, reference: Reference) -> "Suspect | None":
        """The same suspect in another scenario, if it is one there."""
        return next((one for one in suspects(reference) if one.key == self.key), None)


def suspects(reference: Reference) -> Iterator[Suspect]:
    """All single ones, simple ones first within each kind."""
    key, values = reference.optimizer.key, reference.values
    for name, value in values.items():
        if _declared(reference.optimizer, name).scale == "switch":
            says = SWITCHES.get((name, 1.0 - value), f"{name} is {'off' if value else 'on'}")
            yield Suspect(f"switch:{name}", says, 0, Variant(key, {**values, name: 1.0 - value}))
    for mistake in mistakes(reference):
        yield of_mistake(key, values, mistake)
    yield from _other_rules(reference)
    yield from _nearby(reference)


def itself(reference: Reference) -> Suspect:
    """The reference."""
    return Suspect("itself", "the reference itself", -1, Variant(reference.optimizer.key, reference.values))


def of_mistake(key: str, values: Mapping[str, float], mistake: Mistake) -> Suspect:
    says = mistake.says
    if mistake.key == "decay:coupled" and key == "adamw":
        says = RULES["adamw", "adam"]
    return Suspect(mistake.key, says, 1, Variant(key, values, mistake.twist, mistake.options))


def both(reference: Reference, one: Mistake, two: Mistake) -> Suspect | None:
    """Two mistakes at once; None where they are about the same thing."""
    if {*one.twist, *one.options} & {*two.twist, *two.options}:
        return None
    twist, options = {**one.twist, **two.twist}, {**one.options, **two.options}
    variant = Variant(reference.optimizer.key, reference.values, twist, options)
    return Suspect(f"{one.key}+{two.key}", f"{one.says}; and {two.says}", 4, variant)


def _declared(optimizer: Optimizer, name: str) -> Hyperparameter:
    return next(h for h in optimizer.hyperparameters if h.name == name)


def _nearby(reference: Reference) -> Iterator[Suspect]:
    key, values = reference.optimizer.key, reference.values
    for h in reference.optimizer.hyperparameters:
        if h.scale == "switch":
            continue
        for value, why in _around(h, values[h.name]).items():
            yield Suspect(
                f"value:{h.name}:{why or f'{value:g}'}",
                setting(h.name, value, values[h.name], why),
                3,
                Variant(key, {**values, h.name: value}),
            )
    if not values.get("weight_decay", 1.0):
        for kind in ("coupled", "decoupled"):
            if kind != own_decay(key, values):
                for value in USUAL["weight_decay"]:
                    says = f"there is a weight decay of {value:g}, {_kind(kind)}, where the reference has none"
                    yield Suspect(
                        f"value:weight_decay:{kind}:{value:g}",
                        says,
                        2,
                        Variant(key, {**values, "weight_decay": value}, {"decay": kind}),
                    )


def _kind(kind: str) -> str:
    return "through the gradient" if kind == "coupled" else "decoupled"


def setting(name: str, value: float, wanted: float, why: str = "") -> str:
    """How a setting is said that is not the reference's."""
    if name == "weight_decay" and not wanted:
        return f"there is a weight decay of {value:g}, where the reference has none"
    if not value and name in ("weight_decay", "momentum"):
        return f"there is no {name.replace('_', ' ')}"
    if why in TIMES.values():
        return f"{name} is {value:.6g}, {why} the reference's {wanted:.6g}"
    return f"{name} is {value:.6g}{f' ({why})' if why else ''}; the reference has {wanted:.6g}"


def _around(h: Hyperparameter, value: float) -> dict[float, str]:
    """Values beside ``value`` that are usual mistakes, with why they are; each once."""
    tries = [(h.default, "the default"), *((value * times, why) for times, why in TIMES.items())]
    if h.scale == "decay":
        tries += [(1.0 - (1.0 - value) * times, "") for times in (10.0, 0.1)]
        tries.append((1.0 - value, "1 minus the reference's"))
    tries += [(other, "") for other in USUAL.get(h.name, ())]
    if h.name in MAY_BE_ZERO:
        tries.append((0.0, ""))
    low, high = h.bounds
    found: dict[float, str] = {}
    for other, why in tries:
        if all(abs(other - one) > SAME * abs(one) for one in (value, *found)) and (low <= other <= high or not other):
            found[other] = why
    return found


def _other_rules(reference: Reference) -> Iterator[Suspect]:
    for key, optimizer in OPTIMIZERS.items():
        if key == reference.optimizer.key:
            continue
        shared = alike(reference, optimizer)
        says = RULES.get((reference.optimizer.key, key), f"{optimizer.name} with the same settings")
        if key in ADAMS and reference.optimizer.key in ADAMS and not reference.values["weight_decay"]:
            says = f"{optimizer.name} with the same settings"
        yield Suspect(f"rule:{key}", says, 2, Variant(key, shared))
        own = optimizer.values({"lr": shared["lr"]})
        if own != shared:
            yield Suspect(
                f"rule:{key}:defaults", f"{optimizer.name} with its defaults and the same lr", 3, Variant(key, own)
            )
        for h in optimizer.hyperparameters:
            if h.scale == "switch":
                on = 1.0 - shared[h.name]
                flipped = SWITCHES.get((h.name, on), f"{h.name} is {'on' if on else 'off'}")
                yield Suspect(f"rule:{key}:{h.name}", f"{says}; and {flipped}", 3, Variant(key, {**shared, h.name: on}))


def alike(reference: Reference, optimizer: Optimizer) -> dict[str, float]:
    """Settings of another rule that are the reference's, under the names that they have there."""
    known = {h.name for h in optimizer.hyperparameters}
    given = dict(reference.values)
    of_reference = reference.optimizer.key in WITH_SQUARES or "beta2" in given
    if of_reference and (optimizer.key in WITH_SQUARES or "beta2" in known):
        _rename(given, SQUARES, known)
    _rename(given, GRADIENTS, known)
    return optimizer.values({name: value for name, value in given.items() if name in known})


def _rename(given: dict[str, float], names: tuple[str, ...], known: set[str]) -> None:
    """Give the first of ``names`` that ``given`` has to the first that is known, where that has none of its own."""
    source = next((name for name in names if name in given), None)
    target = next((name for name in names if name in known), None)
    if source and target:
        given.setdefault(target, given[source])
