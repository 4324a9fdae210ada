"""Encode a Scenario and a View as the query string of a link, and decode it.

A link names every value, so that no later default can change its race. :func:`settings` lists everything that decides
a race by its key in a link; :mod:`experiments.link_fields` and the units' declarations say how each value is written
and parsed. Encoding, decoding and :mod:`experiments.change` use them. :mod:`experiments.link_pairs` reads the text of
a link, :mod:`experiments.link_writing` writes it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from experiments import compact_link, link_names, surface_data
from experiments.link_fields import FIELDS, Field, number, unit, whole
from experiments.link_names import Spoken
from experiments.link_pairs import FOREIGN, LONGEST, TooLong, pairs
from experiments.link_spelling import fold, listed
from experiments.link_writing import query_of
from experiments.racers import COPIES, MARK, MOST, is_racer, optimizer_of, rule_of
from experiments.scenario import (
    DEFAULT_OPTIMIZERS,
    DEFAULT_SURFACE,
    GRADIENT_NOISE,
    Problem,
    Scenario,
    shorten,
)
from experiments.suggested_rate import suggest
from experiments.view import NAMES, View, from_text, mended, to_text
from landscapes import Landscape
from optimizers import OPTIMIZERS
from optimizers.schedules import CONSTANT, SCHEDULES

# 2: data, batches and noise have the same bits on every machine. Races of version 1 with anything random depended on
# the processor and may differ now.
# 3: rules also equal their references at the ends of their sliders, and Adan follows its authors' code.
VERSION = 3
USUAL = View()


def settings(scenario: Scenario) -> dict[str, Any]:
    """Everything that decides the race, by its key in a link (``adam.lr``), in the link's order."""
    by_key: dict[str, Any] = {"s": scenario.surface}
    by_key |= {f"s.{name}": value for name, value in scenario.surface_parameters.items()}
    by_key |= _batching(scenario)
    by_key |= {name: getattr(scenario, name) for name in ("start", "steps", "seed")}
    by_key["o"] = tuple(scenario.optimizers)
    for key, values in scenario.optimizers.items():
        by_key |= {f"{key}.{name}": value for name, value in values.items()}
    for key, (name, values) in scenario.schedules.items():
        by_key[f"{key}.schedule"] = name
        by_key |= {f"{key}.schedule.{parameter}": value for parameter, value in values.items()}
    return by_key


def _batching(scenario: Scenario) -> dict[str, Any]:
    """Settings of batches; without data, of gradient noise."""
    if not scenario.size:
        return {"gradient_noise": scenario.gradient_noise} if scenario.gradient_noise else {}
    batching: dict[str, Any] = {"data": scenario.data} if scenario.data else {}
    batching["batch"] = scenario.batch
    if scenario.batch:
        batching |= {name: getattr(scenario, name) for name in ("replacement", "drop_last")}
    return batching


def encode(scenario: Scenario, view: View | None = None, *, brief: bool = False) -> str:
    """The query string, without ``?``, from which :func:`decode` restores ``scenario`` to the last bit.

    ``brief`` leaves out defaults, for a short QR code; the race of such a link changes when defaults change.
    """
    return query_of(address(scenario, view, brief=brief))


def address(scenario: Scenario, view: View | None = None, *, brief: bool = False) -> dict[str, str]:
    """The texts that :func:`encode` writes, by key."""
    texts = {key: _text(key, value) for key, value in settings(scenario).items()}
    if view:
        fields = {name: getattr(view, name) for name in NAMES}
        texts |= {name: to_text(value) for name, value in fields.items() if value != getattr(USUAL, name)}
    texts["v"] = repr(VERSION)
    if brief:
        usual = set(_usual(scenario))
        texts = {key: text for key, text in texts.items() if (key, text) not in usual}
    return texts


def _text(key: str, value: Any) -> str:
    """Text of a value in a link: by FIELDS, else a schedule's name or a parameter's number."""
    if key in FIELDS:
        return FIELDS[key].write(value)
    return value if isinstance(value, str) else repr(value)


def _usual(scenario: Scenario) -> Iterable[tuple[str, str]]:
    """Pairs that a brief link leaves out, those at their defaults; the surface and the optimizers always stay."""
    bare = Scenario(scenario.surface, optimizers={key: {} for key in scenario.optimizers})
    for key, (name, _) in scenario.schedules.items():
        yield from ((f"{key}.schedule.{p.name}", repr(p.default)) for p in SCHEDULES[name].parameters)
    yield from (pair for pair in address(bare).items() if pair[0] not in ("s", "o", "v"))


