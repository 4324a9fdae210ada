"""Build the stage's payload from a Race and a View: u32 header length, JSON header, float64 and float32 arrays.

Surface, words and each run are parts, identified by the hash of their content. The browser names the parts it holds,
and those are left out: a changed learning rate sends one run, 8 KB at 200 steps.
"""

from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from declare import Parameter
from experiments.contour_levels import levels
from experiments.curvature import curvature, limits, ring_amount, slider_clamps, slider_limits
from experiments.lineup import spreadable
from experiments.link_writing import query_of, shortened
from experiments.loss_scale import KINDS, Kind, better_scale, scale
from experiments.palette import ANSWER_DASH, colorscale
from experiments.permalink import address, encode
from experiments.picture import picture
from experiments.race import Race, Run
from experiments.racer_differences import SCHEDULE, differing
from experiments.racer_looks import look_of
from experiments.racers import optimizer_of, rule_of
from experiments.run_cache import beside
from experiments.scenario import Scenario
from experiments.seeds import Results
from experiments.suggested_rate import suggested_rate
from experiments.surface_data import ground
from experiments.view import NAMES, View
from landscapes import DataLandscape
from optimizers.schedules import CONSTANT
from ravine.stage.assets import surface_module
from ravine.stage.payload.parts import Part, pack
from ravine.stage.payload.rows import Seat, seated
from ravine.stage.payload.samples import batching, cosine_part, noise, samples_part, time_of
from ravine.stage.payload.seeds import many_part
from ravine.words import Words, names_while_dragged, racer_names

FORMAT = 2
# Colours of the step inspector's arrows, used by no optimizer; the step's arrow has its optimizer's colour.
GRADIENT, MOMENTUM = "#882255", "#8A8A00"
# Dash pattern of full-batch twins.
TWIN_DASH = (2, 4)


def build(
    race: Race,
    view: View,
    words: Words,
    *,
    have: Collection[str] = (),
    many: Results | None = None,
    problems: int = 0,
    label: Part | None = None,
) -> bytes:
    """The payload that shows ``race``.

    Args:
        have: ids of parts that the browser already holds; they are left out.
        many: results of this race with many seeds.
        problems: number of settings in the link that could not be used.
        label: part of the stage's texts; None: all of them.
    """
    scenario = race.scenario
    surface = surface_part(scenario.surface, tuple(scenario.surface_parameters.values()), words.language, scenario.data)
    label = label or words_part(words.language)
    rates = bool(scenario.schedules)
    race, seats = seated(race, view)
    runs = {name: _racer(race, name, seat, rates, view) for name, seat in seats.items()}
    curved, amount = curvature_parts(race) if view.curvature else ([], None)
    looked = vectors_part(race, view.inspect) if view.inspect in race else None
    samples = samples_part(scenario, words) if scenario.size else None
    cosine = cosine_part(race, view)
    names, live = racer_names(scenario, words), names_while_dragged(scenario, words)
    rules = {rule: rule_part(rule, words.language) for rule in map(rule_of, scenario.optimizers)}
    bands = {key: many_part(result, scenario, view) for key, result in (many or {}).items()}
    header = {
        "format": FORMAT,
        "problems": problems,
        "lang": words.language,
        "query": encode(scenario, view),
        "link": _short_link(scenario, view),
        "words": label.id,
        "rules": {rule: part.id for rule, part in rules.items()},
        "surface": surface.id,
        "steps": scenario.steps,
        "start": scenario.start,
        "view": shown(resolved(view, scenario)),
        "rates": rates,
        "inspect": looked and {"key": view.inspect, "part": looked.id, "vectors": _vectors(view.inspect, words)},
        "curvature": {"parts": [part.id for part in curved], "amount": amount} if view.curvature else None,
        "seeds": many.name if many else "",
        "many": [{"key": key, "part": part.id} for key, part in bands.items()],
        "seen": cosine and {"key": cosine[0], "part": cosine[1].id},
        "samples": samples and {"part": samples.id, "file": scenario.data, **batching(scenario)},
        "noise": noise(scenario),
        "runs": [
            _run_header(name, seat, race, words, (names[seat.key], live.get(seat.key, "")), runs[name])
            for name, seat in seats.items()
        ],
    }
    parts = [label, *rules.values(), surface, *runs.values(), *curved, *bands.values()]
    parts += filter(None, [looked, samples, cosine and cosine[1]])
    return pack(header, [part for part in parts if part.id not in have])


