"""Scenario and View <-> query string. A link says everything in full, so that no later default can change its race."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from math import isfinite
from typing import Any
from urllib.parse import parse_qsl, quote

from experiments import surface_data
from experiments.scenario import (
    DEFAULT_OPTIMIZERS,
    DEFAULT_SURFACE,
    GRADIENT_NOISE,
    REACH,
    SEEDS,
    STEPS,
    Problem,
    Scenario,
    shorten,
)
from experiments.view import NAMES, View, from_text, to_text
from landscapes import LANDSCAPES, Landscape
from optimizers import OPTIMIZERS
from optimizers.schedules import CONSTANT, SCHEDULES

# 2: data, batches and noise have the same bits on every machine. Links of version 1 may show another race where
# something is random: what they were made with depended on the processor.
# 3: rules equal their references at the ends of their sliders too, and Adan is its authors'.
VERSION = 3
# A link that names every hyperparameter of thirty optimizers is under 4,000 characters.
LONGEST = 8_000
USUAL = View()
# Keys of the page, of a lesson and of the host; they say nothing about the race.
FOREIGN = frozenset(
    {"lang", "embed", "embed_options", "l", "scene", "answer", "p", "hide", "lock", "play", "projector"}
)


def encode(scenario: Scenario, view: View | None = None, *, brief: bool = False) -> str:
    """The query string, without ``?``, from which :func:`decode` gives ``scenario`` back to the last bit.

    ``brief`` leaves out what is at its default, for a code on the wall; such a link follows the defaults.
    """
    return "&".join(_quoted(pair) for pair in address(scenario, view, brief=brief).items())


def address(scenario: Scenario, view: View | None = None, *, brief: bool = False) -> dict[str, str]:
    """What :func:`encode` writes, by key."""
    pairs = [("s", scenario.surface)]
    pairs += [(f"s.{name}", repr(value)) for name, value in scenario.surface_parameters.items()]
    pairs += _batching(scenario)
    pairs += [("start", ",".join(map(repr, scenario.start))), ("steps", repr(scenario.steps))]
    pairs += [("seed", repr(scenario.seed)), ("o", ",".join(scenario.optimizers))]
    for key, values in scenario.optimizers.items():
        pairs += [(f"{key}.{name}", repr(value)) for name, value in values.items()]
    for key, (name, values) in scenario.schedules.items():
        pairs += [(f"{key}.schedule", name)]
        pairs += [(f"{key}.schedule.{parameter}", repr(value)) for parameter, value in values.items()]
    if view:
        shown = {name: getattr(view, name) for name in NAMES}
        pairs += [(name, to_text(value)) for name, value in shown.items() if value != getattr(USUAL, name)]
    pairs.append(("v", repr(VERSION)))
    if brief:
        usual = set(_usual(scenario))
        pairs = [pair for pair in pairs if pair not in usual]
    return dict(pairs)


# Of a link's sixty pairs, all but one are those of the link before.
@lru_cache(maxsize=8192)
def _quoted(pair: tuple[str, str]) -> str:
    key, value = pair
    return f"{quote(key, safe='.')}={quote(value, safe=',.-+')}"


def _batching(scenario: Scenario) -> list[tuple[str, str]]:
    """How batches are made: nothing where there is no data. The contents of a visitor's file are in no link."""
    if not scenario.size:
        return [("gradient_noise", repr(scenario.gradient_noise))] if scenario.gradient_noise else []
    pairs = [("data", scenario.data.split(":")[0])] if scenario.data else []
    pairs += [("batch", repr(scenario.batch))]
    if scenario.batch:
        pairs += [(name, to_text(getattr(scenario, name))) for name in ("replacement", "drop_last")]
    return pairs


def _usual(scenario: Scenario) -> Iterable[tuple[str, str]]:
    """What a link may leave out, as it would say it; the surface and who races always stay."""
    bare = Scenario(scenario.surface, optimizers={key: {} for key in scenario.optimizers})
    for key, (name, _) in scenario.schedules.items():
        yield from ((f"{key}.schedule.{p.name}", repr(p.default)) for p in SCHEDULES[name].parameters)
    yield from (pair for pair in address(bare).items() if pair[0] not in ("s", "o", "v"))


