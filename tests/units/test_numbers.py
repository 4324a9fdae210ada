"""Numbers of any type, such as NumPy scalars and arrays, give the same race as Python's numbers."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine
from declare import real, truth, whole
from experiments import Scenario, ScenarioError, decode, encode, run
from experiments.batches import Batches
from experiments.seeds import many
from experiments.view import View
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES


def spellings(value):
    """``value`` in several number types, all exactly equal."""
    kinds = [float, np.float64, np.longdouble, np.array, lambda v: np.array(v, dtype=object), Fraction]
    if float(np.float32(value)) == value:
        kinds += [np.float32, lambda v: np.array(v, dtype=np.float32)]
    if float(value).is_integer() and abs(value) < 2**31:
        kinds += [lambda v, kind=kind: kind(int(v)) for kind in (int, np.int64, np.int32, Fraction, np.array)]
    if float(value).is_integer() and 0 <= value < 2**8:
        kinds += [lambda v: np.uint8(int(v)), lambda v: np.array(int(v), dtype=np.uint16)]
    return [kind(value) for kind in kinds]


def spelled(draw, value):
    if isinstance(value, bool):
        return draw(st.sampled_from([value, np.bool_(value), np.array(value)]))
    return draw(st.sampled_from(spellings(value)))


def numbers(parameters):
    """One value for each of ``parameters``."""

    def one(p):
        low, high = map(int, (math.ceil(p.bounds[0]), math.floor(p.bounds[1])))
        whole = st.integers(low, min(high, low + 300)).map(float)
        return whole if p.scale in ("whole", "switch") else st.floats(*p.bounds).filter(lambda v: v or str(v) == "0.0")

    return st.fixed_dictionaries({p.name: one(p) for p in parameters})


@st.composite
def pairs(draw):
    """Arguments of a Scenario as Python's numbers, and the same ones in a mix of types."""
    surface = draw(st.sampled_from(["rosenbrock", "bowl", "linear_regression", "sine_fit"]))
    key, schedule = draw(st.sampled_from(["adam", "momentum", "lbfgs"])), draw(st.sampled_from(["step", "cosine"]))
    settings = draw(numbers(LANDSCAPES[surface].parameters))
    hyperparameters, moved = (
        draw(numbers(OPTIMIZERS[key].hyperparameters)),
        draw(numbers(SCHEDULES[schedule].parameters)),
    )
    start = draw(st.tuples(*[st.integers(-3, 3).map(float) | st.floats(1e-3, 3.0)] * 2))
    plain = {
        "steps": draw(st.integers(1, 10_000)),
        "seed": draw(st.integers(0, 2**31 - 1)),
        "batch": draw(st.integers(0, 4)),
        "replacement": draw(st.booleans()),
        "drop_last": draw(st.booleans()),
        "gradient_noise": draw(st.sampled_from([0.0, 0.5, 1.1])),
    }
    other = {name: spelled(draw, value) for name, value in plain.items()}
    again = lambda values: {name: spelled(draw, value) for name, value in values.items()}  # noqa: E731
    where = draw(st.sampled_from([np.array(start), [spelled(draw, value) for value in start]]))
    return (
        Scenario(surface, settings, {key: hyperparameters}, start, schedules={key: (schedule, moved)}, **plain),
        Scenario(
            surface,
            again(settings),
            {key: again(hyperparameters)},
            where,
            schedules={key: (schedule, again(moved))},
            **other,
        ),
    )


@given(pairs())
@settings(deadline=None)  # drawing a data set for the first time is slow
def test_the_same_numbers_of_any_type_give_the_same_scenario(both):
    plain, other = both
    assert other == plain
    assert hash(other) == hash(plain)
    assert encode(other) == encode(plain), "two links for one race"
    assert repr(other) == repr(plain), "a spelling outlived the check"
    assert decode(encode(other)) == (plain, ())


