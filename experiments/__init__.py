"""Scenarios, races, maps, verdicts, links, programs, a debugger of optimizers: for notebooks and the app.

Imports no Streamlit and no Plotly.
"""

from experiments.export import notebook, program, to_csv, to_json, to_npz
from experiments.following import assert_follows, follow
from experiments.maps import basins, fair_race, plane, sweep
from experiments.permalink import decode, encode
from experiments.race import Race, Run, run
from experiments.scenario import Problem, Scenario, ScenarioError
from experiments.verdict import Verdict

__all__ = [
    "Problem",
    "Race",
    "Run",
    "Scenario",
    "ScenarioError",
    "Verdict",
    "assert_follows",
    "basins",
    "decode",
    "encode",
    "fair_race",
    "follow",
    "notebook",
    "plane",
    "program",
    "run",
    "sweep",
    "to_csv",
    "to_json",
    "to_npz",
]
