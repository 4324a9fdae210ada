"""Sentences of verdicts, checked on the path by independent code; and stability of verdicts under one more step."""

from collections import Counter
from itertools import pairwise
from math import hypot, inf, isfinite
from typing import get_args

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments import Scenario, run
from experiments.criteria import (
    AROUND,
    ASTRAY,
    BESIDE,
    FALLEN,
    FLAT,
    FLOOR,
    LASTING,
    NEAR,
    REST,
    STILL,
    TIMES,
    WINDOW,
)
from experiments.suggested_rate import suggest
from experiments.verdict import Kind, judge
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from tests.support.surfaces import terrain_of


class Facts:
    """Quantities in the verdicts' sentences, computed from a run with loops and the standard library."""

    def __init__(self, path, loss, gradient, terrain, noisy) -> None:
        self.path, self.loss = path.tolist(), loss.tolist()
        self.last = len(self.path) - 1
        self.first = int(self.last * (1 - WINDOW))
        (self.x0, self.x1), (self.y0, self.y1) = terrain.domain
        self.diagonal = hypot(self.x1 - self.x0, self.y1 - self.y0)
        self.terrain, self.slope = terrain, hypot(*gradient[-1].tolist())
        self.flat = self.slope <= FLAT * terrain.loss_range / self.diagonal
        self.end, self.noisy = self.path[-1], noisy
        self.never_moved = all(place == self.path[0] for place in self.path)

    def inside(self, place):
        return self.x0 <= place[0] <= self.x1 and self.y0 <= place[1] <= self.y1

    def points(self, *kinds):
        return [(c.x, c.y) for c in self.terrain.points if c.kind in kinds]

    def far(self, point, since):
        return max(hypot(x - point[0], y - point[1]) for x, y in self.path[since:])

    def beside(self, *kinds):
        away = [hypot(self.end[0] - x, self.end[1] - y) for x, y in self.points(*kinds)]
        return min(away, default=inf) <= BESIDE * self.diagonal * (1 + 1e-12)

    @property
    def still(self):
        return self.far(self.end, self.first) <= STILL * self.diagonal * (1 + 1e-12)

    def walked(self, since, to):
        return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(self.path[since : to + 1]))

    @property
    def swings(self):
        count = self.last - self.first
        earlier = max(self.first - count, 0)
        if earlier == self.first or self.far(self.end, self.first) <= REST * self.diagonal:
            return False
        xs, ys = zip(*self.path[self.first :], strict=True)
        box = hypot(max(xs) - min(xs), max(ys) - min(ys))
        after, before = self.walked(self.first, self.last), self.walked(earlier, self.first)
        kept = after / count >= LASTING * before / (self.first - earlier) * (1 - 1e-9)
        lowest = min([self.terrain.lowest, *(c.value for c in self.terrain.points if c.kind == "minimum")])
        was, is_ = (min(self.loss[a : b + 1]) - lowest for a, b in ((earlier, self.first), (self.first, self.last)))
        return after >= TIMES * box * (1 - 1e-9) and kept and is_ >= was - (1 - FALLEN) * abs(was) * (1 + 1e-9)


def converged(verdict, facts):
    minima = facts.points("minimum")
    place = minima[verdict.minimum - 1] if verdict.minimum else facts.end
    assert facts.far(place, verdict.step) <= NEAR * facts.diagonal * (1 + 1e-12)
    assert verdict.step == 0 or facts.far(place, verdict.step - 1) > NEAR * facts.diagonal * (1 - 1e-12)
    if verdict.minimum:
        assert verdict.step <= facts.first or facts.far(facts.end, facts.last - 2) <= REST * facts.diagonal
        assert facts.noisy or not facts.swings
        assert verdict.outside == (not facts.inside(place))
    else:
        assert facts.flat
        assert facts.loss[-1] - facts.terrain.lowest <= FLOOR * facts.terrain.loss_range


def oscillating(verdict, facts):
    assert facts.swings
    if verdict.minimum:
        place = facts.points("minimum")[verdict.minimum - 1]
        assert facts.far(place, facts.first) <= ASTRAY * facts.diagonal * (1 + 1e-12)


def stuck(verdict, facts):
    assert facts.still
    assert facts.flat
    assert facts.beside(verdict.kind)


def plateau(_verdict, facts):
    assert facts.still
    assert facts.flat
    assert facts.inside(facts.end)
    assert not facts.beside("minimum", "saddle", "maximum")


def stopped(verdict, facts):
    assert all(place == facts.end for place in facts.path[min(verdict.step, facts.first) :])
    assert facts.path[verdict.step - 1] != facts.end
    assert not facts.flat


