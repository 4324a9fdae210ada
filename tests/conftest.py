"""Configure Hypothesis for all property tests, and skip tests of patches that are switched off.

Examples are the same in each run, and do not depend on the machine's speed.
"""

import os

import pytest
from hypothesis import HealthCheck, settings

from ravine.streamlit_internals import VARIABLE, chosen

settings.register_profile("ravine", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ravine")


def pytest_runtest_setup(item: pytest.Item) -> None:
    wanted, _ = chosen(os.environ.get(VARIABLE, ""))
    for marker in item.iter_markers("patch"):
        if missing := [name for name in marker.args if name not in wanted]:
            pytest.skip(f"{VARIABLE} leaves out {', '.join(missing)}, which this is about")
