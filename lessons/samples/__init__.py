"""Cost of a step: gradient descent looks at every sample before it moves."""

from experiments.race import Race
from experiments.scenario import Scenario
from experiments.view import View
from lessons._lesson import Claim, Lesson, Question, Races, Scene, Try
from lessons._measure import cost


def fit(batch: int = 0, lr: float = 0.05, size: float = 256.0) -> Scenario:
    return Scenario("linear_regression", {"size": size}, {"gd": {"lr": lr}}, start=(-2.0, 3.0), steps=80, batch=batch)


def price(race: Race) -> float:
    """Samples looked at until the loss is within a fifth of the lowest."""
    return cost(race["gd"], 1.2 * race.points[0].value)


def step_cost(scene: str):
    return lambda races: float(races[scene]["gd"].samples[1])


def growth(races: Races) -> str:
    factor = price(races["double"]) / price(races["main"])
    return "same" if factor < 1.4 else "double" if factor < 2.8 else "four"


LOOK = View(three=False, fit=False, batch_map=False, axis="samples", versus=True)
LESSON = Lesson(
    place=55,
    chapter="descent",
    rows=(6,),
    formula=r"\nabla f(w)=\frac1N\sum_{i=1}^N\nabla\ell_i(w)",
    scenes={"main": Scene(fit(), LOOK), "mini": Scene(fit(16), LOOK), "double": Scene(fit(size=512.0), LOOK)},
    claims=(
        Claim("step_cost", step_cost("main"), 256, 256, form="whole"),
        Claim("price", lambda races: price(races["main"]), low=5000, form="whole"),
        Claim("mini_cost", step_cost("mini"), 16, 16, form="whole"),
        Claim("mini_price", lambda races: price(races["mini"]), high=1000, form="whole"),
        Claim("threshold", lambda races: 1.2 * races["main"].points[0].value, 0.28, 0.29),
        Claim("ratio", lambda races: price(races["main"]) / price(races["mini"]), low=8),
    ),
    tries=(
        Try("cheap", lambda race: price(race) <= 1000, fit(8)),
        Try("rate", lambda race: race["gd"].samples[1] >= 256 and price(race) < 4000, fit(lr=0.2)),
    ),
    question=Question("double", ("same", "double", "four"), growth),
    controls=("batch", "gd.lr"),
    toggles=("log-loss",),
)
