"""Draw a race as a plain Plotly figure: contour and surface side by side, with a play button and a slider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go

from experiments.loss_scale import Scale, scale
from experiments.palette import ANSWER_DASH, colorscale
from experiments.picture import picture
from experiments.racer_looks import look_of
from experiments.racers import optimizer_of
from experiments.run_names import ANSWER
from experiments.scenario import Scenario
from experiments.thumbnail import bands
from landscapes import Landscape

if TYPE_CHECKING:
    from experiments.race import Race, Run

# Frames hold only the heads and their number is bounded: file size grows with the optimizers, not the steps squared.
FRAMES = 100
FRAME_MS = 60


def figure(race: Race) -> go.Figure:
    """Contour plot and 3-D surface of ``race`` with all paths; a play button and a slider move the heads."""
    scenario = race.scenario
    parameters = tuple(scenario.surface_parameters.values())
    drawn = picture(scenario.surface, parameters, scenario.data)
    scaled = scale(drawn.z)
    z, raised = scaled.of(drawn.z), scaled.of
    look = {"colorscale": colorscale("light"), "showscale": False, "hoverinfo": "skip"}
    traces: list[Any] = [go.Surface(x=drawn.x, y=drawn.y, z=z, opacity=0.9, scene="scene", **look)]
    for key, run in race.with_answers():
        traces += _lines(key, run, raised(run.loss), scenario.landscape)
    first_head = len(traces)
    traces += _heads(race, raised, 0)
    heads = range(first_head, len(traces))
    longest = max((len(run.path) for run in race.values()), default=1) - 1
    stops = sorted({round(k * longest / (FRAMES - 1)) for k in range(FRAMES)})
    frames = [go.Frame(name=str(t), data=_heads(race, raised, t), traces=list(heads)) for t in stops]
    layout = _layout(scenario.landscape, stops) | {"images": [_map(scenario, parameters, scaled)]}
    return go.Figure(data=traces, frames=frames, layout=layout)


def _map(scenario: Scenario, parameters: tuple[float, ...], scaled: Scale) -> dict[str, Any]:
    """The contour map as an image under the paths, fixed to the axes."""
    (x0, x1), (y0, y1) = scenario.landscape.domain
    place = {"x": x0, "y": y1, "sizex": x1 - x0, "sizey": y1 - y0, "xref": "x", "yref": "y"}
    return place | {
        "source": bands(scenario.surface, parameters, scaled, scenario.data),
        "sizing": "stretch",
        "layer": "below",
    }


def _lines(key: str, run: Run, raised: np.ndarray, surface: Landscape) -> list[Any]:
    racer, answer = key.removesuffix(ANSWER), key.endswith(ANSWER)
    look = look_of(racer)
    line = {"color": look.color, "width": 2}
    dash = ",".join(f"{length}px" for length in (ANSWER_DASH if answer else look.dash)) or "solid"
    name = " ".join(filter(None, (optimizer_of(racer).name, look.mark))) + (", average" if answer else "")
    (x0, x1), (y0, y1) = surface.domain
    x, y = run.path.T
    # The 3-D scene scales to its data: points outside the picture would shrink the surface to a dot.
    inside = (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)
    return [
        go.Scatter(
            x=x,
            y=y,
            mode="lines",
            line={**line, "dash": dash},
            opacity=0.7,
            name=name,
            legendgroup=key,
            hoverinfo="name",
        ),
        go.Scatter3d(
            x=x,
            y=y,
            z=np.where(inside, raised, np.nan),
            mode="lines",
            line={**line, "width": 4},
            name=name,
            legendgroup=key,
            showlegend=False,
            hoverinfo="name",
        ),
    ]


def _heads(race: Race, raised: Any, step: int) -> list[Any]:
    at = [(run, min(step, len(run.path) - 1)) for _, run in race.with_answers()]
    x, y = ([float(run.path[t, axis]) for run, t in at] for axis in (0, 1))
    z = [float(raised(run.loss[t : t + 1])[0]) for run, t in at]
    colors = [look_of(key.removesuffix(ANSWER)).color for key, _ in race.with_answers()]
    marker = {"color": colors, "line": {"color": "white", "width": 1}}
    common = {"mode": "markers", "showlegend": False, "hoverinfo": "skip"}
    return [
        go.Scatter(x=x, y=y, marker={**marker, "size": 11}, **common),
        go.Scatter3d(x=x, y=y, z=z, marker={**marker, "size": 5}, **common),
    ]


def _layout(surface: Landscape, stops: list[int]) -> dict[str, Any]:
    (x0, x1), (y0, y1) = surface.domain
    moves = {"frame": {"duration": 0, "redraw": True}, "mode": "immediate", "transition": {"duration": 0}}
    play = {**moves, "frame": {"duration": FRAME_MS, "redraw": True}, "fromcurrent": True}
    buttons = [
        {"label": "▶", "method": "animate", "args": [None, play]},
        {"label": "❚❚", "method": "animate", "args": [[None], moves]},
    ]
    steps = [{"label": str(t), "method": "animate", "args": [[str(t)], moves]} for t in stops]
    return {
        "template": "plotly_white",
        "height": 520,
        "margin": {"l": 40, "r": 10, "t": 40, "b": 10},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom"},
        "xaxis": {"range": [x0, x1], "domain": [0, 0.46], "constrain": "domain", "showgrid": False, "zeroline": False},
        "yaxis": {
            "range": [y0, y1],
            "scaleanchor": "x",
            "constrain": "domain",
            "showgrid": False,
            "zeroline": False,
        },
        "scene": {
            "domain": {"x": [0.52, 1], "y": [0, 1]},
            "xaxis": {"range": [x0, x1]},
            "yaxis": {"range": [y0, y1]},
            "zaxis": {"showticklabels": False, "title": {"text": ""}},
        },
        "updatemenus": [
            {"type": "buttons", "direction": "left", "x": 0, "y": -0.08, "yanchor": "top", "buttons": buttons}
        ],
        "sliders": [{"x": 0.14, "len": 0.86, "y": -0.08, "yanchor": "top", "steps": steps}],
    }
