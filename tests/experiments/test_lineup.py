"""Who races: copies, order, rules that are turned off, and one setting spread over several copies."""

import pytest

from experiments import Scenario, encode
from experiments.change import apply
from experiments.racer_looks import brightness
from experiments.racers import MOST
from experiments.scenario import ScenarioError
from experiments.suggested_rate import suggested_rate
from tests.support.scenarios import TWO


def test_a_copy_stands_beside_its_racer_with_the_same_settings_and_schedule():
    after, problems = apply(TWO, {"adam~3.like": "adam~2"})
    assert problems == ()
    assert list(after.optimizers) == ["adam", "gd", "adam~2", "adam~3"]
    assert after.optimizers["adam~3"] == TWO.optimizers["adam~2"]
    assert after.schedules["adam~3"] == TWO.schedules["adam~2"]
    assert list(apply(TWO, {"adam~3.like": "adam"})[0].optimizers) == ["adam", "adam~3", "gd", "adam~2"]
    assert apply(after, {"adam~3.like": "adam"}) == (after, ()), "a change that comes twice makes one copy"
    again, _ = apply(TWO, {"adam~3.like": "adam", "adam~3.lr": 0.5, "o": ["adam~3", "gd", "adam"]})
    assert (list(again.optimizers), again.optimizers["adam~3"]["lr"]) == (["adam~3", "gd", "adam"], 0.5)


def test_racers_can_be_put_in_another_order_and_left_out():
    turned, _ = apply(TWO, {"o": ["gd", "adam~2", "adam"]})
    assert list(turned.optimizers) == ["gd", "adam~2", "adam"]
    assert turned != TWO, "the order is part of a race: the board shows it, and so does the link"
    assert encode(turned) != encode(TWO)
    after, problems = apply(TWO, {"o": ["adam~2"]})
    assert (list(after.optimizers), list(after.schedules), problems) == (["adam~2"], ["adam~2"], ())
    assert after.optimizers["adam~2"] == TWO.optimizers["adam~2"]


def test_a_rule_is_turned_off_with_all_its_racers_and_the_order_stays():
    assert list(apply(TWO, {"rules": ["gd"]})[0].optimizers) == ["gd"]
    last = Scenario("bowl", optimizers={"lion": {}, "adam": {}})
    with_one_more = [*apply(last, {"rules": ["lion", "adam", "gd"]})[0].optimizers]
    assert with_one_more == ["gd", "lion", "adam"], "a new one stands where the catalogue has it"
    after, _ = apply(TWO, {"rules": ["gd", "adam", "lion"]})
    assert [key for key in after.optimizers if key != "lion"] == list(TWO.optimizers)
    assert after.optimizers["adam~2"] == TWO.optimizers["adam~2"]


def test_a_fan_spreads_one_setting_and_keeps_the_others():
    after, problems = apply(TWO, {"adam~2.fan": {"beta1": [0.9, 0.0, 0.45, 0.7]}})
    assert problems == ()
    fan = ["adam~2" if key == "adam~2" else key for key in after.optimizers if key not in ("adam", "gd")]
    assert [after.optimizers[key]["beta1"] for key in fan] == [0.0, 0.45, 0.7, 0.9], "in the order of the values"
    assert after.optimizers["adam~2"]["beta1"] == 0.45, "it keeps the value that is nearest to its own"
    assert {after.optimizers[key]["lr"] for key in fan} == {0.1}
    assert set(after.schedules) == set(fan)
    assert list(after.optimizers)[:2] == ["adam", "gd"]


def test_a_fan_of_rates_reads_from_dark_to_light():
    race = Scenario("bowl", optimizers={"gd": {}, "adam": {"lr": 0.01}, "adam~3": {}})
    after, _ = apply(race, {"adam.fan": {"lr": [0.0001, 0.001, 0.01, 0.1, 1.0]}})
    fan = list(after.optimizers)[1:6]
    assert [after.optimizers[key]["lr"] for key in fan] == [0.0001, 0.001, 0.01, 0.1, 1.0]
    assert fan[2] == "adam", "nearest on a logarithmic scale"
    copies = [brightness(key) for key in fan if key != "adam"]
    assert copies == sorted(copies)
    assert list(after.optimizers)[6:] == ["adam~3"]


@pytest.mark.parametrize(
    "change",
    [
        {"lion~2.like": "lion"},
        {"adam~3.like": 3},
        {"adam~0.like": "adam"},
        {"adam~100.like": "adam"},
        {"gd~2.like": "adam"},
        {"o": ["adam~0"]},
        {"o": "adam"},
        {"rules": 4},
        {"lion.fan": {"lr": [0.1, 0.2]}},
        {"adam.fan": {"lr": [0.1, -0.2]}},
        {"adam.fan": {"lr": [0.1, float("nan")]}},
        {"adam.fan": {"lr": ["0.1", True]}},
        {"adam.fan": {"momentum": [0.1, 0.2]}},
        {"adam.fan": {"bias_off": [0.0, 1.0]}},
        {"adam.fan": {"lr": []}},
        {"adam.fan": {}},
        {"adam.fan": "lr"},
        {"adam.fan": {"lr": [0.001 * (k + 1) for k in range(MOST)]}},
        {"adam.fan": {"lr": [0.001 * (k + 1) for k in range(1000)]}},
        {"adam.fan": {"lr": [0.1, 10**400]}},
        {"adam.fan": {"lr": [0.1, {}]}},
        {"adam~3.like": {}},
        {"o": [[]]},
        {"rules": {}},
    ],
)
def test_a_change_that_cannot_be_made_is_told_of(change):
    after, problems = apply(TWO, change)
    assert after == TWO
    assert problems


def test_one_more_than_the_bound_is_refused():
    full = Scenario("bowl", optimizers={f"gd~{number}": {} for number in range(2, MOST + 2)})
    after, problems = apply(full, {"gd~40.like": "gd~2"})
    assert after == full
    assert [problem.code for problem in problems] == ["too-many-racers"]
    with pytest.raises(ScenarioError, match="too many racers"):
        Scenario("bowl", optimizers={f"gd~{number}": {} for number in range(2, MOST + 3)})


def test_on_another_surface_copies_keep_the_ratio_of_their_rates():
    after, _ = apply(TWO, {"s": "rosenbrock"})
    usual = suggested_rate(after, "adam")
    assert [after.optimizers[key]["lr"] for key in ("adam", "adam~2")] == [usual, 10 * usual]
    wide, _ = apply(TWO, {"adam.lr": 1e-6, "adam~2.lr": 10.0, "s": "rosenbrock"})
    assert wide.optimizers["adam~2"]["lr"] == 10.0, "the largest rate that can be set"
