"""Scenarios, their races, maps, verdicts and links, for notebooks and the app; imports no Streamlit and no Plotly."""

from experiments.export import notebook, program, to_csv, to_json, to_npz
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
    "basins",
    "decode",
    "encode",
    "fair_race",
    "notebook",
    "plane",
    "program",
    "run",
    "sweep",
    "to_csv",
    "to_json",
    "to_npz",
]
