"""A report that was sent before a value reached the browser is told from what a visitor sets."""

from itertools import pairwise

from ravine.session.widget_values import MOST, UNREADABLE, WidgetValues


def sent(*values: float) -> WidgetValues:
    """The first of ``values`` was shown, the others were set one after the other."""
    widget_values = WidgetValues()
    for before, value in pairwise(values):
        widget_values.set("steps", before, value)
    return widget_values


def test_a_value_from_before_is_outdated_until_the_browser_shows_the_newer_one():
    values = sent(200, 100)
    assert values.is_pending("steps")
    assert values.is_outdated("steps", 200), "a report from before a reset undoes the reset"
    assert not values.is_outdated("steps", 100)
    assert not values.is_outdated("steps", 321), "what a visitor enters is taken for a report from before"
    values.acknowledge(values.revision)
    assert not values.is_pending("steps"), "a field is overwritten though nothing is on its way"
    assert not values.is_outdated("steps", 200), "a visitor cannot go back to the value from before"


def test_of_several_values_on_their_way_all_but_the_last_are_outdated():
    values = sent(200, 100, 150)
    assert [value for value in (200, 100, 150) if values.is_outdated("steps", value)] == [200, 100]
    values.acknowledge(1)
    assert [value for value in (200, 100, 150) if values.is_outdated("steps", value)] == [100]


def test_a_widget_waits_for_its_own_values_only():
    values = sent(200, 100)
    values.acknowledge(values.revision)
    values.set("seed", 0, 7)
    assert not values.is_pending("steps")
    assert values.is_pending("seed")


def test_a_number_that_another_session_has_sent_says_nothing():
    values = sent(200, 100)
    values.acknowledge(57)
    assert values.is_pending("steps"), "a page from before the server was started again confirms what it never got"


def test_a_browser_that_never_answers_costs_no_more_than_one_that_is_late():
    values = sent(*range(10 * MOST))
    assert sum(values.is_outdated("steps", value) for value in range(10 * MOST)) < MOST


def test_nothing_that_is_reported_in_another_language_counts_until_the_browser_shows_the_new_words():
    values = WidgetValues()
    values.set("optimizers", ["gd"], ["adam"])
    values.set("optimizers", UNREADABLE, ["adam"])
    assert values.is_outdated("optimizers", []), "who races is lost"
    assert values.is_outdated("optimizers", ["adam"])
    values.acknowledge(values.revision)
    assert not values.is_outdated("optimizers", [])
