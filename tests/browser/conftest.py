"""One server and one browser for all browser tests; a fresh context and page for each."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tools.chromium import chromium
from tools.server import serving

from .stage import Stage

# In the console of a page whose every part works, none of these is said.
FAILURES = re.compile("^ravine:|Content.Security.Policy")


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with serving() as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def visit(address: str, browser: Browser) -> Iterator[Callable[..., Stage]]:
    """Open the app as a visitor; keyword arguments as for a browser context.

    Page errors fail the test, and so does anything that the server's Content-Security-Policy forbids.
    """
    contexts = []
    errors: list[str] = []

    def open_page(query: str = "", *, autoplay: bool = False, **options) -> Stage:
        settings = {"viewport": {"width": 1300, "height": 950}, "locale": "en-US", **options}
        if not autoplay:
            settings["reduced_motion"] = "reduce"
        context = browser.new_context(**settings)
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        contexts.append(context)
        page: Page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: FAILURES.search(message.text) and errors.append(message.text))
        page.goto(f"{address}/?{query}")
        return Stage(page)

    yield open_page
    for context in contexts:
        context.close()
    assert not errors, f"the browser's console shows: {errors}"
