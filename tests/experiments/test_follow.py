"""``follow`` finds what is wrong with an optimizer, calls right ones equal, and says when it does not know."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments import Scenario, follow
from experiments.following import families
from experiments.following.mistakes import WITHIN, mistakes
from experiments.following.reference import Reference
from experiments.following.suspects import of_mistake
from experiments.following.variants import Variant
from optimizers import OPTIMIZERS
from tests.support import mutants

STEPS = 60
SCHEDULE = ("step", {"step_size": 5.0, "gamma": 0.5})
# A flat start, where an epsilon of 1e-3 is felt; weight decay and a rate that no other setting is alike to.
ADAMW = {"lr": 0.1, "weight_decay": 0.1, "eps": 1e-3}


def scenario(rule, values, scheduled=False, surface="rosenbrock", **more):
    schedules = {rule: SCHEDULE} if scheduled else {}
    return Scenario(surface, optimizers={rule: values}, steps=STEPS, schedules=schedules, **more)


def adam(kind):
    return lambda params: kind(params, lr=0.1, eps=1e-3)


def heavy(kind):
    return lambda params: kind(params, lr=1e-3)


AMS = {**ADAMW, "amsgrad": 1.0}
MUTANTS = {
    "decay-coupled": (adam(mutants.DecayNotDecoupled), "adamw", ADAMW, "Adam with L2: the decay is not decoupled", "m"),
    "decay-rate-twice": (adam(mutants.DecayTimesRateTwice), "adamw", ADAMW, "weight decay times lr twice", "step"),
    "decay-no-rate": (adam(mutants.DecayWithoutRate), "adamw", ADAMW, "weight decay is not times lr", "step"),
    "no-correction": (adam(mutants.NoBiasCorrection), "adamw", ADAMW, "no bias correction", "step"),
    "no-correction-m": (adam(mutants.NoBiasCorrectionOfM), "adamw", ADAMW, "no bias correction of m", "step"),
    "eps-inside": (adam(mutants.EpsilonInsideTheRoot), "adamw", ADAMW, "epsilon inside the root", "step"),
    "eps-before": (adam(mutants.EpsilonBeforeTheCorrection), "adamw", ADAMW, "before the bias correction", "step"),
    "betas": (adam(mutants.BetasSwapped), "adamw", ADAMW, "beta1 and beta2 are swapped", "m"),
    "gradient-before": (adam(mutants.GradientBefore), "adamw", ADAMW, "v averages the square of the gradient", "v"),
    "maximum-after": (
        adam(mutants.MaximumAfterTheCorrection),
        "adamw",
        AMS,
        "the maximum after the correction",
        "step",
    ),
    "first-damped": (heavy(mutants.FirstStepDamped), "momentum", {"lr": 1e-3}, "momentum's first step is damped", "b"),
    "look-missing": (heavy(mutants.Momentum), "nesterov", {"lr": 1e-3}, "look-ahead is missing", "step"),
}
RIGHT = {
    "adamw": (adam(mutants.AdamW), "adamw", ADAMW),
    "adam": (adam(mutants.DecayNotDecoupled), "adam", ADAMW),
    "amsgrad": (adam(mutants.Amsgrad), "adamw", AMS),
    "momentum": (heavy(mutants.Momentum), "momentum", {"lr": 1e-3}),
    "nesterov": (heavy(mutants.Nesterov), "nesterov", {"lr": 1e-3}),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_is_found_by_name(name):
    make, rule, values, says, quantity = MUTANTS[name]
    report = follow(scenario(rule, values), make)
    assert not report.equal
    assert report.known
    assert says in report.looks_like[0], str(report)
    assert report.departs.quantity == quantity
    assert says in str(report)


def test_a_late_schedule_is_found_by_name_and_a_right_one_is_equal():
    scheduled = scenario("adamw", ADAMW, scheduled=True)
    assert follow(scheduled, mutants.with_schedule(adam(mutants.AdamW))).equal
    late = follow(scheduled, mutants.with_schedule(adam(mutants.AdamW), late=1))
    assert (late.looks_like[0], late.departs.step) == ("the schedule is one step late", 6)
    assert late.equal_steps == 5
    assert follow(scheduled, adam(mutants.AdamW)).equal, "without its own schedule it is given the scenario's"


@pytest.mark.parametrize("name", RIGHT)
@pytest.mark.parametrize("more", [{}, {"gradient_noise": 0.3}, {"surface": "sine_fit", "batch": 8}])
def test_a_right_optimizer_is_equal(name, more):
    make, rule, values = RIGHT[name]
    report = follow(scenario(rule, values, scheduled=bool(more), **more), make)
    assert report.equal, str(report)
    assert (report.departures, report.steps, report.equal_steps, report.looks_like) == ((), STEPS, STEPS, ())
    assert report.ulp < 50
    assert report.path.shape == report.reference.shape == (STEPS + 1, 2)
    assert report.apart < 1e-9
    assert f"equal up to step {STEPS}" in str(report)


# How a walk sees a step: it asks for no loss.
def as_step(walk):
    """A variant's walk as a plain function; rules that look again are not among those it is used for."""
    return lambda w, g, state: np.array(walk.step(tuple(w.tolist()), (0.0, *g.tolist()), None))


