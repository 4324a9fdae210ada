"""Payload of a data set, and equality of the batches that the browser draws."""

import numpy as np
import pytest

from experiments import Scenario, run
from experiments.batches import batches
from experiments.sample_cost import cosines
from experiments.view import View
from ravine.stage.assets import FRONTEND
from ravine.stage.payload.build import build
from ravine.stage.payload.samples import batching
from ravine.words import Words
from tests.support.payload import unpack
from tools.node import in_node

ENGLISH = Words("en")
ORDER = (FRONTEND / "samples" / "batch-order.js").read_text().replace("export function", "function")
CALL = """
export const of = (size, batch, replacement, drop_last, halves, steps) => {
  const hex = (from) => halves.slice(from, from + 4).map((part) => part.toString(16).padStart(8, "0")).join("");
  const order = createBatchOrder({ size, batch, replacement, drop_last, state: hex(0), increment: hex(4) });
  return steps.map((step) => [order.samplesBefore(step), ...order.batchOf(step)]);
};"""
LAST = 700


@pytest.mark.parametrize("replacement", [False, True])
@pytest.mark.parametrize("drop_last", [False, True])
def test_the_browser_draws_the_batches_of_the_race(replacement, drop_last):
    cases = [(256, 16), (250, 16), (16, 1), (100, 99), (4096, 1000)]
    requests = []
    for size, batch in cases:
        given = {"size": float(size)}
        scenario = Scenario(
            "linear_regression", given, batch=batch, seed=7, replacement=replacement, drop_last=drop_last
        )
        batch_settings = batching(scenario)
        words = [
            int(batch_settings[name].zfill(32)[k : k + 8], 16)
            for name in ("state", "increment")
            for k in range(0, 32, 8)
        ]
        arguments = [size, batch, replacement, drop_last, words, [0, 1, 2, 5, LAST]]
        requests.append((ORDER + CALL, [("of", arguments)]))
    for (size, batch), [computed] in zip(cases, in_node(requests), strict=True):
        expected = batches(size, batch, LAST + 1, 7, replacement, drop_last)
        for step, (before, *members) in zip([0, 1, 2, 5, LAST], computed, strict=True):
            assert members == expected.of(step).tolist(), (size, batch, step)
            assert before == expected.starts[step]


def sent(scenario, view=None, **how):
    return unpack(build(run(scenario), view or View(), ENGLISH, **how))


SGD = Scenario("sine_fit", optimizers={"gd": {"lr": 0.1}, "adam": {"lr": 0.1}}, steps=200, batch=16)


def test_samples_are_sent_once_and_exactly():
    header, parts = sent(SGD)
    part = parts[header["samples"]["part"]]
    for name in ("a", "b"):
        assert np.array_equal(part[name], getattr(SGD.landscape.samples(), name))
    other = Scenario("sine_fit", optimizers={"gd": {"lr": 0.2}}, steps=200, batch=32)
    again, _ = sent(other, have=set(header["parts"]))
    assert again["samples"]["part"] == header["samples"]["part"]
    assert list(again["parts"]) == [again["runs"][0]["part"]]


def test_the_payload_does_not_grow_with_the_batches():
    view = View(cloud=True, axis="samples", versus=True)
    for size, batch in ((256, 16), (4096, 2048)):
        scenario = Scenario("sine_fit", {"size": size}, {"gd": {}, "adam": {}, "momentum": {}}, steps=200, batch=batch)
        assert len(build(run(scenario), view, ENGLISH)) < 300_000


def test_a_changed_rate_sends_one_run_of_a_data_surface_too():
    header, _ = sent(SGD)
    faster = Scenario("sine_fit", optimizers={"gd": {"lr": 0.12}, "adam": {"lr": 0.1}}, steps=200, batch=16)
    blob = build(run(faster), View(), ENGLISH, have=set(header["parts"]))
    assert len(unpack(blob)[0]["parts"]) == 1
    assert len(blob) < 14_000


def test_the_axis_is_what_each_run_has_seen():
    race = run(SGD)
    for axis, unit in (("samples", 1), ("epochs", 256)):
        header, parts = sent(SGD, View(axis=axis))
        time = parts[header["runs"][0]["part"]]["time"]
        assert np.array_equal(time, race["gd"].samples / unit)
    header, parts = sent(SGD)
    assert "time" not in parts[header["runs"][0]["part"]]


def test_full_batch_twins_are_sent_on_request():
    header, parts = sent(SGD, View(versus=True))
    assert [entry["key"] for entry in header["runs"]] == ["gd", "gd@full", "adam", "adam@full"]
    assert [entry["companion"] for entry in header["runs"]] == [False, True] * 2
    full = run(Scenario("sine_fit", optimizers={"gd": {"lr": 0.1}}, steps=200))["gd"]
    assert np.array_equal(parts[header["runs"][1]["part"]]["path"], full.path)
    whole, _ = sent(Scenario("sine_fit", optimizers={"gd": {}}, steps=20), View(versus=True))
    assert len(whole["runs"]) == 1, "on all samples there is nothing to compare with"


def test_cosines_equal_those_of_the_race():
    header, parts = sent(SGD, View(cloud=True, sample_of="adam"))
    assert header["seen"]["key"] == "adam"
    cosine = parts[header["seen"]["part"]]["cosine"]
    assert np.array_equal(cosine[:-1], cosines(run(SGD)["adam"]).astype(np.float32), equal_nan=True)
    assert np.isnan(cosine[-1])


def test_a_real_data_set_s_axes_are_in_its_own_units():
    scenario = Scenario("linear_regression", optimizers={"gd": {}}, steps=10, data="cars")
    header, parts = sent(scenario)
    axes, part = header["parts"][header["samples"]["part"]]["json"], parts[header["samples"]["part"]]
    speeds = axes["x"]["center"] + axes["x"]["scale"] * part["a"].view(np.float64)
    assert (speeds.min(), speeds.max()) == pytest.approx((4.0, 25.0))
    assert axes["x"]["name"] == ENGLISH("data-cars.input")


def test_a_surface_without_data_sends_none():
    assert sent(Scenario("bowl", optimizers={"gd": {}}, steps=10))[0]["samples"] is None
