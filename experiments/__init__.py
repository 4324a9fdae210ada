"""The nouns of the project: a scenario, the race it makes, its verdicts, its link. Needs no Streamlit and no Plotly."""

from experiments.permalink import decode, encode
from experiments.race import Race, Run, run
from experiments.scenario import Problem, Scenario, ScenarioError
from experiments.verdict import Verdict

__all__ = ["Problem", "Race", "Run", "Scenario", "ScenarioError", "Verdict", "decode", "encode", "run"]
