"""Undo and redo: two buttons in the page's heading, which page/undo.js of the stage moves through the visit's steps."""

from html import escape

import streamlit as st

from ravine.words import Words

# Word, steps to move by, keys as they are written and as screen readers take them.
BUTTONS = (
    ("undo", -1, "Ctrl+Z", "Control+Z Meta+Z"),
    ("redo", 1, "Ctrl+Shift+Z", "Control+Shift+Z Meta+Shift+Z Control+Y"),
)


def undo_buttons(words: Words) -> None:
    """Draw both; they do nothing until the browser knows of a step before, or after."""
    with st.container(key="steps-taken", width="content"):
        st.html("".join(_button(*button, words) for button in BUTTONS))


def _button(word: str, by: int, keys: str, shortcuts: str, words: Words) -> str:
    name, done = escape(words(word), quote=True), escape(words(f"{word}.done"), quote=True)
    return (
        f'<button type="button" class="ravine-step" data-by="{by}" data-done="{done}" aria-disabled="true"'
        f' aria-label="{name}" title="{name} ({keys})" aria-keyshortcuts="{shortcuts}"></button>'
    )
