"""Part of many seeds: quantile bands of the loss and end points on the map."""

import numpy as np

from experiments.scenario import Scenario
from experiments.seeds import Many
from experiments.view import View
from ravine.stage.payload.parts import Part


def many_part(result: Many, scenario: Scenario, view: View) -> Part:
    """Part of one optimizer's S seeds, float64 but for ``ends``.

    ``at`` ``(k,)`` places the band's points on the playback axis; ``band`` ``(5, k)`` holds the 5, 25, 50, 75 and 95 %
    quantiles of the loss; ``ends`` float32 ``(S, 2)`` the last points.
    """
    at = result.at.astype(np.float64)
    if view.axis != "steps" and scenario.size:
        at = result.samples / (scenario.size if view.axis == "epochs" else 1)
    # Ends are only drawn as dots; float32 is enough.
    with np.errstate(over="ignore"):
        ends = result.ends.astype(np.float32)
    return Part({}, {"at": at, "band": result.band, "ends": ends})
