"""Adam: momentum above the fraction line, RMSProp below it, and a correction for the start at zero."""

import numpy as np

from experiments.inspect import aligned
from experiments.race import Race, Run
from experiments.scenario import Scenario
from experiments.view import View
from lessons._lesson import Claim, Lesson, Question, Races, Scene, Try
from optimizers import OPTIMIZERS

LR = 0.1
# As the optimizer declares it, without the line for weight decay.
LINES = OPTIMIZERS["adam"].formula.split(r",\quad", 1)[1]


def bowl(*others: dict[str, float], **settings: float) -> Scenario:
    """Adam with ``settings``, and a copy with the settings of each of ``others``."""
    copies = {f"adam~{number}": {"lr": LR, **own} for number, own in enumerate(others, start=2)}
    return Scenario("bowl", {"condition_number": 20.0}, {"adam": {"lr": LR, **settings}, **copies}, steps=150)


def average(values: np.ndarray, beta: float) -> np.ndarray:
    """The exponential average of rows, from zero, as RMSProp keeps it of squares."""
    kept, rows = np.zeros(values.shape[1]), []
    for value in values:
        kept = beta * kept + (1 - beta) * value
        rows.append(kept)
    return np.array(rows)


def apart(races: Races) -> float:
    """How far Adam's m and v are from averages of its gradients and of their squares, relative to their size."""
    run = races["main"]["adam"]
    values = races["main"].scenario.optimizers["adam"]
    gradient = run.gradient[:-1]
    m, v = average(gradient, values["beta1"]), average(gradient**2, values["beta2"])
    return float(max(abs(m - run.state[1:, 0]).max() / abs(m).max(), abs(v - run.state[1:, 1]).max() / abs(v).max()))


def first_step(run: Run) -> float:
    """Length of the first step along x, in learning rates."""
    return float(abs(run.path[1, 0] - run.path[0, 0]) / LR)


def longest(run: Run) -> float:
    return float(abs(np.diff(run.path[:, 0])).max() / LR)


def fate(races: Races) -> str:
    first = first_step(races["uncorrected"]["adam~2"])
    return "shorter" if first < 0.9 else "longer" if first > 1.1 else "same"


def has(name: str, test):
    return lambda race: bool(test(race.scenario.optimizers["adam"][name]))


def uncorrected_and_past(race: Race) -> bool:
    """Whether the correction is off and the walk shoots past the minimum by more than one."""
    return bool(race.scenario.optimizers["adam"]["without_bias_correction"] and race["adam"].path[:, 0].max() > 0.5)


LESSON = Lesson(
    place=240,
    chapter="rules",
    rows=(16,),
    formula=aligned(LINES),
    scenes={
        "main": Scene(bowl(), View(three=False, inspect="adam")),
        "uncorrected": Scene(bowl({"without_bias_correction": 1.0}), View(three=False, inspect="adam~2")),
    },
    claims=(
        Claim("apart", apart, high=1e-12),
        Claim("first", lambda races: first_step(races["main"]["adam"]), 0.999, 1.001),
        Claim("uncorrected_first", lambda races: first_step(races["uncorrected"]["adam~2"]), 3.1, 3.2),
        Claim("uncorrected_longest", lambda races: longest(races["uncorrected"]["adam~2"]), low=3.5),
    ),
    tries=(
        Try("off", uncorrected_and_past, bowl(without_bias_correction=1.0)),
        Try("rmsprop", has("beta1", lambda beta: beta == 0), bowl(beta1=0.0)),
    ),
    question=Question("uncorrected", ("shorter", "same", "longer"), fate, ("off",)),
    controls=("adam.lr", "adam.beta1", "adam.beta2", "adam.without_bias_correction"),
    panels=("loss", "board", "transport", "inspector"),
    toggles=("log-loss", "three"),
)
