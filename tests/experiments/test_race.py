"""Notebook API: races without the app."""

import base64
import io
import subprocess
import sys
from unittest.mock import patch

import numpy as np
import pytest
from PIL import Image

import engine
from experiments import Race, Scenario, run, thumbnail
from experiments.figure import FRAMES
from experiments.loss_scale import Scale, better_scale, scale
from experiments.palette import SURFACE
from experiments.suggested_rate import round_down, suggest
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from tests.support.in_one_test import in_one_test


def test_shapes_are_as_documented():
    race = run(Scenario("himmelblau", optimizers={"adam": {"lr": 0.05}, "gd": {"lr": 0.005}}, steps=40))
    assert list(race) == ["adam", "gd"]
    for key, entry in race.items():
        assert entry.path.shape == entry.gradient.shape == (41, 2)
        assert entry.loss.shape == (41,)
        assert entry.state.shape == (41, len(OPTIMIZERS[key].state), 2)
        assert all(a.dtype == np.float64 for a in (entry.path, entry.loss, entry.gradient, entry.state))
        assert tuple(entry.path[0]) == race.scenario.start


def test_losses_and_gradients_belong_to_the_path():
    race = run(Scenario("rosenbrock", optimizers={"momentum": {"lr": 2e-4}}, steps=60))
    for w, loss, gradient in zip(race["momentum"].path, race["momentum"].loss, race["momentum"].gradient, strict=True):
        assert loss == LANDSCAPES["rosenbrock"].value(*map(float, w))
        assert tuple(gradient) == LANDSCAPES["rosenbrock"].gradient(*map(float, w))


def test_the_same_scenario_gives_the_same_bits():
    scenario = suggest(Scenario("rastrigin", optimizers={key: {} for key in OPTIMIZERS}))
    first, second = run(scenario), run(scenario)
    assert all(first[key].path.tobytes() == second[key].path.tobytes() for key in OPTIMIZERS)


def test_a_race_without_optimizers_is_empty():
    assert isinstance(run(Scenario(optimizers={})), Race)
    assert len(run(Scenario(optimizers={}))) == 0


# Surfaces with a start from which Newton's method at rate 1 diverges, as its theory says; it has no suggested rate.
RUNS_AWAY = {
    "ravine": "far along the floor sqrt(1 + u^2) is nearly straight, so that the parabola's foot is too far",
    "plateau": "outside the pit the surface curves down toward level land at infinity: it is flat there too",
    "sharp_and_flat": "outside both valleys the surface flattens toward infinity",
    "bukin_n6": "square roots of a distance curve down on both sides of the edge: no parabola has its foot there",
}


@in_one_test(start=range(3), surface=sorted(LANDSCAPES))
def test_suggested_rates_keep_every_optimizer_in_bounds(surface, start):
    starts = LANDSCAPES[surface].starts
    scenario = suggest(Scenario(surface, optimizers={k: {} for k in OPTIMIZERS}, start=starts[start % len(starts)]))
    for key, entry in run(scenario).items():
        if key == "newton" and surface in RUNS_AWAY:
            continue
        assert entry.verdict.kind != "diverged", f"choosing {surface} would show {key} exploding at once"
        assert entry.loss[-1] < entry.loss[0] or OPTIMIZERS[key].climbs, f"{key} climbed"


@pytest.mark.parametrize("surface", RUNS_AWAY)
def test_newton_diverges_from_these_starts(surface):
    races = [Scenario(surface, optimizers={"newton": {}}, start=start) for start in LANDSCAPES[surface].starts]
    kinds = [run(suggest(race))["newton"].verdict.kind for race in races]
    assert "diverged" in kinds, f"Newton's method holds on {surface}: take it off the list"


@pytest.mark.parametrize(("rate", "rounded"), [(0.0499, 0.02), (0.05, 0.05), (0.099, 0.05), (1.0, 1.0), (3e-4, 2e-4)])
def test_suggested_rates_are_round_and_not_above_the_limit(rate, rounded):
    assert round_down(rate) == rounded