def test_a_single_precision_number_is_the_number_it_holds():
    scenario = Scenario(optimizers={"adam": {"lr": np.float32(0.1)}})
    assert scenario.optimizers["adam"]["lr"] == float(np.float32(0.1)) != 0.1
    assert type(scenario.optimizers["adam"]["lr"]) is float


def test_a_start_is_an_array_too():
    assert Scenario(start=np.array([1, 2])).start == (1.0, 2.0)
    assert {type(one) for one in Scenario(start=np.array([1, 2])).start} == {float}


@pytest.mark.parametrize("steps", [np.int64(50), np.uint8(50), np.array(50), 50.0, np.float32(50), Fraction(50)])
def test_fifty_steps_are_fifty_steps(steps):
    scenario = Scenario(steps=steps)
    assert scenario.steps == 50
    assert type(scenario.steps) is int


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"optimizers": {"adam": {"lr": np.bool_(True)}}}, "not-a-number"),
        ({"optimizers": {"adam": {"lr": True}}}, "not-a-number"),
        ({"optimizers": {"adam": {"lr": "0.1"}}}, "not-a-number"),
        ({"optimizers": {"adam": {"lr": np.str_("0.1")}}}, "not-a-number"),
        ({"optimizers": {"adam": {"lr": 0.1 + 0j}}}, "not-a-number"),
        ({"optimizers": {"adam": {"lr": np.complex64(0.1)}}}, "not-a-number"),
        ({"optimizers": {"adam": {"lr": np.array([0.1])}}}, "not-a-number"),
        ({"optimizers": {"adam": {"lr": None}}}, "not-a-number"),
        ({"optimizers": {"adam": {"lr": np.float32("nan")}}}, "not-a-number"),
        ({"optimizers": {"adam": {"lr": np.timedelta64(1, "s")}}}, "not-a-number"),
        ({"optimizers": {"adam": {"lr": np.float64(99)}}}, "out-of-range"),
        ({"optimizers": {"adam": {"lr": 10**400}}}, "out-of-range"),
        ({"optimizers": {"adam": {"amsgrad": np.float32(0.5)}}}, "not-a-whole-number"),
        ({"surface_parameters": {"b": np.array("x")}}, "not-a-number"),
        ({"steps": np.float64(1.5)}, "not-a-whole-number"),
        ({"steps": np.bool_(True)}, "not-a-whole-number"),
        ({"steps": np.array([50])}, "not-a-whole-number"),
        ({"steps": math.inf}, "not-a-whole-number"),
        ({"steps": np.int64(0)}, "out-of-range"),
        ({"steps": 1e300}, "out-of-range"),
        ({"seed": np.int64(-1)}, "out-of-range"),
        ({"seed": 10**400}, "out-of-range"),
        ({"start": np.array(1.0)}, "not-a-point"),
        ({"start": np.array([1.0, np.nan])}, "not-a-point"),
        ({"start": np.array([1j, 2])}, "not-a-point"),
        ({"start": np.array([True, False])}, "not-a-point"),
        ({"start": np.zeros((2, 2))}, "not-a-point"),
        ({"start": np.array([1, 2, 3])}, "not-a-point"),
        ({"start": (10**400, 0)}, "out-of-range"),
        ({"surface": "sine_fit", "batch": np.array([16, 32])}, "not-a-whole-number"),
        ({"surface": "sine_fit", "batch": np.int64(16), "replacement": np.int64(1)}, "not-a-choice"),
    ],
)
def test_unusable_numbers_are_refused_with_the_right_code(arguments, code):
    with pytest.raises(ScenarioError) as caught:
        Scenario(**arguments)
    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize("value", [np.float32(2), np.array(2), 2, Fraction(2), np.array(2.0)])
def test_the_loss_at_a_point_is_a_float_for_any_number_type(value):
    bowl = LANDSCAPES["bowl"]
    assert bowl.value(value, value) == bowl.value(2.0, 2.0)
    assert isinstance(bowl.value(value, value), float)
    assert bowl.value([value, value], value).shape == (2,)
    assert bowl.values({"rotation": value}) == bowl.values({"rotation": 2.0})
    assert type(bowl.values({"rotation": value})[1]) is float


