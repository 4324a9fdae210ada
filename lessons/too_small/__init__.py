"""A learning rate that is too small: the walk is still under way when training ends."""

from experiments.race import Race
from experiments.scenario import Scenario
from lessons._lesson import Claim, Lesson, Question, Races, Scene, Try


def bowl(lr: float, steps: int = 100) -> Scenario:
    return Scenario("bowl", {"condition_number": 20.0}, {"gd": {"lr": lr}}, steps=steps)


def loss_left(races: Races) -> float:
    """Share of the first loss that is left when the steps run out."""
    loss = races["main"]["gd"].loss
    return float(loss[-1] / loss[0])


def speed_kept(races: Races) -> float:
    """The last step's length as a share of the first's."""
    path = races["main"]["gd"].path
    first, last = path[1] - path[0], path[-1] - path[-2]
    return float((last @ last) ** 0.5 / (first @ first) ** 0.5)


def arrival(scene: str):
    return lambda races: float(races[scene]["gd"].verdict.step)


def halved(races: Races) -> str:
    """How the number of steps changes when the rate is halved."""
    factor = races["half"]["gd"].verdict.step / races["patient"]["gd"].verdict.step
    return "same" if factor < 1.5 else "double" if factor < 3 else "four"


def there(race: Race) -> bool:
    return race["gd"].verdict.kind == "converged"


LESSON = Lesson(
    place=40,
    chapter="descent",
    rows=(5,),
    formula=r"\|w_t-w_{t-1}\|=\eta\,\|\nabla f(w_{t-1})\|",
    scenes={
        "main": Scene(bowl(0.002)),
        "well": Scene(bowl(0.07)),
        "patient": Scene(bowl(0.002, 3000)),
        "half": Scene(bowl(0.001, 6000)),
    },
    claims=(
        Claim("loss_left", loss_left, low=0.05, high=0.5, form="percent"),
        Claim("speed_kept", speed_kept, high=0.2, form="percent"),
        Claim("well_at", arrival("well"), 1, 100, form="whole"),
        Claim("patient_at", arrival("patient"), low=1000, form="whole"),
    ),
    tries=(
        Try("rate", lambda race: there(race) and race.scenario.steps <= 100, bowl(0.07)),
        Try(
            "patience",
            lambda race: there(race) and race.scenario.optimizers["gd"]["lr"] <= 0.002,
            bowl(0.002, 3000),
        ),
    ),
    question=Question("half", ("same", "double", "four"), halved),
    controls=("gd.lr", "steps"),
    toggles=("log-loss", "three"),
)
