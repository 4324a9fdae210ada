"""Mistakes by name: what is done otherwise around a rule or within it, and how to say it.

Around: weight decay, the schedule, the gradient that is fed, the count of steps; for every rule. Within: for the rules
of :mod:`experiments.following.families`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from declare import names
from experiments.following.families import FAMILIES
from experiments.following.reference import Reference
from experiments.following.variants import own_decay

ADAMS = ("adam", "adamw")


@dataclass(frozen=True)
class Mistake:
    """What is different, as a :class:`experiments.following.variants.Variant` takes it; ``key`` is its own."""

    key: str
    says: str
    twist: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)


def mistakes(reference: Reference) -> Iterator[Mistake]:
    """Those that may make a difference to the racer's rule with its settings."""
    key, values = reference.optimizer.key, reference.values
    if values.get("weight_decay"):
        own = own_decay(key, values)
        for kind, says in DECAYS.items():
            if kind != own and (reference.scheduled or kind not in ("first-rate", "schedule-only")):
                yield Mistake(f"decay:{kind}", says, twist={"decay": kind})
    for kind, says in RATES.items():
        if reference.scheduled or kind in ("root", "inverse"):
            yield Mistake(f"rate:{kind}", says, twist={"rate": kind})
    for kind, says in FEEDS.items():
        yield Mistake(f"feed:{kind}", says, twist={"feed": kind})
    if "t" in names(reference.optimizer.coefficients):
        for kind, says in COUNTS.items():
            yield Mistake(f"count:{kind}", says, twist={"count": kind})
    if key in FAMILIES:
        yield from _within(key, values)


def _within(key: str, values: Mapping[str, float]) -> Iterator[Mistake]:
    for rules, kind, choice, says in WITHIN:
        right = kind == "amsgrad" and choice == ("before" if values.get("amsgrad") else "none")
        if key in rules and not right:
            yield Mistake(f"{kind}:{choice}", says, options={kind: choice})