def decode(query: str, csv: str = "") -> tuple[Scenario, tuple[Problem, ...]]:
    """The scenario that ``query`` (with or without ``?``) describes.

    Never raises: what cannot be used becomes a Problem that says what is used instead, and the rest is kept.

    ``csv``: name of the :class:`experiments.surface_data.Columns` that this session holds, for a link to a file.
    """
    problems: list[Problem] = []
    given = _read(query, problems)
    surface = _choice("s", given, LANDSCAPES, DEFAULT_SURFACE, "unknown-surface", problems)
    data = _data(surface, given, csv, problems)
    landscape = surface_data.ground(surface, data)
    parameters = _numbers("s", landscape.parameters, given, problems)
    keys = _optimizers(given, problems)
    optimizers = {key: _numbers(key, OPTIMIZERS[key].hyperparameters, given, problems) for key in keys}
    schedules = {key: _schedule(key, given, problems) for key in keys if f"{key}.schedule" in given}
    start = _start(given, landscape.starts[0], problems)
    steps = _whole("steps", given, STEPS, landscape.steps, problems)
    seed = _whole("seed", given, SEEDS, 0, problems)
    batching = _batches(landscape, parameters, given, problems)
    version = _whole("v", given, (1, 2**31), VERSION, problems)
    if version > VERSION:
        problems.append(Problem("newer-link", "v"))
    known = FOREIGN | set(NAMES)
    problems += [
        Problem("unknown-key", shorten(key), shorten(value)) for key, value in given.items() if key not in known
    ]
    scenario = Scenario(surface, parameters, optimizers, start, steps, seed, schedules, data, **batching)
    if version < 2 and (scenario.size or scenario.gradient_noise):
        problems.append(Problem("older-link", "v"))
    if version < 3 and (mended := [OPTIMIZERS[k].name for k, v in scenario.optimizers.items() if _mended(k, v)]):
        problems.append(Problem("older-rule", "v", ", ".join(mended)))
    return scenario, tuple(problems)


def _mended(key: str, values: Mapping[str, float]) -> bool:
    """Whether version 3 changed what optimizer ``key`` does with these hyperparameters."""
    if key == "momentum":
        return values["momentum"] == 0.0 and values["dampening"] > 0.0
    if key == "rmsprop":
        return values["centered"] == 1.0 and values["alpha"] <= 0.5
    if key in ("adam", "adamw", "adamax", "nadam", "radam"):
        return values["beta1"] <= 0.5
    return key in ("adan", "adafactor")


def _data(surface: str, given: dict[str, str], csv: str, problems: list[Problem]) -> str:
    """What the surface stands on, and out of ``given`` all that only makes sense on data that are not there."""
    text = given.pop("data", "")
    data = csv if text == surface_data.CSV and csv else text
    code = surface_data.suits(surface, data)
    if not code:
        return data
    problems.append(Problem(code, "data", "" if code == "needs-file" else shorten(text)))
    for key in [key for key in given if key.startswith(("s.input_", "s.target_"))]:
        del given[key]
    return ""


def _batches(landscape: Landscape, parameters: Mapping, given: dict[str, str], problems: list[Problem]) -> dict:
    size = surface_data.size(landscape, landscape.values(parameters))
    if not size:
        for key in ("batch", "replacement", "drop_last"):
            if key in given:
                problems.append(Problem("no-data", key, shorten(given.pop(key))))
        return _numbers("", (GRADIENT_NOISE,), given, problems)
    if "gradient_noise" in given:
        problems.append(Problem("has-data", "gradient_noise", shorten(given.pop("gradient_noise"))))
    text = given.get("batch", "")
    asked = _parse(int, text) if text else None
    found = {"batch": _whole("batch", given, (0, size), size if asked is not None and asked > size else 0, problems)}
    for name in ("replacement", "drop_last"):
        if name in given:
            text = given.pop(name)
            if text not in ("0", "1"):
                problems.append(Problem("not-a-choice", name, shorten(text), used="0"))
            found[name] = text == "1"
    return found


