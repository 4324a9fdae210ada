"""A fair comparison gives each optimizer its own best rate, found with the same effort."""

from functools import cache
from math import isfinite

from experiments.race import Race, run
from experiments.scenario import Scenario
from lessons._lesson import Claim, Lesson, Question, Races, Scene, Try
from lessons._measure import arrival

RATES = tuple(float(f"{m}e{e}") for e in range(-3, 1) for m in (1, 2, 5))


def ravine(momentum: float, adam: float) -> Scenario:
    return Scenario("ravine", optimizers={"momentum": {"lr": momentum}, "adam": {"lr": adam}}, steps=300)


@cache
def search(key: str) -> tuple[float, ...]:
    """Steps until optimizer ``key`` has arrived, at each of the rates."""
    races = (run(Scenario("ravine", optimizers={key: {"lr": rate}}, steps=300)) for rate in RATES)
    return tuple(arrival(race[key]) for race in races)


def best(key: str):
    return lambda races: min(search(key))


def good(key: str):
    return lambda races: float(sum(map(isfinite, search(key))))


def arrives(scene: str, key: str):
    return lambda races: arrival(races[scene][key])


def adam_left(races: Races) -> float:
    """Share of the way that Adam has yet to go at the end."""
    path = races["main"]["adam"].path
    return float((path[-1] @ path[-1]) ** 0.5 / (path[0] @ path[0]) ** 0.5)


def winner(race: Race) -> str:
    adam, momentum = (arrival(race[key]) for key in ("adam", "momentum"))
    if isfinite(adam) and max(adam, momentum) < 1.15 * min(adam, momentum):
        return "even"
    return "adam" if adam < momentum else "momentum"


LESSON = Lesson(
    place=330,
    chapter="beyond",
    formula=r"\begin{gathered}T(A,\eta_A^*)\;\lessgtr\;T(B,\eta_B^*)\\"
    r" \eta^*=\arg\min_\eta T(\eta)\end{gathered}",
    scenes={"main": Scene(ravine(0.02, 0.02)), "tuned": Scene(ravine(0.05, 5.0))},
    claims=(
        Claim("momentum_at", arrives("main", "momentum"), high=100, form="whole"),
        Claim("adam_left", adam_left, low=0.5, form="percent"),
        Claim("momentum_best", best("momentum"), high=80, form="whole"),
        Claim("adam_best", best("adam"), high=85, form="whole"),
        Claim("momentum_good", good("momentum"), 3, 5, form="whole"),
        Claim("adam_good", good("adam"), 4, 6, form="whole"),
    ),
    tries=(
        Try("adam", lambda race: arrival(race["adam"]) < 110, ravine(0.02, 1.0)),
        Try("turn", lambda race: winner(race) == "adam", ravine(0.005, 1.0)),
    ),
    question=Question("tuned", ("momentum", "adam", "even"), lambda races: winner(races["tuned"])),
    controls=("momentum.lr", "adam.lr"),
    toggles=("log-loss", "three"),
)
