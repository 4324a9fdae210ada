"""axe-core on an open page, in either theme: what it calls serious or critical."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
# Wide formulas have got their place among the stops of the Tab key.
REACHABLE = """() => [...document.querySelectorAll('.katex, .katex-display')].every((formula) =>
    formula.scrollWidth <= formula.clientWidth + 8 || !formula.clientWidth || formula.tabIndex === 0)"""


# What depends on colours, language and the window's width; nothing else that axe looks at does.
DRAWN = ["color-contrast", "link-in-text-block", "scrollable-region-focusable"]
# Moderate at most, and it looks at every element of every formula.
ALL = {"rules": {"region": {"enabled": False}}}
# Streamlit's page follows the theme after a while, a page without it at once.
THEMED = """(scheme) => [...document.querySelectorAll('.stApp')]
    .every((app) => getComputedStyle(app).colorScheme === scheme)"""
TALL = 'html, [data-testid="stMain"], dialog, dialog *, [role="dialog"], [role="dialog"] *'
HEIGHT = """(parts) => Math.max(...[...document.querySelectorAll(parts)]
    .map(({ clientHeight, scrollHeight }) => innerHeight - clientHeight + scrollHeight))"""
# Half of a lesson's elements are the pieces of its formulas. Those that have their text's colour have its contrast.
FOUND = """async ([within, options]) => {
    const colour = (element) => getComputedStyle(element).color;
    const own = [...document.querySelectorAll('.katex-html *')]
        .filter((piece) => colour(piece) !== colour(piece.closest('.katex').parentElement));
    const context = { include: [[within]], exclude: own.length ? [] : [['.katex-html']] };
    return (await axe.run(context, { resultTypes: ['violations'], ...options })).violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ help, nodes }) => nodes.map(({ target }) => `${help}: ${target}`));
}"""


def barriers(
    page: Page, scheme: Literal["light", "dark"], only: Sequence[str] = (), *, within: str = "html"
) -> list[str]:
    """What keeps somebody from using the page as it stands, down to its end, in light or dark colours; with places.

    ``only`` names rules, if not all are to be looked at; ``within`` selects a part. The page keeps the colours.
    """
    if not page.evaluate("'axe' in window"):
        # Not as a script of the page: its content security policy takes none from elsewhere.
        page.evaluate(AXE.read_text("utf-8"))
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(THEMED, arg=scheme)
    window = page.viewport_size
    assert window
    # What has to be scrolled to counts as hidden: axe would look at no colours there.
    page.set_viewport_size({**window, "height": max(window["height"], page.evaluate(HEIGHT, TALL))})
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.wait_for_function(REACHABLE)
    found = page.evaluate(FOUND, [within, {"runOnly": list(only)} if only else ALL])
    page.set_viewport_size(window)
    return found
