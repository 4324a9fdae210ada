"""All that a page says, wherever it says it, and what of that is in the wrong language."""

import re

from playwright.sync_api import Page

from optimizers import OPTIMIZERS
from ravine.words import LANGUAGES, Words

# Letters on a canvas are in no document: the page notes them as it draws.
LISTEN = """(() => {
    window.drawn = new Set();
    const fill = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...where) {
        window.drawn.add(text);
        return fill.call(this, text, ...where);
    };
})()"""
# Formulas, code and the names of icons hold no prose; Streamlit's own menu is not ours to translate.
SAID = """() => {
    const WORDED = ['title', 'aria-label', 'aria-valuetext', 'aria-description', 'alt', 'placeholder'];
    const silent = '.katex, code, style, script, noscript, dialog:not([open]), [hidden],'
        + '[data-testid="stIconMaterial"], [data-testid="stHeader"]';
    const said = new Set(window.drawn);
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const element = node.nodeType === 1 ? node : node.parentElement;
        if (element.closest(silent)) continue;
        if (node !== element) said.add(node.data.trim());
        else if (element.matches('input:not([type=checkbox], [type=radio])')) said.add(element.value);
        for (const name of node === element ? WORDED : []) {
            if (element.hasAttribute(name)) said.add(element.getAttribute(name));
        }
    }
    window.drawn?.clear();
    return [...said];
}"""
# Streamlit says these itself, in English whatever the page's language, and only to screen readers.
STREAMLIT = re.compile(
    r"Skip to main content|((Collapse|Expand) s|S)idebar|Decrement|Increment|Choose an option|Open|Close"
    r"|\d+ options? available\."
)
HANGUL = re.compile("[\u3131-\ud7a3]")
LATIN = re.compile("[A-Za-z]{2,}")
# Three English words in a row are no term that Korean borrows, unless it stands in brackets behind the Korean one.
SENTENCE = re.compile(r"[A-Za-z']+(?:[ ,]+[A-Za-z']+){2,}")
TERM = re.compile(r"\([A-Za-z' -]+\)")
NAMES = {optimizer.name for optimizer in OPTIMIZERS.values()} | {*LANGUAGES.values(), "Ravine", "SGD", "GD", "RMSProp"}
OWN = re.compile("|".join(re.escape(name) for name in sorted(NAMES, key=len, reverse=True)))


def listen(page: Page) -> None:
    """Have every document that ``page`` opens from now on note what is drawn on canvases."""
    page.add_init_script(LISTEN)


def misread(page: Page, language: str) -> list[str]:
    """What the page says in another language than ``language``, or for want of a word.

    On canvases it is seen after :func:`listen`.
    """
    return [text for text in page.evaluate(SAID) if not STREAMLIT.fullmatch(text) and foreign(text, language)]


def foreign(text: str, language: str) -> bool:
    """Whether a reader of ``language`` stumbles over ``text``; names are the same in both."""
    bare = OWN.sub(" ", text)
    if "MissingWord" in text:
        return True
    if language == "en":
        return bool(HANGUL.search(bare))
    return bool(SENTENCE.search(TERM.sub(" ", bare))) if HANGUL.search(bare) else bool(LATIN.search(bare))


def word(page: Page, key: str, **holes) -> str:
    """A sentence of the stage in the page's language, its holes filled as the browser does."""
    said = Words(page.evaluate("document.documentElement.lang")).stage()[key]
    return re.sub(r"\{(\w+)\}", lambda hole: str(holes[hole[1]]), said)
