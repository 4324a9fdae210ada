"""Who is drawn: every racer, its answer where that is an average, and all of them on all samples where asked."""

from dataclasses import dataclass, replace

from experiments.race import Race
from experiments.run_cache import run
from experiments.run_names import ANSWER, TWIN, racer
from experiments.view import View


@dataclass(frozen=True)
class Seat:
    """One row of the board.

    Attributes:
        key: its optimizer.
        full: it races on all samples, beside the one that races on batches.
        answer: it shows the average with which the method answers.
        judged: the verdict is on it; else on the average, which has a row of its own.
    """

    key: str
    full: bool
    answer: bool
    judged: bool

    @property
    def companion(self) -> bool:
        """Its settings are those of another row."""
        return self.full or self.answer


def seated(race: Race, view: View) -> tuple[Race, dict[str, Seat]]:
    """``race`` with all that is drawn, each under a key of its own, and what each of them is."""
    told = dict(_with_twins(race, view).told())
    seats = {
        name: Seat(racer(name), TWIN in name, name.endswith(ANSWER), f"{name}{ANSWER}" not in told) for name in told
    }
    return Race(race.scenario, told, race.points), seats


def _with_twins(race: Race, view: View) -> Race:
    """``race`` with everyone a second time, on all samples, where the view asks for it."""
    if not view.versus or race.scenario.batches() is None:
        return race
    full = run(replace(race.scenario, batch=0))
    both = {name: entry for key in race for name, entry in ((key, race[key]), (f"{key}{TWIN}", full[key]))}
    return Race(race.scenario, both, race.points)
