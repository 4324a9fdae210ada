"""Look up and format the sentences of a language, with its plural rules and number formats."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, get_args

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Pattern
from fluent.syntax.ast import Message

from experiments import criteria
from experiments.racers import optimizer_of, rule_of
from experiments.scenario import Problem
from experiments.verdict import Kind, Verdict
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES

# In the order of the language switch, each under its own name.
LANGUAGES = {"en": "English", "ko": "한국어"}
STAGE = "stage-"
# Thresholds that the sentences about verdicts' criteria quote.
MEASURES = {
    "near": f"{criteria.NEAR:.1%}",
    "beside": f"{criteria.BESIDE:.0%}",
    "around": f"{criteria.AROUND:.0%}",
    "astray": f"{criteria.ASTRAY:.0%}",
    "still": f"{criteria.STILL:.2%}",
    "window": f"{criteria.WINDOW:.0%}",
    "times": str(criteria.TIMES),
    "lasting": f"{criteria.LASTING:.0%}",
    "fallen": f"{criteria.FALLEN:.0%}",
    "flat": f"{criteria.FLAT:.1%}",
    "floor": f"{criteria.FLOOR:.1%}",
}
# Where a run ended, beside ``inside``: at no minimum, at one outside the picture, at the surface's only one.
PLACES = ("nowhere", "outside", "only", "only-outside")
# Placeholders that the browser fills: they stay as {name} in the stage's words.
HOLES = (
    *("x", "y", "axis", "across", "up", "name", "low", "high", "lowest", "default", "limit", "amount"),
    *("step", "next", "from", "to", "times", "aside", "value", "rate"),
    *("minimum", "size", "count", "loss", "seen", "full", "batch", "cosine", "samples", "other"),
    *("width", "height", "share", "seconds", "minutes", "cell", "steps", "number"),
    *("budget", "cases", "cost", "best", "twice", "failed", "all"),
)


class MissingWordError(KeyError):
    """A key is missing from a language file, or a sentence could not be formatted."""


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource((files("ravine") / "words" / f"{language}.ftl").read_text("utf-8")))
    return bundle


@lru_cache(maxsize=8192)
def _pattern(language: str, key: str) -> Pattern | None:
    name, _, attribute = key.partition(".")
    bundle = _bundle(language)
    if not bundle.has_message(name):
        return None
    message = bundle.get_message(name)
    return message.attributes.get(attribute) if attribute else message.value


# Nearly all of a page's hundred sentences are the same as in the rerun before. Both languages have 800 without numbers.
@lru_cache(maxsize=2048, typed=True)
def _formatted(language: str, key: str, values: tuple[tuple[str, Any], ...]) -> str:
    pattern = _pattern(language, key)
    if pattern is None:
        raise MissingWordError(f"{language}: {key}")
    text, errors = _bundle(language).format_pattern(pattern, dict(values))
    if errors:
        raise MissingWordError(f"{language}: {key}: {errors}")
    return str(text)


@dataclass(frozen=True)
class Words:
    """Sentences of one language, a key of :data:`LANGUAGES`."""

    language: str

    def __call__(self, key: str, **values: Any) -> str:
        """The sentence of ``key``: a message's name, or ``message.attribute``.

        Raises:
            MissingWordError: there is no such sentence, or ``values`` lacks one of its placeholders.
        """
        return _formatted(self.language, key, tuple(values.items()))

    def has(self, key: str) -> bool:
        """Whether the sentence ``key`` exists."""
        return _pattern(self.language, key) is not None

    def optimizer(self, key: str) -> str:
        """Name of a racer's rule in this language; without a translation, the declared name."""
        key = rule_of(key)
        return self(f"optimizer-{slug(key)}") if self.has(f"optimizer-{slug(key)}") else OPTIMIZERS[key].name

    def surface(self, key: str) -> str:
        """Name of a surface in this language; without a translation, its file name."""
        name = f"surface-{slug(key)}"
        return self(name) if self.has(name) else key.replace("_", " ").capitalize()

    def of(self, kind: str, key: str, attribute: str) -> str:
        """An attribute's sentence about a unit (``of("surface", "rastrigin", "story")``); empty without one."""
        name = f"{kind}-{slug(key)}.{attribute}"
        return self(name) if self.has(name) else ""

    def family(self, key: str) -> str:
        """Name of a family of optimizers."""
        return self(f"family-{slug(key)}") if self.has(f"family-{slug(key)}") else key

    def schedule(self, key: str) -> str:
        """Name of a learning-rate schedule in this language; without a translation, the declared name."""
        return self(f"schedule-{slug(key)}") if self.has(f"schedule-{slug(key)}") else SCHEDULES[key].name

    def parameter(self, name: str, owner: str = "") -> str:
        """Name of a unit's parameter; ``owner`` is the unit's key, since ASGD's alpha is not RMSProp's."""
        key = self._parameter(name, owner)
        return self(key) if self.has(key) else name

    def parameter_short(self, name: str, owner: str = "") -> str:
        """As :meth:`parameter`, within a name: ``lr`` for the learning rate, and small letters."""
        short = f"{self._parameter(name, owner)}.short"
        full = self.parameter(name, owner)
        return self(short) if self.has(short) else full[:1].lower() + full[1:]

    def parameter_help(self, name: str, owner: str = "") -> str | None:
        """Help text of the parameter; None without one."""
        key = f"{self._parameter(name, owner)}.help"
        return self(key) if self.has(key) else None

    def _parameter(self, name: str, owner: str) -> str:
        own = f"parameter-{slug(owner)}-{slug(name)}"
        return own if self.has(own) else f"parameter-{slug(name)}"

    def switched(self, key: str, values: Mapping[str, float], but: Collection[str] = ()) -> list[str]:
        """Names of the switches of racer ``key`` that are on and disable a part of the method; not those in ``but``."""
        on = [h.name for h in optimizer_of(key).hyperparameters if h.breaks and values[h.name] and h.name not in but]
        return [self.parameter(name, rule_of(key)) for name in on]

    def part(self, key: str) -> str:
        """Name of a part of the page that a link can leave out; of a view switch, what stands on it."""
        own = f"part-{key}"
        return self(own if self.has(own) else f"{STAGE}{key}")

    def row(self, racer: str, *, full: bool = False, answer: bool = False) -> str:
        """Name of a row of the board, of the racer so named; ``full``: its full-batch twin, ``answer``: its average."""
        name = self("twin-name", name=racer) if full else racer
        return self("answer-name", name=name) if answer else name

    def unjudged(self) -> dict[str, str]:
        """Text in place of a verdict for a run that is judged by its average, which has a row of its own."""
        return {name: self(f"verdict-averaged.{name}") for name in ("text", "criterion")} | {"kind": "averaged"}

    def verdict(self, verdict: Verdict, *, only: bool = False) -> dict[str, str]:
        """A verdict's ``kind``, its label ``text`` and its ``criterion``.

        ``only``: the surface has one minimum, which needs no number.
        """
        return dict(_verdict(self, verdict, only=only))

    def problem(self, problem: Problem) -> str:
        """One or two sentences: the problem, and the value that is used instead."""
        sentence = self(f"problem-{problem.code}", **_holes(problem))
        return self("problem-used", sentence=sentence.rstrip("."), used=problem.used) if problem.used else sentence

    def problems(self, problems: Sequence[Problem], most: int) -> str:
        """One sentence for all that cannot be used in a link, the first ``most`` of them one by one."""
        if len(problems) == 1:
            return self.problem(problems[0])
        parts = [self._part_of(problem) for problem in problems[:most]]
        if len(problems) > most:
            parts.append(self("notices-more", count=len(problems) - most))
        return self("notices-several", list="; ".join(parts))

    def _part_of(self, problem: Problem) -> str:
        short = f"problem-{problem.code}.short"
        if self.has(short):
            return self(short, **_holes(problem))
        return self("notice-used" if problem.used else "notice-left-out", used=problem.used, **_holes(problem))

    def stage(self) -> dict[str, str]:
        """All words of the stage by key without its prefix; placeholders for the browser stay as ``{name}``."""
        holes = {hole: f"{{{hole}}}" for hole in HOLES}
        own = {key.removeprefix(STAGE): self(key, **holes) for key in keys(self.language) if key.startswith(STAGE)}
        return own | self._verdicts()

    def _verdicts(self) -> dict[str, str]:
        """Texts of :meth:`verdict` for each kind; those of other places than ``inside`` are added where they differ."""
        texts = {}
        for kind in get_args(Kind):
            usual = _judged(self, kind, "{step}", "{minimum}", "inside")
            cases = {"": usual, **{f"-{place}": _judged(self, kind, "{step}", "{minimum}", place) for place in PLACES}}
            for case, verdict in cases.items():
                if not case or verdict != usual:
                    texts[f"verdict-{kind}{case}"] = verdict["text"]
                    texts[f"verdict-{kind}{case}-criterion"] = verdict["criterion"]
        return texts