def unmoved(_verdict, facts):
    assert facts.never_moved


def left(verdict, facts):
    assert not any(map(facts.inside, facts.path[verdict.step :]))
    assert verdict.step == 0 or facts.inside(facts.path[verdict.step - 1])


def endless(_verdict, facts):
    assert facts.terrain.endless


def hovering(verdict, facts):
    assert facts.noisy
    xs, ys = zip(*facts.path[facts.first :], strict=True)
    place = facts.points("minimum")[verdict.minimum - 1]
    middle = sum(xs) / len(xs), sum(ys) / len(ys)
    assert hypot(middle[0] - place[0], middle[1] - place[1]) <= AROUND * facts.diagonal * (1 + 1e-9)
    assert facts.far(place, facts.first) <= ASTRAY * facts.diagonal * (1 + 1e-12)


def diverged(verdict, facts):
    assert verdict.step == facts.last
    assert not (isfinite(facts.loss[-1]) and max(map(abs, facts.end)) < 1e9 and isfinite(facts.slope))


def moving(_verdict, facts):
    assert not facts.swings
    assert not facts.never_moved
    near = min((facts.far(place, facts.first) for place in facts.points("minimum")), default=inf)
    assert near > NEAR * facts.diagonal * (1 - 1e-12), "it stayed at a minimum"


CLAIMS = {claim.__name__: claim for claim in (converged, oscillating, plateau, stopped, unmoved, left, endless)}
CLAIMS |= {claim.__name__: claim for claim in (hovering, diverged, moving)} | {"saddle": stuck, "maximum": stuck}


def test_every_verdict_has_a_claim_that_is_recomputed():
    assert set(CLAIMS) == set(get_args(Kind))


def drawn(random, *, steps=300):
    """A random optimizer, its rate within a factor of five or ten of the suggested one, and a random start."""
    surface, key = random.choice(list(LANDSCAPES)), random.choice(list(OPTIMIZERS))
    landscape = LANDSCAPES[surface]
    start = tuple(float(random.uniform(low, high)) for low, high in landscape.domain)
    scenario = suggest(Scenario(surface, {}, {key: {}}, start, steps))
    rate = OPTIMIZERS[key].hyperparameters[0]
    low, high = rate.bounds
    moved = scenario.optimizers[key]["lr"] * 10 ** float(random.uniform(-1.0, 0.7))
    return Scenario(surface, {}, {key: {"lr": min(max(moved, low), high)}}, start, steps), key


@given(st.randoms(use_true_random=False), st.sampled_from([7, 40, 150]), st.sampled_from([0.0, 0.0, 3.0]))
@settings(max_examples=150)
def test_every_verdict_s_sentence_is_true(random, steps, noise):
    scenario, key = drawn(random, steps=steps)
    scenario = Scenario(
        scenario.surface, {}, dict(scenario.optimizers), scenario.start, steps, seed=steps, gradient_noise=noise
    )
    entry = run(scenario)[key]
    facts = Facts(
        entry.result.path, entry.result.loss, entry.result.gradient, terrain_of(scenario), scenario.gradient_noise > 0.0
    )
    CLAIMS[entry.verdict.kind](entry.verdict, facts)


# Changes of verdict that are reversed within twenty steps, by run, among 22,000 pairs of n and n + 1 steps: runs whose
# swings flare up and calm down, on a kink for example.
TAKEN_BACK = Counter(
    {
        ("bukin_n6", "nadam"): 13,
        ("cross_in_tray", "lion"): 2,
        ("griewank", "qhadam"): 3,
        ("spiral", "sam"): 4,
    }
)


def test_one_step_more_changes_no_verdict_unless_the_run_changed():
    """For random racers, step by step: a changed verdict is not reversed soon."""
    random, taken_back = np.random.default_rng(16), Counter()
    for _ in range(80):
        scenario, key = drawn(random)
        entry = run(scenario)[key]
        if entry.verdict.kind == "diverged":
            continue
        path, loss, gradient = entry.result.path, entry.result.loss, entry.result.gradient
        terrain = terrain_of(scenario)
        kinds = [judge(path[: n + 1], loss[: n + 1], gradient[: n + 1], terrain).kind for n in range(20, len(path))]
        for n in range(1, len(kinds)):
            if kinds[n] != kinds[n - 1] and kinds[n - 1] in kinds[n + 1 : n + 20]:
                taken_back[scenario.surface, key] += 1
    assert taken_back == TAKEN_BACK, "verdicts that hang on the last step"
