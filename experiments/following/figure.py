"""Draw a report as a plain Plotly figure: both paths over the contour map, and the first step that departs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go

from experiments.loss_scale import scale
from experiments.palette import colorscale
from experiments.picture import picture
from experiments.racer_looks import look_of
from experiments.racers import optimizer_of

if TYPE_CHECKING:
    from experiments.following.report import Report

CANDIDATE = "#111111"


def figure(report: Report) -> go.Figure:
    """The reference as the page draws it, the candidate dashed above it, a ring where it departs."""
    scenario = report.scenario
    drawn = picture(scenario.surface, tuple(scenario.surface_parameters.values()), scenario.data)
    z = scale(drawn.z).of(drawn.z)
    look = {"colorscale": colorscale("light"), "showscale": False, "hoverinfo": "skip"}
    traces: list[Any] = [go.Contour(x=drawn.x, y=drawn.y, z=z, ncontours=24, line={"width": 0.5}, **look)]
    color = look_of(report.racer).color
    name = f"{optimizer_of(report.racer).name}, the reference"
    traces.append(_path(report.reference, name, {"color": color, "width": 3}))
    traces.append(_path(report.path, report.candidate, {"color": CANDIDATE, "width": 2, "dash": "dot"}))
    if report.departs is not None:
        traces += _departure(report, color)
    return go.Figure(traces, _layout(report))


def _path(path: np.ndarray, name: str, line: dict[str, Any]) -> go.Scatter:
    steps = np.arange(len(path))
    hover = "%{fullData.name}<br>step %{customdata}<br>(%{x:.6g}, %{y:.6g})<extra></extra>"
    x, y = path.T
    return go.Scatter(x=x, y=y, customdata=steps, mode="lines", line=line, name=name, hovertemplate=hover)


def _departure(report: Report, color: str) -> list[go.Scatter]:
    """The step that departs, as both take it, and a ring where it begins."""
    step = min(report.equal_steps, report.steps - 1)
    traces = []
    for path, of in ((report.reference, color), (report.path, CANDIDATE)):
        x, y = path[step : step + 2].T
        marker = {"color": of, "size": 7, "line": {"color": "white", "width": 1}}
        traces.append(go.Scatter(x=x, y=y, mode="markers", marker=marker, showlegend=False, hoverinfo="skip"))
    ring = {"symbol": "circle-open", "size": 18, "color": "#D55E00", "line": {"width": 3}}
    x, y = report.path[step : step + 1].T
    traces.append(go.Scatter(x=x, y=y, mode="markers", marker=ring, name=f"departs at step {step + 1}"))
    return traces


def _layout(report: Report) -> dict[str, Any]:
    (x0, x1), (y0, y1) = report.scenario.landscape.domain
    said = report.looks_like[0] if report.looks_like else "equal" if report.equal else "I do not know"
    return {
        "template": "plotly_white",
        "height": 560,
        "title": f"{report.candidate}: {said}",
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom"},
        "xaxis": {"range": [x0, x1], "constrain": "domain", "showgrid": False, "zeroline": False},
        "yaxis": {"range": [y0, y1], "scaleanchor": "x", "constrain": "domain", "showgrid": False, "zeroline": False},
    }