def decode(query: str, csv: str = "", spoken: Spoken | None = None) -> tuple[Scenario, tuple[Problem, ...]]:
    """The scenario that ``query`` (with or without ``?``) describes.

    Never raises: an unusable value is reported as a Problem that names its replacement, and the rest is kept. Where a
    link that nobody's program has written names no rate at all, all rates are suggested ones.

    Args:
        query: the query string of a link.
        csv: name of the session's :class:`experiments.surface_data.Columns`, for a link that says ``data=csv``.
        spoken: words for units in any language, which a link may use for their keys.
    """
    problems: list[Problem] = []
    given = _read(query, problems)
    surface = _field("s", given, DEFAULT_SURFACE, problems, unit(link_names.SURFACE, "unknown-surface", spoken))
    data = _data(surface, given, csv, problems, spoken)
    landscape = surface_data.ground(surface, data)
    parameters = _numbers("s", landscape.parameters, given, problems)
    keys = _optimizers(given, problems, spoken)
    by_hand = "v" not in given and not any(f"{key}.lr" in given for key in keys)
    optimizers = {key: _numbers(key, optimizer_of(key).hyperparameters, given, problems) for key in keys}
    schedules = {key: _schedule(key, given, problems, spoken) for key in keys if f"{key}.schedule" in given}
    start = _field("start", given, landscape.starts[0], problems)
    steps = _field("steps", given, landscape.steps, problems)
    seed = _field("seed", given, 0, problems)
    batching = _batches(landscape, parameters, given, problems)
    version = _field("v", given, VERSION, problems, whole((1, 2**31), nearest=False))
    if version > VERSION:
        problems.append(Problem("newer-link", "v"))
    known = {*FOREIGN, *NAMES}
    problems += [
        Problem("unknown-key", shorten(key), shorten(value)) for key, value in given.items() if key not in known
    ]
    scenario = Scenario(surface, parameters, optimizers, start, steps, seed, schedules, data, **batching)
    if version < 2 and (scenario.size or scenario.gradient_noise):
        problems.append(Problem("older-link", "v"))
    if version < 3 and (corrected := _corrected(scenario)):
        problems.append(Problem("older-rule", "v", ", ".join(corrected)))
    return suggest(scenario) if by_hand else scenario, tuple(problems)


def _corrected(scenario: Scenario) -> list[str]:
    """Names of the rules whose numbers version 3 changed."""
    racers = scenario.optimizers.items()
    rules = dict.fromkeys(rule_of(key) for key, values in racers if _is_corrected(rule_of(key), values))
    return [OPTIMIZERS[key].name for key in rules]


def _is_corrected(key: str, values: Mapping[str, float]) -> bool:
    """Whether version 3 changed the numbers of optimizer ``key`` with these hyperparameters."""
    if key == "momentum":
        return values["momentum"] == 0.0 and values["dampening"] > 0.0
    if key == "rmsprop":
        return values["centered"] == 1.0 and values["alpha"] <= 0.5
    if key in ("adam", "adamw", "adamax", "nadam", "radam"):
        return values["beta1"] <= 0.5
    return key in ("adan", "adafactor")


def _data(surface: str, given: dict[str, str], csv: str, problems: list[Problem], spoken: Spoken | None) -> str:
    """The surface's data. If they are unusable, their standardisation parameters are removed from ``given``."""
    text = given.pop("data", "")
    data = csv if text == surface_data.CSV and csv else text
    code = surface_data.suits(surface, data)
    if code == "unknown-data":
        named = _named_data(text, spoken)
        data = csv if named == surface_data.CSV and csv else data if named is None else named
        code = surface_data.suits(surface, data)
    if not code:
        return data
    problems.append(Problem(code, "data", "" if code == "needs-file" else shorten(text)))
    for key in [key for key in given if key.startswith(("s.input_", "s.target_"))]:
        del given[key]
    return ""


def _named_data(text: str, spoken: Spoken | None) -> str | None:
    """The data that ``text`` names in other letters; None if it names none."""
    return surface_data.CSV if fold(text) == surface_data.CSV else link_names.find(link_names.DATA, text, spoken)


def _batches(landscape: Landscape, parameters: Mapping, given: dict[str, str], problems: list[Problem]) -> dict:
    size = surface_data.size(landscape, landscape.values(parameters))
    if not size:
        for key in ("batch", "replacement", "drop_last"):
            if key in given:
                problems.append(Problem("no-data", key, shorten(given.pop(key))))
        return _numbers("", (GRADIENT_NOISE,), given, problems)
    if "gradient_noise" in given:
        problems.append(Problem("has-data", "gradient_noise", shorten(given.pop("gradient_noise"))))
    batching = {"batch": _field("batch", given, 0, problems, whole((0, size)))}
    return batching | {
        name: _field(name, given, False, problems) for name in ("replacement", "drop_last") if name in given
    }


