"""Recognise a unit by the names that people write: its key, its declared name, common names, words of the page."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from experiments.link_spelling import fold, trimmed
from experiments.racers import MARK, is_racer
from landscapes import DATA_SETS, LANDSCAPES
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES

# Kinds of units, by the key that names one in a link.
SURFACE, OPTIMIZER, SCHEDULE, DATA = "s", "o", "schedule", "data"
UNITS: dict[str, Mapping] = {SURFACE: LANDSCAPES, OPTIMIZER: OPTIMIZERS, SCHEDULE: SCHEDULES, DATA: DATA_SETS}
# Words of the page, by kind: (word, key) of each unit in each language.
Spoken = Mapping[str, Iterable[tuple[str, str]]]

COMMON: dict[str, dict[str, str]] = {
    OPTIMIZER: {
        "gd": "sgd gradient_descent stochastic_gradient_descent vanilla_sgd vanilla steepest_descent plain_gd bgd",
        "momentum": "heavy_ball polyak polyak_momentum sgd_momentum momentum_sgd sgdm msgd sgd_with_momentum "
        "classical_momentum hb",
        "nesterov": "nag nesterov_momentum nesterov_accelerated_gradient sgd_nesterov accelerated_gradient agd",
        "rmsprop": "rms_prop rms",
        "adam": "adaptive_moment_estimation",
        "adamw": "adam_w decoupled_adam",
        "adagrad": "ada_grad",
        "adadelta": "ada_delta",
        "adabelief": "ada_belief",
        "adafactor": "ada_factor",
        "adamax": "ada_max",
        "nadam": "nesterov_adam n_adam",
        "radam": "rectified_adam r_adam",
        "qhadam": "qh_adam quasi_hyperbolic_adam",
        "asgd": "averaged_sgd average_sgd polyak_averaging polyak_ruppert averaged_gd",
        "rprop": "r_prop resilient_backpropagation resilient_propagation irprop",
        "lbfgs": "l_bfgs bfgs limited_memory_bfgs l_bfgs_b",
        "newton": "newton_raphson newtons newton_method newtons_method",
        "conjugate_gradient": "cg conjugate_gradients nonlinear_cg ncg fletcher_reeves polak_ribiere",
        "sam": "sharpness_aware_minimization sharpness_aware",
        "clipped_gd": "clipped_sgd gradient_clipping clip_gd clipping",
        "normalised_gd": "normalized_gd ngd normalised_sgd normalized_sgd normalized_gradient_descent "
        "normalised_gradient_descent",
        "schedule_free_sgd": "sgd_schedule_free sf_sgd schedulefree_sgd",
        "schedule_free_adamw": "adamw_schedule_free sf_adamw schedulefree_adamw schedule_free_adam",
        "lion": "evolved_sign_momentum",
    },
    SURFACE: {
        "rosenbrock": "rosen banana banana_valley valley",
        "bowl": "quadratic sphere parabola paraboloid ellipse elliptic_bowl quad",
        "saddle": "hyperbolic_paraboloid saddle_point",
        "himmelblau": "himmelblaus",
        "styblinski_tang": "styblinski",
        "goldstein_price": "goldstein goldprice",
        "levy_n13": "levy levy13 levi levi_n13 levi13",
        "bukin_n6": "bukin bukin6",
        "branin": "branin_hoo",
        "three_hump_camel": "camel3 threehump 3_hump_camel",
        "six_hump_camel": "camel6 sixhump camel 6_hump_camel",
        "cross_in_tray": "crossintray cross",
        "monkey_saddle": "monkey",
        "eggholder": "egg_holder egg egg_crate",
        "linear_regression": "linreg least_squares ols",
        "logistic_regression": "logreg logistic",
        "relu_neuron": "relu",
        "tanh_neuron": "tanh",
        "sine_fit": "sine sinus",
        "mccormick": "mc_cormick",
    },
    SCHEDULE: {
        "constant": "none const fixed off",
        "cosine": "cosine_annealing cosine_annealing_lr cosine_decay cos",
        "cosine_restarts": "cosine_annealing_warm_restarts sgdr warm_restarts cosine_warm_restarts",
        "exponential": "exponential_lr exp exponential_decay",
        "linear": "linear_lr linear_decay lin",
        "one_cycle": "one_cycle_lr 1cycle",
        "polynomial": "polynomial_lr poly polynomial_decay",
        "range_test": "lr_range_test lr_find lr_finder learning_rate_finder",
        "step": "step_lr step_decay stairs staircase",
        "warmup_cosine": "cosine_warmup warmup cosine_with_warmup",
    },
    DATA: {},
}
# Common names of hyperparameters, and of a schedule.
PARAMETER_NAMES = {
    "lr": "learning_rate learningrate lrate step_size stepsize eta",
    "beta1": "b1 beta_1",
    "beta2": "b2 beta_2",
    "beta3": "b3 beta_3",
    "eps": "epsilon",
    "weight_decay": "wd decay l2",
    "momentum": "mu mom",
    "schedule": "scheduler sched lr_schedule lr_scheduler",
}
BATCH, BATCH_NAMES = "batch", "batch_size batchsize minibatch mini_batch"
# Words after a name that say only what kind of thing it names.
KIND_WORDS = re.compile("(function|surface|landscape|loss|optimi[sz]er|algorithm|scheduler?|함수|곡면|옵티마이저)$")
LONGEST_PARTICLE = 4  # syllables of Korean that a sentence glues to a name: 로젠브록을, adam입니다
SHORTEST_BEGINNING = 4  # letters of a name that name it, where no other begins so


def find(kind: str, text: str, spoken: Spoken | None = None) -> str | None:
    """Key of the unit that ``text`` names; None if it names none, or may name several."""
    names = _names(kind) | {fold(word): key for word, key in (spoken or {}).get(kind, ())}
    for attempt in _attempts(trimmed(text)):
        if attempt in names:
            return names[attempt]
    begun = fold(trimmed(text))
    if len(begun) < SHORTEST_BEGINNING:
        return None
    keys = {key for name, key in names.items() if name.startswith(begun)}
    return keys.pop() if len(keys) == 1 else None


def find_racer(text: str, spoken: Spoken | None = None) -> str | None:
    """Key of the racer that ``text`` names: a rule, or a copy of one with its number; None if it names none."""
    name, mark, number = text.partition(MARK)
    rule = find(OPTIMIZER, name, spoken)
    key = f"{rule}{mark}{trimmed(number)}"
    return key if rule and is_racer(key) else None


@cache
def settings() -> frozenset[str]:
    """Names of what an axis of a map can be: every optimizer's hyperparameters, and the size of batches."""
    return frozenset({BATCH} | {one.name for rule in OPTIMIZERS.values() for one in rule.hyperparameters})


