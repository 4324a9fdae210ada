"""How every property test draws its examples; patches of Streamlit for a test, and tests that are skipped without them.

Examples are the same ones in each run, however slow the machine is.
"""

import os
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, settings

from ravine.streamlit_internals import PATCHES, VARIABLE, chosen, is_applied, remove
from ravine.streamlit_internals.patch import apply

settings.register_profile("ravine", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ravine")


def pytest_runtest_setup(item: pytest.Item) -> None:
    wanted, _ = chosen(os.environ.get(VARIABLE, ""))
    for marker in item.iter_markers("patch"):
        if missing := [name for name in marker.args if name not in wanted]:
            pytest.skip(f"{VARIABLE} leaves out {', '.join(missing)}, which this is about")


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
