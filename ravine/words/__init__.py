"""Texts of the app, one Fluent file a language."""

from ravine.words._racer_names import names_while_dragged, racer_names
from ravine.words._words import LANGUAGES, Words, choose, keys, slug

__all__ = ["LANGUAGES", "Words", "choose", "keys", "names_while_dragged", "racer_names", "slug"]
