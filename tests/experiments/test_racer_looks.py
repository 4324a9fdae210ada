"""Colours and dashes of racers: told apart by people with every kind of colour vision, on both pages and in print."""

import pytest

from experiments.palette import COPIES, PAGES
from experiments.racer_looks import brightness, look_of
from experiments.racers import MOST
from optimizers import OPTIMIZERS
from tests.support.in_one_test import in_one_test
from tools.copy_colours import CONTRAST, LEAST, VISIONS, contrast, distance, smallest

FIRST = [key for key, rule in OPTIMIZERS.items() if rule.first]


def test_the_four_kinds_of_colour_vision_differ():
    """Red and green of the same lightness are far apart, but not for all."""
    assert distance("#C00000", "#767600") < 8
    assert len(VISIONS) == 4
    assert distance("#000000", "#FFFFFF") == pytest.approx(100)


def test_every_rule_has_a_colour_with_copies():
    assert {rule.color for rule in OPTIMIZERS.values()} == set(COPIES)
    assert {len(copies) for copies in COPIES.values()} == {7}


@in_one_test(key=FIRST)
def test_eight_copies_and_ten_rules_are_told_apart(key):
    copies = [look_of(f"{key}~{number}").color for number in range(2, 9)]
    assert smallest([*copies, *(OPTIMIZERS[rule].color for rule in FIRST)]) >= LEAST


def test_ten_rules_are_told_apart():
    assert len(FIRST) == 10
    assert smallest([OPTIMIZERS[rule].color for rule in FIRST]) >= 7.5


@pytest.mark.parametrize("page", PAGES)
def test_rules_and_copies_are_read_on_each_page(page):
    everything = [colour for rule, copies in COPIES.items() for colour in (rule, *copies)]
    assert min(contrast(colour, [page]) for colour in everything) >= CONTRAST


def test_no_two_of_the_racers_of_a_rule_look_alike():
    for rule, optimizer in OPTIMIZERS.items():
        looks = [look_of(rule), *(look_of(f"{rule}~{number}") for number in range(2, MOST + 1))]
        assert len({(look.color, look.dash) for look in looks}) == MOST, rule
        assert [look.mark for look in looks] == ["", *map(str, range(2, MOST + 1))]
        assert (looks[0].color, looks[0].dash) == (optimizer.color, optimizer.dash)


def test_brightness_is_the_luminance_of_the_colour():
    assert brightness("adam") == pytest.approx(0.2214, abs=1e-3)
    assert brightness("momentum") > brightness("adam") > brightness("adagrad")
