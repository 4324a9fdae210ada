"""Races of tests: one with a copy, and random ones, as Hypothesis strategies."""

from hypothesis import strategies as st

from experiments import Scenario, link_names
from experiments.racers import COPIES, MOST, optimizer_of
from experiments.scenario import REACH, SEEDS, STEPS
from experiments.view import View
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES

# Two racers of one rule, and another one between them.
TWO = Scenario(
    "himmelblau",
    optimizers={"adam": {"lr": 0.01}, "gd": {"lr": 0.01}, "adam~2": {"lr": 0.1, "beta1": 0.5}},
    schedules={"adam~2": ("cosine", {})},
    steps=60,
)


def values(parameters):
    def one(p):
        return (
            st.floats(*p.bounds) if p.scale not in ("whole", "switch") else st.integers(*map(int, p.bounds)).map(float)
        )

    return st.fixed_dictionaries({p.name: one(p) for p in parameters})


def scheduled(draw, keys):
    names = {key: draw(st.sampled_from(sorted(SCHEDULES))) for key in keys if draw(st.booleans())}
    return {key: (name, draw(values(SCHEDULES[name].parameters))) for key, name in names.items()}


rules = st.sampled_from(sorted(OPTIMIZERS))
racers = rules | st.builds("{}~{}".format, rules, st.integers(*COPIES))


@st.composite
def scenarios(draw):
    surface = draw(st.sampled_from(sorted(LANDSCAPES)))
    keys = draw(st.lists(racers, unique=True, max_size=MOST))
    return Scenario(
        surface,
        draw(values(LANDSCAPES[surface].parameters)),
        {key: draw(values(optimizer_of(key).hyperparameters)) for key in keys},
        draw(st.tuples(st.floats(-REACH, REACH), st.floats(-REACH, REACH))),
        draw(st.integers(*STEPS)),
        draw(st.integers(*SEEDS)),
        scheduled(draw, keys),
    )


@st.composite
def zooms(draw):
    finite = st.floats(allow_nan=False, allow_infinity=False)
    x, y = (sorted(draw(st.lists(finite, min_size=2, max_size=2, unique_by=lambda one: one + 0.0))) for _ in "xy")
    return ",".join(map(repr, (*x, *y)))


settings = st.just("") | st.sampled_from(sorted(link_names.settings()))
views = st.builds(
    View,
    off=st.lists(racers, unique=True).map(tuple),
    loss=st.sampled_from(["log", "linear"]),
    height=st.sampled_from(["auto", "log", "linear"]),
    arrow=st.booleans(),
    marks=st.booleans(),
    three=st.booleans(),
    map=st.sampled_from(["rate", "plane", "basins", "fair"]),
    map_of=st.just("") | racers,
    map_x=settings,
    map_y=settings,
    map_goal=st.sampled_from(["final", "best", "mean", "steps"]),
    map_size=st.sampled_from(["128", "256", "512", "1024"]),
    map_zoom=st.just("") | zooms(),
    fair_goal=st.sampled_from(["steps", "final", "mean"]),
    fair_over=st.sampled_from(["start", "starts", "seeds"]),
    fair_budget=st.sampled_from(["16", "64", "256"]),
    fair_on=st.sampled_from(["this", "several"]),
)


def longest() -> tuple[Scenario, View]:
    """The race and the view with the longest link: as many racers of the rule with most settings as can race."""

    def written(p) -> float:
        low, high = p.bounds
        return high if p.scale in ("whole", "switch") else low + (high - low) * 0.12345678901234567

    rule = max(
        OPTIMIZERS, key=lambda key: len(key) + sum(len(key) + len(h.name) for h in OPTIMIZERS[key].hyperparameters)
    )
    schedule = max(SCHEDULES, key=lambda key: sum(len(p.name) for p in SCHEDULES[key].parameters))
    keys = [f"{rule}~{number}" for number in range(COPIES[1] - MOST + 1, COPIES[1] + 1)]
    racers = {key: {h.name: written(h) for h in OPTIMIZERS[rule].hyperparameters} for key in keys}
    moves = {key: (schedule, {p.name: written(p) for p in SCHEDULES[schedule].parameters}) for key in keys}
    return Scenario("bowl", optimizers=racers, schedules=moves), View(off=tuple(keys))