@pytest.mark.parametrize("steps", [1, 99, 200, 10_000])
def test_figure_is_small_however_long_the_run(steps):
    figure = run(suggest(Scenario("bowl", steps=steps))).figure()
    assert 2 <= len(figure.frames) <= FRAMES
    assert figure.frames[-1].name == str(steps), "the slider ends at the last step"
    heads = figure.frames[-1].data[0]
    assert len(heads.x) == 4
    assert [menu.type for menu in figure.layout.updatemenus] == ["buttons"]
    assert len(figure.layout.sliders[0].steps) == len(figure.frames)
    assert {trace.type for trace in figure.data} >= {"surface", "scatter", "scatter3d"}
    assert figure.layout.images[0].source.startswith("data:image/png")


def test_figure_of_a_diverged_race_can_be_written(tmp_path):
    figure = run(Scenario("rosenbrock", optimizers={"gd": {"lr": 0.5}, "adam": {}})).figure()
    figure.write_html(tmp_path / "race.html")
    assert (tmp_path / "race.html").stat().st_size > 10_000


def test_the_api_needs_neither_streamlit_nor_plotly():
    code = "import sys, experiments as e; e.run(e.Scenario()); print({'streamlit', 'plotly'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("known", [None, -0.5])
def test_the_log_scale_separates_the_lowest_percent_and_can_be_inverted(known):
    loss = np.linspace(0.0, 1000.0, 1001)
    scaled = scale(loss, "log", known)
    assert scaled.delta == 10.0 - (known or 0.0)
    assert (np.diff(scaled.of(loss)) > 0).all()
    assert np.allclose(scaled.loss(scaled.of(loss)), loss, atol=1e-9)


def test_a_picture_without_numbers_has_a_scale():
    assert np.isfinite(scale(np.full(9, np.nan)).of(np.ones(3))).all()
    assert np.isfinite(scale(np.full(9, 4.0), "log").of(np.full(3, 4.0))).all()


def test_the_scale_is_logarithmic_if_most_of_the_picture_is_low():
    assert better_scale(np.array([0.0, 1.0, 2.0, 1000.0])) == "log"
    assert better_scale(np.linspace(0.0, 1.0, 50)) == "linear"


@pytest.mark.parametrize("theme", sorted(SURFACE))
def test_surface_colours_are_evenly_spaced_in_lightness(theme):
    def lightness(colour):
        r, g, b = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (r, g, b)]
        lms = np.array([[0.4122, 0.5363, 0.0514], [0.2119, 0.6807, 0.1074], [0.0883, 0.2817, 0.63]]) @ linear
        return float(np.array([0.2105, 0.7936, -0.0041]) @ np.cbrt(lms))

    steps = np.diff([lightness(colour) for colour in SURFACE[theme]])
    assert (np.sign(steps) == np.sign(steps[0])).all()
    assert np.abs(steps).max() < 1.2 * np.abs(steps).min()


@in_one_test(surface=sorted(LANDSCAPES))
def test_the_figure_s_map_shows_the_surface_the_right_way_up(surface):
    """Decoded by another PNG reader, the picture is dark where the loss is high."""
    landscape, pixels = LANDSCAPES[surface], 120  # fewer than in a notebook, or it would take ten times as long
    with patch.object(thumbnail, "PIXELS", pixels):
        url = thumbnail.bands(surface, landscape.values({}), Scale("linear", 0.0, 1.0))
    image = Image.open(io.BytesIO(base64.b64decode(url.split(",")[1])))
    lightness = np.array(image.convert("L"), dtype=float)[::-1]
    assert lightness.shape == (pixels, pixels)
    (x0, x1), (y0, y1) = landscape.domain
    middles = (np.arange(pixels)[::10] + 0.5) / pixels
    x, y = x0 + middles * (x1 - x0), y0 + middles * (y1 - y0)
    loss = engine.grid(landscape, landscape.values({}), x, y)
    alike = np.corrcoef(-lightness[::10, ::10].ravel(), loss.ravel())[0, 1]
    assert alike > 0.99, f"{surface}: the map in the notebook is not this surface, or is upside down"