def decode_view(query: str, spoken: Spoken | None = None) -> tuple[View, tuple[Problem, ...]]:
    """The view in ``query``, and problems; never raises. ``spoken`` as of :func:`decode`."""
    given, problems = _read(query, []), []
    read: dict[str, Any] = {}
    for name in NAMES:
        if name in given:
            value = from_text(name, given[name])
            if value is None:
                value, left_out = mended(name, given[name], spoken)
                if value is None or left_out:
                    used = to_text(getattr(USUAL, name) if value is None else value)
                    problems.append(Problem("not-a-choice", name, shorten(given[name]), used=used))
            if value is not None:
                read[name] = value
    return View(**read), tuple(problems)


def _read(query: str, problems: list[Problem]) -> dict[str, str]:
    """First value of each key. The readers below remove the keys that they understand; the rest is unknown."""
    given: dict[str, str] = {}
    try:
        found = pairs(query)
    except TooLong:
        problems.append(Problem("link-too-long", high=LONGEST))
        return {}
    for key, value in found:
        if key not in given:
            given[key] = value
        elif given[key] != value:
            problems.append(Problem("repeated", shorten(key), shorten(value), used=shorten(given[key])))
    if (text := given.pop(compact_link.KEY, None)) is not None:
        try:
            compact_link.unpack(text)
        except compact_link.Unreadable:
            problems.append(Problem("damaged-link", compact_link.KEY, shorten(text)))
    return given


def _field(key: str, given: dict[str, str], default: Any, problems: list[Problem], field: Field | None = None) -> Any:
    """Take ``key`` out of ``given``, parsed by ``field`` or FIELDS; ``default`` if it is missing or unusable."""
    if key not in given:
        return default
    value, problem = (field or FIELDS[key]).read(key, given.pop(key), default)
    if problem:
        problems.append(problem)
    return value


def _optimizers(given: dict[str, str], problems: list[Problem], spoken: Spoken | None) -> tuple[str, ...]:
    """Who races: those that the link names, the usual ones where it names nobody that is known."""
    if "o" not in given:
        return DEFAULT_OPTIMIZERS
    text = given.pop("o")
    asked = FIELDS["o"].parse(text)
    racing = asked if all(map(is_racer, asked)) else _meant_racers(text, problems, spoken)
    if len(racing) > MOST:
        problems.append(Problem("too-many-racers", "o", str(len(racing)), 1, MOST))
        for key in [key for key in given if key.startswith(tuple(f"{racer}." for racer in racing[MOST:]))]:
            del given[key]
    return racing[:MOST]


def _meant_racers(text: str, problems: list[Problem], spoken: Spoken | None) -> tuple[str, ...]:
    """The racers that ``text`` names in other letters; the usual ones where it names nobody that is known.

    A copy with a number that no copy has is its rule's first racer.
    """
    names = listed(text) or [text]
    keys = [link_names.find_racer(name, spoken) for name in names]
    if len(names) > 1 and None in keys and (whole := link_names.find(link_names.OPTIMIZER, " ".join(names), spoken)):
        return (whole,)  # one name of several words
    wrong = [name for name, key in zip(names, keys, strict=True) if not key]
    rules = {name: link_names.find(link_names.OPTIMIZER, rule_of(name), spoken) for name in wrong if MARK in name}
    racing = tuple(dict.fromkeys(filter(None, (key or rules.get(name) for name, key in zip(names, keys, strict=True)))))
    unknown = [name for name in wrong if not rules.get(name)]
    used = [*((",".join(DEFAULT_OPTIMIZERS),) if not racing else ()), *[""] * len(unknown)]
    problems += [
        Problem("unknown-copy", "o", shorten(name), *COPIES, used=rule) for name, rule in rules.items() if rule
    ][:5]
    problems += [Problem("unknown-optimizer", "o", shorten(name), used=used[i]) for i, name in enumerate(unknown[:5])]
    return racing or DEFAULT_OPTIMIZERS


def _numbers(owner: str, declared: tuple, given: dict[str, str], problems: list[Problem]) -> dict[str, float]:
    """Values of the ``declared`` parameters that ``given`` names; the default in place of an unusable value."""
    keys = {f"{owner}.{parameter.name}" if owner else parameter.name: parameter for parameter in declared}
    return {
        parameter.name: _field(key, given, parameter.default, problems, number(parameter))
        for key, parameter in keys.items()
        if key in given
    }


def _schedule(
    key: str, given: dict[str, str], problems: list[Problem], spoken: Spoken | None
) -> tuple[str, dict[str, float]]:
    owner = f"{key}.schedule"
    name = _field(owner, given, CONSTANT, problems, unit(link_names.SCHEDULE, "unknown-schedule", spoken))
    return name, _numbers(owner, SCHEDULES[name].parameters, given, problems)
