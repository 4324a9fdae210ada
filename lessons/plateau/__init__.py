"""Plateau: gradient descent hardly moves on flat parts, and a rate that moves it there is too large for the pit."""

from experiments.race import Race
from experiments.scenario import Scenario
from lessons._lesson import Claim, Lesson, Question, Races, Scene, Try
from lessons._measure import arrival, limit, limit_at, walked

FAR = (-2.4, 1.2)


def level(optimizer: str, lr: float, start: tuple[float, float] = FAR) -> Scenario:
    return Scenario("plateau", {"width": 0.3}, {optimizer: {"lr": lr}}, start=start, steps=200)


def loss_lost(races: Races) -> float:
    loss = races["main"]["gd"].loss
    return float(1 - loss[-1] / loss[0])


def ends_of_loss(index: int):
    return lambda races: float(races["main"]["gd"].loss[index])


def plain_limit(races: Races) -> float:
    """The limit that the board shows where the walk ends."""
    return limit_at(races["main"].scenario, *races["main"]["gd"].path[-1])


def fate(race: Race) -> str:
    return {"converged": "arrives", "left": "flies", "diverged": "flies"}.get(race["gd"].verdict.kind, "stuck")


LESSON = Lesson(
    place=70,
    chapter="descent",
    rows=(7,),
    formula=r"\|\nabla f\|\approx 0\;\Rightarrow\;\|w_t-w_{t-1}\|=\eta\,\|\nabla f\|\approx 0",
    scenes={
        "main": Scene(level("gd", 0.05)),
        "hundredfold": Scene(level("gd", 5.0)),
        "adam": Scene(level("adam", 0.05)),
    },
    claims=(
        Claim("walked", lambda races: walked(races["main"]["gd"]), high=0.2),
        Claim("loss_lost", loss_lost, high=0.005, form="percent"),
        Claim("first_loss", ends_of_loss(0), 0.98, 0.99, form="exact"),
        Claim("last_loss", ends_of_loss(-1), 0.98, 0.99, form="exact"),
        Claim("plain_limit", plain_limit, low=100),
        Claim("limit", lambda races: limit(races["main"].scenario), high=0.1),
        Claim("adam_at", lambda races: arrival(races["adam"]["adam"]), 1, 100, form="whole"),
    ),
    tries=(
        Try("edge", lambda race: fate(race) == "arrives", level("gd", 0.05, (-1.0, 0.5))),
        Try("flies", lambda race: fate(race) == "flies", level("gd", 5.0)),
    ),
    question=Question(
        "hundredfold", ("arrives", "stuck", "flies"), lambda races: fate(races["hundredfold"]), ("flies",)
    ),
    controls=("start", "gd.lr", "adam.lr"),
    toggles=("log-height", "three"),
)
