"""Contour levels show structure on every surface, and each crosses the picture."""

import numpy as np
import pytest

from experiments.contour_levels import COUNT, LEVEL, levels, roundest
from experiments.loss_scale import KINDS, scale
from experiments.picture import GRID, picture
from experiments.thumbnail import index, shades
from landscapes import LANDSCAPES
from ravine.stage.payload.build import surface_part
from tests.support.in_one_test import in_one_test

EACH = pytest.mark.parametrize("surface", sorted(LANDSCAPES))


def drawn(surface):
    """The picture of a surface and the payload's parts that draw it."""
    parameters = LANDSCAPES[surface].values({})
    return picture(surface, parameters).z, surface_part(surface, parameters, "en").json


@in_one_test(surface=sorted(LANDSCAPES), kind=KINDS)
def test_contours_are_many_and_spread(surface, kind):
    z, json = drawn(surface)
    at, scaled = np.array(json["levels"][kind]), scale(z, kind, json["lowest"])
    assert COUNT * 2 // 3 <= len(at) <= COUNT, f"{surface}: {len(at)} contours"
    edges = np.concatenate([[z.min()], at, [z.max()]])
    assert (np.diff(edges) > 0).all(), f"{surface}: a contour has no place in the picture, or two have the same"
    heights = scaled.of(edges)
    assert np.diff(heights).max() < 0.16 * np.ptp(heights), f"{surface}: a wide range of losses without a contour"
    band = index(z, at)
    for k in np.flatnonzero(np.bincount(band.ravel()) > 0.16 * z.size):
        inside = np.sort(scaled.of(z[band == k]))
        # A band that covers more than its share must be a plateau.
        width = int(len(inside) - 0.16 * z.size)
        spread = (inside[width - 1 :] - inside[: len(inside) - width + 1]).min()
        assert spread < 2 * LEVEL * np.ptp(heights), f"{surface}: {len(inside) / z.size:.0%} of the picture in one band"


@in_one_test(surface=sorted(LANDSCAPES))
def test_every_contour_crosses_the_picture(surface):
    z, json = drawn(surface)
    for kind in KINDS:
        for loss in json["levels"][kind]:
            high = z > loss
            crossed = np.count_nonzero(high[1:] != high[:-1]) + np.count_nonzero(high[:, 1:] != high[:, :-1])
            assert crossed >= 4, f"{surface}: nothing is drawn at {loss}"


@in_one_test(surface=sorted(LANDSCAPES))
def test_colours_are_those_of_the_true_heights(surface):
    z, json = drawn(surface)
    scaled = scale(z, None, json["lowest"])
    at = np.array(json["levels"][scaled.kind])
    light = shades(z, at, scaled, "light").astype(float).sum(axis=1)
    assert (np.diff(light) <= 0).all(), f"{surface}: a higher band is not darker"
    heights = scaled.of(np.concatenate([[z.min()], at, [z.max()]]))
    middles = (heights[1:] + heights[:-1]) / 2
    assert np.corrcoef(middles, light)[0, 1] < -0.99, f"{surface}: lightness does not follow the height"


def test_the_browser_can_compute_every_height():
    for surface in LANDSCAPES:
        part = surface_part(surface, LANDSCAPES[surface].values({}), "en")
        log, z = part.json["log"], part.arrays["z"].astype(np.float64)
        assert z.shape == (GRID, GRID)
        assert (z - log["lowest"] + log["delta"] > 0).all(), f"{surface}: a hole in the picture"


@pytest.mark.parametrize("loss", [np.full((5, 5), 3.0), np.full((5, 5), np.nan), np.empty((0, 0)), np.ones((1, 1))])
def test_a_picture_of_one_height_has_no_contours(loss):
    for kind in KINDS:
        assert levels(loss, scale(loss, kind)).size == 0


def test_a_plateau_s_rounding_errors_get_no_contours():
    rng = np.random.default_rng(0)
    loss = np.concatenate([1.0 + 1e-13 * rng.standard_normal(9_000), np.linspace(0.0, 1.0, 1_000)])
    at = levels(loss, scale(loss, "linear"))
    assert len(at) > 5
    assert at.max() < 1 - LEVEL


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.9, 1.3, 1.0),
        (-0.1, 0.4, 0.0),
        (41.0, 58.0, 50.0),
        (0.0231, 0.0262, 0.025),
        (-7.4, -6.8, -7.0),
        (3.14159, 3.14159, 3.14159),
    ],
)
def test_the_roundest_number_in_a_range(low, high, expected):
    assert roundest(low, high) == expected
