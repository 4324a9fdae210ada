"""Work in pieces: the same bits, a look after each, and what the look raises ends the work."""

import numpy as np
import pytest

import engine
from engine import runs
from experiments.batches import Batches, batches, tilts
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS

STEPS = 60
LINE, NEURON, BOWL = LANDSCAPES["linear_regression"], LANDSCAPES["tanh_neuron"], LANDSCAPES["bowl"]
FEWER = Batches.explicit([[1, 5], [2], [0, 7, 9]], 64)  # the other steps use all samples


def traces(landscape, **chance):
    p = landscape.values({"size": 64} if landscape is not BOWL else {})
    entries = [engine.Entry(OPTIMIZERS[key], {"lr": 0.05}) for key in ("gd", "adam", "sam")]
    entries.append(engine.Entry(OPTIMIZERS["lbfgs"], {}))
    entries.append(engine.Entry(OPTIMIZERS["gd"], {"lr": 5.0}))  # diverges
    return engine.traces(landscape, p, entries, landscape.starts[0], STEPS, **chance)


@pytest.mark.parametrize(
    ("landscape", "chance"),
    [
        (LINE, {}),
        (NEURON, {}),
        (NEURON, {"batches": batches(64, 10, STEPS, 3)}),
        (NEURON, {"batches": batches(64, 10, STEPS, 3, drop_last=True)}),
        (LINE, {"batches": batches(64, 64, STEPS, 3, replacement=True)}),
        (LINE, {"batches": FEWER}),
        (BOWL, {"tilt": tilts(0.1, STEPS, 3)}),
    ],
)
@pytest.mark.parametrize("piece", [1, 100, 1000])
def test_runs_in_pieces_have_the_same_bits(monkeypatch, landscape, chance, piece):
    whole = traces(landscape, **chance)
    monkeypatch.setattr(runs, "PIECE", piece)
    looks = []
    with engine.watched(lambda: looks.append(1)):
        parts = traces(landscape, **chance)
    assert whole[-1].stopped is not None or landscape is NEURON
    for one, other in zip(whole, parts, strict=True):
        assert one.stopped == other.stopped
        for name in ("path", "loss", "gradient", "state", "coefficients", "looks"):
            assert np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True), name
    if landscape is not BOWL and piece < 1000:
        assert len(looks) > len(whole), "there is one piece"


@pytest.mark.parametrize("surface", ["logistic_regression", "eggholder"])
def test_maps_and_points_in_pieces_have_the_same_bits(monkeypatch, surface):
    landscape = LANDSCAPES[surface]
    p = landscape.values({})
    axes = np.linspace(*landscape.domain[0], 70), np.linspace(*landscape.domain[1], 5)
    points = np.column_stack([np.linspace(-1.0, 2.0, 201), np.linspace(0.5, -1.0, 201)])
    work = (
        lambda: (engine.grid(landscape, p, *axes),),
        lambda: engine.visit(landscape, p, points),
        lambda: (engine.hessians(landscape, p, points),),
    )
    whole = [each() for each in work]
    monkeypatch.setattr(runs, "PIECE", 100)
    looks = []
    with engine.watched(lambda: looks.append(1)):
        parts = [each() for each in work]
    assert len(looks) > len(work)
    for one, other in zip(whole, parts, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_what_a_look_raises_ends_the_work_and_the_next_work_is_not_watched(monkeypatch):
    monkeypatch.setattr(runs, "PIECE", 100)
    looks = []

    def third() -> None:
        looks.append(1)
        if len(looks) == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError), engine.watched(third):
        traces(LINE)
    assert traces(LINE)
    assert len(looks) == 3
