"""Read a link's text into keys and values, whatever mails, chat programs and people have made of it.

A key that is known and a value without marks of escaping stand as they are: a good link is never read differently.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from html import unescape
from urllib.parse import parse_qsl, unquote

from experiments import compact_link, surface_data
from experiments.link_fields import FIELDS
from experiments.link_names import BATCH, BATCH_NAMES, OPTIMIZER, PARAMETER_NAMES, aliases
from experiments.link_spelling import fold, trimmed
from experiments.link_trackers import is_tracker
from experiments.racers import MARK, is_racer
from experiments.view import NAMES
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES

# In characters; the longest legal link has 23,000, and one that was encoded twice two thirds more.
LONGEST = 40_000
MOST_PAIRS = 1_000  # a legal link has up to 450
# Keys of the app's pages and of their host: a link that was copied from a browser is a link here too.
PAGE_KEYS = ("lang", "l", "scene", "answer", "p", "hide", "lock", "play", "projector")
# What a link to exactly one moment of a race adds.
MOMENT_KEYS = ("step", "speed", "loop", "zoom", "loss_zoom", "camera")
FOREIGN = frozenset({"embed", "embed_options", *PAGE_KEYS, *MOMENT_KEYS})

ESCAPED_SIGN = "3D"  # mails write "=" as "=3D"
ESCAPED = re.compile("%[0-9a-fA-F]{2}")
MOST_ESCAPED = 4  # times that a link may have been percent-encoded beyond the first
MANGLED = re.compile("[%&;=?]")
# What is left of "&amp;" before a key once "&" has separated it.
ENTITY = re.compile(r"^(?:amp;|#0*38;|#x0*26;)+", re.IGNORECASE)

OWN_NAMES = {
    "s": "surface function func landscape",
    "o": "optimizer optimizers optimiser optimisers opt opts racers",
    "start": "init initial start_point starting_point x0y0",
    "steps": "iterations iters iteration num_steps nsteps n_steps max_steps max_iter",
    "seed": "random_seed rng_seed",
    BATCH: BATCH_NAMES,
    "gradient_noise": "noise grad_noise",
    "data": "dataset data_set",
    "lang": "language locale",
    "v": "version",
}


class TooLong(ValueError):
    """A text longer than any link."""


# A race that is asked for looks several times into its link.
@lru_cache(maxsize=64)
def pairs(query: str) -> tuple[tuple[str, str], ...]:
    """Keys and values that a query string means (with or without ``?``), those of its compact part last.

    Trackers' keys are left out.

    Raises:
        TooLong: nothing in it is read.
    """
    if len(query) > LONGEST:
        raise TooLong
    try:
        given = parse_qsl(query.removeprefix("?"), keep_blank_values=True, errors="replace", max_num_fields=MOST_PAIRS)
    except ValueError as error:
        raise TooLong from error
    if given and all(value[:2].upper() == ESCAPED_SIGN for key, value in given if is_known(key)):
        given = [(key, value.removeprefix(value[:2]) if is_known(key) else value) for key, value in given]
    apart = [pair for key, value in given for pair in _apart(key, value)]
    kept = [(key, value) for key, value in apart if is_known(key) or not is_tracker(key)]
    inside = [pair for key, value in kept if key == compact_link.KEY for pair in _unpacked(value)]
    # What stands beside the compact part was added by hand.
    plain = {key for key, _ in kept}
    return (*kept, *(pair for pair in inside if pair[0] not in plain))


def meant(query: str) -> dict[str, str]:
    """The first value of each key; nothing of what is too long for a link."""
    try:
        return dict(reversed(pairs(query)))
    except TooLong:
        return {}


def _unpacked(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(compact_link.unpack(text), keep_blank_values=True, max_num_fields=MOST_PAIRS)
    except ValueError:
        return []  # permalink reports it


def _apart(key: str, value: str) -> Iterator[tuple[str, str]]:
    """The pairs that a pair means: one, or those of a link that was percent-encoded or HTML-escaped as a whole."""
    if is_known(key) and not MANGLED.search(value):
        yield key, value
        return
    text = _decoded(f"{key}={value}" if value else key)
    pieces = [ENTITY.sub("", piece) for piece in re.split(r"[&?]|;(?=[^;&=]+=)", unescape(text)) if piece]
    parts = [(canonical(name), value) for name, _, value in (piece.partition("=") for piece in pieces)]
    if any(is_known(name) for name, _ in parts):
        yield from ((name, value) for name, value in parts if value or is_known(name))
    else:
        yield canonical(key), value


def _decoded(text: str) -> str:
    for _ in range(MOST_ESCAPED):
        if not ESCAPED.search(text):
            break
        text = unquote(text, errors="replace")
    return text


def canonical(key: str) -> str:
    """The known key that ``key`` means; ``key`` itself if it means none."""
    first, number, rest = _apart_copy(key)
    if number:
        plain = canonical(f"{first}.{rest}")
        copied = plain.replace(".", f"{MARK}{fold(number)}.", 1)
        return copied if is_known(copied) else key
    return key if key in known() else _by_fold().get(fold(ENTITY.sub("", trimmed(key))), key)


def is_known(key: str) -> bool:
    """Whether a link may have ``key``, a setting of a copy among them."""
    if key in known():
        return True
    first, number, rest = _apart_copy(key)
    return bool(number) and f"{first}.{rest}" in known() and is_racer(f"{first}{MARK}{number}")


def _apart_copy(key: str) -> tuple[str, str, str]:
    """Rule, number and setting of a key of a copy, ``adam~2.lr``; number and setting are empty where it is none."""
    first, dot, rest = key.partition(".")
    rule, mark, number = first.partition(MARK)
    return (rule, number, rest) if dot and mark else (first, "", "")


@cache
def known() -> frozenset[str]:
    """Every key that a link may have, but those of copies (:func:`is_known`)."""
    keys = {compact_link.KEY, "v", *FIELDS, *NAMES, *FOREIGN}
    for surface in LANDSCAPES:
        for data in surface_data.choices(surface) or ("",):
            keys |= {f"s.{parameter.name}" for parameter in surface_data.ground(surface, data).parameters}
    for key, optimizer in OPTIMIZERS.items():
        keys |= {f"{key}.{parameter.name}" for parameter in optimizer.hyperparameters} | {f"{key}.schedule"}
        keys |= {f"{key}.schedule.{p.name}" for schedule in SCHEDULES.values() for p in schedule.parameters}
    return frozenset(keys)


@cache
def _by_fold() -> dict[str, str]:
    """Known keys by every folded spelling of theirs; a key's own spelling goes before those of others."""
    owners: dict[str, list[str]] = {}
    for name, key in aliases(OPTIMIZER).items():
        owners.setdefault(key, []).append(name)
    spelled: dict[str, str] = {}
    for key in sorted(known()):
        first, *rest = key.split(".")
        beginnings = owners.get(first, []) if rest else []
        if first == "s" or not rest:
            beginnings = [*map(fold, OWN_NAMES.get(first, "").split())]
        ends = [fold("".join(rest))]
        if rest:
            ends += [fold("".join(rest[:-1]) + name) for name in PARAMETER_NAMES.get(rest[-1], "").split()]
        for beginning in (fold(first), *beginnings):
            for end in ends:
                spelled.setdefault(beginning + end, key)
    return spelled | {fold(key): key for key in known()}
