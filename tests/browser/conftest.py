"""One browser for all browser tests; a visitor's page for each, new or led on from the test before."""

import re
from collections.abc import Callable, Generator, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tools.chromium import chromium
from tools.server import Server

from .stage import Stage

# In the console of a page whose every part works, none of these is said.
FAILURES = re.compile("^ravine:|Content.Security.Policy")
CRASH = '"error": '  # in a line of the server's log
FAILED = pytest.StashKey[bool]()

# As patient as all that waits for the page; five seconds by default, which a busy machine can take.
expect.set_options(timeout=30_000)


@pytest.fixture(autouse=True)
def no_crash(server: Server) -> Iterator[None]:
    """What the server could not cope with fails the test: the page says only that there was an error."""
    before = len(server.printed().encode())
    yield
    crashes = [line for line in server.printed(before).splitlines() if CRASH in line]
    assert not crashes, "the page says that the app has encountered an error:\n" + "\n".join(crashes)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def errors() -> list[str]:
    """What the consoles of all pages have shown since a test began."""
    return []


@pytest.fixture(autouse=True)
def no_errors(errors: list[str]) -> Iterator[None]:
    """Page errors fail the test, and so does anything that the server's Content-Security-Policy forbids."""
    errors.clear()
    yield
    assert not errors, f"the browser's console shows: {errors}"


@pytest.fixture(scope="session")
def open_context(address: str, browser: Browser, errors: list[str]) -> Callable[..., BrowserContext]:
    """A fresh browser context, options as Playwright's; with ``autoplay`` its visitor does not mind motion."""

    def opened(*, autoplay: bool = False, **options) -> BrowserContext:
        settings = {"viewport": {"width": 1300, "height": 950}, "locale": "en-US", **options}
        if not autoplay:
            settings["reduced_motion"] = "reduce"
        context = browser.new_context(**settings)
        # Beside other browsers, one that draws in software has taken half a minute until a button stood still.
        context.set_default_timeout(60_000)
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        context.on("console", lambda message: FAILURES.search(message.text) and errors.append(message.text))
        return context

    return opened


@pytest.fixture
def visit(address: str, open_context: Callable[..., BrowserContext]) -> Iterator[Callable[..., Stage]]:
    """Open the app as a new visitor, on another page ``at`` its path; keyword arguments as for :func:`open_context`."""
    contexts = []

    def open_page(query: str = "", at: str = "", **options) -> Stage:
        contexts.append(open_context(**options))
        page: Page = contexts[-1].new_page()
        page.goto(f"{address}/{at}?{query}")
        return Stage(page)

    yield open_page
    for context in contexts:
        context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def kept() -> dict[str, Stage]:
    """Open pages, by the options of their contexts."""
    return {}


@pytest.fixture
def show(
    request, address: str, open_context: Callable[..., BrowserContext], kept: dict[str, Stage]
) -> Iterator[Callable[..., Stage]]:
    """Show a link on the page that the tests before had, as its back button would; parameters as of ``visit``.

    For tests of what a visitor sees and does, not of how the page arrives: a new page costs six seconds of a core, the
    same page with another link one. A test that fails does not hand on its page.
    """
    shown = []

    def lead(query: str = "", **options) -> Stage:
        name = repr(sorted(options.items()))
        shown.append(name)
        language = options.get("locale", "en")[:2]
        link = query if "lang=" in query else f"{query}&lang={language}"
        if name in kept:
            kept[name].lead(link)
        else:
            page = open_context(**options).new_page()
            page.goto(f"{address}/?{link}")
            kept[name] = Stage(page)
            kept[name].idle()
        return kept[name]

    yield lead
    if request.node.stash[FAILED]:
        for name in set(shown) & set(kept):
            kept.pop(name).page.context.close()
