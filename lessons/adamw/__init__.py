"""AdamW: weight decay that pulls on the weights, not hidden in the gradient where Adam divides it away."""

import numpy as np

from experiments.race import Race
from experiments.scenario import Scenario
from lessons._lesson import Claim, Lesson, Question, Races, Scene, Try

HESSIAN = np.array([[10.0, 8.0], [8.0, 10.0]])  # Booth's, everywhere
MINIMUM = np.array([1.0, 3.0])


def booth(decay: float = 0.5, **adam: float) -> Scenario:
    both = {"lr": 0.1, "weight_decay": decay}
    return Scenario("booth", optimizers={"adam": both | adam, "adamw": both}, start=(-5.0, -5.0), steps=1000)


def end(race: Race, key: str) -> np.ndarray:
    return race[key].path[-1]


def off_penalised(races: Races) -> float:
    """How far Adam with L2 ends from the minimum of loss + λ/2 |w|², which for a quadratic is known."""
    decay = races["decay"].scenario.optimizers["adam"]["weight_decay"]
    known = np.linalg.solve(HESSIAN + decay * np.eye(2), HESSIAN @ MINIMUM)
    return float(np.hypot(*(end(races["decay"], "adam") - known)))


def gap(race: Race) -> float:
    return float(np.hypot(*(end(race, "adam") - end(race, "adamw"))))


def length(key: str):
    return lambda races: float(np.hypot(*end(races["decay"], key)))


def switched_gap(races: Races) -> float:
    return gap(races["switched"])


def smaller(races: Races) -> str:
    adam, adamw = length("adam")(races), length("adamw")(races)
    return "same" if abs(adam - adamw) < 0.05 * adam else "adamw" if adamw < adam else "adam"


LESSON = Lesson(
    place=250,
    chapter="rules",
    rows=(17,),
    formula=r"w_t=(1-\eta\lambda)\,w_{t-1}-\eta\,\frac{\hat m_t}{\sqrt{\hat v_t}+\epsilon}",
    scenes={
        "main": Scene(booth(0.0)),
        "decay": Scene(booth()),
        "switched": Scene(booth(decoupled_weight_decay=1.0)),
    },
    claims=(
        Claim("off_penalised", off_penalised, high=0.01),
        Claim("plain_gap", lambda races: gap(races["main"]), high=1e-9),
        Claim("gap", lambda races: gap(races["decay"]), low=0.5),
        Claim("adam_length", length("adam"), low=2.8),
        Claim("adamw_length", length("adamw"), high=2.5),
        Claim("switched_gap", switched_gap, high=1e-9),
    ),
    tries=(
        Try(
            "switch",
            lambda race: gap(race) < 1e-6 and race.scenario.optimizers["adamw"]["weight_decay"] > 0,
            booth(decoupled_weight_decay=1.0),
        ),
        Try("strong", lambda race: bool(np.hypot(*end(race, "adamw")) < 1.5), booth(1.0)),
    ),
    question=Question("decay", ("adam", "same", "adamw"), smaller, ("switch",)),
    controls=("adam.weight_decay", "adam.decoupled_weight_decay", "adamw.weight_decay", "adam.lr", "adamw.lr"),
    toggles=("three",),
)
