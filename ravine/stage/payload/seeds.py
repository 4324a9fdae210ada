"""Many seeds as the stage draws them: bands over the losses, ends on the map."""

import numpy as np

from experiments.scenario import Scenario
from experiments.seeds import Many
from experiments.view import View
from ravine.stage.payload.parts import Part


def many_part(found: Many, scenario: Scenario, view: View) -> Part:
    """Of one optimizer: ``at``, where the band's points lie on the axis; ``band`` (5, k) of losses; ``ends`` (S, 2)."""
    at = found.at.astype(np.float64)
    if view.axis != "steps" and scenario.size:
        at = found.samples / (scenario.size if view.axis == "epochs" else 1)
    # The ends are dots on the map.
    with np.errstate(over="ignore"):
        ends = found.ends.astype(np.float32)
    return Part({}, {"at": at, "band": found.band, "ends": ends})
