"""Run a candidate on a scenario, and record where it goes and what it remembers."""

from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

import engine
from experiments.following.candidate import Candidate
from experiments.following.reference import Look, Pair, Reference, rounded_otherwise


@dataclass(eq=False)
class Record:
    """A run of n steps at n + 1 points; it ends where a run of the engine would: in a point too far away.

    Attributes:
        reference: what it ran beside, on the same losses.
        path: the weights.
        looks: loss and gradient at each point, as the step from there saw them.
        memory: numbers of the candidate's state after each step, by its own names; None where it had none.
    """

    reference: Reference
    path: list[Pair]
    looks: list[Look]
    memory: dict[str, list[Pair | None]]

    def __post_init__(self) -> None:
        self._otherwise: dict[Pair, list[Look]] = {}

    def __len__(self) -> int:
        return len(self.path) - 1

    @property
    def points(self) -> NDArray[np.float64]:
        return np.array(self.path)

    def until(self, steps: int) -> "Record":
        """Its first ``steps``."""
        memory = {name: numbers[:steps] for name, numbers in self.memory.items()}
        return Record(self.reference, self.path[: steps + 1], self.looks[:steps], memory)

    def otherwise(self, way: Pair, step: int) -> Look:
        """What the step from point ``step`` would see with the last bits of weights and results changed."""
        seen = self._otherwise.setdefault(way, [])
        while len(seen) <= step:
            t = len(seen)
            seen.append(rounded_otherwise(self.reference.loss(t), way)(self.path[t]))
        return seen[step]


def record(candidate: Candidate, reference: Reference) -> Record:
    """Let ``candidate`` take the scenario's steps."""
    made = Record(reference, [candidate.weights()], [], {})
    for step in range(reference.scenario.steps):
        loss = reference.loss(step)
        look = loss(made.path[-1])
        if not all(map(isfinite, look)):
            break
        candidate.step(loss, look, reference.factors[step])
        made.looks.append(look)
        made.path.append(candidate.weights())
        _remember(made.memory, candidate.memory(), step)
        if not all(abs(number) <= engine.BIG for number in made.path[-1]):
            break
    return made


def _remember(memory: dict[str, list[Pair | None]], now: dict[str, Pair], step: int) -> None:
    for name in {*memory, *now}:
        if name not in memory:
            memory[name] = [None for _ in range(step)]
        memory[name].append(now.get(name))