def _short_link(scenario: Scenario, view: View) -> str:
    """The query of a short link; empty where the plain one is short."""
    texts = address(scenario, view)
    short = shortened(texts)
    return query_of(short) if short != texts else ""


def shown(view: View) -> dict[str, Any]:
    """The fields of ``view`` by name; all are plain values."""
    return {name: getattr(view, name) for name in NAMES}


def resolved(view: View, scenario: Scenario) -> View:
    """``view`` with the height scale ``auto`` replaced by the one that suits the surface."""
    if view.height != "auto":
        return view
    height = _better_height(scenario.surface, tuple(scenario.surface_parameters.values()), scenario.data)
    return replace(view, height=height)


@lru_cache(maxsize=64)
def _better_height(surface: str, parameters: tuple[float, ...], data: str) -> Kind:
    return better_scale(picture(surface, parameters, data).z)


@lru_cache(maxsize=64)
def surface_part(surface: str, parameters: tuple[float, ...], language: str, data: str = "") -> Part:
    """Part of the surface: critical points, scales, and the losses ``z``, float32 ``(GRID, GRID)``; rows are y."""
    drawn, landscape = picture(surface, parameters, data), ground(surface, data)
    marks = {
        name: [{"x": c.x, "y": c.y, "value": c.value, "global": c.is_global} for c in drawn.points if c.kind == kind]
        for name, kind in (("minima", "minimum"), ("saddles", "saddle"), ("maxima", "maximum"))
    }
    z = drawn.z.astype(np.float32)  # the browser computes heights from these rounded losses
    lowest = min((m["value"] for m in marks["minima"]), default=None)
    scales = {kind: scale(z.astype(np.float64), kind, lowest) for kind in KINDS}
    header = {
        "key": surface,
        "name": Words(language).surface(surface),
        "domain": landscape.domain,
        "axes": landscape.axes,
        "named": {p.name: Words(language).parameter(p.name, surface) for p in landscape.parameters},
        "module": surface_module(surface),
        # Samples travel in a binary part of their own, from which the stage builds the module's argument.
        "parameters": [] if isinstance(landscape, DataLandscape) else parameters,
        "lowest": lowest,
        "terrain": {"lowest": drawn.lowest, "range": drawn.range, "endless": drawn.endless},
        "log": {"lowest": scales["log"].lowest, "delta": scales["log"].delta},
        "levels": {kind: levels(drawn.z, scaled).tolist() for kind, scaled in scales.items()},
        "colorscale": {theme: colorscale(theme) for theme in ("light", "dark")},
        **marks,
    }
    return Part(header, {"z": z})


@lru_cache(maxsize=8)
def words_part(language: str) -> Part:
    """Part of all the stage's texts."""
    return Part(Words(language).stage(), {})


@lru_cache(maxsize=128)
def rule_part(rule: str, language: str) -> Part:
    """Part of the settings of ``rule`` that are numbers: those over which a racer can be spread."""
    return Part({"settings": [_declared(h, rule, Words(language)) for h in spreadable(rule)]}, {})


def _declared(setting: Parameter, rule: str, words: Words) -> dict[str, Any]:
    low, high = setting.bounds
    label = words.parameter(setting.name, rule)
    return {"name": setting.name, "label": label, "scale": setting.scale, "low": low, "high": high}


def run_part(
    run: Run,
    rates: bool = False,
    limit: NDArray[np.float64] | None = None,
    time: NDArray[np.float64] | None = None,
    clamp: NDArray[np.float64] | None = None,
) -> Part:
    """Part of one run of n steps: float64 ``path`` and ``gradient`` ``(n + 1, 2)``, ``loss`` ``(n + 1,)``.

    Args:
        rates: add ``rate`` ``(n + 1,)``, the learning rate of the step to each point.
        limit: largest stable slider value at each point, ``(n + 1,)``, if known.
        clamp: range of slider values that affect each step, ``(n + 1, 2)``, for a rule that clamps its rate.
        time: position of each point on the playback axis, ``(n + 1,)``, when that is not the step.
    """
    arrays = {"path": run.path, "loss": run.loss, "gradient": run.gradient}
    if rates:
        arrays["rate"] = run.rate[np.maximum(np.arange(len(run.path)) - 1, 0)] if len(run.rate) else np.zeros(1)
    if limit is not None:
        arrays["limit"] = limit
    if clamp is not None:
        arrays["clamp"] = clamp
    if time is not None:
        arrays["time"] = time
    return Part({}, arrays)