RULES = sorted(key for key, optimizer in OPTIMIZERS.items() if not optimizer.coupled)


@st.composite
def races(draw):
    key = draw(st.sampled_from(RULES))
    optimizer = OPTIMIZERS[key]
    values = optimizer.values({"lr": 1e-3})
    for h in optimizer.hyperparameters[1:]:
        if draw(st.booleans()):
            values[h.name] = draw(st.sampled_from([*h.bounds, h.default]))
    noise = draw(st.sampled_from([0.0, 0.5]))
    return Scenario(
        "himmelblau", optimizers={key: values}, steps=20, gradient_noise=noise, seed=draw(st.integers(0, 9))
    )


@given(races())
@settings(max_examples=25)
def test_every_rule_follows_itself_with_any_settings(race):
    (key,) = race.optimizers
    reference = Reference(race, key)
    walk = Variant(key, reference.values).walk(race.start, reference.factors)
    report = follow(race, as_step(walk))
    assert report.equal, str(report)
    assert report.ulp == 0.0


@pytest.mark.parametrize("key", families.FAMILIES)
def test_a_family_without_a_mistake_is_the_rule(key):
    """Else a mistake would be two. Weight decay is done around it, in the way of the rule."""
    on = {"amsgrad": 1.0, "centered": 1.0, "weight_decay": 0.1, "dampening": 0.3, "lr_decay": 0.1}
    for switches in ({}, on, {**on, "decoupled_weight_decay": 1.0, "eps_inside_root": 1.0}, {"momentum": 0.5}):
        known = {h.name for h in OPTIMIZERS[key].hyperparameters}
        race = scenario(key, {"lr": 1e-3, **{n: v for n, v in switches.items() if n in known}}, scheduled=True)
        reference = Reference(race, key)
        walk = Variant(key, reference.values, options={"no": "mistake"}).walk(race.start, reference.factors)
        report = follow(race, lambda w, g, state, lr, walk=walk: as_step(walk)(w, g, state))
        assert report.equal, str(report)


TELLING = {"weight_decay": 0.07, "eps": 1e-2, "lr": 0.02, "momentum": 0.8, "dampening": 0.3, "lr_decay": 0.1}


@st.composite
def wrong(draw):
    """A race in which most mistakes show, and one of those of its rule."""
    key = draw(st.sampled_from(sorted(families.FAMILIES)))
    known = {h.name for h in OPTIMIZERS[key].hyperparameters}
    telling = {**TELLING, "beta2": 0.95, "amsgrad": float(draw(st.booleans()))}
    values = {name: value for name, value in telling.items() if name in known}
    race = Scenario("bowl", optimizers={key: values}, steps=15, schedules={key: SCHEDULE}, gradient_noise=0.5)
    return race, key, draw(st.sampled_from(list(mistakes(Reference(race, key)))))


@given(wrong())
@settings(max_examples=15)
def test_every_mistake_is_found_by_its_own_name(one):
    race, key, mistake = one
    reference = Reference(race, key)
    suspect = of_mistake(key, reference.values, mistake)
    walk = suspect.variant.walk(race.start, reference.factors)
    report = follow(race, lambda w, g, state, lr: as_step(walk)(w, g, state))
    assert suspect.says in {*report.looks_like, *report.unseen}, (mistake, str(report))


def test_every_rule_that_a_mistake_names_has_a_family():
    assert {rule for rules, *_ in WITHIN for rule in rules} <= set(families.FAMILIES)