DECAYS = {
    "none": "there is no weight decay",
    "coupled": "L2: the decay is not decoupled, it goes through the gradient",
    "decoupled": "the decay is decoupled: it pulls on the weights, not through the gradient",
    "after": "the decay is decoupled, and acts after the step, on the weights that the step has moved",
    "without-rate": "the decoupled weight decay is not times lr",
    "rate-twice": "weight decay times lr twice",
    "first-rate": "the decay is decoupled, and times the first lr: it does not follow the schedule",
    "schedule-only": "the decay is decoupled, and times the schedule's factor without lr",
    "coupled-times-rate": "L2 whose weight decay is times lr before it joins the gradient",
    "coupled-halved": "L2 with half the weight decay",
    "grows": "the decoupled weight decay has the wrong sign: weights grow",
    "coupled-grows": "L2 with the wrong sign: weights grow",
    "both": "weight decay acts twice: through the gradient and on the weights",
}
RATES = {
    "late": "the schedule is one step late",
    "later": "the schedule is two steps late",
    "early": "the schedule is one step early",
    "ignored": "the schedule is ignored: the rate stays as it is",
    "twice": "the schedule's factor acts twice",
    "root": "the rate is divided by the root of the step's number",
    "inverse": "the rate is divided by the step's number",
}
FEEDS = {
    "negated": "the gradient has the wrong sign: it climbs",
    "previous": "the gradient is that of the step before",
    "summed": "gradients are added up: they are not set to zero between steps",
    "sign": "only the gradient's sign is used",
    "unit": "the gradient is divided by its length",
    "clipped": "the gradient is clipped to length 1",
    "clipped-each": "each coordinate of the gradient is clipped to 1",
}
COUNTS = {
    "from-zero": "steps are counted from 0",
    "from-two": "steps are counted from 2: the count is one ahead",
    "still": "the count of steps stands still at 1",
    "double": "steps are counted twice",
}
# rules, kind of option, choice, and what it says
WITHIN = (
    (ADAMS, "correction", "none", "no bias correction"),
    (ADAMS, "correction", "m-only", "no bias correction of v, only of m"),
    (ADAMS, "correction", "v-only", "no bias correction of m, only of v"),
    (ADAMS, "correction", "swapped", "the bias corrections of m and v are swapped"),
    (ADAMS, "correction", "both-beta1", "the bias correction of v takes beta1"),
    (ADAMS, "correction", "both-beta2", "the bias correction of m takes beta2"),
    (ADAMS, "correction", "times", "the bias correction multiplies where it should divide"),
    (ADAMS, "correction", "first-power", "the bias correction has no power of t: 1 - beta in every step"),
    (ADAMS, "eps", "inside", "epsilon inside the root"),
    (ADAMS, "eps", "inside-before", "epsilon inside the root, before the bias correction"),
    (ADAMS, "eps", "before", "epsilon is added before the bias correction"),
    (("rmsprop", "adagrad"), "eps", "inside", "epsilon inside the root"),
    ((*ADAMS, "rmsprop", "adagrad"), "eps", "squared", "epsilon squared inside the root"),
    ((*ADAMS, "rmsprop", "adagrad"), "eps", "largest", "epsilon is a lower bound of the root, not added to it"),
    ((*ADAMS, "rmsprop", "adagrad", "adamax"), "eps", "none", "there is no epsilon"),
    (ADAMS, "amsgrad", "after", "AMSGrad takes the maximum after the correction"),
    (ADAMS, "amsgrad", "before", "AMSGrad: it divides by the largest v so far"),
    (ADAMS, "amsgrad", "none", "AMSGrad's maximum is missing"),
    (ADAMS, "amsgrad", "uncorrected", "AMSGrad's maximum has no bias correction"),
    (ADAMS, "amsgrad", "last-two", "AMSGrad takes the maximum of the last two v, not of all"),
    (ADAMS, "amsgrad", "kept", "AMSGrad's maximum takes the place of v in its average"),
    (ADAMS, "v_of", "previous", "v averages the square of the gradient before"),
    (ADAMS, "v_of", "surprise", "v averages how far the gradient is from m, as AdaBelief does"),
    (ADAMS, "v_of", "average", "v averages the square of m, not of the gradient"),
    (ADAMS, "m_used", "old", "m is used before this step's gradient has joined it"),
    (ADAMS, "v_used", "old", "v is used before this step's gradient has joined it"),
    (ADAMS, "m_fresh", "whole", "m lacks the factor 1 - beta1: it is a sum, not an average"),
    (ADAMS, "v_fresh", "whole", "v lacks the factor 1 - beta2: it is a sum, not an average"),
    (ADAMS, "betas", "swapped", "beta1 and beta2 are swapped"),
    (ADAMS, "nesterov", "on", "Nesterov's look-ahead is in it"),
    (ADAMS, "nesterov", "dozat", "Nesterov's look-ahead is in it, as in NAdam without its warm-up"),
    (ADAMS, "rate", "in-average", "m averages finished steps, not gradients"),
    ((*ADAMS, "rmsprop", "adagrad"), "root", "none", "the root of v is missing"),
    (ADAMS, "root", "of-v-alone", "the bias correction of v stands outside the root"),
    ((*ADAMS, "rmsprop", "adagrad"), "square", "mean", "v is shared: a mean over all weights, not one for each"),
    ((*ADAMS, "rmsprop", "adagrad"), "square", "sum", "v is shared: the gradient's squared length, not one for each"),
    ((*ADAMS, "rmsprop", "adagrad"), "square", "size", "v averages the gradient's size, not its square"),
    (("momentum", "nesterov"), "fresh", "first-damped", "momentum's first step is damped"),
    (("momentum", "nesterov"), "fresh", "average", "momentum is an average: gradients are times 1 - momentum"),
    (
        ("momentum", "nesterov"),
        "fresh",
        "average-later",
        "dampening equals momentum: from the second step on gradients are times 1 - momentum",
    ),
    (("momentum",), "fresh", "never-damped", "dampening is missing"),
    (("momentum",), "look", "ahead", "Nesterov's look-ahead is in it"),
    (("nesterov",), "look", "none", "Nesterov's look-ahead is missing"),
    (("momentum", "nesterov"), "look", "twice", "Nesterov's look-ahead is taken twice"),
    (("momentum", "nesterov"), "look", "only", "the step uses momentum times velocity, without the gradient"),
    (("momentum",), "b_used", "old", "the velocity is used before this step's gradient has joined it"),
    (("momentum", "nesterov"), "kept", "rest", "the velocity keeps 1 - momentum, not momentum"),
    (
        ("momentum", "nesterov", "rmsprop"),
        "rate",
        "in-buffer",
        "lr is inside the velocity: old gradients keep old rates",
    ),
    (("rmsprop",), "correction", "v", "v has a bias correction"),
    (("rmsprop",), "begins", "one", "v begins at 1, not at 0"),
    (("rmsprop",), "buffer", "of-gradient", "momentum is of the gradient, before it is divided"),
    (("rmsprop",), "look", "ahead", "Nesterov's look-ahead is in it"),
    (("rmsprop",), "v_fresh", "whole", "v lacks the factor 1 - alpha: it is a sum, not an average"),
    (("rmsprop",), "betas", "swapped", "alpha and 1 - alpha are swapped"),
    (("rmsprop", "adagrad", "adadelta"), "v_used", "old", "v is used before this step's gradient has joined it"),
    (("adagrad",), "begins", "tenth", "the sum begins at 0.1"),
    (("adagrad",), "rate", "one-ahead", "the falling rate is one step ahead"),
    (("adadelta",), "eps", "outside", "epsilon outside the roots"),
    (("adadelta",), "u_of", "moves", "the average of steps takes them times lr"),
    (("adamax",), "eps", "after", "epsilon is added after the maximum"),
    (("adamax",), "eps", "in-largest", "epsilon is one of those whose largest is taken"),
    (("adamax",), "correction", "none", "no bias correction"),
    (("adamax",), "correction", "both", "the largest gradient has a bias correction too"),
    (("lion",), "betas", "swapped", "beta1 and beta2 are swapped"),
    (("lion",), "sign", "of-average", "the sign is that of m, not of the blend"),
    (("lion",), "sign", "none", "the sign is missing"),
)
