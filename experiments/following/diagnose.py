"""Say what a candidate that departs looks like: which suspects walk its whole path, and which come nearest."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from math import inf

from experiments.following.compare import apart, followed, usual_miss
from experiments.following.fit import fitted
from experiments.following.mistakes import mistakes
from experiments.following.record import Record
from experiments.following.reference import Reference
from experiments.following.suspects import Suspect, both, itself, suspects
from experiments.scenario import Scenario, ScenarioError
from optimizers.schedules import CONSTANT

# Steps of a run in which two suspects would part, and how far apart they then are, relative to the weights.
TRIED, PARTED = 40, 1e-9
# For so many of several that fit, a scenario is looked for that tells them from the first.
ASKED = 3
# Ranks of suspects that are named as the nearest even if they follow no step; pairs and fits are not.
LIKELY = 3


@dataclass(frozen=True)
class Diagnosis:
    """What a candidate looks like.

    Attributes:
        looks_like: what is said of the suspects that walk its whole path, the simplest first; empty if none does.
        hint: how to tell them apart, where there are several; empty if nothing tried does.
        nearest: what is said of the one that follows furthest, where none follows to the end.
        steps: how many steps that one follows.
        off: by how much of the step's length it usually differs.
    """

    looks_like: tuple[str, ...] = ()
    hint: str = ""
    nearest: str = ""
    steps: int = 0
    off: float = 0.0


def diagnose(record: Record, departs: int) -> Diagnosis:
    """Suspects for a candidate whose weights depart after ``departs`` steps."""
    reference = record.reference
    tried = [(itself(reference), departs)]
    for stage in (suspects(reference), fitted(record, departs), _pairs(reference)):
        equal = []
        for suspect in stage:
            far = followed(suspect.variant, record)
            tried.append((suspect, far.steps))
            if far.equal:
                equal.append(suspect)
        if equal:
            return _of_equals(record, sorted(equal, key=lambda one: one.rank))
    return _nearest(record, tried)


def _nearest(record: Record, tried: list[tuple[Suspect, int]]) -> Diagnosis:
    """Of those that follow furthest the simplest kind, and of that kind the one that misses least."""
    furthest = max(steps for _, steps in tried)
    far = [suspect for suspect, steps in tried if steps == furthest]
    limit = LIKELY if furthest == 0 else min(suspect.rank for suspect in far)
    kind = [suspect for suspect in far if suspect.rank <= limit]
    misses = [usual_miss(suspect.variant, record, TRIED) for suspect in kind]
    least = min(range(len(kind)), key=lambda k: (misses[k], kind[k].rank))
    return Diagnosis(nearest=kind[least].says, steps=furthest, off=misses[least])


def alike_here(record: Record) -> tuple[str, ...]:
    """What this scenario could not have told from an equal: suspects that walk the whole path as well."""
    reference, said = record.reference, []
    if not reference.scheduled:
        said.append("anything about a schedule (there is none)")
    if reference.values.get("weight_decay") == 0.0:
        said.append("anything about weight decay (it is 0)")
    found = (s.says for s in suspects(reference) if s.rank <= 1 and followed(s.variant, record).equal)
    return tuple(dict.fromkeys((*said, *found)))


def _pairs(reference: Reference) -> Iterator[Suspect]:
    for one, two in combinations(mistakes(reference), 2):
        if (suspect := both(reference, one, two)) is not None:
            yield suspect


def _of_equals(record: Record, equal: list[Suspect]) -> Diagnosis:
    """All of them, and a scenario that would tell one of the first few others from the first."""
    said: dict[str, Suspect] = {}
    for suspect in equal:
        said.setdefault(suspect.says, suspect)
    first, *others = said.values()
    hints = (_parting(record, first, suspect) for suspect in others[:ASKED])
    return Diagnosis((first.says, *(suspect.says for suspect in others)), next(filter(None, hints), ""))


def _parting(record: Record, one: Suspect, two: Suspect) -> str:
    """A change of the scenario in which both part; empty if they do in none that is tried."""
    for how, scenario in _other_scenarios(record.reference):
        reference = Reference(scenario, record.reference.racer)
        first, second = one.of(reference), two.of(reference)
        if first and second and _part(first, second, reference):
            return how
    return ""


def _part(one: Suspect, two: Suspect, reference: Reference) -> bool:
    """Whether two suspects part where the first of them leads."""
    w = reference.scenario.start
    walks = [suspect.variant.walk(w, reference.factors) for suspect in (one, two)]
    for t in range(reference.scenario.steps):
        loss = reference.loss(t)
        look = loss(w)
        end, other = (walk.step(w, look, loss) for walk in walks)
        if apart(end, other, w) > PARTED:
            return True
        if not all(abs(x) < inf for x in end):
            return False
        w = end
    return False


def _other_scenarios(reference: Reference) -> Iterator[tuple[str, Scenario]]:
    """Scenarios that show more of a rule, with what they have."""
    racer, values, scenario = reference.racer, reference.values, replace(reference.scenario, steps=TRIED)
    tries: list[tuple[str, dict[str, float], tuple[str, dict[str, float]] | None]] = []
    step = ("step", {"step_size": 7.0, "gamma": 0.5})
    if not reference.scheduled:
        tries.append(("a schedule", {}, step))
    if not values.get("weight_decay", 1.0):
        tries.append(("weight_decay=0.1", {"weight_decay": 0.1}, None))
    other = 0.03 if values.get("weight_decay") == 0.1 else 0.1
    if values.get("weight_decay"):
        tries.append((f"weight_decay={other:g}", {"weight_decay": other}, None))
    tries += [(f"{name}={value:g}", {name: value}, None) for name, value in MORE if values.get(name) != value]
    tries.append((f"lr={values['lr'] * 3.0:g}", {"lr": values["lr"] * 3.0}, None))
    for how, more, schedule in tries:
        known = {name: value for name, value in more.items() if name in values}
        if known or schedule:
            try:
                yield (
                    how,
                    replace(
                        scenario,
                        optimizers={racer: {**values, **known}},
                        schedules={racer: schedule or scenario.schedules.get(racer, (CONSTANT, {}))},
                    ),
                )
            except ScenarioError:  # the value is beyond what the rule declares
                continue


MORE = (("eps", 0.01), ("amsgrad", 1.0), ("momentum", 0.8), ("dampening", 0.3), ("beta1", 0.7), ("beta2", 0.9))
