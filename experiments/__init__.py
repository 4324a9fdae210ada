"""Scenarios, their races, verdicts and links, for notebooks and the app; imports neither Streamlit nor Plotly."""

from experiments.permalink import decode, encode
from experiments.race import Race, Run, run
from experiments.scenario import Problem, Scenario, ScenarioError
from experiments.verdict import Verdict

__all__ = ["Problem", "Race", "Run", "Scenario", "ScenarioError", "Verdict", "decode", "encode", "run"]
