"""Rows of the board: every optimizer's run, its average if it answers with one, and its full-batch twin if shown."""

from dataclasses import dataclass, replace

from experiments.race import Race
from experiments.run_cache import run
from experiments.run_names import ANSWER, TWIN, racer
from experiments.view import View


@dataclass(frozen=True)
class Seat:
    """One row of the board.

    Attributes:
        key: key of the optimizer.
        full: a full-batch twin, which races on all samples beside the run on batches.
        answer: the row shows the average that the method returns.
        judged: the verdict is on this row; otherwise it is on the average, which has a row of its own.
    """

    key: str
    full: bool
    answer: bool
    judged: bool

    @property
    def companion(self) -> bool:
        """Whether the row has no settings of its own but those of another row."""
        return self.full or self.answer


def seated(race: Race, view: View) -> tuple[Race, dict[str, Seat]]:
    """A Race of all rows, each run under a name of its own (:mod:`experiments.run_names`), and the seats by name."""
    rows = dict(_with_twins(race, view).with_answers())
    seats = {
        name: Seat(racer(name), TWIN in name, name.endswith(ANSWER), f"{name}{ANSWER}" not in rows) for name in rows
    }
    return Race(race.scenario, rows, race.points), seats


def _with_twins(race: Race, view: View) -> Race:
    """``race`` with a full-batch twin after each run, if the view shows them."""
    if not view.versus or race.scenario.batches() is None:
        return race
    full = run(replace(race.scenario, batch=0))
    both = {name: entry for key in race for name, entry in ((key, race[key]), (f"{key}{TWIN}", full[key]))}
    return Race(race.scenario, both, race.points)