def _holes(problem: Problem) -> dict[str, str | int]:
    ends = {"low": problem.low, "high": problem.high}
    span = {name: f"{end:.15g}" for name, end in ends.items() if end is not None}
    return {"field": problem.field, "given": problem.given, "count": problem.count, "line": str(problem.line), **span}


# A payload asks for the verdicts of all racers, though a change affects one.
@lru_cache(maxsize=1024)
def _verdict(words: Words, verdict: Verdict, *, only: bool) -> dict[str, str]:
    place = "-".join(["only"] * only + ["outside"] * verdict.outside) or "inside"
    return _judged(words, verdict.kind, verdict.step, verdict.minimum or 0, place if verdict.minimum else "nowhere")


def _judged(words: Words, kind: Kind, step: int | str, minimum: int | str, place: str) -> dict[str, str]:
    """A verdict in words; numbers may be placeholders that the browser fills."""
    key = "verdict-floor" if kind == "converged" and place == "nowhere" else f"verdict-{kind}"
    return {
        "kind": kind,
        "text": words(key, step=step, minimum=minimum, place=place),
        "criterion": words(f"{key}.criterion", step=step, **MEASURES),
    }


@cache
def keys(language: str) -> tuple[str, ...]:
    """Names of all messages of a language file, in file order."""
    resource = FluentResource((files("ravine") / "words" / f"{language}.ftl").read_text("utf-8"))
    return tuple(entry.id.name for entry in resource.body if isinstance(entry, Message))


def slug(key: str) -> str:
    """A unit's file name as part of a Fluent key: hyphens for underscores."""
    return key.replace("_", "-")


def choose(requested: str | None, locale: str | None) -> str:
    """Key of the language: the address's if it is known, else the browser's, else ``en``."""
    for wish in (requested, locale):
        language = (wish or "").replace("_", "-").split("-")[0].lower()
        if language in LANGUAGES:
            return language
    return "en"
