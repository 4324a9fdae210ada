"""What all tests share: how examples are drawn, which files are quick, a server, and patches of Streamlit for a test.

Examples are the same in each run, and do not depend on the machine's speed.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from ravine.streamlit_internals import PATCHES, VARIABLE, chosen, is_applied, remove
from ravine.streamlit_internals.patch import apply
from tests.support.budget import QUICK, budget_of
from tests.support.budget import report as budget_report
from tools.server import Server, served

settings.register_profile("ravine", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ravine")

SECONDS: Counter[str] = Counter()  # by test file; with workers, in the process that collects their reports


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--quick", action="store_true", help="only files within the quick budget, tests/support/budget.py")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    is_test = collection_path.name.startswith("test_") and collection_path.suffix == ".py"
    return True if config.getoption("quick") and is_test and budget_of(collection_path) > QUICK else None


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    SECONDS[report.nodeid.partition("::")[0]] += report.duration


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.section("Seconds by file, where over budget")
    for line in budget_report(SECONDS):
        terminalreporter.line(line)


def pytest_runtest_setup(item: pytest.Item) -> None:
    wanted, _ = chosen(os.environ.get(VARIABLE, ""))
    for marker in item.iter_markers("patch"):
        if missing := [name for name in marker.args if name not in wanted]:
            pytest.skip(f"{VARIABLE} leaves out {', '.join(missing)}, which this is about")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The app as it is deployed, for tests that leave it as they found it: to start one takes some seconds."""
    with served() as running:
        yield running


@pytest.fixture(scope="session")
def address(server: Server) -> str:
    return server.address


@pytest.fixture
def applied() -> Iterator[Callable[[str], None]]:
    """Applies a patch by its name, until the test's end; fails when the guard refuses it."""
    names = []

    def put(name: str) -> None:
        assert not is_applied(name), "another test has left it"
        assert apply(PATCHES[name]) == ""
        names.append(name)

    yield put
    for name in reversed(names):
        remove(name)