def _racer(race: Race, name: str, seat: Seat, rates: bool, view: View) -> Part:
    """:func:`run_part` of run ``name``, cached; not for a companion, whose slider is another run's."""

    def make() -> Part:
        limit = None if seat.companion else slider_limit(race, name)
        clamp = None if seat.companion else slider_clamps(race, name)
        return run_part(race[name], rates, limit, time_of(race, race[name], view), clamp)

    def own(part: Part) -> int:
        return part.size - sum(array.nbytes for array in (race[name].path, race[name].loss, race[name].gradient))

    return make() if seat.companion else beside(race, name, (rates, view.axis), make, own)


def slider_limit(race: Race, key: str) -> NDArray[np.float64] | None:
    """Largest stable slider value of optimizer ``key`` at each point, ``(n + 1,)``; None without a theory."""
    limit = limits(race, key)
    return None if limit is None else slider_limits(limit, race.scenario.factors(key))


def curvature_parts(race: Race) -> tuple[list[Part], float]:
    """Parts with ``curvature`` ``(n + 1, 3)`` for each run: both eigenvalues and an angle; and the rings' amount."""
    curvatures = {key: curvature(race, key) for key in race}
    parts = [
        Part({}, {"curvature": np.column_stack([along.eigenvalues, along.angle])}) for along in curvatures.values()
    ]
    return parts, ring_amount(race, curvatures)


def vectors_part(race: Race, key: str) -> Part:
    """Part of the inspector's arrows, in the order of :func:`_vectors`: float32 ``(n + 1, v, 2)``, in weights."""
    run, optimizer = race[key], optimizer_of(key)
    rate = run.rate[np.minimum(np.arange(len(run.path)), len(run.rate) - 1)] if len(run.rate) else np.zeros(1)
    along = [-rate[:, None] * run.batch_gradient]
    along += [-rate[:, None] * run.state[:, optimizer.state.index(name)] for name in _momenta(key)]
    along.append(np.vstack([np.diff(run.path, axis=0), np.zeros((1, 2))]))
    with np.errstate(over="ignore", invalid="ignore"):
        return Part({}, {"vectors": np.stack(along, axis=1).astype(np.float32)})


def _momenta(key: str) -> tuple[str, ...]:
    """State numbers that average or sum gradients; units call them m or b, as the literature does."""
    return tuple(name for name in optimizer_of(key).state if name in ("m", "b"))


def _vectors(key: str, words: Words) -> list[dict[str, str]]:
    names = ["gradient", *("momentum" for _ in _momenta(key)), "step"]
    colors = {"gradient": GRADIENT, "momentum": MOMENTUM, "step": look_of(key).color}
    return [{"name": words(f"vector-{name}"), "color": colors[name]} for name in names]


def _notes(key: str, race: Race, words: Words) -> list[str]:
    """Names of the racer's schedule and of its switched-off components, unless the racer's own name says them."""
    scenario = race.scenario
    named = differing(scenario, rule_of(key))
    schedule = [words.schedule(scenario.schedules[key][0])] if key in scenario.schedules else []
    return ([] if SCHEDULE in named else schedule) + words.switched(key, scenario.optimizers[key], named)


def _run_header(name: str, seat: Seat, race: Race, words: Words, called: tuple[str, str], part: Part) -> dict[str, Any]:
    run, key, look = race[name], seat.key, look_of(seat.key)
    lr = optimizer_of(key).hyperparameters[0]
    schedule, parameters = race.scenario.schedules.get(key, (CONSTANT, {}))
    return {
        "part": part.id,
        "key": name,
        "racer": key,
        "optimizer": rule_of(key),
        "values": dict(race.scenario.optimizers[key]),
        "schedule": None if schedule == CONSTANT else {"key": schedule, "values": dict(parameters)},
        **{
            field: words.row(name, full=seat.full, answer=seat.answer)
            for field, name in zip(("name", "live"), called, strict=True)
            if name
        },
        "color": look.color,
        "mark": look.mark,
        "dash": ANSWER_DASH if seat.answer else TWIN_DASH if seat.full else look.dash,
        "companion": seat.companion,
        "notes": [] if seat.answer else _notes(key, race, words),
        "lr": {
            "value": race.scenario.optimizers[key]["lr"],
            "low": lr.bounds[0],
            "high": lr.bounds[1],
            "default": suggested_rate(race.scenario, key),
            "scheduled": key in race.scenario.schedules,
        },
        "steps": len(run.path) - 1,
        "verdict": words.verdict(run.verdict, only=race.only_minimum) if seat.judged else words.unjudged(),
    }
