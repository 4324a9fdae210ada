"""Batches drawn where they are asked for: the same order, and little in memory."""

import itertools
import tracemalloc

import numpy as np
import pytest

import experiments.batches as drawing
from experiments.batches import batches


@pytest.mark.parametrize(
    "settings", [(64, 10, 50, 3), (64, 10, 50, 3, False, True), (64, 7, 50, 3, True), (64, 64, 9, 1, True)]
)
def test_batches_drawn_in_pieces_are_those_drawn_at_once(monkeypatch, settings):
    whole = batches.__wrapped__(*settings)
    order = whole.order
    monkeypatch.setattr(drawing, "CHUNK", 200)
    pieces = batches.__wrapped__(*settings)
    assert np.array_equal(pieces.order, order)
    for first, last in (
        (0, 1),
        (3, 20),
        (6, 7),
        (settings[2] - 1, settings[2] + 5),
        (settings[2] + 1, settings[2] + 2),
    ):
        indexes, starts = pieces.window(first, last)
        expected = [whole.of(step).tolist() for step in range(first, min(last, settings[2]))]
        assert [indexes[a:b].tolist() for a, b in itertools.pairwise(starts)] == expected


def test_a_shuffle_is_that_of_a_stable_sort_even_where_words_hardly_differ():
    rng = np.random.default_rng(5)
    words = rng.integers(0, 2**64, (50, 300), dtype=np.uint64)
    assert np.array_equal(drawing._shuffled(words), np.argsort(words, axis=1, kind="stable"))
    close = (words >> np.uint64(62)) + np.uint64(7)
    assert np.array_equal(drawing._shuffled(close), np.argsort(close, axis=1, kind="stable"))


def test_the_largest_race_s_batches_are_never_all_in_memory():
    tracemalloc.start()
    largest = batches.__wrapped__(4096, 2048, 10_000, 0)
    for step in range(0, 10_000, 500):
        assert len(largest.of(step)) == 2048
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60_000_000, "its order has 41 MB, and took 160 MB to draw"