def find_setting(text: str) -> str | None:
    """The one of :func:`settings` that ``text`` names in other letters or by a common name; None if it names none."""
    common = {fold(name): key for key, names in PARAMETER_NAMES.items() for name in names.split() if key in settings()}
    common |= {fold(name): BATCH for name in BATCH_NAMES.split()}
    return (common | {fold(key): key for key in settings()}).get(fold(trimmed(text)))


def aliases(kind: str) -> Mapping[str, str]:
    """Keys of units by every folded name that needs no words of a page."""
    return _names(kind)


def _attempts(text: str) -> Iterator[str]:
    folded = fold(text)
    yield folded
    yield KIND_WORDS.sub("", folded)
    for length in range(1, LONGEST_PARTICLE + 1):
        stem, particle = folded[:-length], folded[-length:]
        if stem and all("가" <= syllable <= "힣" for syllable in particle):
            yield stem
            yield KIND_WORDS.sub("", stem)


@cache
def _names(kind: str) -> dict[str, str]:
    units = UNITS[kind]
    common = {fold(name): key for key, names in COMMON[kind].items() if key in units for name in names.split()}
    declared = {fold(unit.name): key for key, unit in units.items() if getattr(unit, "name", "")}
    # A unit's own key goes before whatever else is so called.
    return common | declared | {fold(key): key for key in units}
