"""How every property test draws its examples; and which tests are left out with the patches that they are about.

Examples are the same ones in each run, however slow the machine is.
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