def decode_view(query: str) -> tuple[View, tuple[Problem, ...]]:
    """The view in ``query``; like :func:`decode`, it never raises."""
    given, problems = _read(query, []), []
    read: dict[str, Any] = {}
    for name in NAMES:
        if name in given:
            value = from_text(name, given[name])
            if value is None:
                used = to_text(getattr(USUAL, name))
                problems.append(Problem("not-a-choice", name, shorten(given[name]), used=used))
            else:
                read[name] = value
    return View(**read), tuple(problems)


def _read(query: str, problems: list[Problem]) -> dict[str, str]:
    """First value of every key. ``given`` is emptied as it is understood; what is left is unknown."""
    if len(query) > LONGEST:
        problems.append(Problem("link-too-long", high=LONGEST))
        return {}
    given: dict[str, str] = {}
    for key, value in parse_qsl(query.removeprefix("?"), keep_blank_values=True, errors="replace"):
        if key not in given:
            given[key] = value
        elif given[key] != value:
            problems.append(Problem("repeated", shorten(key), shorten(value), used=shorten(given[key])))
    return given


def _choice(key: str, given: dict[str, str], known: Mapping, default: str, code: str, problems: list[Problem]) -> str:
    text = given.pop(key, default)
    if text in known:
        return text
    problems.append(Problem(code, key, shorten(text), used=default))
    return default


def _optimizers(given: dict[str, str], problems: list[Problem]) -> Iterable[str]:
    text = given.pop("o", None)
    if text is None:
        return DEFAULT_OPTIMIZERS
    keys = [key for key in dict.fromkeys(text.split(",")) if key]
    unknown = [key for key in keys if key not in OPTIMIZERS]
    problems += [Problem("unknown-optimizer", "o", shorten(key)) for key in unknown[:5]]
    return [key for key in keys if key in OPTIMIZERS]


def _numbers(owner: str, declared: tuple, given: dict[str, str], problems: list[Problem]) -> dict[str, float]:
    values = {}
    for parameter in declared:
        key = f"{owner}.{parameter.name}" if owner else parameter.name
        if key in given:
            text = given.pop(key)
            value = _parse(float, text)
            if value is not None and parameter.accepts(value):
                values[parameter.name] = value
            else:
                problems.append(_unusable(key, text, value, parameter.bounds, parameter.default))
    return values


def _schedule(key: str, given: dict[str, str], problems: list[Problem]) -> tuple[str, dict[str, float]]:
    owner = f"{key}.schedule"
    name = _choice(owner, given, SCHEDULES, CONSTANT, "unknown-schedule", problems)
    return name, _numbers(owner, SCHEDULES[name].parameters, given, problems)


def _unusable(key: str, text: str, value: Any, bounds: tuple, default: Any) -> Problem:
    if value is None or not isfinite(value):
        return Problem("not-a-number", key, shorten(text), used=repr(default))
    if bounds[0] <= value <= bounds[1]:
        return Problem("not-a-whole-number", key, shorten(text), used=repr(default))
    return Problem("out-of-range", key, shorten(text), *bounds, used=repr(default))


def _whole(name: str, given: dict[str, str], bounds: tuple[int, int], default: int, problems: list[Problem]) -> int:
    if name not in given:
        return default
    text = given.pop(name)
    value = _parse(int, text)
    if value is not None and bounds[0] <= value <= bounds[1]:
        return value
    problems.append(_unusable(name, text, value, bounds, default))
    return default


def _start(given: dict[str, str], default: tuple[float, float], problems: list[Problem]) -> tuple[float, float]:
    if "start" not in given:
        return default
    text = given.pop("start")
    numbers = [_parse(float, part) for part in text.split(",", 2)]
    if len(numbers) == 2 and all(n is not None and abs(n) <= REACH for n in numbers):
        return (numbers[0], numbers[1])  # type: ignore[return-value]
    used = ",".join(map(repr, default))
    problems.append(Problem("not-a-point", "start", shorten(text), used=used))
    return default


def _parse(kind: Callable[[str], Any], text: str) -> Any:
    # int("9" * 5000) raises too, but only after float() would have made it inf: cut first.
    try:
        return kind(text) if len(text) <= 40 and "_" not in text and text.isascii() else None
    except ValueError:
        return None
