"""App to compare the stage with: the same race as Plotly frames through ``st.plotly_chart``, the usual way.

    streamlit run benchmarks/frames_app.py

Open it with the link of a race (``/?s=...``, as written by ``experiments.encode``). It is as fast as this way allows:
contour only, at most 100 frames with heads only, no step slider, typed arrays, and a fragment, so that a new rate
reruns nothing else.
"""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import plotly.graph_objects as go
import streamlit as st

# Streamlit puts the script's folder first on sys.path, where engine.py is a benchmark: move it to the end.
sys.path.sort(key=lambda folder: folder == str(Path(__file__).parent))

from experiments import Race, Scenario, decode, run
from experiments.loss_scale import scale
from experiments.palette import colorscale
from experiments.picture import picture
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS

FRAMES = 100
# The two decades over which the stage's benchmark drags.
RATES = [float(f"{10 ** (k / 20 - 3):.3g}") for k in range(41)]


def figure(race: Race) -> go.Figure:
    """Contour, whole paths, and frames that move the heads; ``layout.meta`` holds the current rate."""
    scenario = race.scenario
    colors = [OPTIMIZERS[key].color for key in race]
    marker = {"color": colors, "size": 11, "line": {"color": "white", "width": 1}}
    head = go.Scatter(**_heads(race, 0), mode="markers", marker=marker, showlegend=False, hoverinfo="skip")
    traces = [_contour(scenario), *(_path(race, key) for key in race), head]
    stops = sorted({round(k * scenario.steps / (FRAMES - 1)) for k in range(FRAMES)})
    frames = [go.Frame(name=str(t), data=[go.Scatter(**_heads(race, t))], traces=[len(traces) - 1]) for t in stops]
    return go.Figure(data=traces, frames=frames, layout=_layout(scenario))


def _contour(scenario: Scenario) -> go.Contour:
    drawn = picture(scenario.surface, tuple(scenario.surface_parameters.values()))
    z = scale(drawn.z).of(drawn.z)
    shades = {"colorscale": colorscale("light"), "showscale": False, "hoverinfo": "skip"}
    return go.Contour(x=drawn.x, y=drawn.y, z=z, ncontours=24, line={"width": 0.5}, **shades)


def _path(race: Race, key: str) -> go.Scatter:
    line = {"color": OPTIMIZERS[key].color, "width": 2}
    x, y = race[key].path.T
    return go.Scatter(x=x, y=y, mode="lines", line=line, opacity=0.6, name=OPTIMIZERS[key].name, hoverinfo="name")


def _heads(race: Race, step: int) -> dict[str, list[float]]:
    at = [run.path[min(step, len(run.path) - 1)] for run in race.values()]
    return {"x": [float(x) for x, _ in at], "y": [float(y) for _, y in at]}


def _layout(scenario: Scenario) -> dict[str, Any]:
    (x0, x1), (y0, y1) = LANDSCAPES[scenario.surface].domain
    # Plotly's fastest settings: without redraw it does not draw the contour for every frame.
    play = {"frame": {"duration": 0, "redraw": False}, "transition": {"duration": 0}, "mode": "immediate"}
    button = {"label": "Play", "method": "animate", "args": [None, play]}
    return {
        "height": 520,
        "margin": {"l": 40, "r": 10, "t": 40, "b": 10},
        "xaxis": {"range": [x0, x1], "constrain": "domain"},
        "yaxis": {"range": [y0, y1], "scaleanchor": "x", "constrain": "domain"},
        "updatemenus": [{"type": "buttons", "x": 0, "y": 1.1, "buttons": [button]}],
        "meta": {"lr": next(iter(scenario.optimizers.values()))["lr"]},
    }


@st.fragment
def race() -> None:
    """Show the first optimizer's rate and the race."""
    scenario, _ = decode(urlencode(st.query_params.to_dict()))
    first = next(iter(scenario.optimizers))
    nearest = min(RATES, key=lambda rate: abs(rate - scenario.optimizers[first]["lr"]))
    lr = st.select_slider("Learning rate", RATES, nearest, key="lr")
    changed = {**scenario.optimizers, first: {**scenario.optimizers[first], "lr": lr}}
    st.plotly_chart(figure(run(replace(scenario, optimizers=changed))), key="race")


if __name__ == "__main__":
    st.set_page_config(layout="wide")
    race()
