"""Follow an optimizer of the caller's: run it, lay it beside the reference, say what it looks like."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from experiments.following.candidate import candidate_of, name_of
from experiments.following.compare import compare, decided
from experiments.following.diagnose import Diagnosis, alike_here, diagnose
from experiments.following.problem import FollowError
from experiments.following.record import record
from experiments.following.reference import Reference, chosen
from experiments.following.report import Report, report_of
from experiments.following.variants import Variant
from experiments.race import unjudged
from experiments.scenario import Scenario


def follow(
    scenario: Scenario, candidate: Callable[..., Any], *, racer: str | None = None, name: str | None = None
) -> Report:
    """Run ``candidate`` on ``scenario``, and compare it with the scenario's racer step by step.

    In each step the candidate gets the gradient at its own weights, of the batch or with the noise that the reference
    gets. The reference is then led along the candidate's path, so that both have seen the same gradients: a step that
    differs is the rule's own, not a rounding that has grown.

    Args:
        scenario: surface, start, steps, batches, and the reference with its settings and schedule.
        candidate: one of two things.

            - A function that makes an optimizer from a list of one parameter, two float64 numbers:
              ``lambda params: MyAdamW(params, lr=0.1)``. Any optimizer of torch, or an object with its ``step()``,
              ``param_groups`` and ``state``. With a schedule in the scenario, it may return the optimizer and its
              schedule, whose ``step()`` is called after each step; if it returns the optimizer alone, each group's own
              ``lr`` is multiplied by the scenario's factor before each step.
            - A function of one step, ``step(w, g, state)`` or ``step(w, g, state, lr)``: ``w`` and ``g`` are float64
              arrays of two numbers, ``state`` is empty at first, ``lr`` the scheduled rate. It returns the weights, or
              weights and state, or changes ``w`` and returns None. Entries of ``state`` under the names of the
              reference's state (``m``, ``v``) are compared as well.
        racer: key of the racer that is the reference, where the scenario has several.
        name: what the report calls the candidate; by default the function's own name.

    Raises:
        FollowError: the scenario names no single reference, or ``candidate`` is no optimizer.
    """
    reference = Reference(scenario, chosen(scenario, racer))
    whole = record(candidate_of(candidate, reference), reference)
    rule = Variant(reference.optimizer.key, reference.values)
    made = whole.until(decided(rule, whole))
    if not len(made):
        raise FollowError(f"{reference.optimizer.name} cannot be compared here: a last bit decides its first step")
    compared = compare(rule, made, reference.optimizer.state)
    equal = compared.steps == len(made)
    found = Diagnosis() if equal else diagnose(made, compared.steps)
    return Report(
        scenario=scenario,
        racer=reference.racer,
        candidate=name or name_of(candidate),
        equal=equal,
        steps=len(made),
        equal_steps=compared.steps,
        ulp=compared.ulp,
        departures=compared.departures,
        unseen=alike_here(made) if equal else (),
        taken=len(whole),
        path=whole.points,
        reference=_alone(reference),
        **report_of(found),
    )


def assert_follows(
    scenario: Scenario, candidate: Callable[..., Any], *, racer: str | None = None, name: str | None = None
) -> None:
    """Raise AssertionError with the report's text if ``candidate`` departs; arguments as for :func:`follow`."""
    report = follow(scenario, candidate, racer=racer, name=name)
    if not report.equal:
        raise AssertionError(str(report))


def _alone(reference: Reference) -> Any:
    """The reference's own path."""
    scenario = replace(reference.scenario, optimizers={reference.racer: reference.values})
    run, _ = unjudged(scenario, scenario.batches(), scenario.tilts())[reference.racer]
    return run.path
