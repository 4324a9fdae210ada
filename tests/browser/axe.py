"""axe-core on an open page, in both themes: what it calls serious or critical."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
# Wide formulas have got their place among the stops of the Tab key.
REACHABLE = """() => [...document.querySelectorAll('.katex, .katex-display')].every((formula) =>
    formula.scrollWidth <= formula.clientWidth + 8 || !formula.clientWidth || formula.tabIndex === 0)"""


def barriers(page: Page) -> list[str]:
    """What keeps somebody from using the page as it stands, in light colours and in dark ones."""
    if not page.evaluate("'axe' in window"):
        # Not as a script of the page: its content security policy takes none from elsewhere.
        page.evaluate(AXE.read_text("utf-8"))
    page.wait_for_function(REACHABLE)
    found = violations(page, "{ resultTypes: ['violations'] }")
    # Of all that axe looks at, only colours differ from theme to theme.
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("() => getComputedStyle(document.querySelector('.stApp')).colorScheme === 'dark'")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    found += violations(page, "{ runOnly: ['color-contrast', 'link-in-text-block'] }")
    page.emulate_media(color_scheme="light")
    return found


def violations(page: Page, options: str) -> list[str]:
    """The serious and critical ones, each with its place."""
    return [
        f"{one['help']}: {node['target']}"
        for one in page.evaluate(f"axe.run({options})")["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
