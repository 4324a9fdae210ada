"""RMSProp: a rate for each weight, small where it has been steep and large where it has been flat."""

from experiments.race import Race
from experiments.scenario import Scenario
from experiments.view import View
from lessons._lesson import Claim, Lesson, Question, Races, Scene, Try
from lessons._measure import arrival, effective_rates


def bowl(rotation: float, lr: float = 0.05) -> Scenario:
    rates = {"gd": {"lr": 0.018}, "rmsprop": {"lr": lr}}
    return Scenario("bowl", {"condition_number": 100.0, "rotation": rotation}, rates, steps=320)


def arrives(scene: str, key: str):
    return lambda races: arrival(races[scene][key])


def unequal(races: Races) -> float:
    """How many times larger the flat weight's effective rate is at the tenth step."""
    x, y = effective_rates(races["main"]["rmsprop"], 10)
    return x / y


def slower(race: Race) -> bool:
    return arrival(race["rmsprop"]) > arrival(race["gd"])


SPOILERS = ("turned", "turn")
LESSON = Lesson(
    place=230,
    chapter="rules",
    rows=(15,),
    formula=r"\begin{aligned}v_t&=\beta\,v_{t-1}+(1-\beta)\,g_t^2\\"
    r" w_t&=w_{t-1}-\frac{\eta}{\sqrt{v_t}+\epsilon}\,g_t"
    r"\end{aligned}",
    scenes={
        "main": Scene(bowl(0.0), View(three=False, inspect="rmsprop")),
        "turned": Scene(bowl(10.0), View(three=False, inspect="rmsprop")),
        "diagonal": Scene(bowl(45.0), View(three=False, inspect="rmsprop")),
    },
    claims=(
        Claim("gd_at", arrives("main", "gd"), low=100, form="whole"),
        Claim("rmsprop_at", arrives("main", "rmsprop"), high=60, form="whole"),
        Claim("unequal", unequal, low=20),
        Claim("turned_at", arrives("turned", "rmsprop"), low=150, form="whole"),
    ),
    tries=(
        Try("turn", slower, bowl(45.0)),
        Try("quicker", lambda race: arrival(race["rmsprop"]) < 20, bowl(0.0, 0.1)),
    ),
    question=Question(
        "diagonal", ("rmsprop", "gd"), lambda races: "gd" if slower(races["diagonal"]) else "rmsprop", SPOILERS
    ),
    controls=("surface.rotation", "rmsprop.lr", "gd.lr"),
    panels=("loss", "board", "transport", "inspector"),
    toggles=("log-loss", "three"),
)
