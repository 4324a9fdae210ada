"""Gallery: thumbnails show their surface, are small and can be cached; the catalogue is complete."""

import io
import json

import numpy as np
import pytest
from PIL import Image

from experiments.loss_scale import scale
from experiments.palette import SURFACE
from experiments.thumbnail import sampled, thumbnail
from landscapes import LANDSCAPES
from ravine.asset import KEPT
from ravine.gallery import files
from ravine.words import LANGUAGES
from tests.support.asgi import app_routes, ask

EACH = pytest.mark.parametrize("surface", sorted(LANDSCAPES))


def lightness(content):
    return np.array(Image.open(io.BytesIO(content)).convert("L"), dtype=float)


@pytest.mark.parametrize("theme", files.THEMES)
@EACH
def test_no_thumbnail_is_nearly_one_colour(surface, theme):
    grey = lightness(files.read(f"{surface}-{theme}.png").body)
    ends = [np.array(Image.new("RGB", (1, 1), SURFACE[theme][k]).convert("L"), dtype=float).item() for k in (0, -1)]
    assert np.ptp(grey) > 0.8 * abs(ends[1] - ends[0]), f"{surface}: does not use the colours there are"
    assert grey.std() > 0.05 * abs(ends[1] - ends[0]), f"{surface}: washed out"
    tiles = [grey[i : i + 30, j : j + 30] for i in range(0, 120, 30) for j in range(0, 120, 30)]
    plain = sum(np.ptp(tile) < 8 for tile in tiles)
    assert plain <= len(tiles) // 2, f"{surface}: {plain} of {len(tiles)} parts show nothing"


@EACH
def test_a_thumbnail_is_the_surface_to_scale_and_the_right_way_up(surface):
    grey = lightness(thumbnail(surface, "light", files.PIXELS, lines=0.0))
    assert grey.shape == lightness(files.read(f"{surface}-light.png").body).shape
    (x0, x1), (y0, y1) = LANDSCAPES[surface].domain
    high, wide = grey.shape
    assert max(high, wide) == files.PIXELS
    assert wide / high == pytest.approx((x1 - x0) / (y1 - y0), rel=0.01)
    loss = sampled(surface, LANDSCAPES[surface].values({}), wide, high)
    heights = scale(loss).of(loss)
    assert np.corrcoef(-grey.ravel(), heights.ravel())[0, 1] > 0.97, f"{surface}: the thumbnail shows something else"


def test_all_thumbnails_of_a_theme_are_small():
    for theme in files.THEMES:
        assert sum(len(files.read(f"{key}-{theme}.png").body) for key in LANDSCAPES) < 7_000 * len(LANDSCAPES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_contains_every_surface_with_its_story(language):
    entries = [entry for family in files.catalogue(language)["families"] for entry in family["surfaces"]]
    assert [entry["key"] for entry in entries] == files.ORDER
    assert all(entry["name"] and entry["story"] for entry in entries)


@pytest.mark.parametrize(("name", "kind"), [("bowl-dark.png", "image/png"), ("ko.json", "application/json")])
def test_its_files_can_be_cached_without_limit(name, kind):
    status, headers, body = ask(app_routes(), f"/{files.folder()}{name}")
    assert (status, headers["content-type"], headers["cache-control"]) == (200, kind, KEPT)
    if kind == "application/json":
        assert json.loads(body) == files.catalogue("ko")


@pytest.mark.parametrize("name", ["nowhere-light.png", "bowl-pink.png", "bowl.png", "fr.json", "opener.js", "..", ""])
def test_unknown_files_are_not_found_and_not_cached(name):
    before = files._read.cache_info().currsize
    assert ask(app_routes(), f"/{files.folder()}{name}")[0] == 404
    assert files._read.cache_info().currsize == before
