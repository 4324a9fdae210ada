"""axe-core on an open page, in either theme: what it calls serious or critical."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
# Wide formulas have got their place among the stops of the Tab key.
REACHABLE = """() => [...document.querySelectorAll('.katex, .katex-display')].every((formula) =>
    formula.scrollWidth <= formula.clientWidth + 8 || !formula.clientWidth || formula.tabIndex === 0)"""


def barriers(page: Page, scheme: str = "light") -> list[str]:
    """What keeps somebody from using the page as it stands, in light or dark colours."""
    prepare(page, scheme)
    # What "region" finds is moderate at most, and it looks at every element of every formula.
    return violations(page, "{ resultTypes: ['violations'], rules: { region: { enabled: false } } }")


def faint(page: Page, scheme: str) -> list[str]:
    """What is too faint in light or dark colours: of all that axe looks at, only colours differ between them."""
    prepare(page, scheme)
    return violations(page, "{ resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block'] }")


def prepare(page: Page, scheme: str) -> None:
    """Have axe on the page, and the page finished in the colours wanted."""
    if not page.evaluate("'axe' in window"):
        # Not as a script of the page: its content security policy takes none from elsewhere.
        page.evaluate(AXE.read_text("utf-8"))
    page.wait_for_function(REACHABLE)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.wait_for_function(
        "(scheme) => getComputedStyle(document.querySelector('.stApp')).colorScheme === scheme", arg=scheme
    )
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def violations(page: Page, options: str) -> list[str]:
    """The serious and critical ones, each with its place."""
    return page.evaluate(
        f"""async () => (await axe.run({options})).violations
            .filter(({{ impact }}) => impact === 'serious' || impact === 'critical')
            .flatMap(({{ help, nodes }}) => nodes.map(({{ target }}) => `${{help}}: ${{target}}`))"""
    )
