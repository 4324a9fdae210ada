"""A saddle holds a walk that comes in along its ridge: the closer to the ridge, the longer."""

from experiments.race import Race
from experiments.scenario import Scenario
from lessons._lesson import Claim, Lesson, Question, Races, Scene, Try
from lessons._measure import arrival


def ridge(offset: float, optimizer: str = "gd", steps: int = 260) -> Scenario:
    return Scenario("saddle", optimizers={optimizer: {"lr": 0.05}}, start=(-2.5, offset), steps=steps)


def arrives(scene: str, optimizer: str = "gd"):
    return lambda races: arrival(races[scene][optimizer])


def stays(races: Races) -> str:
    return "stays" if races["exact"]["rmsprop"].verdict.kind == "saddle" else "leaves"


def stuck(race: Race) -> bool:
    return next(iter(race.values())).verdict.kind == "saddle"


def quick(race: Race) -> bool:
    verdict = next(iter(race.values())).verdict
    return verdict.kind == "converged" and verdict.step < 60


LESSON = Lesson(
    place=210,
    chapter="rules",
    rows=(13,),
    formula=r"\nabla f=0,\quad h_{\mathrm{max}}>0>h_{\mathrm{min}}",
    scenes={
        "main": Scene(ridge(1e-6)),
        "wide": Scene(ridge(1e-2)),
        "momentum": Scene(ridge(1e-6, "momentum")),
        "rmsprop": Scene(ridge(1e-6, "rmsprop")),
        "exact": Scene(ridge(0.0, "rmsprop")),
    },
    claims=(
        Claim("wide_at", arrives("wide"), 1, 100, form="whole"),
        Claim("close_at", arrives("main"), 150, 260, form="whole"),
        Claim("momentum_at", arrives("momentum", "momentum"), high=120, form="whole"),
        Claim("rmsprop_at", arrives("rmsprop", "rmsprop"), high=50, form="whole"),
    ),
    tries=(
        Try("quick", quick, ridge(1.0)),
        Try("stuck", stuck, ridge(0.0)),
    ),
    question=Question("exact", ("leaves", "stays"), stays),
    controls=("start", "gd.lr", "momentum.lr", "rmsprop.lr"),
    toggles=("log-loss", "three"),
)
