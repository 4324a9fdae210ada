"""Draw a map as a plain Plotly figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from experiments.maps.axes import Axis
from experiments.maps.closed_forms import stable_rates
from experiments.maps.ends import DIVERGED, SADDLE, UNFINISHED
from experiments.palette import colorscale
from experiments.racer_looks import look_of
from experiments.racers import optimizer_of

if TYPE_CHECKING:
    from experiments.maps.fair import FairRace
    from experiments.maps.result import Basins, Map

TITLES = {"final": "final loss", "best": "lowest loss", "mean": "mean loss", "steps": "steps to the target"}
OTHERS = {UNFINISHED: ("unfinished", "#d9d9d9"), SADDLE: ("saddle", "#8c6bb1"), DIVERGED: ("diverged", "#404040")}
MINIMA = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#882255")


def figure(result: Map) -> go.Figure:
    """A line, a heat map of the objective, or the basins of ``result``."""
    if result.y is None:
        return _line(result)
    return _basins(cast("Basins", result)) if hasattr(result, "ended") else _plane(result)


def _line(result: Map) -> go.Figure:
    look, cost = look_of(result.racer), result.cost
    shown = np.where(np.isfinite(cost), cost, np.nan)
    line = go.Scatter(x=result.x.values, y=shown, mode="lines+markers", line={"color": look.color}, name=result.racer)
    drawn = go.Figure([line], _layout(result))
    drawn.update_yaxes(title=TITLES[result.objective], type="log" if np.nanmin(shown, initial=np.inf) > 0 else "linear")
    stopped = np.flatnonzero(result.stopped >= 0)
    if len(stopped):
        between = {"x0": result.x.values[stopped[0]], "x1": result.x.values[stopped[-1]]}
        drawn.add_vrect(**between, fillcolor="#808080", opacity=0.15, line_width=0, annotation_text="diverged")
    return drawn


def _plane(result: Map) -> go.Figure:
    cost = result.cost
    with np.errstate(all="ignore"):
        z = np.log10(np.where(np.isfinite(cost), cost, np.nan))
    heat = go.Heatmap(
        x=result.x.values,
        y=result.y.values,  # type: ignore[union-attr]
        z=np.where(np.isfinite(z), z, np.nan),
        colorscale=colorscale("light"),
        colorbar={"title": {"text": f"{TITLES[result.objective]}, powers of ten", "side": "right"}},
    )
    traces: list[Any] = [heat]
    if (best := result.best_cell) is not None:
        i, j = best
        at = {"x": [result.x.values[j]], "y": [result.y.values[i]]}  # type: ignore[union-attr]
        traces.append(go.Scatter(**at, mode="markers", marker={"symbol": "x", "size": 11}, name="best"))
    if (rates := stable_rates(result.scenario, result.racer, result.y)) is not None and result.x.name == "lr":
        line = {"color": "black", "dash": "dash"}
        traces.append(go.Scatter(x=rates, y=result.y.values, mode="lines", line=line, name="stability limit"))  # type: ignore[union-attr]
    return go.Figure(traces, _layout(result))


def _basins(result: Basins) -> go.Figure:
    kinds = list(result.shares)
    looks = [OTHERS.get(kind) or (f"minimum {kind}", MINIMA[(kind - 1) % len(MINIMA)]) for kind in kinds]
    z = np.searchsorted(kinds[::-1], result.ended)
    colors = [color for _, color in looks[::-1]]
    n = len(colors)
    scale = [[end / n, color] for k, color in enumerate(colors) for end in (k, k + 1)]
    ticks = {"tickvals": list(range(n)), "ticktext": [name for name, _ in looks[::-1]]}
    heat = go.Heatmap(
        x=result.x.values,
        y=result.y.values,  # type: ignore[union-attr]
        z=z,
        zmin=-0.5,
        zmax=n - 0.5,
        colorscale=scale,
        colorbar=ticks,
    )
    x, y = result.minima.T
    points = go.Scatter(x=x, y=y, mode="markers", marker={"color": "white", "line": {"width": 1}}, name="minima")
    return go.Figure([heat, points], _layout(result))


def fair(result: FairRace) -> go.Figure:
    """Costs of all trials against the rate on the first surface, and the performance profile over all surfaces."""
    drawn = make_subplots(1, 2, subplot_titles=("trials on the first surface", "performance profile"))
    ratios = [ratio for racer in result.racers for ratio in result.ratios(racer) if np.isfinite(ratio)]
    factors = np.unique(np.array([1.0, *ratios, 2.0 * max(ratios, default=1.0)]))
    for racer in result.racers:
        tuned, look = result.tuned[0, racer], look_of(racer)
        common = {"name": racer, "legendgroup": racer, "marker": {"color": look.color}}
        first = tuned.names.index("lr") if "lr" in tuned.names else 0
        shown = np.where(np.isfinite(tuned.costs), tuned.costs, np.nan)
        drawn.add_scatter(x=tuned.trials[:, first], y=shown, mode="markers", **common, row=1, col=1)
        share = result.profile(racer, factors)
        steps = {"mode": "lines", "line": {"shape": "hv", "color": look.color}, "showlegend": False}
        drawn.add_scatter(x=factors, y=share, **common, **steps, row=1, col=2)
    drawn.update_xaxes(type="log")
    drawn.update_yaxes(type="log", title=TITLES[result.objective], row=1, col=1)
    drawn.update_yaxes(range=[0.0, 1.05], title="share of the surfaces", row=1, col=2)
    return drawn.update_layout(template="plotly_white")


def _layout(result: Map) -> dict[str, Any]:
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom"}
    title = f"{optimizer_of(result.racer).name}: {result.scenario.surface}"
    layout: dict[str, Any] = {"template": "plotly_white", "title": title, "legend": legend}
    axes = {"xaxis": result.x, "yaxis": result.y}
    return layout | {name: _axis(axis) for name, axis in axes.items() if axis is not None}


def _axis(axis: Axis) -> dict[str, Any]:
    logarithmic = axis.scale in ("log", "whole") and axis.values.min() > 0
    return {"title": axis.name, "type": "log" if logarithmic else "linear"}
