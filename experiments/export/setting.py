"""One racer's run as a program needs it: its units, their numbers, what the run met, and which package suits."""

import ast
import inspect
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from experiments.permalink import encode
from experiments.race import Run, unjudged
from experiments.racers import optimizer_of
from experiments.run_cache import kept
from experiments.scenario import Scenario
from landscapes import DataLandscape, Landscape, Samples
from optimizers import Optimizer
from optimizers.schedules import SCHEDULES, Schedule

TORCH, OPTAX, NUMPY = PACKAGES = ("torch", "optax", "numpy")


@dataclass(frozen=True, eq=False)
class Setting:
    """The run of ``racer`` in ``scenario``; ``site``: address of the app, for links."""

    scenario: Scenario
    racer: str
    site: str = ""

    @cached_property
    def alone(self) -> Scenario:
        """The scenario without the other racers, and its batches and noise all the same."""
        kept = {key: value for key, value in self.scenario.schedules.items() if key == self.racer}
        return replace(self.scenario, optimizers={self.racer: self.values}, schedules=kept)

    @cached_property
    def run(self) -> Run:
        if known := kept(self.alone).get(self.racer):
            return known
        ((run, _),) = unjudged(self.alone, self.alone.batches(), self.alone.tilts()).values()
        return run

    @property
    def link(self) -> str:
        return f"{self.site}?{encode(self.alone)}"

    @property
    def optimizer(self) -> Optimizer:
        return optimizer_of(self.racer)

    @property
    def values(self) -> dict[str, float]:
        return dict(self.scenario.optimizers[self.racer])

    @property
    def landscape(self) -> Landscape:
        return self.scenario.landscape

    @property
    def samples(self) -> Samples | None:
        """The data; None for a surface without."""
        landscape = self.landscape
        return landscape.samples_of(self.parameters) if isinstance(landscape, DataLandscape) else None

    @property
    def parameters(self) -> tuple[float, ...]:
        return tuple(self.scenario.surface_parameters.values())

    @property
    def schedule(self) -> tuple[Schedule, dict[str, float]] | None:
        """The schedule and its parameters; None for a constant rate."""
        if self.racer not in self.scenario.schedules:
            return None
        name, values = self.scenario.schedules[self.racer]
        return SCHEDULES[name], dict(values)

    @property
    def has_batches(self) -> bool:
        return self.alone.batches() is not None

    @property
    def has_noise(self) -> bool:
        return bool(self.scenario.gradient_noise) and self.samples is None

    @cached_property
    def looks_again(self) -> bool:
        """Whether the rule evaluates the surface more than once a step."""
        tree = ast.parse(textwrap.dedent(inspect.getsource(self.optimizer.update)))
        return any(isinstance(node, ast.Name) and node.id == "loss" for node in ast.walk(tree))

    @cached_property
    def on_kink(self) -> bool:
        """Whether the run visits a point without a slope, where packages that differentiate have their own answers."""
        if self.landscape.kinks is None:
            return False
        return bool(np.any(self.landscape.on_kink(self.run.path, self.parameters)))

    @cached_property
    def not_in_package(self) -> str:
        """Why the rule's counterpart cannot make this run; empty if it can."""
        optimizer, values = self.optimizer, self.values
        package = _package(optimizer)
        if package not in (TORCH, OPTAX):
            return f"neither torch nor optax has {optimizer.name}"
        if lacking := optimizer.lacking(values):
            return f"{optimizer.name} in {package} has no {_listed(lacking)}"
        if optimizer.is_unsettled(values):
            return f"with these settings rounding alone decides what {package} does"
        if optimizer.needs_slope and not np.all(np.any(self.run.batch_gradient != 0.0, axis=1)):
            return f"the run comes to where the gradient is zero, by which {package} divides"
        return ""

    @property
    def packages(self) -> tuple[str, ...]:
        """Packages in which the program can be written, the usual one first."""
        return (NUMPY,) if self.not_in_package else (_package(self.optimizer), NUMPY)


def _package(optimizer: Optimizer) -> str:
    """The package that the rule's counterpart is in; empty if it has none."""
    return optimizer.counterpart[0].partition(".")[0] if optimizer.counterpart else ""


def _listed(texts: Iterable[str]) -> str:
    return " and ".join(texts)