@pytest.mark.parametrize("unit", [OPTIMIZERS["adam"], SCHEDULES["step"]], ids=["optimizer", "schedule"])
@pytest.mark.parametrize("value", ["1", True, np.complex128(1), np.array([1.0]), None])
def test_a_unit_takes_no_text_for_a_number(unit, value):
    declared = getattr(unit, "hyperparameters", None) or unit.parameters
    with pytest.raises(TypeError):
        unit.values({declared[0].name: value})


def test_an_array_as_the_start_of_a_trace_is_the_pair_in_it():
    bowl, gd = LANDSCAPES["bowl"], OPTIMIZERS["gd"]
    plain = engine.trace(bowl, bowl.values({}), gd, {"lr": 0.25}, (1.0, 2.0), 5)
    other = engine.trace(bowl, np.array(bowl.values({})), gd, {"lr": np.float32(0.25)}, np.array([1, 2]), np.int64(5))
    assert plain.path.tobytes() == other.path.tobytes()


@pytest.mark.parametrize("seeds", [[0, 1, 2], np.arange(3), [np.int64(0), 1.0, np.array(2)], iter(range(3))])
def test_seeds_are_any_whole_numbers(seeds):
    noisy = Scenario("bowl", optimizers={"gd": {}}, gradient_noise=0.1, steps=20)
    assert many(noisy, seeds)["gd"].losses.tolist() == many(noisy, range(3))["gd"].losses.tolist()


@pytest.mark.parametrize(
    ("seeds", "error"), [([], ValueError), ([-1], ValueError), ([0.5], TypeError), ([True], TypeError)]
)
def test_unusable_seeds_are_refused(seeds, error):
    with pytest.raises(error):
        many(Scenario("bowl", optimizers={"gd": {}}, gradient_noise=0.1, steps=5), seeds)


def test_batches_of_any_whole_numbers_are_the_same_batches():
    plain = Batches.explicit([[2, 0], [1, 3]], 4)
    for other in (
        Batches.explicit(np.array([[2, 0], [1, 3]]), np.int64(4)),
        Batches.explicit([np.array([2.0, 0.0]), [np.uint8(1), np.array(3)]], 4.0),
    ):
        assert other.order.tolist() == plain.order.tolist() == [0, 2, 1, 3]
        assert type(other.size) is int
    scenario = Scenario("linear_regression", optimizers={"gd": {}}, steps=2)
    assert len(run(scenario, Batches.explicit(np.array([[0, 1], [2, 3]]), scenario.size))["gd"].path) == 3


@pytest.mark.parametrize(
    ("batch", "error"),
    [
        ([-1], ValueError),
        (np.array([-1]), ValueError),
        ([4], ValueError),
        (np.array([70_000]), ValueError),
        ([1.7], TypeError),
    ],
)
def test_an_index_out_of_range_is_refused(batch, error):
    with pytest.raises(error):
        Batches.explicit([batch], 4)


def test_switches_of_a_view_are_true_or_false():
    other = View(three=np.bool_(False), arrow=np.array(True))
    assert other == View(three=False, arrow=True)
    assert encode(Scenario(), other) == encode(Scenario(), View(three=False, arrow=True))
    with pytest.raises(TypeError):
        View(arrow="yes")  # type: ignore[arg-type]


def test_plain_numbers_of_every_kind():
    assert [real(v) for v in (1, np.float16(0.5), Fraction(1, 4), 10**400, -(10**400))][:3] == [1.0, 0.5, 0.25]
    assert real(-(10**400)) < -1e308
    assert whole(10**400) == 10**400
    assert truth(np.array(False)) is False
    for kind in (real, whole, truth):
        for nothing in ("1", None, 1j, [1], np.array([1, 2])):
            with pytest.raises(TypeError):
                kind(nothing)