@pytest.mark.parametrize(
    ("name", "value"), [("lr", 0.07), ("lr", 0.2), ("beta2", 0.98), ("eps", 1e-4), ("weight_decay", 0.03)]
)
def test_another_setting_is_found_with_its_value(name, value):
    given = {"lr": 0.1, "eps": 1e-3, "weight_decay": 0.1, "betas": (0.9, 0.999)}
    given |= {"betas": (0.9, value)} if name == "beta2" else {name: value}
    report = follow(scenario("adamw", ADAMW), lambda params: mutants.AdamW(params, **given))
    assert report.looks_like[0].startswith(f"{name} is {value:g}"), str(report)


def test_two_mistakes_at_once_are_found():
    class Both(mutants.NoBiasCorrection, mutants.DecayTimesRateTwice):
        pass

    report = follow(scenario("adamw", ADAMW), adam(Both))
    assert set(report.looks_like[0].split("; and ")) == {
        "weight decay times lr twice",
        "no bias correction",
    }


def test_it_says_that_it_does_not_know():
    def odd(w, g, state):
        return w - 0.01 * np.cbrt(g)

    report = follow(scenario("adamw", ADAMW), odd)
    assert not report.known
    assert report.looks_like == ()
    assert "I do not know" in str(report)
    assert report.nearest in str(report)


def test_one_that_is_right_for_a_while_departs_where_it_turns():
    def turns(w, g, state):
        state["t"] = state.get("t", 0) + 1
        return w - (1e-3 if state["t"] < 31 else 1.01e-3) * g

    report = follow(scenario("gd", {"lr": 1e-3}), turns)
    assert (report.equal_steps, report.departs.step, report.known) == (30, 31, False)
    assert (report.nearest, report.nearest_steps) == ("the reference itself", 30)
    assert "equal up to step 30" in str(report)


def test_what_a_scenario_cannot_tell_apart_is_said_with_one_that_can():
    """Without a schedule decay times lr twice is a smaller decay."""
    report = follow(scenario("adamw", ADAMW), adam(mutants.DecayTimesRateTwice))
    assert any("weight_decay is 0.01" in says for says in report.looks_like[1:])
    assert report.hint == "a schedule"
    assert "This scenario cannot tell it from" in str(report)
    assert "A scenario with a schedule would." in str(report)
    late = follow(scenario("adamw", ADAMW), adam(mutants.GradientBefore))
    assert (len(late.looks_like), late.hint) == (2, ""), "v a step late is the same in other words"
    assert "None that was tried would." in str(late)


def test_a_decay_that_the_reference_lacks_is_found_in_either_form():
    race = scenario("adam", {"lr": 0.1, "eps": 1e-3})
    apart = follow(race, lambda params: mutants.AdamW(params, lr=0.1, eps=1e-3, weight_decay=0.01))
    assert apart.looks_like[0] == "there is a weight decay of 0.01, decoupled, where the reference has none"
    within = follow(race, lambda params: mutants.DecayNotDecoupled(params, lr=0.1, eps=1e-3, weight_decay=0.013))
    assert within.looks_like[0] == "there is a weight decay of 0.013, where the reference has none"


def test_an_equal_says_what_was_not_put_to_the_test():
    report = follow(
        scenario("adam", {"lr": 0.1, "eps": 1e-3, "weight_decay": 0.0}),
        lambda params: mutants.DecayNotDecoupled(params, 0.1, eps=1e-3, weight_decay=0.0),
    )
    assert {"anything about a schedule (there is none)", "anything about weight decay (it is 0)"} <= set(report.unseen)


def test_a_state_that_departs_is_named_even_if_no_step_does():
    def other_memory(w, g, state):
        state["v"] = 0.5 * g
        return w - 0.01 * g / (abs(g) + 1e-8)

    report = follow(scenario("rmsprop", {"lr": 0.01, "alpha": 0.0}), other_memory)
    assert report.equal
    assert [d.quantity for d in report.departures] == ["v"]
    assert "no difference to the weights" in str(report)


def test_the_figure_shows_both_paths_and_where_they_part():
    report = follow(scenario("adamw", ADAMW, scheduled=True), mutants.with_schedule(adam(mutants.AdamW), late=1))
    drawn = report.figure()
    named = {trace.name: trace for trace in drawn.data if trace.name}
    assert np.array_equal(
        np.column_stack([named["AdamW, the reference"].x, named["AdamW, the reference"].y]), report.reference
    )
    ring = named["departs at step 6"]
    assert (ring.x[0], ring.y[0]) == tuple(report.path[5])
    assert "the schedule is one step late" in drawn.layout.title.text
    assert not [
        t for t in follow(scenario("adamw", ADAMW), adam(mutants.AdamW)).figure().data if "departs" in (t.name or "")
    ]
