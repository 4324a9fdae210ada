"""Words of the pages for surfaces, optimizers, schedules and data: a link may use them for the units' keys."""

from functools import cache

from experiments.link_names import DATA, OPTIMIZER, SCHEDULE, SURFACE, UNITS, Spoken
from ravine.words import LANGUAGES, Words


@cache
def spoken() -> Spoken:
    """(word, key) of every unit in every language, by kind."""
    words = [Words(language) for language in LANGUAGES]
    return {
        SURFACE: [(each.surface(key), key) for each in words for key in UNITS[SURFACE]],
        OPTIMIZER: [(each.optimizer(key), key) for each in words for key in UNITS[OPTIMIZER]],
        SCHEDULE: [(each.schedule(key), key) for each in words for key in UNITS[SCHEDULE]],
        DATA: [(each(f"data-{key}"), key) for each in words for key in UNITS[DATA]],
    }
